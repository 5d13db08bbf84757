"""Finding many phrases in a text, word by word, without losing where they stand.

For names and short lists: a phrase matches whole words only, whatever stands between them.
`the` and `and` (`&` is never a word) are passed over on both sides.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from moderation.fold import Folded, fold, skeleton

WORD = re.compile(r"[^\W_]+")  # of any script: a skeleton keeps letters that look like no Latin one
MOST_WORDS = 5_000  # of one text; what stands beyond is not looked at
PASSED_OVER = frozenset({"the", "and"})

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a folded text, and where each stands in the text as typed."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase's value, and where it stands in the text as typed."""

    value: Value
    start: int
    end: int


def words_of(folded: Folded) -> Words:
    """The first words of a text."""
    matches = [
        match
        for match in islice(WORD.finditer(folded.text), MOST_WORDS)
        if match.group() not in PASSED_OVER
    ]
    return Words(
        tuple(match.group() for match in matches),
        tuple(folded.span(*match.span()) for match in matches),
    )


def key_of(folded: str) -> str:
    """Folded text with nothing left but its words: equal for phrases that match each other."""
    return " ".join(word for word in WORD.findall(folded) if word not in PASSED_OVER)


class Phrases(Generic[Value]):
    """Phrases with a value each. Immutable once built.

    They are found by what the letters are and by what they look like, so that neither
    other letters nor look-alikes hide them.
    """

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._folded = _Sequences({fold(text).text: value for text, value in values.items()})
        self._looks = _Sequences({skeleton(text).text: value for text, value in values.items()})

    def find(self, folded: Words, looks: Words) -> list[Found[Value]]:
        """What stands in a text, given the words of its fold and of its skeleton, in order.

        The longest phrase wins where several begin; no word is used twice.
        """
        found = {(hit.start, hit.end): hit for hit in self._looks.find(looks)}
        found |= {(hit.start, hit.end): hit for hit in self._folded.find(folded)}
        return [found[span] for span in sorted(found)]

    def find_in(self, text: str) -> list[Found[Value]]:
        """What stands in a short text."""
        return self.find(words_of(fold(text)), words_of(skeleton(text)))


class _Sequences(Generic[Value]):
    """Sequences of words, by their first word and their length."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = {key: value for text, value in values.items() if (key := key_of(text))}
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._values:
            words = key.split()
            lengths[words[0]].add(len(words))
        self._lengths = {word: tuple(sorted(each, reverse=True)) for word, each in lengths.items()}

    def find(self, text: Words) -> Iterator[Found[Value]]:
        words, at = text.words, 0
        while at < len(words):
            phrase = self._longest(words, at)
            if phrase:
                value = self._values[" ".join(phrase)]
                yield Found(value, text.spans[at][0], text.spans[at + len(phrase) - 1][1])
            at += len(phrase) or 1

    def _longest(self, words: tuple[str, ...], at: int) -> tuple[str, ...]:
        for length in self._lengths.get(words[at], ()):
            if " ".join(phrase := words[at : at + length]) in self._values:
                return phrase
        return ()
