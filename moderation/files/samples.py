"""Tiny files of many kinds, made here byte by byte: what detectors show as their examples.

None of them is anyone's work, and none is harmful: the programs have headers and no code,
and the EICAR test file is the industry's agreed harmless stand-in for a virus.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import shake_128

from moderation.content import Content, ContentKind, MediaFile, Uploader

SVG_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def noise(size: int) -> bytes:
    """Bytes that look random and are the same each time."""
    return shake_128(b"portcullis").digest(size)


def mp3(frames: int = 20, tag: bytes = b"") -> bytes:
    """An ID3v2 tag and whole frames of 128 kbit/s, 44.1 kHz, joint stereo."""
    frame = b"\xff\xfb\x90\x64" + noise(413)
    return id3(tag) + frame * frames


def id3(frames: bytes) -> bytes:
    """An ID3v2.4 tag around tag frames; nothing for none."""
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\4\0\0" + size + frames if frames else b""


def comment_tag(text: str) -> bytes:
    """An ID3v2 frame that holds a comment."""
    body = b"\3eng\0" + text.encode()
    return b"COMM" + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0)) + b"\0\0" + body


def cover_tag(picture: bytes) -> bytes:
    """An ID3v2 frame that holds a PNG as the front cover."""
    body = b"\0image/png\0\3\0" + picture
    return b"APIC" + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0)) + b"\0\0" + body


def wav(samples: int = 400) -> bytes:
    """Mono, 16 bit, 44.1 kHz noise."""
    data = noise(samples * 2)
    layout = b"fmt \x10\0\0\0\1\0\1\0" + _little(44_100) + _little(88_200) + b"\2\0\x10\0"
    body = b"WAVE" + layout + b"data" + _little(len(data)) + data
    return b"RIFF" + _little(len(body)) + body


def png(width: int = 8, height: int = 8) -> bytes:
    """A grey picture of noise."""
    rows = noise(width * height)
    lines = b"".join(b"\0" + rows[y * width : (y + 1) * width] for y in range(height))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, body) for kind, body in chunks)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return len(body).to_bytes(4, "big") + kind + body + check.to_bytes(4, "big")


def jpeg() -> bytes:
    """The skeleton of a JPEG: every marker in its place, lines of noise."""
    start = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0\0\x0b\x08\0\x08\0\x08\1\1\x11\0"
    lines = b"\xff\xda\0\x08\1\1\0\0\x3f\0" + noise(64).replace(b"\xff", b"\0")
    return start + frame + lines + b"\xff\xd9"


def gif() -> bytes:
    """One transparent pixel."""
    screen = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    return screen + b"!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def svg(body: str = '<rect width="8" height="8"/>') -> bytes:
    """A drawing."""
    return f'<svg {SVG_NAMESPACE} width="8" height="8">{body}</svg>'.encode()


def windows_program() -> bytes:
    """The headers of a Windows program, without code."""
    optional = b"\x0b\1" + bytes(222)
    pe = b"PE\0\0\x4c\1\1\0" + bytes(12) + b"\xe0\0\2\1" + optional
    return b"MZ" + bytes(58) + _little(128) + bytes(64) + pe + bytes(256)


def zip_of(members: Mapping[str, bytes], *, deflated: bool = True) -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return buffer.getvalue()


def overlapping_zip(members: int = 20) -> bytes:
    """A zip whose members are all the same bytes: unpacked, it grows with their number."""
    once = zip_of({"a": bytes(1000)})
    directory, end = once.index(b"PK\1\2"), once.index(b"PK\5\6")
    entries = once[directory:end] * members
    count = members.to_bytes(2, "little") * 2
    place = _little(len(entries)) + _little(directory)
    return once[:directory] + entries + b"PK\5\6\0\0\0\0" + count + place + b"\0\0"


def upload(
    data: bytes, name: str = "", media_type: str = "", kind: ContentKind = ContentKind.FILE
) -> Content:
    """The file as somebody's upload."""
    file = MediaFile.from_bytes(data, name, media_type)
    return Content(kind, Uploader("sample"), file=file)


def _little(number: int) -> bytes:
    return number.to_bytes(4, "little")
