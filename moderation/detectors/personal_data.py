"""Personal data of people who did not ask to be found: contacts, homes, numbers, secrets.

A number or an address is half of it; whose it is decides. A booking address in a biography
is why the biography is there; a stranger's name with a home address is doxxing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from moderation.categories import Heading, Subcategory, heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract, Passage
from moderation.privacy.cues import Cue
from moderation.privacy.lists import PrivacyLists
from moderation.privacy.masking import masked
from moderation.privacy.mentions import Datum, Mention
from moderation.privacy.reader import Name, PersonalDataReader
from moderation.signals import Evidence, Signal, excerpt_of

_MOST_EVIDENCE = 5  # places named in one signal
_NEARER = 0.15  # what words like "lives", "her mobile" add
_SURE_ENOUGH = 0.5  # a weaker mention makes no combination
_DOXXING = heading(Subcategory.DOXXING)
_REACHES = frozenset({Datum.MAILBOX, Datum.TELEPHONE, Datum.ADDRESS})
_HOMELY = frozenset({Cue.HOME, Cue.PRIVATE})
_ONES_OWN_PAGE = frozenset({ContentKind.PROFILE, ContentKind.DESCRIPTION, ContentKind.USERNAME})


@dataclass(frozen=True, slots=True)
class _Combination:
    """What together is doxxing, unless one of `lacks` is there too."""

    needs: frozenset[Datum | Cue]
    lacks: frozenset[Cue]
    score: float


_NOT_BUSINESS = frozenset({Cue.BUSINESS})
_NOT_OWN = frozenset({Cue.BUSINESS, Cue.SELF})
_PUBLIC = frozenset({Cue.BUSINESS, Cue.PLACE})
_COMBINATIONS = (
    _Combination(frozenset({Datum.ADDRESS, Datum.TELEPHONE, Cue.NAME}), _NOT_OWN, 0.97),
    _Combination(frozenset({Datum.ADDRESS, Cue.LABEL}), _NOT_OWN, 0.95),
    _Combination(frozenset({Datum.ADDRESS, Cue.NAME, Cue.HOME}), _NOT_OWN, 0.95),
    _Combination(frozenset({Datum.TELEPHONE, Cue.LABEL}), _NOT_OWN, 0.95),
    _Combination(frozenset({Datum.TELEPHONE, Cue.NAME, Cue.PRIVATE}), _NOT_OWN, 0.95),
    _Combination(frozenset({Datum.TELEPHONE, Cue.NAME}), _NOT_OWN, 0.85),
    _Combination(frozenset({Datum.ADDRESS, Cue.NAME}), _NOT_OWN, 0.8),
    _Combination(frozenset({Datum.ADDRESS, Datum.TELEPHONE}), _NOT_OWN, 0.85),
    _Combination(frozenset({Datum.ADDRESS, Cue.OTHER}), _NOT_BUSINESS, 0.8),
    _Combination(frozenset({Datum.IDENTITY, Cue.OTHER}), frozenset(), 0.8),
    _Combination(frozenset({Datum.PAYMENT, Cue.OTHER}), frozenset(), 0.7),
    _Combination(frozenset({Datum.TELEPHONE, Cue.OTHER}), _NOT_BUSINESS, 0.7),
    _Combination(frozenset({Datum.MAILBOX, Cue.OTHER, Cue.PRIVATE}), _NOT_BUSINESS, 0.65),
)


@dataclass(frozen=True, slots=True)
class _Scored:
    mention: Mention
    score: float
    evidence: Evidence


class PersonalData:
    """Judges personal data by what it is and whose the words around it say it is."""

    name = "personal-data"
    version = "1"
    cost = Cost.MICROSECONDS

    def __init__(self, lists: PrivacyLists) -> None:
        """`lists` are those of `policies/privacy/`."""
        self._reader = PersonalDataReader(lists)

    def looks_at(self, content: Content) -> bool:
        """Whether there is any text."""
        return bool(content.title or content.text)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal a kind of data, and one for doxxing where they come together."""
        is_username = extract.content.kind is ContentKind.USERNAME
        readings = [
            (passage, self._reader.read(passage, is_username=is_username))
            for passage in extract.passages
        ]
        if not any(reading.mentions for _, reading in readings):
            return ()
        names = [name for _, reading in readings for name in reading.names]
        cues = _cues(frozenset().union(*(r.cues for _, r in readings)), names, extract.content)
        scored = [
            _Scored(
                mention, _score(mention, cues, extract.content.kind), _evidence(passage, mention)
            )
            for passage, reading in readings
            for mention in reading.mentions
        ]
        return tuple(self._signals(scored, cues))

    def _signals(self, scored: list[_Scored], cues: frozenset[Cue]) -> Iterator[Signal]:
        places: dict[Heading, list[_Scored]] = defaultdict(list)
        for each in scored:
            places[heading(each.mention.datum.subcategory)].append(each)
        scores = {about: max(s.score for s in found) for about, found in places.items()}
        together = _together(scored, cues)
        if together > scores.get(_DOXXING, 0):
            scores[_DOXXING], places[_DOXXING] = together, scored
        for about, score in scores.items():
            evidence = tuple(each.evidence for each in places[about][:_MOST_EVIDENCE])
            yield Signal(about, score, self.name, self.version, evidence)

    def examples(self) -> tuple[Example, ...]:
        """Invented people; numbers set aside for fiction and for tests."""
        comment, profile = ContentKind.COMMENT, ContentKind.PROFILE
        rows: tuple[tuple[ContentKind, str, Subcategory | None], ...] = (
            (comment, "Sarah Whitlow, 14 Birchwood Lane, 020 7946 0123", Subcategory.DOXXING),
            (comment, "anyone know where she lives? i just want to talk", Subcategory.DOXXING),
            (comment, "call Darren on 07700 900127, he still owes us", Subcategory.CONTACT),
            (comment, "party at mine, 48 Cloverdown Road, bring speakers", Subcategory.ADDRESS),
            (comment, "dads card is 5555 5555 5555 4444 lol buy the vinyl", Subcategory.FINANCIAL),
            (comment, "pay it in: GB82 WEST 1234 5698 7654 32", Subcategory.FINANCIAL),
            (comment, "his ssn is 219-09-9999, have fun", Subcategory.IDENTITY_NUMBER),
            (profile, "Folk duo. ISRC GB-A1B-23-00412, cat. no. SALT017, out 14/03/2024", None),
            (comment, "Jenny, 867-5309, best chorus of the eighties", None),
            (comment, "00:00 Intro 03:45 Velvet 07:20 Marrow, 174 bpm, #FF00AA", None),
            (comment, "this bassline lives in my head rent free", None),
            (comment, "whoever posted that girl's address is vile. reported.", None),
            (comment, "2 years on the road, 300 shows and 1 broken van", None),
        )  # fmt: skip
        return tuple(
            Example(Content(kind, Uploader("u1"), text=text), heading(about) if about else None)
            for kind, text, about in rows
        )


def _cues(cues: frozenset[Cue], names: list[Name], content: Content) -> frozenset[Cue]:
    """The cues of the whole content: whose page it stands on counts as well."""
    if cues & _HOMELY:
        cues -= _PUBLIC
    if any(name.text == content.uploader.name.lower() for name in names):
        cues |= {Cue.SELF}
    elif names:
        cues |= {Cue.NAME, Cue.LABEL} if any(name.is_label for name in names) else {Cue.NAME}
    if content.kind is ContentKind.PROFILE:  # biographies say "she" of whose page it is
        cues -= {Cue.OTHER}
    return cues | {Cue.SELF} if content.kind in _ONES_OWN_PAGE else cues


def _score(mention: Mention, cues: frozenset[Cue], kind: ContentKind) -> float:
    """How sure the mention is, once it is known where it stands."""
    score = mention.score
    public = _PUBLIC if mention.datum is Datum.ADDRESS else _NOT_BUSINESS
    if mention.datum in _REACHES and public & cues:
        return min(score, 0.35)
    if mention.datum is Datum.ADDRESS and cues & {Cue.HOME, Cue.OTHER}:
        score += _NEARER
    if mention.datum in {Datum.MAILBOX, Datum.TELEPHONE} and Cue.PRIVATE in cues:
        score += _NEARER
    if mention.datum is Datum.MAILBOX and kind in _ONES_OWN_PAGE and Cue.PRIVATE not in cues:
        return min(score, 0.4)
    is_title = kind is ContentKind.TRACK and mention.datum in {Datum.ADDRESS, Datum.PHRASE}
    if is_title and not cues & {Cue.HOME, Cue.OTHER, Cue.SELF}:
        return min(score, 0.4)
    return round(min(score, 0.97), 2)


def _together(scored: list[_Scored], cues: frozenset[Cue]) -> float:
    data = {each.mention.datum for each in scored if each.score >= _SURE_ENOUGH}
    return max(
        (c.score for c in _COMBINATIONS if c.needs <= data | cues and not c.lacks & cues),
        default=0.0,
    )


def _evidence(passage: Passage, mention: Mention) -> Evidence:
    start, end = passage.folded.span(mention.start, mention.end)
    shown = excerpt_of(passage.text, start, end)
    if mention.datum is not Datum.PHRASE:
        shown = masked(passage.text[start:end])
    return Evidence(passage.field, start, end, shown)
