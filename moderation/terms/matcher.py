"""Finding the rows of term lists in a text's words, all of them in one pass.

One Aho-Corasick automaton holds every term with a space on either side, so a term only
ever matches whole words. Chinese, Japanese and Thai write no spaces: their terms match
within a word.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import ahocorasick

from moderation.terms.lists import Group, Row, TermLists

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI")
_NEAR = 8  # words: how far an exception reaches
_MOST_PLACES = 500  # of one group in one text: a flood of a term needs no more

Place = tuple[int, int]  # the first word, and the one after the last
Places = dict[int, list[Place]]  # of each group, in order of their ends
_Found = tuple[int, tuple[int, tuple[int, ...]]]  # end in the text; length, groups of the term


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds, and the words that it spans (the last exclusive)."""

    row: Row
    first: int
    last: int


class TermMatcher:
    """The rows of term lists, ready to be found. Immutable once built."""

    def __init__(self, lists: TermLists) -> None:
        self.version = lists.version
        numbers: dict[Group, int] = {}
        self._allow = _number(numbers, lists.allow)
        self._by_anchor: dict[int, list[_Condition]] = defaultdict(list)
        for row in lists.rows:
            groups = tuple(_number(numbers, group) for group in row.groups)
            anchor = max(zip(map(_rarity, row.groups), groups, strict=True))[1]
            unless = _number(numbers, row.unless)
            self._by_anchor[anchor].append(_Condition(row, groups, frozenset(groups), unless))
        self._automaton = _automaton(numbers)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """The rows that hold in these words."""
        text = f" {' '.join(words)} "
        found = list(self._automaton.iter(text))
        seen = {group for _, (_, groups) in found for group in groups}
        conditions = [
            condition
            for group in seen
            for condition in self._by_anchor.get(group, ())
            if condition.needs <= seen
        ]
        if not conditions:
            return []
        wanted = {self._allow}.union(*(condition.reads for condition in conditions))
        places = _places(text, found, wanted)
        return [hit for condition in conditions for hit in condition.hits(places, self._allow)]


@dataclass(frozen=True, slots=True)
class _Condition:
    """A row with its groups by number."""

    row: Row
    groups: tuple[int, ...]
    needs: frozenset[int]
    unless: int

    @property
    def reads(self) -> frozenset[int]:
        """Every group whose places matter."""
        return self.needs | {self.unless}

    def hits(self, places: Places, allow: int) -> Iterator[Hit]:
        allowed = places.get(allow, ())
        lists = [
            [place for place in places[group] if not _within_any(place, allowed)]
            for group in self.groups
        ]
        exceptions = places.get(self.unless, ())
        for first, last in self._spans(lists):
            near = (first - _NEAR, last + _NEAR)
            if not any(a < near[1] and near[0] < b for a, b in exceptions):
                yield Hit(self.row, first, last)

    def _spans(self, lists: list[list[Place]]) -> Iterable[Place]:
        if len(lists) == 1:
            return lists[0]
        find = _in_order if self.row.ordered else _together
        return (span for span in find(lists) if span[1] - span[0] <= self.row.within)


def _together(lists: list[list[Place]]) -> Iterator[Place]:
    """The shortest spans that hold one place of each list, none of them overlapping."""
    latest: dict[int, Place] = {}
    for group, place in _by_end(lists):
        latest[group] = place
        if len(latest) < len(lists):
            continue
        chosen = sorted(latest.values())
        if all(a[1] <= b[0] for a, b in pairwise(chosen)):
            yield chosen[0][0], place[1]


def _in_order(lists: list[list[Place]]) -> Iterator[Place]:
    """The shortest spans that hold one place of each list, in the order of the lists."""
    chains: dict[int, Place] = {}
    for group, (first, last) in _by_end(lists):
        if group == 0:
            chains[0] = (first, last)
        elif (before := chains.get(group - 1)) is not None and before[1] <= first:
            chains[group] = (before[0], last)
        if group == len(lists) - 1 and (whole := chains.pop(group, None)) is not None:
            yield whole


def _by_end(lists: list[list[Place]]) -> list[tuple[int, Place]]:
    """The places of all lists with their list's number, in order of their ends."""
    places = [(group, place) for group, places in enumerate(lists) for place in places]
    return sorted(places, key=lambda found: found[1][1])


def _places(text: str, found: Iterable[_Found], wanted: set[int]) -> Places:
    spaces = [position for position, character in enumerate(text) if character == " "]
    places: Places = defaultdict(list)
    for end, (length, groups) in found:
        if wanted.isdisjoint(groups):
            continue
        place = bisect_right(spaces, end - length + 1) - 1, bisect_left(spaces, end)
        for group in groups:
            if len(places[group]) < _MOST_PLACES:
                places[group].append(place)
    return places


def _within_any(place: Place, others: Iterable[Place]) -> bool:
    return any(first <= place[0] and place[1] <= last for first, last in others)


def _number(numbers: dict[Group, int], group: Group) -> int:
    return numbers.setdefault(group, len(numbers))


def _rarity(group: Group) -> int:
    """How rare a group is likely to be in ordinary text, by its shortest term."""
    return min(map(len, group))


def _automaton(numbers: dict[Group, int]) -> Any:
    groups_of: dict[str, set[int]] = defaultdict(set)
    for group, number in numbers.items():
        for term in group:
            groups_of[_key(term)].add(number)
    automaton = ahocorasick.Automaton()
    for key, groups in groups_of.items():
        automaton.add_word(key, (len(key), tuple(sorted(groups))))
    automaton.make_automaton()
    return automaton


def _key(term: str) -> str:
    """What is looked for: the term between spaces, open at the end after a `*`."""
    if any(unicodedata.name(c, "").startswith(_UNSPACED) for c in term):
        return term
    return f" {term[:-1]}" if term.endswith("*") else f" {term} "
