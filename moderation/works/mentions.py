"""What titles and texts say of protected works: offered, named, or only talked of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import permutations

from moderation.content import Content, ContentKind
from moderation.extract import Extract, Passage
from moderation.fold import fold, skeleton
from moderation.signals import Evidence, excerpt_of
from moderation.works.index import Name, WorkIndex
from moderation.works.phrases import Found, Phrases, words_of
from moderation.works.piracy import Piracy, PiracyPhrases


class Role(Enum):
    """What a passage is to the upload."""

    HEADING = auto()  # says what it is: title, file name, user name, link
    DESCRIPTION = auto()
    CONVERSATION = auto()


# Words of piracy beside a protected name. The scores of talk (`leaked`), of talk twice, of
# an offer (`album rip`), and of an offer with more.
WEIGHTS = {Piracy.TALK: 1, Piracy.OFFER: 3}
PIRACY_SCORES = {
    Role.HEADING: (0.95, 0.95, 0.95, 0.95),
    Role.DESCRIPTION: (0.6, 0.95, 0.95, 0.95),
    Role.CONVERSATION: (0.4, 0.6, 0.6, 0.95),
}
EVERYDAY_SCORES = (0.4, 0.6, 0.95, 0.95)  # in a heading: `Home (unreleased)`, `Home album rip`
TITLED_LIKE = 0.7  # a recording whose title names artist and work
HINT = 0.4  # at most, beside an excuse: a cover, a remix, a review

RECORDINGS = frozenset({ContentKind.TRACK, ContentKind.FILE})
CONVERSATIONS = frozenset({ContentKind.COMMENT, ContentKind.MESSAGE})
BORDERS = frozenset("-–—|:;,.~()[]{}\"'/_«»“”‘’")
NEAR = 16  # characters looked at before and after a name
_ARTICLE = re.compile(r"\s*(?:(?<!\w)the)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A condition that holds, how sure it is, and where."""

    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage with the protected names and the words of piracy in it."""

    passage: Passage
    role: Role
    names: list[Found[Name]]
    piracy: list[Found[Piracy]]
    is_excused: bool


class Mentions:
    """Finds and judges mentions. Immutable once built."""

    def __init__(self, index: WorkIndex, phrases: PiracyPhrases) -> None:
        self._index = index
        self._phrases = Phrases(dict(phrases.phrases))
        self._needles = _needles(phrases)

    def read(self, extract: Extract) -> list[Mention]:
        """Every passage that could hold a sighting."""
        kind = extract.content.kind
        if kind in RECORDINGS:
            passages = (*extract.passages, *_file_name(extract.content))
        else:
            passages = tuple(p for p in extract.passages if self._has_needle(p))
        return [self._read(kind, passage) for passage in passages]

    def has_excuse(self, text: str) -> bool:
        """Whether a short text names something of the uploader's own."""
        return any(word.value is Piracy.EXCUSE for word in self._phrases.find_in(text))

    def _has_needle(self, passage: Passage) -> bool:
        text, looks = passage.folded.text, passage.skeleton.text
        return any(needle in text or needle in looks for needle in self._needles)

    def _read(self, kind: ContentKind, passage: Passage) -> Mention:
        folded, looks = words_of(passage.folded), words_of(passage.skeleton)
        words = self._phrases.find(folded, looks)
        return Mention(
            passage,
            _role(kind, passage.field),
            self._index.named_in(folded, looks),
            [word for word in words if word.value is not Piracy.EXCUSE],
            any(word.value is Piracy.EXCUSE for word in words),
        )


def judge_mentions(mentions: list[Mention], kind: ContentKind) -> Iterator[Sighting]:
    """What the passages amount to; an excuse in a heading holds for the rest."""
    is_excused = excused_by_heading(mentions)
    for mention in mentions:
        if (named := _named(mention)) and (sighting := _judge(mention, named, kind)):
            excused = is_excused or mention.is_excused
            yield Sighting(HINT, sighting.evidence) if excused else sighting


def excused_by_heading(mentions: list[Mention]) -> bool:
    """Whether the upload's own heading calls it a cover, a remix, a review."""
    return any(m.is_excused for m in mentions if m.role is Role.HEADING)


def _judge(mention: Mention, named: list[Found[Name]], kind: ContentKind) -> Sighting | None:
    pair = _pair(mention.names)
    if mention.piracy:
        text = mention.passage.text
        said = {text[word.start : word.end].lower(): word for word in mention.piracy}
        weight = sum(WEIGHTS[word.value] for word in said.values())
        sure = pair or any(name.value.is_telling for name in named)
        scores = PIRACY_SCORES[mention.role] if sure else EVERYDAY_SCORES
        score = scores[min(weight, len(scores)) - 1]
        return Sighting(score, _evidence(mention.passage, named[0], *said.values()))
    if kind in RECORDINGS and mention.role is Role.HEADING and (pair or mention.is_excused):
        return Sighting(TITLED_LIKE, _evidence(mention.passage, *(pair or named[:1])))
    return None


def _named(mention: Mention) -> list[Found[Name]]:
    """The names that mean a protected work here, not an everyday word."""
    telling = [name for name in mention.names if name.value.is_telling]
    if telling or mention.role is not Role.HEADING:
        return telling
    alone = [name for name in mention.names if _stands_alone(name, mention)]
    return list(_pair(mention.names)) or alone


def _pair(names: list[Found[Name]]) -> tuple[Found[Name], ...]:
    """An artist and a work of theirs, named in two places."""
    for artist, title in permutations(names, 2):
        if not artist.value.artist_of.isdisjoint(title.value.title_of):
            return artist, title
    return ()


def _stands_alone(name: Found[Name], mention: Mention) -> bool:
    """Whether nothing but punctuation or a word of piracy is next to it: `The Queen – leaked`."""
    text = mention.passage.text
    before = _ARTICLE.sub("", text[max(0, name.start - NEAR) : name.start])
    after = text[name.end : name.end + NEAR].lstrip()
    first = max(0, name.start - NEAR) + len(before)
    last = name.end + len(text[name.end : name.end + NEAR]) - len(after)
    return (
        not before or before[-1] in BORDERS or any(word.end == first for word in mention.piracy)
    ) and (not after or after[0] in BORDERS or any(word.start == last for word in mention.piracy))


def _role(kind: ContentKind, field: str) -> Role:
    if kind in CONVERSATIONS:
        return Role.CONVERSATION
    is_heading = field != "text" or kind is ContentKind.USERNAME
    return Role.HEADING if is_heading else Role.DESCRIPTION


def _file_name(content: Content) -> tuple[Passage, ...]:
    if content.file is None or not (name := content.file.name):
        return ()
    return (Passage("file_name", name, fold(name), skeleton(name)),)


def _needles(phrases: PiracyPhrases) -> tuple[str, ...]:
    """Words one of which is in every phrase of piracy."""
    piracy = (text for text, value in phrases.phrases if value is not Piracy.EXCUSE)
    longest = {max(fold(text).text.split(), key=len) for text in piracy}
    return tuple(word for word in sorted(longest) if not any(o in word for o in longest - {word}))


def _evidence(passage: Passage, *places: Found[Name] | Found[Piracy]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(passage.field, at.start, at.end, excerpt_of(passage.text, at.start, at.end))
        for at in places
    )
