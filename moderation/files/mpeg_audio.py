"""MPEG audio frames and the ID3v2 tags before them, as far as headers tell.

libmagic looks for the first frame only within what it is given, and a cover picture in
the tag pushes it beyond; so the tag is stepped over here, and the frames are found here.
Header fields: ISO/IEC 11172-3 §2.4.2.3, ISO/IEC 13818-3, and id3.org's ID3v2.4 §3.1.
"""

import re
from mmap import mmap

SEARCHED = 64 * 1024  # bytes looked through for the first frame; encoders leave less padding
_MOST_CANDIDATES = 2_000
_MOST_TAGS = 4

# Eleven set bits, layer III, II or I, and a bit rate that is neither free nor forbidden.
_SYNC = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff][\x10-\xef]")

_KBPS_1 = {
    1: (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_KBPS_2 = {
    1: (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    3: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_HZ = (44_100, 48_000, 32_000)
_RATE_DIVISOR = {3: 1, 2: 2, 0: 4}  # by the version bits: MPEG 1, 2, 2.5


def after_id3(data: bytes | mmap) -> int:
    """Where the bytes behind any ID3v2 tags at the start begin; may lie beyond the end."""
    at = 0
    for _ in range(_MOST_TAGS):
        header = data[at : at + 10]
        if len(header) < 10 or header[:3] != b"ID3" or max(header[6:10]) > 0x7F:
            break
        size = header[6] << 21 | header[7] << 14 | header[8] << 7 | header[9]
        footer = 10 if header[5] & 0x10 else 0
        at += 10 + size + footer
    return at


def frame_length(header: bytes) -> int:
    """Bytes from this frame's header to the next; 0 if these four bytes are no header."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, 4 - (header[1] >> 1 & 3)
    rate_index, hz_index = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or layer == 4 or rate_index in (0, 15) or hz_index == 3:
        return 0
    kbps = (_KBPS_1 if version == 3 else _KBPS_2)[layer][rate_index]
    hz = _HZ[hz_index] // _RATE_DIVISOR[version]
    padding = header[2] >> 1 & 1
    if layer == 1:
        return (12_000 * kbps // hz + padding) * 4
    samples = 576 if layer == 3 and version != 3 else 1_152
    return samples // 8 * 1_000 * kbps // hz + padding


def first_frame(data: bytes | mmap, start: int = 0) -> int | None:
    """Offset of the first header that is followed by a second one, or None.

    The last frame of a file has no follower: the end of the data counts as one.
    """
    window = data[start : start + SEARCHED]
    for tried, match in enumerate(_SYNC.finditer(window)):
        if tried == _MOST_CANDIDATES:
            return None
        at = start + match.start()
        follower = at + frame_length(data[at : at + 4])
        if follower > at and (follower == len(data) or _agree(data, at, follower)):
            return at
    return None


def _agree(data: bytes | mmap, at: int, follower: int) -> bool:
    first, second = data[at : at + 4], data[follower : follower + 4]
    return frame_length(second) > 0 and first[1] & 0xFE == second[1] & 0xFE
