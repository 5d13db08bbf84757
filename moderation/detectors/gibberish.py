"""Random letters, keyboard mash and machine-made strings, which the terms call spam."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from moderation.categories import Heading, Subcategory, heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract, Passage
from moderation.fold import fold
from moderation.signals import Evidence, Signal, excerpt_of
from moderation.terms.letters import LetterTriples

_GIBBERISH = heading(Subcategory.GIBBERISH)
_LONGEST_TEXT = 2_000  # characters looked at
_SUSPICIOUS = 0.2  # strangeness of a whole text; ordinary text has 0.1
_STRANGE = 0.34  # of a word; 1 in 1,000 words of any language has more
_SHORTEST = 4
_MACHINE_MADE = 20  # letters and digits in one piece
_FEWEST_CHANGES = 5  # from letters to digits and back in such a piece

# How much of the text is gibberish, how many letters of it there are, and what that says.
# One short word may be a fan's delight, a name or a title (XTRMNTR).
_SCALE = ((0.7, 40, 0.9), (0.7, 18, 0.7), (0.8, 9, 0.55))
_SHORT_FORM = ((0.7, 40, 0.8), (0.8, 20, 0.55), (0.8, 16, 0.35))
_SHORT_KINDS = {ContentKind.TRACK, ContentKind.USERNAME}

_CHUNK = re.compile(r"\S+")
_WORD = re.compile("[a-z]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a))


class Gibberish:
    """Looks at text in Latin letters; other scripts and links are left alone."""

    name = "gibberish"
    version = "1"
    cost = Cost.MICROSECONDS

    def __init__(self, letters: LetterTriples) -> None:
        self._letters = letters

    def looks_at(self, content: Content) -> bool:
        """Anything with text."""
        return bool(content.title or content.text)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal for the field with the most gibberish."""
        scale = _SHORT_FORM if extract.content.kind in _SHORT_KINDS else _SCALE
        found = [
            (score, evidence)
            for passage in extract.passages
            for score, evidence in self._look(passage, scale)
        ]
        if found:
            score, evidence = max(found, key=lambda pair: pair[0])
            yield Signal(_GIBBERISH, score, self.name, self.version, (evidence,))

    def examples(self) -> tuple[Example, ...]:
        """Mash and random letters; names without vowels, laughter and other languages."""
        return _EXAMPLES

    def _look(
        self, passage: Passage, scale: tuple[tuple[float, int, float], ...]
    ) -> Iterator[tuple[float, Evidence]]:
        words = " ".join(_WORD.findall(passage.folded.text[:_LONGEST_TEXT]))
        if not words or not self._is_suspicious(words, passage.text):
            return
        chunks = [self._judge(match) for match in _CHUNK.finditer(passage.text[:_LONGEST_TEXT])]
        strange = [chunk for chunk in chunks if chunk.strange]
        letters = sum(chunk.letters for chunk in strange)
        share = letters / max(1, sum(chunk.letters for chunk in chunks))
        score = next((s for least, count, s in scale if share >= least and letters >= count), None)
        if score is not None:
            start, end = strange[0].start, strange[-1].end
            excerpt = excerpt_of(passage.text, start, end)
            yield score, Evidence(passage.field, start, end, excerpt)

    def _is_suspicious(self, words: str, text: str) -> bool:
        long_words = len(text) > _MACHINE_MADE * (1 + words.count(" "))
        return long_words or self._letters.strangeness(words) > _SUSPICIOUS

    def _judge(self, match: re.Match[str]) -> "_Chunk":
        typed = match[0].strip("!?.,:;\"'()[]…*~-")
        strange = self._is_strange(_plain(typed)) if _is_latin(typed) else _is_machine_made(typed)
        return _Chunk(*match.span(), sum(map(str.isalnum, typed)), strange)

    def _is_strange(self, word: str) -> bool:
        if len(word) < _SHORTEST:
            return False
        if _is_mash(word):
            return True
        is_laughter = len(set(word)) * 2 <= len(word)
        return not is_laughter and self._letters.strangeness(word) > _STRANGE


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A piece of text between spaces."""

    start: int
    end: int
    letters: int
    strange: bool


def _plain(typed: str) -> str:
    """Folded, and stretched letters once: Brrrr is a feeling."""
    return _STRETCHED.sub(r"\1", fold(typed).text)


def _is_latin(typed: str) -> bool:
    return typed.isalpha() and max(typed, default="") <= "\u024f"


def _is_mash(word: str) -> bool:
    """Whether the fingers ran along the rows of a keyboard: asdfasdf."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return len(pairs) > 5 and sum(pair in _NEIGHBOURS for pair in pairs) * 4 >= len(pairs) * 3


def _is_machine_made(typed: str) -> bool:
    """A long piece in which letters and digits alternate: a hash, a key, a random id."""
    if not (typed.isalnum() and typed.isascii() and len(typed) >= _MACHINE_MADE):
        return False
    changes = sum(a.isdigit() != b.isdigit() for a, b in pairwise(typed))
    return changes >= _FEWEST_CHANGES


def _comment(text: str, expected: Heading | None = _GIBBERISH) -> Example:
    return Example(Content(ContentKind.COMMENT, Uploader("someone"), text=text), expected)


def _title(text: str, expected: Heading | None) -> Example:
    return Example(Content(ContentKind.TRACK, Uploader("someone"), title=text), expected)


_EXAMPLES = (
    _comment("asdfghjkl sdfghjk asdkjfh"),
    _comment("xkqzv jfwpqz vbnmxw qzrtplk hgfdxc"),
    _comment("kjhgfdkjhg lkjsdflkj weoriuwer lskdjf sldkfj"),
    _comment("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    _title("qpwxzkvj brtzkqwl vxcmnbzq", _GIBBERISH),
    _title("XTRMNTR", None),
    _title("MSTRKRFT vs STRFKR", None),
    _title("Brrrr", None),
    _comment("hahahahaha jajaja kkkkkk zzzz", None),
    _comment("aaaaaaah this is it 😭😭😭", None),
    _comment("W Szczebrzeszynie chrząszcz brzmi w trzcinie", None),
    _comment("Llanfairpwllgwyngyll and back, best gig in Wales", None),
    _comment("これは最高の曲だ、москва любит", None),
    _comment("cat no. WARP CD 92, SH-101, TR-808, 4AD", None),
    _comment("asdfghjkl I can't believe she replied to my comment!!", None),
)
