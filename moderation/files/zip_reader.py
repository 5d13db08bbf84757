"""Reading a zip's own directory without unpacking, and members up to a limit.

Not `zipfile`: that builds an object for each of the directory's claims before anybody
can count them, needs a seekable stream (a mapped file has one position for all threads),
and gives no raw offsets. Fields: PKWARE APPNOTE 6.3.9 §4.3 to §4.5.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from typing import TypeAlias

Data: TypeAlias = bytes | mmap

_END = struct.Struct("<4x4H2LH")  # disk, directory's disk, entries here, entries, size, offset
_END64 = struct.Struct("<4xQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4xLQL")
_ENTRY = struct.Struct("<4x6H3L5H2L")
_LOCAL_NAME_LENGTHS = struct.Struct("<26x2H")
_LONGEST_END = _END.size + 0xFFFF  # the end record and its comment

_STORED, _DEFLATED = 0, 8
_UNIX_LINK = 0o120000


class BrokenArchive(ValueError):
    """The directory is missing or makes no sense."""


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """What the directory says of one member; sizes in bytes, `offset` of its local header."""

    name: str
    packed: int
    unpacked: int
    method: int
    offset: int
    encrypted: bool
    link: bool


@dataclass(frozen=True, slots=True)
class ZipDirectory:
    """Where the directory lies, and how many members it claims."""

    start: int
    end: int
    shift: int  # bytes that were put before the zip
    count: int


def find_directory(data: Data) -> ZipDirectory | None:
    """The directory of a zip at the end of this data (with at most a comment behind)."""
    base = max(0, len(data) - _LONGEST_END)
    at = data.rfind(b"PK\5\6", base)
    if at < 0 or at + _END.size > len(data):
        return None
    *_, count, size, offset, _ = _END.unpack(data[at : at + _END.size])
    end = at
    if 0xFFFFFFFF in (size, offset) or count == 0xFFFF:
        end, count, size, offset = _end64(data, at) or (end, count, size, offset)
    if size > end:
        return None
    return ZipDirectory(end - size, end, end - size - offset, count)


def _end64(data: Data, at: int) -> tuple[int, int, int, int] | None:
    locator = data[at - _LOCATOR64.size : at] if at >= _LOCATOR64.size else b""
    if not locator.startswith(b"PK\6\7"):
        return None
    found = data.rfind(b"PK\6\6", max(0, at - _LONGEST_END), at)
    record = data[found : found + _END64.size] if found >= 0 else b""
    if len(record) < _END64.size:
        return None
    *_, count, size, offset = _END64.unpack(record)
    return found, count, size, offset


def read_entries(data: Data, directory: ZipDirectory, most: int) -> Iterator[ZipEntry]:
    """The first `most` members; BrokenArchive where the directory stops making sense."""
    at = directory.start
    for _ in range(most):
        if at >= directory.end:
            return
        header = data[at : at + _ENTRY.size]
        if len(header) < _ENTRY.size or header[:4] != b"PK\1\2":
            raise BrokenArchive("the directory of the archive is broken")
        fields = _ENTRY.unpack(header)
        name_size, extra_size, comment_size = fields[9:12]
        name_at = at + _ENTRY.size
        rest = data[name_at : name_at + name_size + extra_size]
        yield _entry(fields, rest[:name_size], rest[name_size:], directory.shift)
        at = name_at + name_size + extra_size + comment_size


def _entry(fields: tuple[int, ...], name: bytes, extra: bytes, shift: int) -> ZipEntry:
    flags, method = fields[2], fields[3]
    packed, unpacked, attributes, offset = fields[7], fields[8], fields[14], fields[15]
    if 0xFFFFFFFF in (packed, unpacked, offset):
        unpacked, packed, offset = _zip64(extra, unpacked, packed, offset)
    return ZipEntry(
        name=name.decode("utf-8" if flags & 0x800 else "cp437", "replace"),
        packed=packed,
        unpacked=unpacked,
        method=method,
        offset=offset + shift,
        encrypted=bool(flags & 0x2041),
        link=attributes >> 16 & 0o170000 == _UNIX_LINK,
    )


def _zip64(extra: bytes, *fields: int) -> tuple[int, ...]:
    """The fields, each that is all ones replaced by the next of the zip64 extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{size // 8}Q", extra[at + 4 :].ljust(size, b"\0")))
            return tuple(next(wide, f) if f == 0xFFFFFFFF else f for f in fields)
        at += 4 + size
    return fields


def read_member(data: Data, entry: ZipEntry, most: int) -> bytes | None:
    """The first `most` bytes of a member; None if it is encrypted, packed otherwise, or broken."""
    header = data[entry.offset : entry.offset + 30] if entry.offset >= 0 else b""
    if entry.encrypted or len(header) < 30 or header[:4] != b"PK\3\4":
        return None
    start = entry.offset + 30 + sum(_LOCAL_NAME_LENGTHS.unpack(header))
    if entry.method == _STORED:
        return data[start : start + min(most, entry.packed)]
    if entry.method != _DEFLATED:
        return None
    return _inflate(data[start : start + min(entry.packed, most + 1024)], most)


def _inflate(packed: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(most, 1))
    except zlib.error:
        return None
