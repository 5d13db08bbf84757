"""What is judged of one member of an archive: its name, its path, its kind, its first bytes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from moderation.categories import Heading, Subcategory, heading
from moderation.files.groups import MEDIA, Group, group_of_extension
from moderation.files.names import extension_of, tricks_of

_ACTIVE_CONTENT = heading(Subcategory.ACTIVE_CONTENT)
_DISGUISED = heading(Subcategory.DISGUISED)

_SHOWN = 60  # characters of a member's name
_SEPARATORS = re.compile(r"[/\\]")
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")
_PROGRAM_HEADS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe\0\0\0", b"dex\n0")
_HARMLESS_SCRIPTS = frozenset({"url", "inf"})  # in nearly every pack of samples that is sold


class Member(Protocol):
    """What zip and tar both say of a member; sizes in bytes."""

    @property
    def name(self) -> str: ...
    @property
    def unpacked(self) -> int: ...
    @property
    def encrypted(self) -> bool: ...
    @property
    def link(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ArchiveFault:
    """One thing seen in an archive, at any level of it."""

    heading: Heading
    score: float
    says: str


def _leaves_its_folder(member: Member) -> bool:
    return ".." in member.name and ".." in _SEPARATORS.split(member.name)


def _absolute(member: Member) -> bool:
    return _ABSOLUTE.match(member.name) is not None


def _program(member: Member) -> bool:
    return group_of_extension(extension_of(member.name)) is Group.EXECUTABLE


def _script(member: Member) -> bool:
    extension = extension_of(member.name)
    return group_of_extension(extension) is Group.SCRIPT and extension not in _HARMLESS_SCRIPTS


_RULES: tuple[tuple[Heading, float, str, Callable[[Member], bool]], ...] = (
    (_DISGUISED, 0.95, "a path that leaves its folder", _leaves_its_folder),
    (_DISGUISED, 0.7, "an absolute path", _absolute),
    (_DISGUISED, 0.7, "a link to another file", lambda member: member.link),
    (_DISGUISED, 0.6, "an encrypted member", lambda member: member.encrypted),
    (_ACTIVE_CONTENT, 0.7, "a program", _program),
    (_ACTIVE_CONTENT, 0.6, "a script", _script),
)


def judge_member(member: Member) -> Iterator[ArchiveFault]:
    """What is wrong with a member by what the directory says of it."""
    shown = member.name[-_SHOWN:]
    for rule_heading, score, says, applies in _RULES:
        if applies(member):
            yield ArchiveFault(rule_heading, score, f"{says}: {shown}")
    last = _SEPARATORS.split(member.name.rstrip("/\\"))[-1]
    for trick in tricks_of(last)[:1]:
        yield ArchiveFault(_DISGUISED, trick.score, f"{trick.says}: {shown}")


def judge_head(member: Member, head: bytes) -> Iterator[ArchiveFault]:
    """What is wrong with a member by its first bytes."""
    if not head.startswith(_PROGRAM_HEADS):
        return
    if group_of_extension(extension_of(member.name)) in MEDIA | {Group.DOCUMENT, Group.ARCHIVE}:
        says = f"a program named like a harmless file: {member.name[-_SHOWN:]}"
        yield ArchiveFault(_DISGUISED, 0.97, says)
