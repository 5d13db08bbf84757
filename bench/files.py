"""What the benchmarks send: made here, the same every time."""

import random
import struct
import zlib

COMMENT = (
    "The way the strings come in after the second chorus is lovely, and I like how dry the snare "
    "is. Would you share which plate you used on the vocal? Listening again on train {number} now."
)


def comment() -> str:
    """200 characters."""
    return COMMENT.ljust(200, "!")[:200]  # `{number}` becomes as many digits


def picture() -> bytes:
    """A PNG of about 100 KB of noise, which does not compress."""
    noise = random.Random(1)
    width, height = 182, 182

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = b"".join(b"\x00" + noise.randbytes(width * 3) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def track() -> bytes:
    """5 MB of MPEG-1 layer III frames of 128 kbit/s with noise in them."""
    noise = random.Random(2)
    frames = 5_000_000 // 417
    return b"".join(b"\xff\xfb\x90\x00" + noise.randbytes(413) for _ in range(frames))
