"""Folding text so that disguises fall away, without losing where each letter came from.

Two folds, because no single one undoes every trick: `fold` reads what the letters *are*
(full-width, circled, small capitals, accents; transliterated to ASCII), `skeleton` reads
what they *look like* (Cyrillic `с` as `c`), by Unicode's confusables table (UTS #39).
A skeleton is only ever compared with another skeleton.
"""

import json
import unicodedata
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from string import ascii_letters, ascii_lowercase

from anyascii import anyascii

# Zero-width characters, joiners, bidirectional marks, soft hyphens, variation selectors
# and tags: they never carry a letter, and people hide words with them.
INVISIBLE = frozenset(
    chr(code)
    for start, end in (
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xE0000, 0xE0FFF),
    )
    for code in range(start, end + 1)
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `offsets[i]` is where its i-th character came from, None if unmoved."""

    text: str
    offsets: "array[int] | None"  # array is subscriptable at run time from Python 3.12
    source_length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of `text[start:end]`."""
        if self.offsets is None:
            return start, end
        if start == end:
            at = self.offsets[start] if start < len(self.offsets) else self.source_length
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """NFKC, case-folded, transliterated to ASCII, invisible characters gone."""
    if text.isascii():
        return Folded(text.lower(), None, len(text))
    return _fold_each(text, _folded_character)


def skeleton(text: str) -> Folded:
    """What the text looks like: each character replaced by its plainest look-alike.

    Capitals are mapped before their case is folded, so that `I`, `l` and `1` meet.
    """
    if text.isascii():
        return Folded(text.translate(_ascii_skeleton()), None, len(text))
    return _fold_each(text, _skeleton_character)


def _fold_each(text: str, fold_character: Callable[[str], str]) -> Folded:
    parts: list[str] = []
    offsets = array("l")
    for position, character in enumerate(text):
        folded = fold_character(character)
        parts.append(folded)
        for _ in folded:
            offsets.append(position)
    return Folded("".join(parts), offsets, len(text))


@lru_cache(maxsize=16_384)  # bounded: Unicode is large, and uploads are not ours
def _folded_character(character: str) -> str:
    if character in INVISIBLE or unicodedata.combining(character):
        return ""
    return anyascii(unicodedata.normalize("NFKC", character).casefold()).lower()


@lru_cache(maxsize=16_384)
def _skeleton_character(character: str) -> str:
    if character in INVISIBLE or unicodedata.combining(character):
        return ""
    looks = _looks_like()
    alike = [
        looks.get(c, c) for c in unicodedata.normalize("NFKC", looks.get(character, character))
    ]
    bare = unicodedata.normalize("NFKD", "".join(alike).casefold())
    return "".join(looks.get(c, c) for c in bare if not unicodedata.combining(c))


@cache
def _ascii_skeleton() -> dict[int, str]:
    return {code: _skeleton_character(chr(code)) for code in range(128)}


@cache
def _looks_like() -> dict[str, str]:
    """Character -> the lower-case ASCII letter or digit it looks like.

    Ambiguous look-alikes of several characters (`m` as `rn`) are left alone, so that a
    skeleton keeps one character for one.
    """
    source = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    table: dict[str, list[dict[str, str]]] = json.loads(source)
    looks = {}
    for character, alike in table.items():
        if len(character) != 1 or character in ascii_lowercase:
            continue
        plain = [a["c"] for a in alike if len(a["c"]) == 1 and a["c"] in ascii_letters]
        if plain:
            looks[character] = min(plain, key=str.swapcase).lower()
    return looks | {"I": "l", "1": "l", "|": "l", "0": "o", "5": "s", "$": "s", "@": "a"}
