"""Speaking in somebody else's name: the company's, its staff's, an artist's, a brand's."""

from collections.abc import Iterable, Iterator

from moderation.categories import Heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.signals import Signal, excerpt_of
from moderation.terms.finder import Mention, TermFinder, signals
from moderation.terms.lists import TermLists
from moderation.terms.names import ProtectedNames
from moderation.terms.platform import Platform
from moderation.terms.segments import Segmenter


class Impersonation:
    """Looks at what is said, and at the name beside it. Verified accounts may be who they are."""

    name = "impersonation"
    cost = Cost.MICROSECONDS

    def __init__(self, platform: Platform, lists: TermLists, segmenter: Segmenter) -> None:
        """`lists` are those of policies/impersonation, read with `platform.groups`."""
        self.version = f"1.{platform.version}.{lists.version}"
        self._names = ProtectedNames(platform, segmenter)
        self._finder = TermFinder(lists)

    def looks_at(self, content: Content) -> bool:
        """Anything of an account that the platform has not verified, but user names."""
        says = content.title or content.text or content.uploader.name
        return bool(says) and not content.uploader.verified and not _is_name(content)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """Claims in title and text, and the likeness of the uploader's name."""
        found = [
            mention
            for passage in extract.passages
            for mention in self._finder.find(passage.field, passage.text, passage.folded)
        ]
        found += self._likenesses(extract.content.uploader.name)
        return signals(self.name, self.version, found)

    def examples(self) -> tuple[Example, ...]:
        """Claims to be somebody, and talk about, to and in honour of them."""
        return _EXAMPLES

    def _likenesses(self, name: str) -> Iterator[Mention]:
        for like in self._names.likenesses(name):
            excerpt = excerpt_of(name, like.start, like.end)
            yield Mention(like.score, "uploader_name", like.start, like.end, excerpt, like.heading)


def _is_name(content: Content) -> bool:
    return content.kind is ContentKind.USERNAME


def _message(text: str, expected: str | None, uploader: Uploader | None = None) -> Example:
    content = Content(ContentKind.MESSAGE, uploader or Uploader("someone", "sam_k"), text=text)
    return Example(content, None if expected is None else Heading.parse(expected))


_EXAMPLES = (
    _message("I am 1000TRAX support, send me your password", "impersonation/staff"),
    _message("1OOOTRAX support here, send me your passw0rd now", "impersonation/staff"),
    _message(
        "1000TRAX Copyright Team: your account gets a strike, reply with your login details",
        "impersonation/company",
    ),
    _message("Official backup account of Taylor Swift, dm me", "impersonation/person"),
    _message("hello", "impersonation/company", Uploader("x", "1000TRAX-Official")),
    _message(
        "I am 1000TRAX support, send me your password",
        None,
        Uploader("staff", "Helen", verified=True),
    ),
    _message("can 1000TRAX support please answer my ticket?", None),
    _message("thank you 1000TRAX support, you saved my upload!", None),
    _message("Fan account for Taylor Swift, not her, just obsessed", None),
    _message("1000TRAX staff will never ask for your password, careful", None),
    _message("as a moderator on a synth forum I've seen a lot of fights", None),
)
