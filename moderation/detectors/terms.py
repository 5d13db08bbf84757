"""Terms, and words that mean harm together, from the trust team's lists, in any disguise."""

from collections.abc import Iterable

from moderation.categories import Heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.fold import fold
from moderation.signals import Signal
from moderation.terms.finder import Mention, TermFinder, signals
from moderation.terms.lists import TermLists


class Terms:
    """Looks for listed terms in title, text and file name; user names have their own detector."""

    name = "terms"
    cost = Cost.MICROSECONDS

    def __init__(self, lists: TermLists) -> None:
        self.version = f"1.{lists.version}"
        self._finder = TermFinder(lists)

    def looks_at(self, content: Content) -> bool:
        """Anything with words that is not a user name."""
        has_words = content.title or content.text or content.file is not None
        return content.kind is not ContentKind.USERNAME and bool(has_words)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal for each heading with a row that holds."""
        return signals(self.name, self.version, self._findings(extract))

    def examples(self) -> tuple[Example, ...]:
        """A hit for each trick, and the words that must not be mistaken for terms."""
        return _EXAMPLES

    def _findings(self, extract: Extract) -> list[Mention]:
        found = [
            mention
            for passage in extract.passages
            for mention in self._finder.find(passage.field, passage.text, passage.folded)
        ]
        file = extract.content.file
        if file is not None and file.name:
            found += self._finder.find("file_name", file.name, fold(file.name))
        return found


def _comment(text: str, heading: str | None) -> Example:
    content = Content(ContentKind.COMMENT, Uploader("someone"), text=text)
    return Example(content, None if heading is None else Heading.parse(heading))


_EXAMPLES = (
    _comment("Join the best casino, free spins for you", "spam/gambling"),
    _comment("best c4s1n0 bonus code", "spam/gambling"),
    _comment("best \u0441asino bonus code", "spam/gambling"),
    _comment("best c a s i n o bonus code", "spam/gambling"),
    _comment("best ca\u200bsi\u200dno bonus code", "spam/gambling"),
    _comment("Selling fake passports and driving licences, dm me", "unlawful"),
    _comment("The vaccine contains microchips, wake up", "false_information"),
    _comment("i will find you and kill you", "objectionable/threat"),
    _comment("Greetings from Scunthorpe, see you at the Cocktail Bar in Essex", None),
    _comment("shiitake analysis by Dickens, with a bass solo", None),
    _comment("you absolutely killed it last night, sick drop", None),
    _comment("lost my passport at the festival, has anyone found one?", None),
    _comment("House Always Wins is my favourite song", None),
)
