"""Looking through an archive without unpacking it to anywhere.

Sizes, names and places are judged from the archive's own directory. Members are read in
memory, each once and up to `Limits`, to find archives within archives and what hides in
them; an archive that cannot be looked into becomes a fault, never a pass.
"""

import zlib
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from mmap import mmap
from typing import TypeAlias

from moderation.categories import Heading, Subcategory, heading
from moderation.files.archive_kinds import is_archive, is_gzip, is_zip, opaque_name
from moderation.files.archive_limits import BOMBS, Limits
from moderation.files.archive_members import ArchiveFault, Member, judge_head, judge_member
from moderation.files.eicar import SIGNATURE, find_eicar
from moderation.files.groups import Group, group_of_extension
from moderation.files.names import extension_of
from moderation.files.tar_reader import TarEntry, is_tar, read_headers
from moderation.files.zip_reader import (
    BrokenArchive,
    ZipDirectory,
    ZipEntry,
    find_directory,
    read_entries,
    read_member,
)

Data: TypeAlias = bytes | mmap

_BOMB = heading(Subcategory.BOMB)
_DISGUISED = heading(Subcategory.DISGUISED)
_VIRUS = heading(Subcategory.VIRUS)


_Read: TypeAlias = Callable[[int], bytes | None]


def survey(data: Data, limits: Limits) -> list[ArchiveFault]:
    """Everything seen in an upload; BrokenArchive if it is one that is not all there."""
    look = _Survey(limits)
    look.archive(data, depth=1)
    look.sizes(len(data))
    return look.faults


class _Survey:
    def __init__(self, limits: Limits) -> None:
        self.faults: list[ArchiveFault] = []
        self._limits = limits
        self._left = limits.read
        self._members_left = limits.members
        self._opened = 0
        self._unpacked = 0

    def archive(self, data: Data, depth: int) -> None:
        """Look through one archive and those within it."""
        directory = find_directory(data)
        if directory is not None or is_zip(data):
            self._zip(data, directory, depth)
        elif is_gzip(data):
            self._gzip(data, depth)
        elif is_tar(data):
            self._tar(data, depth)
        elif name := opaque_name(data):
            self._note(_DISGUISED, 0.6, f"{name}, which cannot be looked into")

    def sizes(self, packed: int) -> None:
        """Judge what everything seen would unpack to."""
        ratio = self._unpacked / max(packed, 1)
        for bomb in BOMBS:
            if ratio >= bomb.ratio and self._unpacked >= bomb.size:
                says = f"{packed:,} bytes that unpack to {self._unpacked:,}"
                return self._note(_BOMB, bomb.score, says)
        return None

    def _note(self, about: Heading, score: float, says: str) -> None:
        self.faults.append(ArchiveFault(about, score, says))

    def _zip(self, data: Data, directory: ZipDirectory | None, depth: int) -> None:
        try:
            entries = _entries(data, directory, self._members_left + 1)
        except BrokenArchive as broken:
            if depth > 1:
                self._note(_DISGUISED, 0.6, str(broken))
            elif is_zip(data):
                raise
            return
        if _overlap(entries):
            self._note(_BOMB, 0.97, "members that share the same bytes")
        self._unpacked += sum(entry.unpacked for entry in entries)
        members = [(entry, partial(read_member, data, entry)) for entry in entries]
        self._members(data, depth, members)

    def _tar(self, data: Data, depth: int) -> None:
        entries = read_headers(data, self._members_left + 1)
        self._members(data, depth, [(entry, partial(_slice, data, entry)) for entry in entries])

    def _gzip(self, data: Data, depth: int) -> None:
        most = max(min(self._limits.archive, self._left), 1)  # zlib takes 0 for no limit
        packed, inflater = data[: most + 1024], zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            part = inflater.decompress(packed, most)
        except zlib.error as error:
            raise BrokenArchive("the packed file is broken") from error
        used = len(packed) - len(inflater.unconsumed_tail)
        if not inflater.eof and used == len(data):
            raise BrokenArchive("the packed file is cut short")
        self._left -= len(part)
        self._unpacked += len(part) if inflater.eof else len(part) * len(data) // max(used, 1)
        self._content(part, depth if is_tar(part) else depth + 1, data)

    def _members(self, data: Data, depth: int, members: Sequence[tuple[Member, _Read]]) -> None:
        if len(members) > self._members_left:
            self._note(_BOMB, 0.7, f"more than {self._limits.members:,} members")
        looked_at = members[: self._members_left]
        self._members_left -= len(looked_at)
        for member, read in looked_at:
            self.faults += judge_member(member)
            if member.unpacked > 0 and not member.encrypted:
                self._member(member, read, depth, data)

    def _member(self, member: Member, read: _Read, depth: int, parent: Data) -> None:
        small = member.unpacked <= self._limits.whole
        amount = member.unpacked + 1 if small else self._limits.peek
        part = read(amount) if self._left > 0 else None
        self._left -= amount if part is None else len(part)
        if part is None:
            return self._unread(member)
        if len(part) > member.unpacked:
            self._note(_BOMB, 0.9, "a member larger than it says")
        self.faults += judge_head(member, part[:16])
        if not small and is_archive(part):
            if member.unpacked > min(self._limits.archive, self._left):
                return self._unread(member)
            part = read(member.unpacked) or part
            self._left -= len(part)
        return self._content(part, depth + 1, parent)

    def _content(self, part: bytes, depth: int, parent: Data) -> None:
        if find_eicar(part) >= 0:
            self._note(_VIRUS, 0.99, SIGNATURE)
        if not is_archive(part):
            return
        self._opened += 1
        if len(part) == len(parent) and part == parent[:]:
            self._note(_BOMB, 0.97, "an archive that contains itself")
        elif depth > self._limits.depth:
            wide = self._opened > self._limits.archives
            self._note(_BOMB, 0.97 if wide else 0.9, f"archives nested {depth} deep")
        elif self._opened > self._limits.archives:
            self._note(_BOMB, 0.7, f"more than {self._limits.archives} archives within")
        else:
            self._nested(part, depth)

    def _nested(self, part: bytes, depth: int) -> None:
        try:
            self.archive(part, depth)
        except BrokenArchive as broken:
            self._note(_DISGUISED, 0.6, str(broken))

    def _unread(self, member: Member) -> None:
        """Broken, packed in another way, too large, or the limit was reached before it."""
        if group_of_extension(extension_of(member.name)) is Group.ARCHIVE:
            says = f"an archive that cannot be looked into: {member.name[-60:]}"
            self._note(_DISGUISED, 0.6, says)


def _entries(data: Data, directory: ZipDirectory | None, most: int) -> list[ZipEntry]:
    if directory is None:
        raise BrokenArchive("the archive is cut short")
    return list(read_entries(data, directory, most))


def _slice(data: Data, entry: TarEntry, most: int) -> bytes:
    return data[entry.offset : entry.offset + min(most, entry.unpacked)]


def _overlap(entries: Sequence[ZipEntry]) -> bool:
    """Whether members lie over one another; each has a header of 30 bytes and its name."""
    spans = sorted((e.offset, e.offset + 30 + len(e.name) + e.packed) for e in entries)
    return any(later[0] < earlier[1] for earlier, later in pairwise(spans))
