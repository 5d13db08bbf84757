"""Splitting text into the words that term lists are written in.

A Latin word is a run of letters and digits of the folded text, so punctuation, accents and
zero-width joiners never stand between a word and its term. Other scripts are read as they
are written: transliterated, different words of theirs would become the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.fold import INVISIBLE, Folded

LATIN_WORD = re.compile("[a-z0-9]+")
# Spaces, digits and punctuation end a word; the marks that belong to Indic and Thai letters do not.
_NATIVE_WORD = re.compile(r"[^\s!-@\[-`{-¿‐-⁞、-〿！-／：-＠،؛؟।॥]+")
_LAST_LATIN = "\u024f"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: its words, and where each stands in the text as typed.

    `disguised` holds the indices of words that were written to look like another.
    """

    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    disguised: frozenset[int] = frozenset()


def latin_words(folded: str) -> list[str]:
    """The words of folded text."""
    return LATIN_WORD.findall(folded)


def latin_spans(folded: Folded, longest: int) -> list[tuple[int, int]]:
    """Where each word of the first `longest` folded characters stands in the text as typed."""
    matches = LATIN_WORD.finditer(folded.text, 0, longest)
    return [folded.span(*match.span()) for match in matches]


def has_native_letters(text: str) -> bool:
    """Whether any letter is of a script other than Latin."""
    return not text.isascii() and any(c > _LAST_LATIN and _is_native(c) for c in text)


def native_words(text: str) -> list[str]:
    """The words of text in other scripts, without what is invisible."""
    return [_plain(match) for match in _NATIVE_WORD.findall(text)]


def native_reading(text: str) -> Reading:
    """Text in other scripts, word by word."""
    matches = list(_NATIVE_WORD.finditer(text))
    return Reading([_plain(m.group()) for m in matches], [m.span() for m in matches])


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKC", word).casefold() if c not in INVISIBLE)


def _is_native(character: str) -> bool:
    return character.isalpha() and not unicodedata.normalize("NFKC", character).isascii()
