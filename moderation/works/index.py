"""Protected works made ready for comparing: by code, by tags, by names in running text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from moderation.fold import fold, skeleton
from moderation.works.phrases import Found, Phrases, Words, key_of
from moderation.works.protected import ProtectedWork, ProtectedWorks, isrcs_in

MOST_NAMES = 50  # looked at in one text
SHORTEST_TELLING = 8  # letters of an artist's name of one word that means them wherever it stands
LONGEST_TAG = 300  # characters of a tag that are compared
SHORTEST_ALIKE = 10  # letters of artist and title; shorter ones become others by one letter
ALIKE = 92  # of 100, rapidfuzz's ratio: one wrong letter in a dozen
EACH_ALIKE = 82  # of artist and of title alone, so that one does not stand for both

_VERSION = re.compile(r"[(\[]| - |\b(?:feat|ft|featuring)\b", re.IGNORECASE)
_ARTISTS = re.compile(r"[;,/&+]|\b(?:feat|ft|featuring|with|and|vs|x)\b", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")

Pair = tuple[str, str]  # artist and title


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the list: the numbers of the works that it is artist of, and title of.

    A telling name means the protected one wherever it stands: several words, or an artist
    of one long word. The others may be everyday words (`Home`, `Queen`).
    """

    artist_of: frozenset[int]
    title_of: frozenset[int]
    is_telling: bool


class WorkIndex:
    """The list, ready to be asked. Immutable once built."""

    def __init__(self, works: ProtectedWorks) -> None:
        self._by_isrc = {isrc: work for work in works.works for isrc in work.isrcs}
        self._names = Phrases(_names(works))
        self._labels = Phrases({label: label for work in works.works for label in work.labels})
        self._listed = [_folded((work.artist, work.title)) for work in works.works]
        looks = (_looks((work.artist, work.title)) for work in works.works)
        self._pairs = frozenset(pair for pair in (*self._listed, *looks) if all(pair))
        self._joined = [" ".join(pair) for pair in self._listed]

    def by_isrc(self, tag: str) -> ProtectedWork | None:
        """The work that a code in this tag belongs to."""
        works = (self._by_isrc.get(isrc) for isrc in isrcs_in(tag[:LONGEST_TAG]))
        return next((work for work in works if work), None)

    def named_in(self, folded: Words, looks: Words) -> list[Found[Name]]:
        """The first names in running text."""
        return self._names.find(folded, looks)[:MOST_NAMES]

    def labels_in(self, line: str) -> bool:
        """Whether a copyright line names a protected label."""
        return bool(self._labels.find_in(line[:LONGEST_TAG]))

    def is_listed(self, artist: str, title: str) -> bool:
        """Whether tags name a protected work, both artist and title, or nearly so."""
        readings = tuple(_readings(artist[:LONGEST_TAG], title[:LONGEST_TAG]))
        return any(
            _folded(pair) in self._pairs or _looks(pair) in self._pairs for pair in readings
        ) or any(self._is_nearly_listed(_folded(pair)) for pair in readings[:2])

    def _is_nearly_listed(self, pair: Pair) -> bool:
        joined = " ".join(pair)
        if not all(pair) or len(joined) < SHORTEST_ALIKE:
            return False
        best = process.extractOne(joined, self._joined, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is None:
            return False
        listed = self._listed[best[2]]
        # `Part 1` and `Part 2` differ by one character, and are two works.
        return _DIGITS.findall(joined) == _DIGITS.findall(best[0]) and all(
            fuzz.ratio(one, other) >= EACH_ALIKE for one, other in zip(pair, listed, strict=True)
        )


def _names(works: ProtectedWorks) -> dict[str, Name]:
    artist_of: dict[str, set[int]] = defaultdict(set)
    title_of: dict[str, set[int]] = defaultdict(set)
    typed: dict[str, str] = {}  # one spelling of each, for the look-alikes
    for number, work in enumerate(works.works):
        for name, numbers in ((work.artist, artist_of), (work.title, title_of)):
            key = key_of(fold(name).text)
            numbers[key].add(number)
            typed.setdefault(key, name)
    return {
        name: Name(
            frozenset(artist_of.get(key, ())),
            frozenset(title_of.get(key, ())),
            is_telling=" " in key or (key in artist_of and len(key) >= SHORTEST_TELLING),
        )
        for key, name in typed.items()
    }


def _readings(artist: str, title: str) -> Iterator[Pair]:
    """What tags may mean: `Title (feat. B) - Remastered`, or artist and title in one."""
    bare = _VERSION.split(title, maxsplit=1)[0]
    yield artist, title
    yield artist, bare
    for each in _ARTISTS.split(artist)[:8]:
        yield each, title
        yield each, bare
    if " - " in title:
        first, _, rest = title.partition(" - ")
        yield first, rest
        yield first, _VERSION.split(rest, maxsplit=1)[0]


def _folded(pair: Pair) -> Pair:
    return key_of(fold(pair[0]).text), key_of(fold(pair[1]).text)


def _looks(pair: Pair) -> Pair:
    return key_of(skeleton(pair[0]).text), key_of(skeleton(pair[1]).text)
