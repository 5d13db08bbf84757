"""Content -> what detectors read of it, each part made once, on first use.

Nothing here decides anything. Sound and picture fingerprints, words in pictures and
frames of video take their place here as further parts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from moderation.content import Content
from moderation.files.sniff import Sniffed, sniff
from moderation.files.tags import Tags, read_tags
from moderation.fold import Folded, fold, skeleton
from moderation.links.finding import Link, find_links
from moderation.signals import Unreadable

Part = TypeVar("Part")


class _Made(Generic[Part]):
    """A property made on first use and kept on the instance.

    Not `functools.cached_property`: until Python 3.12 that holds one lock for all
    instances while it computes, so one stuck file would stop every other upload.
    """

    def __init__(self, make: Callable[["Extract"], Part]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: "Extract", owner: type["Extract"]) -> Part:
        part = instance.__dict__[self._name] = self._make(instance)
        return part


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text with its folds; `field` is where evidence points."""

    field: str
    text: str
    folded: Folded
    skeleton: Folded


class Extract:
    """The readable parts of one content. Not shared between screenings."""

    def __init__(self, content: Content) -> None:
        self.content = content

    @_Made
    def passages(self) -> tuple[Passage, ...]:
        """Title and text, where there are any."""
        fields = (("title", self.content.title), ("text", self.content.text))
        return tuple(
            Passage(field, text, fold(text), skeleton(text)) for field, text in fields if text
        )

    @_Made
    def links(self) -> tuple[Link, ...]:
        """Links in title, text and the content's own URLs."""
        found = [link for p in self.passages for link in find_links(p.field, p.text)]
        return (*found, *(link for url in self.content.urls for link in find_links("url", url)))

    @_Made
    def sniffed(self) -> Sniffed | None:
        """What the file really is; None without a file."""
        return None if self.content.file is None else sniff(self.content.file)

    @_Made
    def tags(self) -> Tags | None:
        """An audio file's own title, artist, ISRC…; None where there are none."""
        return None if self.content.file is None else read_tags(self.content.file)

    @property
    def media_type(self) -> str:
        """What the bytes say the file is; empty when they say nothing."""
        try:
            return self.sniffed.media_type if self.sniffed else ""
        except Unreadable:
            return ""

    @property
    def duration_s(self) -> float | None:
        """Length in seconds, where the file says."""
        try:
            return self.tags.duration_s if self.tags else None
        except Unreadable:
            return None
