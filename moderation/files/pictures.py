"""Decoding pictures under limits: what an uploader sends decides neither time nor memory.

Pillow's own limit is a setting of the whole process and only warns; here the size is read
from the header and refused before a pixel is decoded.
"""

import io
import mmap
from collections.abc import Iterator

from PIL import Image, ImageOps

from moderation.signals import Unreadable

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MOST_PIXELS = 40_000_000  # of one frame
MOST_PIXELS_WALKED = 80_000_000  # of all frames together
MOST_FRAMES_WALKED = 300
MOST_PIXELS_SCANNED = 400_000_000  # a JPEG may go over its pixels as often as it likes
START_OF_SCAN = b"\xff\xda"
MOST_FRAMES = 5
SIDE = 256


def frames_of(data: bytes | mmap.mmap) -> list[Image.Image]:
    """The first frame, and of an animation up to four more, spread over what is walked.

    RGB, upright, squeezed to 256 x 256. Frames beyond the limits stay unseen.
    Raises Unreadable for anything broken, truncated, too large or of another format.
    """
    try:
        with Image.open(io.BytesIO(data[:]), formats=FORMATS) as picture:
            _check_size(picture, data)
            return _frames(picture)
    except Unreadable:
        raise
    except Exception as fault:  # decoders meet broken bytes with errors of every kind
        raise Unreadable(f"picture: {fault}") from fault


def _check_size(picture: Image.Image, data: bytes | mmap.mmap) -> None:
    pixels = picture.width * picture.height
    scans = data[:].count(START_OF_SCAN) if picture.format == "JPEG" else 1
    if pixels > MOST_PIXELS or pixels * scans > MOST_PIXELS_SCANNED:
        raise Unreadable(f"picture: {picture.width} x {picture.height} is too large")


def _frames(picture: Image.Image) -> list[Image.Image]:
    most = min(MOST_FRAMES_WALKED, MOST_PIXELS_WALKED // (picture.width * picture.height))
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # JPEG decodes at a fraction of its size
    kept: list[Image.Image] = []
    stride = 1
    for number in _walk(picture, most):
        if number % stride == 0:
            kept.append(_small(picture))
        if len(kept) > MOST_FRAMES:
            kept, stride = kept[::2], stride * 2
    return kept


def _walk(picture: Image.Image, most: int) -> Iterator[int]:
    """The numbers of the frames, each set as the current one of the picture."""
    for number in range(most):
        if number:
            try:
                picture.seek(number)
            except EOFError:
                return
        yield number


def _small(picture: Image.Image) -> Image.Image:
    square = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return ImageOps.exif_transpose(square)
