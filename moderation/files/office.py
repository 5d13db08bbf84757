"""The parts of a modern Office document (a zip of XML) in which it can reach outside.

Macros are seen by the name of their part; templates, objects and data exchange (DDE) only
inside the packed XML. Reads a few parts, each up to a limit, and joins the pieces into
which Word cuts a field's instruction.
"""

import re
from collections.abc import Iterator
from mmap import mmap

from moderation.files.zip_reader import BrokenArchive, find_directory, read_entries, read_member

_MOST_ENTRIES = 2_000
_MOST_PARTS = 60
_MOST_BYTES = 512 * 1024  # of one part
_MOST_IN_ALL = 4 * 1024 * 1024

_PARTS = re.compile(
    r"(\w+/)*_rels/.*\.rels|word/(document|header\d*|footer\d*|settings)\.xml"
    r"|xl/externalLinks/.*\.xml|(word|xl|ppt)/vbaProject\.bin"
)
_INSTRUCTION = re.compile(rb"<w:instrText[^<>]*>([^<]*)<")
_PACKAGE = "[Content_Types].xml"


def outward_parts(data: bytes | mmap) -> Iterator[bytes]:
    """The XML of each such part, its field instructions joined at the end."""
    directory = find_directory(data)
    if directory is None:
        return
    try:
        entries = list(read_entries(data, directory, _MOST_ENTRIES))
    except BrokenArchive:
        return  # the archive detector says so
    if not any(entry.name == _PACKAGE for entry in entries):
        return
    left = _MOST_IN_ALL
    for entry in [entry for entry in entries if _PARTS.fullmatch(entry.name)][:_MOST_PARTS]:
        part = read_member(data, entry, min(_MOST_BYTES, left)) or b""
        yield part + b"\n" + b"".join(_INSTRUCTION.findall(part))
        left -= len(part)
        if left <= 0:
            return
