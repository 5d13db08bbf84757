"""What an upload promises its file to be: by declared media type, by name, by kind."""

from dataclasses import dataclass

from moderation.content import Content, ContentKind
from moderation.files.groups import Group, group_of_extension, group_of_media_type
from moderation.files.names import extension_of

_GROUP_OF_KIND = {ContentKind.TRACK: Group.AUDIO, ContentKind.IMAGE: Group.IMAGE}


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promises a group, in words for a reason."""

    words: str
    group: Group


def promises_of(content: Content) -> tuple[Promise, ...]:
    """Every promise that is clear; a missing or unknown type or extension promises nothing."""
    if content.file is None:
        return ()
    declared, extension = content.file.declared_media_type, extension_of(content.file.name)
    said = (
        (f"declared {declared[:40]}", group_of_media_type(declared)),
        (f"named .{extension}", group_of_extension(extension)),
        (f"uploaded as {content.kind}", _GROUP_OF_KIND.get(content.kind)),
    )
    return tuple(Promise(words, group) for words, group in said if group)
