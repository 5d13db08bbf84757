"""Whose name a name looks like: the company's, its staff's, a brand's or an artist's.

Names are compared by what they look like (1OOOTRAX, 1000TR4X), with the decoration set
aside that imitators add (official, support, real), and one slip of the hand forgiven.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from moderation.categories import Heading, Subcategory, heading
from moderation.terms.disguise import looks_of
from moderation.terms.platform import Platform
from moderation.terms.segments import NameWord, Segmenter

COMPANY = heading(Subcategory.COMPANY)
STAFF = heading(Subcategory.STAFF)
PERSON = heading(Subcategory.PERSON)

_COMPANY_NAME = 0.97
_COMPANY_ALIKE = 0.9
_COMPANY_AMONG_OTHERS = 0.4  # "1000trax fans"
_STAFF_OF_COMPANY = 0.95
_STAFF_TITLE = 0.85
_PROTECTED = 0.85
_PROTECTED_CLAIMED = 0.95  # with "official" or "real"
_ORDINARY_WORD = 0.4  # Queen, Drake, Tidal: also words and names of others
_CLAIMED = 0.6  # "private account", "real official": somebody, whoever that is

_SLIP_FROM = 8  # letters: shorter names must match letter by letter


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a name pretends, how surely, and which part of it does."""

    heading: Heading
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name while it is compared: its words, and what each of them looks like."""

    words: list[NameWord]
    shapes: list[str]

    @property
    def texts(self) -> list[str]:
        """The words, folded."""
        return [word.text for word in self.words]

    def looks(self, first: int, last: int) -> str:
        """What the words from `first` up to `last` look like, joined."""
        return "".join(self.shapes[first:last])


class ProtectedNames:
    """The names of platform.toml, ready to be recognised. Immutable once built."""

    def __init__(self, platform: Platform, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._words = platform.imitation
        self._company = [_key(name) for name in platform.company_names]
        self._titles = [f" {title} " for title in platform.staff_titles]
        self._in_titles = self._words.beside_titles.union(*map(str.split, self._titles))
        owners = [(COMPANY, name) for name in platform.brands]
        owners += [(PERSON, name) for name in platform.artists]
        self._others = {_key(name): (of, segmenter.knows(name)) for of, name in owners}
        self._long_others = [key for key in self._others if len(key) >= _SLIP_FROM]

    def likenesses(self, typed: str) -> list[Likeness]:
        """Everything a name pretends to be."""
        words = self._segmenter.words(typed)
        if not words:
            return []
        name = _Name(words, [_key(typed[word.start : word.end]) for word in words])
        company = list(self._of_company(name))
        found = company + list(self._of_staff(name, of_company=bool(company)))
        if not company:
            found += self._of_others(name)
        return found + list(self._of_somebody(name))

    def _of_company(self, name: _Name) -> Iterator[Likeness]:
        among_others = not self._words.harmless.isdisjoint(name.texts)
        for first, last in _spans(name):
            looks = name.looks(first, last)
            if looks in self._company:
                score = _COMPANY_AMONG_OTHERS if among_others else _COMPANY_NAME
                yield _likeness(COMPANY, score, name, first, last)
                return
        for first, last in self._cores(name):
            if _slip(name.looks(first, last), self._company) is not None:
                yield _likeness(COMPANY, _COMPANY_ALIKE, name, first, last)
                return

    def _of_staff(self, name: _Name, *, of_company: bool) -> Iterator[Likeness]:
        """A staff title alone, or beside the company's name."""
        texts = [text for text in name.texts if not text.isdigit()]
        joined = f" {' '.join(texts)} "
        has_title = any(title in joined for title in self._titles)
        if has_title and of_company:
            yield _likeness(STAFF, _STAFF_OF_COMPANY, name, 0, len(name.words))
        elif has_title and not of_company and self._in_titles.issuperset(texts):
            yield _likeness(STAFF, _STAFF_TITLE, name, 0, len(name.words))

    def _of_others(self, name: _Name) -> Iterator[Likeness]:
        texts = set(name.texts)
        if not self._words.harmless.isdisjoint(texts):
            return
        claimed = not self._words.claims.isdisjoint(texts)
        for first, last in self._cores(name):
            looks = name.looks(first, last)
            key = looks if looks in self._others else _slip(looks, self._long_others)
            if key is not None:
                of, ordinary = self._others[key]
                score = _ORDINARY_WORD if ordinary else _PROTECTED
                yield _likeness(of, _PROTECTED_CLAIMED if claimed else score, name, first, last)
                return

    def _of_somebody(self, name: _Name) -> Iterator[Likeness]:
        """Two claims of being somebody's own account."""
        claims = [i for i, w in enumerate(name.words) if w.text in self._words.claims]
        if len(claims) > 1 and len(claims) < len(name.words):
            yield _likeness(PERSON, _CLAIMED, name, claims[0], claims[-1] + 1)

    def _cores(self, name: _Name) -> Iterator[tuple[int, int]]:
        """The parts of a name that have only decoration around them, longest first."""
        bare = [w.text in self._words.decoration or w.text.isdigit() for w in name.words]
        for first, last in _spans(name):
            if all(bare[:first]) and all(bare[last:]):
                yield first, last


def _spans(name: _Name) -> Iterator[tuple[int, int]]:
    count = len(name.words)
    for length in range(count, 0, -1):
        yield from ((first, first + length) for first in range(count - length + 1))


def _slip(looks: str, keys: list[str]) -> str | None:
    """The key from which one letter was added, dropped, changed, or swapped with the next."""
    if len(looks) < _SLIP_FROM - 1:
        return None
    found = process.extractOne(looks, keys, scorer=OSA.distance, score_cutoff=1)
    return None if found is None else found[0]


def _key(name: str) -> str:
    return looks_of("".join(filter(str.isalnum, name)))


def _likeness(of: Heading, score: float, name: _Name, first: int, last: int) -> Likeness:
    return Likeness(of, score, name.words[first].start, name.words[last - 1].end)
