"""Which archive a run of bytes is, by its signature."""

from mmap import mmap
from typing import TypeAlias

from moderation.files.tar_reader import is_tar

Data: TypeAlias = bytes | mmap

# Archives that are not read here. (offset, negative from the end; bytes; words)
_OPAQUE: tuple[tuple[int, bytes, str], ...] = (
    (0, b"Rar!\x1a\7", "a RAR archive"),
    (0, b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (0, b"\xfd7zXZ\0", "an XZ file"),
    (0, b"BZh", "a BZip2 file"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (0, b"\x04\x22\x4d\x18", "an LZ4 file"),
    (0, b"MSCF\0\0\0\0", "a cabinet"),
    (0x8001, b"CD001", "a disc image"),
    (-512, b"koly\0\0\0\4", "a disc image"),
)


def is_zip(data: Data) -> bool:
    """Whether a zip starts here; one with something put before it is found by its end."""
    return data[:4] == b"PK\3\4"


def is_gzip(data: Data) -> bool:
    """Whether a gzip member starts here."""
    return data[:3] == b"\x1f\x8b\x08"


def opaque_name(data: Data) -> str:
    """What to call an archive that is not read here; empty if it is none of these."""
    for at, signature, name in _OPAQUE:
        start = at if at >= 0 else len(data) + at
        if start >= 0 and data[start : start + len(signature)] == signature:
            return name
    return ""


def is_archive(data: Data) -> bool:
    """Whether an archive of any kind starts here."""
    return is_zip(data) or is_gzip(data) or is_tar(data) or bool(opaque_name(data))
