"""Small audio files made by hand, with tags, for tests."""

import struct

RATE = 8_000  # samples a second, one byte each, in the uncompressed ones


def id3(**frames: str) -> bytes:
    """An ID3v2.3 tag."""
    body = b""
    for name, text in frames.items():
        value = b"\x01" + text.encode("utf-16")
        body += name.encode() + struct.pack(">IH", len(value), 0) + value
    return b"ID3\x03\0\0" + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def mp3(seconds: float = 3, **frames: str) -> bytes:
    """128 kbit/s at 44.1 kHz: frames of 417 bytes and 1,152 samples, silent."""
    count = round(seconds * 44_100 / 1_152)
    return (id3(**frames) if frames else b"") + (b"\xff\xfb\x90\0" + bytes(413)) * count


def mp3_with_xing(seconds: float, **frames: str) -> bytes:
    """Variable bit rate: the first frame tells how many there are."""
    count = round(seconds * 44_100 / 1_152)
    xing = b"Xing" + struct.pack(">III", 3, count, count * 500)
    return id3(**frames) + b"\xff\xfb\x90\0" + bytes(32) + xing.ljust(381, b"\0")


def vorbis_comments(**comments: str) -> bytes:
    """A Vorbis comment block."""
    pairs = [f"{key}={value}".encode() for key, value in comments.items()]
    return struct.pack("<II", 0, len(pairs)) + b"".join(
        struct.pack("<I", len(pair)) + pair for pair in pairs
    )


def flac(seconds: float = 3, **comments: str) -> bytes:
    """STREAMINFO and comments; no sound."""
    numbers = RATE << 44 | 15 << 36 | round(seconds * RATE)
    info = bytes(10) + struct.pack(">Q", numbers) + bytes(16)
    block = vorbis_comments(**comments)
    return b"fLaC\0\0\0\x22" + info + b"\x84" + len(block).to_bytes(3, "big") + block


def opus(seconds: float = 3, **comments: str) -> bytes:
    """Opus at 48 kHz."""
    block = vorbis_comments(**comments)
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48_000, 0, 0)
    return (
        ogg_pages(head)
        + ogg_pages(b"OpusTags" + block)
        + ogg_pages(bytes(100), granule=round(seconds * 48_000) + 312)
    )


def vorbis(seconds: float = 3, **comments: str) -> bytes:
    """Vorbis without its code books."""
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, RATE, 0, 64_000, 0, 0xB8, 1)
    return (
        ogg_pages(head)
        + ogg_pages(b"\x03vorbis" + vorbis_comments(**comments) + b"\x01")
        + ogg_pages(bytes(100), granule=round(seconds * RATE))
    )


def ogg_pages(packet: bytes, granule: int = 0, serial: int = 7) -> bytes:
    """One packet on as many pages as it takes."""
    pages, whole = b"", 255 * 255
    for at in range(0, len(packet) + 1, whole):
        part = packet[at : at + whole]
        full, rest = divmod(len(part), 255)
        sizes = bytes([255] * full + ([rest] if len(part) < whole else []))
        header = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, granule, serial, 0, 0, len(sizes))
        pages += header + sizes + part
    return pages


def wav(seconds: float = 3, **chunks: str) -> bytes:
    """8-bit PCM with an INFO list."""
    info = b"INFO" + b"".join(
        name.encode()
        + struct.pack("<I", len(text := value.encode()))
        + text
        + b"\0" * (len(text) % 2)
        for name, value in chunks.items()
    )
    body = b"WAVE" + b"".join(
        name + struct.pack("<I", len(data)) + data
        for name, data in (
            (b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8)),
            (b"LIST", info),
            (b"data", bytes(round(seconds * RATE))),
        )
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def aiff(seconds: float = 3, **frames: str) -> bytes:
    """8-bit with an ID3 chunk."""
    rate = struct.pack(">HQ", 0x3FFF + 12, RATE << 51)  # 80-bit extended: 8,000 is 1.95 x 2^12
    chunks = (
        (b"COMM", struct.pack(">hLh", 1, round(seconds * RATE), 8) + rate),
        (b"ID3 ", id3(**frames)),
        (b"SSND", bytes(8 + round(seconds * RATE))),
    )
    body = b"AIFF" + b"".join(
        name + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in chunks
    )
    return b"FORM" + struct.pack(">I", len(body)) + body


def m4a(seconds: float = 3, isrc: str = "", **atoms: str) -> bytes:
    """An `ilst` behind the sound, as most encoders write it. `art` stands for `©ART`."""
    items = b"".join(
        atom(b"\xa9" + name.encode() if len(name) == 3 else name.encode(), text(value))
        for name, value in atoms.items()
    )
    if isrc:
        mean = atom(b"mean", bytes(4) + b"com.apple.iTunes") + atom(b"name", bytes(4) + b"ISRC")
        items += atom(b"----", mean + text(isrc))
    header = struct.pack(">IIIII", 0, 0, 0, 1_000, round(seconds * 1_000)) + bytes(80)
    meta = atom(b"meta", bytes(4) + atom(b"ilst", items))
    return (
        atom(b"ftyp", b"M4A \0\0\0\0")
        + atom(b"mdat", bytes(5_000))
        + atom(b"moov", atom(b"mvhd", header) + atom(b"udta", meta))
    )


def atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def text(value: str) -> bytes:
    return atom(b"data", struct.pack(">II", 1, 0) + value.encode())
