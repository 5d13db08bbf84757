"""The rule of the terms on user names: not another's name, not a trademark, not offensive."""

from collections.abc import Iterable, Iterator

from moderation.categories import Heading, Subcategory, heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.signals import Signal, excerpt_of
from moderation.terms.finder import Mention, signals
from moderation.terms.lists import TermLists
from moderation.terms.matcher import TermMatcher
from moderation.terms.names import ProtectedNames
from moderation.terms.platform import Platform
from moderation.terms.segments import Segmenter
from moderation.terms.words import has_native_letters, native_reading

_PROFANITY = heading(Subcategory.PROFANITY)
# The terms bar "offensive, vulgar or obscene" names outright, while talk may swear.
_WORSE_IN_A_NAME = 0.15
_SUREST = 0.99
_LONGEST_NAME = 200  # characters looked at


class Username:
    """Looks at user names only; the uploader's name beside other content is impersonation's."""

    name = "username"
    cost = Cost.MICROSECONDS

    def __init__(self, platform: Platform, lists: TermLists, segmenter: Segmenter) -> None:
        """`lists` are those of policies/terms joined with those of policies/names."""
        self.version = f"1.{platform.version}.{lists.version}"
        self._names = ProtectedNames(platform, segmenter)
        self._segmenter = segmenter
        self._matcher = TermMatcher(lists)

    def looks_at(self, content: Content) -> bool:
        """A user name, which is its content's text."""
        return content.kind is ContentKind.USERNAME and bool(content.text)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """Protected names and listed terms; a verified account may bear its own name."""
        name = extract.content.text[:_LONGEST_NAME]
        found = list(self._terms(name))
        if not extract.content.uploader.verified:
            found += self._likenesses(name)
        return signals(self.name, self.version, found)

    def examples(self) -> tuple[Example, ...]:
        """Names that break the rule, and names that contain such a name or word."""
        return _EXAMPLES

    def _likenesses(self, name: str) -> Iterator[Mention]:
        for like in self._names.likenesses(name):
            yield _mention(name, like.heading, like.score, (like.start, like.end))

    def _terms(self, name: str) -> Iterator[Mention]:
        words = self._segmenter.words(name)
        readings = [([w.text for w in words], [(w.start, w.end) for w in words])]
        if has_native_letters(name):
            native = native_reading(name)
            readings.append((list(native.words), list(native.spans)))
        for texts, spans in readings:
            for hit in self._matcher.find(texts):
                worse = _WORSE_IN_A_NAME if hit.row.heading == _PROFANITY else 0
                span = spans[hit.first][0], spans[hit.last - 1][1]
                yield _mention(name, hit.row.heading, min(_SUREST, hit.row.score + worse), span)


def _mention(name: str, of: Heading, score: float, span: tuple[int, int]) -> Mention:
    return Mention(round(score, 2), "text", *span, excerpt_of(name, *span), of)


def _name(text: str, expected: str | None) -> Example:
    content = Content(ContentKind.USERNAME, Uploader("someone", text), text=text)
    return Example(content, None if expected is None else Heading.parse(expected))


_EXAMPLES = (
    _name("1000TRAX_Official", "impersonation/company"),
    _name("1OOOTRAX", "impersonation/company"),
    _name("1000TR4X", "impersonation/company"),
    _name("Moderator", "impersonation/staff"),
    _name("taylor_swift_official", "impersonation/person"),
    _name("DickCheeseDan", "objectionable/profanity"),
    _name("gas_the_k1kes", "hate_and_harassment/hate"),
    _name("buy_passport_online", "unlawful"),
    _name("Scunthorpe_Brass", None),
    _name("bassassassin", None),
    _name("Yoshitaka_K", None),
    _name("taylorswiftfan", None),
    _name("TheStaffRoomChoir", None),
    _name("essexdrumlines", None),
    _name("queer_noise_collective", None),
    _name("", None),
)
