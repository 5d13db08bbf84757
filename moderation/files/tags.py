"""The tags of an audio file: what the file says of itself.

Read by tinytag through a window that gives out only so many bytes, so that no file,
however it was made, costs more than a fraction of a second. Pictures are not read.
"""

import io
import mmap
from dataclasses import dataclass
from typing import BinaryIO, cast

from tinytag import TinyTag, TinyTagException

from moderation.content import MediaFile
from moderation.files.ogg import CAPTURE, read_ogg

# tinytag looks for each further value of a field among those it has, so its time grows
# with the square of what it is given: 16 KB made for it cost 0.1 s.
MOST_BYTES = 16 * 1024
MOST_READS = 4_096
LONGEST_READ = 4 * 1024
LONGEST_VALUE = 1_000  # characters
LONGEST_S = 1_000_000  # eleven days; beyond that the number is broken or invented

SOURCES: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "artist": ("artist",),
    "album": ("album",),
    "isrc": ("isrc",),
    "copyright": ("copyright",),
    "comment": ("comment", "_comment"),  # `_`: ffmpeg writes it as a custom field
    "label": ("publisher", "label", "organization"),
}
UTF_16 = b"\xff\xfe"  # text; MPEG layer I begins so too, but nobody makes that any more
CONTROLS = dict.fromkeys((*range(32), 127), " ")  # a database takes no NUL


@dataclass(frozen=True, slots=True)
class Tags:
    """Tags as written in the file; empty strings where a tag is absent.

    Several values of one tag are joined by `; `. `label` is who published the recording.
    `duration_s` is what the headers tell, in seconds; nothing is decoded for it.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    isrc: str = ""
    copyright: str = ""
    comment: str = ""
    duration_s: float | None = None
    label: str = ""


def read_tags(file: MediaFile) -> Tags | None:
    """Tags and length of an audio file; None where nothing can be read. Never raises."""
    if file.data[:2] == UTF_16:
        return None
    if file.data[:4] == CAPTURE:
        stream = read_ogg(file.data)
        fields, duration_s = _fields(_as_flac(stream.comments)), stream.duration_s
    else:
        fields, duration_s = _fields(file.data), _duration(file.data)
    tags = Tags(**fields, duration_s=_plausible(duration_s))
    return None if tags == Tags() else tags


def _fields(data: bytes | mmap.mmap) -> dict[str, str]:
    if (tag := _look(_Window(data), tags=True)) is None:
        return {}
    return {field: _joined(tag, names) for field, names in SOURCES.items()}


def _duration(data: bytes | mmap.mmap) -> float | None:
    # Apart from the tags, so that neither spends the other's allowance.
    window = _Window(data)
    tag = _look(window, tags=False)
    return None if tag is None or window.is_dry else tag.duration


def _look(window: "_Window", *, tags: bool) -> TinyTag | None:
    try:
        return TinyTag.get(file_obj=cast("BinaryIO", window), tags=tags, duration=not tags)
    except TinyTagException:  # whatever goes wrong inside is raised as one of these
        return None


def _joined(tag: TinyTag, names: tuple[str, ...]) -> str:
    first = (getattr(tag, name, None) for name in names)
    more = (value for name in names for value in tag.other.get(name, ()))
    values = (str(value)[:LONGEST_VALUE] for value in (*first, *more) if value)
    cleaned = dict.fromkeys(value.translate(CONTROLS).strip() for value in values)
    return "; ".join(value for value in cleaned if value)[:LONGEST_VALUE]


def _plausible(duration_s: float | None) -> float | None:
    return duration_s if duration_s and 0 < duration_s < LONGEST_S else None


def _as_flac(comments: bytes) -> bytes:
    """Ogg comments as a FLAC file's: the same block, and tinytag skips long values there."""
    last_block, vorbis_comment = 0x80, 4
    return b"fLaC" + bytes((last_block | vorbis_comment, 0, 0, 0)) + comments if comments else b""


class _Window(io.RawIOBase):
    """A read-only view of the bytes that goes dry once its allowance is spent.

    A long read is cut short yet moves on by all that was asked for: a value too long
    to matter does not hide the ones behind it.
    """

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        self._at = 0
        self._bytes_left = MOST_BYTES
        self._reads_left = MOST_READS

    @property
    def is_dry(self) -> bool:
        return self._bytes_left <= 0 or self._reads_left <= 0

    def read(self, size: int | None = -1) -> bytes:
        wanted = len(self._data) - self._at if size is None or size < 0 else size
        given = 0 if self.is_dry else max(0, min(wanted, LONGEST_READ, self._bytes_left))
        got = self._data[self._at : self._at + given]
        self._at += max(0, wanted)
        self._bytes_left -= len(got)
        self._reads_left -= 1
        return got

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = (0, self._at, len(self._data))[whence]
        if start + offset < 0:
            raise OSError("before the start of the file")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at
