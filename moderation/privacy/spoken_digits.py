"""Numbers written out in words, as people do to get one past a filter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_DIGITS = {
    word: str(digit)
    for digit, words in enumerate(
        ("zero oh nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
_REPEATS = {"double": 2, "triple": 3, "treble": 3}
_HUNDRED = "hundred"
_TOKEN = rf"(?:{'|'.join((*_DIGITS, *_REPEATS, _HUNDRED))}|\d{{1,4}})"
_RUN = re.compile(rf"\b(?:{_TOKEN}[\s,.–-]{{1,3}}){{6,24}}{_TOKEN}\b")
_WORD = re.compile(r"[a-z]+|\d+")
# Songs count "one two three four"; somebody's number has a nought or a double in it.
_HINTS = ("zero", "double", "triple", "treble", " oh ", "nought")
_MOST = 50
_FEWEST_WORDS = 4  # number words that make a run a spoken one


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """Digits, and where they were spelt."""

    digits: str
    start: int
    end: int


def spoken_numbers(folded: str) -> Iterator[SpokenNumber]:
    """Runs of seven or more number words, with a nought among them."""
    if not any(hint in folded for hint in _HINTS):
        return
    for match in islice(_RUN.finditer(folded), _MOST):
        words = _WORD.findall(match[0])
        digits = _digits(words)
        if "0" in digits and sum(map(str.isalpha, words)) >= _FEWEST_WORDS:
            yield SpokenNumber(digits, match.start(), match.end())


def _digits(words: list[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in _REPEATS:
            times = _REPEATS[word]
        elif word == _HUNDRED:
            digits += "00"
        else:
            digits, times = digits + _DIGITS.get(word, word) * times, 1
    return digits
