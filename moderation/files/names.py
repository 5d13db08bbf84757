"""What a file name promises, and the tricks by which a name misleads a person or a server.

Serves uploaded files and names inside archives alike. It never looks at content.
"""

import re
from dataclasses import dataclass

from moderation.files.groups import ACTIVE, MEDIA, Group, group_of_extension

LONGEST_NAME = 1024  # characters looked at; file systems stop at 255
_LONGEST_EXTENSION = 10
_HARMLESS_LOOKING = MEDIA | {Group.TEXT, Group.DOCUMENT, Group.ARCHIVE}

# Left-to-right and right-to-left override. Marks and isolates are ordinary in Arabic and
# Hebrew names; an override reverses letters, which no name needs.
_OVERRIDE = re.compile("[\u202d\u202e]")
_OUT_OF_SIGHT = 10  # blanks before the last extension

# Extensions that old servers run wherever they stand in a name. `pl`, `com` and `sh` are
# left out: `www.station.pl.mp3` is how half of the world names its downloads.
_SERVER_RUNS = frozenset(
    {"php", "php5", "phtml", "phar", "asp", "aspx", "jsp", "cgi", "exe", "scr"}
)


@dataclass(frozen=True, slots=True)
class NameTrick:
    """One way a name misleads; offsets are characters of the name."""

    score: float
    says: str
    start: int
    end: int


def extension_of(name: str) -> str:
    """Lower case, without the dot; empty if there is none worth the name.

    Dots and blanks at the end are dropped first, as Windows drops them.
    """
    _, dot, extension = name[-LONGEST_NAME:].rstrip(" .\t\r\n").rpartition(".")
    plain = len(extension) <= _LONGEST_EXTENSION and extension.isalnum()
    return extension.lower() if dot and plain else ""


def tricks_of(name: str) -> tuple[NameTrick, ...]:
    """Every trick in a name, worst first."""
    name = name[:LONGEST_NAME]
    found = [*_nul(name), *_overridden(name), *_double_extension(name), *_padded(name)]
    return tuple(sorted(found, key=lambda trick: -trick.score))


def _active(extension: str) -> bool:
    return group_of_extension(extension) in ACTIVE


def _nul(name: str) -> list[NameTrick]:
    at = name.find("\0")
    return [] if at < 0 else [NameTrick(0.95, "a NUL that cuts the name short", at, len(name))]


def _overridden(name: str) -> list[NameTrick]:
    if not (override := _OVERRIDE.search(name)):
        return []
    score = 0.97 if _active(extension_of(name)) else 0.9
    return [NameTrick(score, "letters shown in reverse", override.start(), len(name))]


def _double_extension(name: str) -> list[NameTrick]:
    """`song.mp3.exe` is a program dressed as a song; `cover.php.jpg` runs on some servers."""
    *before, last = name.rstrip(" .").lower().split(".")
    earlier = [extension.strip() for extension in before[1:]]
    if _active(last) and any(group_of_extension(e) in _HARMLESS_LOOKING for e in earlier):
        return [NameTrick(0.97, "a program named like a harmless file", 0, len(name))]
    if group_of_extension(last) not in ACTIVE and _SERVER_RUNS.intersection(earlier):
        return [NameTrick(0.7, "a server may run this name", 0, len(name))]
    return []


def _padded(name: str) -> list[NameTrick]:
    shown, _, _ = name.rstrip(" .\t\r\n").rpartition(".")
    start = len(shown.rstrip())
    if len(shown) - start < _OUT_OF_SIGHT or not _active(extension_of(name)):
        return []
    return [NameTrick(0.95, "blanks that push the extension out of sight", start, len(name))]
