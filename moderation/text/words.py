"""The words of a text as the text model reads them, in training and in serving alike."""

import re
from collections.abc import Iterator
from functools import lru_cache

LONGEST_TEXT = 20_000  # characters of folded text; what lies beyond is not scored
LONGEST_WORD = 40
WINDOW = 400  # words; a longer text is as bad as its worst window

# What counts as a word of folded text. Letters set apart by one separator (`c a s i n o`,
# `f.u.c.k`) are one word; a link is one word, wherever it leads; marks inside a word
# stay (`f*ck`, `sh!t`), because they are how people spell it.
_WORD = re.compile(
    r"(?:https?://|www\.)\S{1,200}"
    r"|(?<![a-z0-9])[a-z0-9](?:[ .*_\-][a-z0-9]){2,39}(?![a-z0-9])"
    r"|[a-z0-9$@]+(?:['*!|][a-z0-9$@]+)*"
    r"|[!?]+|[#%&+=:/]"
)
_LINK = "httplink"
_SEPARATORS = " .*_-"
_WITHOUT_SEPARATORS = str.maketrans("", "", _SEPARATORS)
_REPEATS = re.compile(r"(.)\1{2,}")
_LEET = re.compile(r"([^a-z]*[a-z]+)([013457@$!][a-z013457@$!]*)([a-z].*)")
_LETTERS = str.maketrans("013457@$!", "oieastasi")
_DIGITS = str.maketrans("123456789", "000000000")


def words(folded: str) -> list[str]:
    """The words of a folded text as the model reads them."""
    return [_plain(word) for word in _WORD.findall(folded[:LONGEST_TEXT])]


def words_with_places(folded: str) -> list[tuple[str, tuple[int, int]]]:
    """The same words, each with its offsets in the folded text."""
    return [(_plain(m.group()), m.span()) for m in _WORD.finditer(folded[:LONGEST_TEXT])]


def windows(found: list[str]) -> Iterator[list[str]]:
    """The stretches that are scored by themselves; at least one, which may be empty."""
    for start in range(0, max(len(found), 1), WINDOW):
        yield found[start : start + WINDOW]


@lru_cache(maxsize=16_384)
def _plain(word: str) -> str:
    """No separators, no letter thrice in a row, digits as the letters they stand for or zeros."""
    if word.startswith(("http:", "https:", "www.")):
        return _LINK
    if len(word) > 2 and word[1] in _SEPARATORS:
        word = word.translate(_WITHOUT_SEPARATORS)
    word = _REPEATS.sub(r"\1\1", word)[:LONGEST_WORD]
    if leet := _LEET.fullmatch(word):
        word = leet[1] + (leet[2] + leet[3]).translate(_LETTERS)
    return word.translate(_DIGITS)
