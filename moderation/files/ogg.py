"""The first packets and the last page of an Ogg stream: its comments and its length.

tinytag reads every page of the file for this, and a cover picture whole; here only the
pages that hold the comments are read, and the last one.
Layout: RFC 3533 (pages), RFC 7845 (Opus), the Vorbis I specification §4.2 and §5.
"""

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

CAPTURE = b"OggS"
PAGE = struct.Struct("<4sBBqIIIB")  # capture, version, flags, granule, serial, sequence, CRC, count
LONGEST_PAGE = 27 + 255 + 255 * 255
MOST_PAGES = 4_096
LONGEST_PACKET = 16 * 1024 * 1024  # comments with a cover picture among them
MOST_STEPS_BACK = 16


@dataclass(frozen=True, slots=True)
class OggAudio:
    """`comments` is a Vorbis comment block, empty where there is none; length in seconds."""

    comments: bytes = b""
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Codec:
    """How a codec's first two packets begin, and where the numbers stand in the first."""

    head: bytes
    comments_head: bytes
    rate_at: int | None  # None: always 48 kHz
    preskip_at: int | None = None


VORBIS = _Codec(b"\x01vorbis", b"\x03vorbis", rate_at=12)
OPUS = _Codec(b"OpusHead", b"OpusTags", rate_at=None, preskip_at=10)


def read_ogg(data: bytes | mmap.mmap) -> OggAudio:
    """Comments and length of a Vorbis or Opus stream; nothing of any other. Never raises."""
    packets = tuple(islice(_packets(data), 2))
    codec = next((c for c in (VORBIS, OPUS) if packets and packets[0].startswith(c.head)), None)
    if codec is None or len(packets[0]) < 19:  # the shorter of both heads
        return OggAudio()
    comments = packets[1] if len(packets) > 1 else b""
    known = comments.startswith(codec.comments_head)
    return OggAudio(
        comments[len(codec.comments_head) :] if known else b"",
        _duration(data, codec, packets[0]),
    )


def _packets(data: bytes | mmap.mmap) -> Iterator[bytes]:
    """The packets of the stream that the first page belongs to, cut at a longest size."""
    packet = bytearray()
    for sizes, at in _pages(data):
        start = end = at
        for size in sizes:
            end += size
            if size < 255:  # RFC 3533 §6: a shorter segment ends a packet
                packet += data[start:end]
                yield bytes(packet)
                packet.clear()
                start = end
        packet += data[start : min(end, start + LONGEST_PACKET - len(packet))]


def _pages(data: bytes | mmap.mmap) -> Iterator[tuple[bytes, int]]:
    """Each page's segment sizes, and where its segments start."""
    at, serial = 0, None
    for _ in range(MOST_PAGES):
        head = data[at : at + PAGE.size]
        if len(head) < PAGE.size or not head.startswith(CAPTURE):
            return
        *_, page_serial, _, _, count = PAGE.unpack(head)
        sizes = data[at + PAGE.size : at + PAGE.size + count]
        serial = page_serial if serial is None else serial
        if page_serial == serial:
            yield sizes, at + PAGE.size + count
        at += PAGE.size + count + sum(sizes)


def _duration(data: bytes | mmap.mmap, codec: _Codec, head: bytes) -> float | None:
    rate, preskip = 48_000, 0
    if codec.rate_at is not None:
        (rate,) = struct.unpack_from("<I", head, codec.rate_at)
    if codec.preskip_at is not None:
        (preskip,) = struct.unpack_from("<H", head, codec.preskip_at)
    samples = _last_granule(data)
    return None if samples is None or not rate else max(0, samples - preskip) / rate


def _last_granule(data: bytes | mmap.mmap) -> int | None:
    """The position that the last page on which a packet ends gives; -1 says none does."""
    (serial,) = struct.unpack_from("<I", data, 14)
    end = len(data)
    for _ in range(MOST_STEPS_BACK):
        at = data.rfind(CAPTURE, max(0, end - LONGEST_PAGE), end)
        if at < 0 or at + PAGE.size > len(data):
            return None
        _, version, _, granule, page_serial, *_ = PAGE.unpack_from(data, at)
        if version == 0 and page_serial == serial and granule >= 0:
            return int(granule)
        end = at
    return None
