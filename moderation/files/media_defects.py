"""Whether a media file is all there, by its own headers: empty, cut short, or without content.

Structure only, nothing is decoded, so a defect named here is certain and a file without
one may still not play. Fields by the formats' specifications: RIFF (Microsoft), AIFF
(Apple), PNG (W3C), GIF89a (CompuServe), JPEG (ITU T.81 annex B), FLAC (RFC 9639),
Ogg (RFC 3533), ISO base media (ISO/IEC 14496-12).
"""

from collections.abc import Callable
from mmap import mmap
from typing import TypeAlias

from moderation.files.mpeg_audio import after_id3, first_frame, frame_length

Data: TypeAlias = bytes | mmap

_TOLERATED = 0.9  # of the announced length: recorders that crashed lose a little more often
_STREAMED = 0x7FFF_0000  # sizes from here on mean that the writer could not know
_MOST_STEPS = 100_000  # chunks or blocks followed in one file
_TAIL = 64 * 1024


def defect_of(data: Data, media_type: str) -> str:
    """What is missing, in words; empty if nothing is."""
    if not len(data):
        return "the file is empty"
    if find := _DEFECTS.get(media_type):
        return find(data)
    return ""


def _big(data: Data, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "big")


def _little(data: Data, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "little")


def _cut_short(there: int, announced: int) -> str:
    if 0 < announced < _STREAMED and there < announced * _TOLERATED:
        return f"cut short: {there:,} of {announced:,} bytes"
    return ""


def _mpeg(data: Data) -> str:
    start = after_id3(data)
    if start >= len(data):
        return "a tag without sound"
    at = first_frame(data, start)
    if at is None:
        at = start + max(data[start : start + _TAIL].find(b"\xff"), 0)
        length = frame_length(data[at : at + 4])
        return "" if 0 < length == len(data) - at else "not one whole frame of sound"
    return _cut_short(len(data) - at, _xing_bytes(data[at : at + 200]))


def _xing_bytes(frame: bytes) -> int:
    """The length that an encoder's Xing or Info header announces, or 0."""
    at = max(frame.find(b"Xing"), frame.find(b"Info"))
    if at < 0 or not frame[at + 7] & 2:
        return 0
    return _big(frame, at + (12 if frame[at + 7] & 1 else 8), 4)


def _riff(data: Data) -> str:
    if data[8:12] == b"WEBP":
        return _cut_short(len(data), _little(data, 4, 4) + 8)
    if data[:4] != b"RIFF":
        return ""
    at = 12
    for _ in range(_MOST_STEPS):
        kind, size = data[at : at + 4], _little(data, at + 4, 4)
        if kind == b"data":
            return _cut_short(len(data) - at - 8, size)
        at += 8 + size + size % 2
        if at >= len(data):
            break
    return "sound without data"


def _aiff(data: Data) -> str:
    return _cut_short(len(data), _big(data, 4, 4) + 8)


def _flac(data: Data) -> str:
    at = after_id3(data) + 4
    for _ in range(_MOST_STEPS):
        last, size = data[at : at + 1] >= b"\x80", _big(data, at + 1, 3)
        at += 4 + size
        if last or at >= len(data):
            break
    return "" if at + 2 <= len(data) else "headers without sound"


def _ogg(data: Data) -> str:
    segments = data[27 : 27 + _big(data, 26, 1)]
    second = 27 + len(segments) + sum(segments)
    return "" if data[second : second + 4] == b"OggS" else "not one whole page of sound"


def _mp4(data: Data) -> str:
    at, kinds = 0, set()
    for _ in range(_MOST_STEPS):
        if at + 8 > len(data):
            break
        size, kind = _big(data, at, 4), bytes(data[at + 4 : at + 8])
        if size == 1:
            size = _big(data, at + 8, 8)
        size = size or len(data) - at  # zero: to the end of the file
        if size < 8 or at + size * _TOLERATED > len(data):
            return "cut short within a box"
        kinds.add(kind)
        at += size
    return "" if kinds & {b"moov", b"moof", b"meta"} else "an index is missing"


def _png(data: Data) -> str:
    at = 8
    for _ in range(_MOST_STEPS):
        if data[at + 4 : at + 8] == b"IEND":
            return ""
        at += 12 + _big(data, at, 4)
        if at >= len(data):
            return "cut short: the end of the picture is missing"
    return "too many pieces"


def _jpeg(data: Data) -> str:
    at = 2
    for _ in range(_MOST_STEPS):
        marker = data[at : at + 2]
        if len(marker) < 2 or marker[0] != 0xFF:
            break
        if marker[1] == 0xDA:
            ended = data.rfind(b"\xff\xd9", max(at, len(data) - _TAIL)) >= 0
            ended = ended or data.find(b"\xff\xd9", at) >= 0
            return "" if ended else "cut short: the end of the picture is missing"
        at += 1 if marker[1] == 0xFF else 2 + _big(data, at + 2, 2)
    return "a picture without its lines"


def _gif(data: Data) -> str:
    """A whole one ends in `;`, or at least (many writers are sloppy) with a finished block."""
    whole = data[-1:] in {b";", b"\0"} or b"\0;" in data[-_TAIL:]
    return "" if whole else "cut short: the end of the picture is missing"


_DEFECTS: dict[str, Callable[[Data], str]] = {
    "audio/mpeg": _mpeg,
    "audio/x-wav": _riff,
    "audio/x-aiff": _aiff,
    "audio/flac": _flac,
    "audio/ogg": _ogg,
    "video/ogg": _ogg,
    "audio/x-m4a": _mp4,
    "audio/mp4": _mp4,
    "video/mp4": _mp4,
    "video/quicktime": _mp4,
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _riff,
}
