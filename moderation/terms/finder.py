"""Finding listed terms in a field of an upload: as written, and in disguise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moderation.categories import Heading
from moderation.fold import Folded
from moderation.signals import Evidence, Signal, excerpt_of
from moderation.terms.disguise import Disguises
from moderation.terms.lists import TermLists
from moderation.terms.matcher import Hit, TermMatcher
from moderation.terms.words import (
    Reading,
    has_native_letters,
    latin_spans,
    latin_words,
    native_reading,
)

MOST_EVIDENCE = 10
_LONGEST_TEXT = 250_000  # characters read of one field


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that holds somewhere in a field, with offsets into the field as typed."""

    score: float
    field: str
    start: int
    end: int
    excerpt: str
    heading: Heading


class TermFinder:
    """Term lists with the disguises of their words. Immutable once built."""

    def __init__(self, lists: TermLists) -> None:
        self.version = lists.version
        self._matcher = TermMatcher(lists)
        self._disguises = Disguises(lists.words)

    def find(self, field: str, text: str, folded: Folded) -> list[Mention]:
        """Every row that holds in a field, once for each place."""
        found: dict[tuple[Heading, int, int], float] = {}
        for score, hit, (start, end) in self._hits(text, folded):
            place = hit.row.heading, start, end
            found[place] = max(score, found.get(place, 0))
        return [
            Mention(score, field, start, end, excerpt_of(text, start, end), heading)
            for (heading, start, end), score in found.items()
        ]

    def _hits(self, text: str, folded: Folded) -> Iterator[tuple[float, Hit, tuple[int, int]]]:
        hits = self._matcher.find(latin_words(folded.text[:_LONGEST_TEXT]))
        if hits:
            spans = latin_spans(folded, _LONGEST_TEXT)
            yield from ((hit.row.score, hit, _span(spans, hit)) for hit in hits)
        for reading in self._other_readings(text):
            for hit in self._matcher.find(reading.words):
                hidden = not reading.disguised.isdisjoint(range(hit.first, hit.last))
                score = hit.row.disguised if hidden else hit.row.score
                yield score, hit, _span(reading.spans, hit)

    def _other_readings(self, text: str) -> Iterator[Reading]:
        if (undisguised := self._disguises.read(text)) is not None:
            yield undisguised
        if has_native_letters(text[:_LONGEST_TEXT]):
            yield native_reading(text[:_LONGEST_TEXT])


def signals(detector: str, version: str, mentions: Iterable[Mention]) -> Iterator[Signal]:
    """One signal a heading: its surest mention's score, and the places of the surest ten."""
    by_heading: dict[Heading, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_heading[mention.heading].append(mention)
    for heading, found in by_heading.items():
        surest = max(mention.score for mention in found)
        yield Signal(heading, surest, detector, version, tuple(_evidence(found)))


def _evidence(found: list[Mention]) -> Iterator[Evidence]:
    """The surest places, longest first, without those inside another."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda f: (-f.score, f.field, f.start, -f.end)):
        if len(kept) < MOST_EVIDENCE and not any(_covers(other, mention) for other in kept):
            kept.append(mention)
    return (Evidence(f.field, f.start, f.end, f.excerpt) for f in kept)


def _covers(other: Mention, mention: Mention) -> bool:
    return (
        other.field == mention.field and other.start <= mention.start and mention.end <= other.end
    )


def _span(spans: Sequence[tuple[int, int]], hit: Hit) -> tuple[int, int]:
    return spans[hit.first][0], spans[hit.last - 1][1]
