"""Walking the headers of a tar, in place. Fields: POSIX.1-1988 ustar, and GNU long names."""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

_BLOCK = 512
_LONG_NAME = b"L"
_LINKS = (b"1", b"2")  # hard, symbolic
_LONGEST_NAME = 4096


@dataclass(frozen=True, slots=True)
class TarEntry:
    """One member; `unpacked` is its size in bytes, `offset` where its bytes begin."""

    name: str
    unpacked: int
    offset: int
    link: bool
    encrypted: bool = False


def is_tar(data: bytes | mmap) -> bool:
    """Whether a ustar header stands at the start."""
    return data[257:262] == b"ustar"


def read_headers(data: bytes | mmap, most: int) -> Iterator[TarEntry]:
    """The first `most` members, until the end or the first thing that is no header."""
    at, long_name = 0, b""
    for _ in range(most):
        header = data[at : at + _BLOCK]
        if len(header) < _BLOCK or header[257:262] != b"ustar":
            return
        size, kind, start = _octal(header[124:136]), header[156:157], at + _BLOCK
        at = start + (size + _BLOCK - 1) // _BLOCK * _BLOCK
        if kind == _LONG_NAME:
            long_name = data[start : start + min(size, _LONGEST_NAME)].rstrip(b"\0")
            continue
        name = long_name or _name(header)
        long_name = b""
        yield TarEntry(name.decode("utf-8", "replace"), size, start, kind in _LINKS)


def _name(header: bytes) -> bytes:
    name = header[:100].partition(b"\0")[0]
    prefix = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return prefix + b"/" + name if prefix else name


def _octal(field: bytes) -> int:
    """A size: octal digits, or (GNU) a big-endian number after a set high bit."""
    if field[:1] >= b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.partition(b"\0")[0].strip()
    return int(digits, 8) if digits and not digits.strip(b"01234567") else 0
