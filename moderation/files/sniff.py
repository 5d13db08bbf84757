"""What a file really is, by its bytes.

First the few formats of music and programs that libmagic does not know, or knows only
when no cover picture stands before the sound; then libmagic. Cheap (0.1 ms) and never
raises, because everything else about a file hangs on it. Whether the answer can be
trusted is for the file-type detector, which may ask a second opinion.
"""

from dataclasses import dataclass
from functools import cache
from mmap import mmap
from typing import Protocol

from moderation.content import MediaFile
from moderation.files.groups import Group, group_of_media_type
from moderation.files.mpeg_audio import after_id3, first_frame

HEAD = 4096  # bytes that libmagic gets; more changed no answer on 150 formats
_SVG_SEARCHED = 64 * 1024  # comments and declarations may stand before the root element

# libmagic guesses these from a word or two bytes, and meets them in lyrics and in Korean.
_GUESSED_SCRIPTS = frozenset(
    {"text/x-script.python", "text/x-perl", "text/x-ruby", "text/x-lua", "text/x-tcl"}
)
_PROGRAM_STARTS = (
    b"MZ", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe",
    b"!<arch>\n", b"\xed\xab\xee\xdb", b"FWS", b"CWS", b"ZWS", b"\xd0\xcf\x11\xe0",
)  # fmt: skip

_ISO_AT, _ISO = 0x8001, b"CD001"

UNKNOWN = "application/octet-stream"
EMPTY = "application/x-empty"

# (offset, bytes, media type). Each is at least four bytes long, or cannot be text.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"caff\0\1\0\0", "audio/x-caf"),
    (0, b"wvpk", "audio/x-wavpack"),
    (0, b"TTA1", "audio/x-tta"),
    (0, b"DSD \x1c\0\0\0", "audio/x-dsf"),
    (0, b"FRM8\0\0", "audio/x-dff"),
    (0, b"RIFX", "audio/x-wav"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"RF64\xff\xff\xff\xff", "audio/x-wav"),
    (0, b"BW64\xff\xff\xff\xff", "audio/x-wav"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"8BPS\0\1", "image/vnd.adobe.photoshop"),
    (0, b"FLhd\6\0\0\0", "application/x-fl-studio"),
    (0, b"#!/", "text/x-shellscript"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
    (0, b"\0asm\1\0\0\0", "application/wasm"),
    (0, b"dex\n03", "application/x-dex"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"\xca\xfe\xba\xbe\0\0\0", "application/x-java-applet"),
    (0, b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", "application/x-ms-shortcut"),
    (0, b"ITSF\3\0\0\0", "application/x-chm"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (257, b"ustar", "application/x-tar"),
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The media type the bytes say, and the group it belongs to."""

    media_type: str
    group: Group

    @classmethod
    def of(cls, media_type: str) -> "Sniffed":
        """The media type with its group."""
        return cls(media_type, group_of_media_type(media_type) or Group.OTHER)


class _Magic(Protocol):
    def from_buffer(self, buf: bytes) -> str: ...


def sniff(file: MediaFile) -> Sniffed:
    """The type of a file by its bytes alone; its name and declared type are not looked at."""
    return Sniffed.of(_media_type(file.data))


def _media_type(data: bytes | mmap) -> str:
    if not len(data):
        return EMPTY
    start = after_id3(data)
    head = data[start : start + HEAD]
    media_type = _by_signature(head) or _by_libmagic(head)
    if start:
        return _behind_a_tag(media_type)
    if media_type in {"text/xml", "text/plain"} and _is_svg(data[:_SVG_SEARCHED]):
        return "image/svg+xml"
    if media_type != UNKNOWN:
        return media_type
    if data[_ISO_AT : _ISO_AT + len(_ISO)] == _ISO:
        return "application/x-iso9660-image"
    return UNKNOWN if first_frame(data) is None else "audio/mpeg"  # players skip junk before it


def _is_svg(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in start


def _by_signature(head: bytes) -> str | None:
    return next((mt for at, sign, mt in _SIGNATURES if head.startswith(sign, at)), None)


def _behind_a_tag(media_type: str) -> str:
    """An ID3v2 tag makes it sound, whatever follows: most often MPEG audio after padding."""
    if media_type.startswith("audio/"):
        return media_type
    return "audio/mpeg"


def _by_libmagic(head: bytes) -> str:
    if not head:
        return UNKNOWN
    magic, fault = _libmagic()
    try:
        return _corrected(magic.from_buffer(head), head)
    except fault:
        return UNKNOWN


def _corrected(media_type: str, head: bytes) -> str:
    if media_type in _GUESSED_SCRIPTS:
        return "text/plain"
    if group_of_media_type(media_type) is not Group.EXECUTABLE or head.startswith(_PROGRAM_STARTS):
        return media_type
    return UNKNOWN if b"\0" in head else "text/plain"


@cache
def _libmagic() -> tuple[_Magic, type[Exception]]:
    import pylibmagic  # first: it makes magic find the libmagic that it brings along

    database = str(pylibmagic.data / "magic.mgc")
    import magic

    return magic.Magic(mime=True, magic_file=database), magic.MagicException
