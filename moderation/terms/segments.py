"""Splitting names into words: `ScunthorpeBrass`, `killyourself99`, `DeepThr0at_Diva`.

Separators, digits and capitals part words first. What is still joined is split into known
words, or not at all: a term inside a longer word (Scunthorpe) or a foreign name
(Yoshitaka) is nobody's word.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from moderation.fold import fold

_LONGEST_NAME = 80
_LONGEST_WORD = 20
# Costs are natural logarithms of how rare a word is.
_UNKNOWN = 100.0
_ADDED_RANK = 3_000  # words added to the table are held to be as common as its 3,000th
_COMMON_RANK = 1_500  # a part of a joined name may be as short as it likes up to here,
_KNOWN_RANK = 30_000  # and from four letters up to here
_SHORTEST_KNOWN = 4
_SHORTEST_ADDED = 3

# Digits and signs that may stand for a letter between letters.
_AS_LETTER = str.maketrans("013457@$!", "oieastasi")
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LEET = re.compile(r"[A-Z]?[a-z]+(?:[013457@$!]+[a-z]+)+|[A-Z]+(?:[013457@$!]+[A-Z]+)+(?![a-z])")


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name, folded, and where it stands in the name as typed."""

    text: str
    start: int
    end: int


class Segmenter:
    """Known words and how rare they are. Immutable once built."""

    def __init__(self, words: Iterable[str], also: Iterable[str] = ()) -> None:
        """`words` come commonest first; `also` are further ones, fairly common."""
        self._costs = {word: log(rank) for rank, word in enumerate(words, 2)}
        added = log(_ADDED_RANK)
        self._also = frozenset(w for w in also if len(w) >= _SHORTEST_ADDED and w.isalpha())
        for word in self._also:
            self._costs[word] = min(self._costs.get(word, added), added)

    @classmethod
    def load(cls, path: Path, also: Iterable[str] = ()) -> "Segmenter":
        """Read a gzipped list of words, commonest first."""
        return cls(gzip.decompress(path.read_bytes()).decode().split(), also)

    def words(self, name: str) -> list[NameWord]:
        """The words of a name, in order."""
        plain, origins = _plain(name[:_LONGEST_NAME])
        read = _LEET.sub(self._unleet, plain)
        pieces = (
            NameWord(match[0].lower(), origins[match.start()], origins[match.end() - 1] + 1)
            for match in _PIECE.finditer(read)
        )
        return [word for piece in pieces for word in self._parts(piece)]

    def knows(self, name: str) -> bool:
        """Whether a name is an ordinary single word."""
        return self._is_solid(fold(name).text)

    def _unleet(self, match: re.Match[str]) -> str:
        """Letters for digits (`p0rn`), unless the digits part words (`lucky7casino`)."""
        parts = re.findall("[a-z]+", match[0].lower())
        letters = match[0].translate(_AS_LETTER)
        if all(map(self._is_known, parts)) or not self._is_known(letters.lower()):
            return match[0]
        return letters

    def _parts(self, piece: NameWord) -> Iterator[NameWord]:
        whole = len(piece.text) != piece.end - piece.start or not self._is_known(piece.text)
        for start, end in [(0, len(piece.text))] if whole else self._cuts(piece.text):
            last = piece.end if whole else piece.start + end
            yield NameWord(piece.text[start:end], piece.start + start, last)

    def _is_known(self, text: str) -> bool:
        """Whether text is made of known words."""
        return all(self._is_solid(text[start:end]) for start, end in self._cuts(text))

    def _cuts(self, text: str) -> list[tuple[int, int]]:
        """The cheapest way to cut text into words; a known word is left whole."""
        if self._is_solid(text):
            return [(0, len(text))]
        best: list[tuple[float, int]] = [(0.0, 0)]  # of each prefix: its cost, its last cut
        for end in range(1, len(text) + 1):
            starts = range(max(0, end - _LONGEST_WORD), end)
            best.append(min((best[s][0] + self._cost(text[s:end]), s) for s in starts))
        cuts: list[tuple[int, int]] = []
        end = len(text)
        while end:
            cuts.append((best[end][1], end))
            end = best[end][1]
        return cuts[::-1]

    def _cost(self, word: str) -> float:
        return self._costs.get(word, _UNKNOWN)

    def _is_solid(self, word: str) -> bool:
        known = _KNOWN_RANK if len(word) >= _SHORTEST_KNOWN else _COMMON_RANK
        return word in self._also or self._cost(word) <= log(known)


def _plain(name: str) -> tuple[str, Sequence[int]]:
    """The name in ASCII, capitals kept, and where each character came from."""
    if name.isascii():
        return name, range(len(name))
    letters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(name):
        folded = fold(character).text
        letters.append(folded.upper() if character.isupper() else folded)
        origins += [position] * len(folded)
    return "".join(letters), origins
