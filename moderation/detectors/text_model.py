"""The text model as a detector: calibrated probabilities with the words that moved them.

It ranks and asks for people; it is never sure enough to block by itself. The output
`toxic` is no ground of the terms and raises nothing.
"""

from collections.abc import Iterator
from heapq import nlargest

from moderation.categories import Category, Heading, Subcategory, heading
from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract, Passage
from moderation.signals import Evidence, Signal, excerpt_of
from moderation.text.scorer import TextScorer

LOWEST = 0.15  # a lower probability is silence
MOST_EVIDENCE = 3


class TextModel:
    """One signal a heading that the model thinks likely, for the worse of title and text."""

    name = "text-model"
    cost = Cost.MICROSECONDS

    def __init__(self, scorer: TextScorer) -> None:
        self._scorer = scorer
        self._headings = tuple(_heading(output) for output in scorer.outputs)

    @property
    def version(self) -> str:
        """The recipe's version and the hash of the weights."""
        return self._scorer.version

    def looks_at(self, content: Content) -> bool:
        """Anything with words."""
        return bool(content.title or content.text)

    def detect(self, extract: Extract) -> Iterator[Signal]:
        """Score each passage, and say what is likely enough to be looked at."""
        likely: dict[int, tuple[float, Passage]] = {}
        for passage in filter(_has_words, extract.passages):
            for column, probability in enumerate(self._probabilities(passage)):
                if probability >= max(LOWEST, likely.get(column, (0.0,))[0]):
                    likely[column] = (probability, passage)
        for column, (probability, passage) in likely.items():
            if filed_under := self._headings[column]:
                evidence = self._evidence(passage, self._scorer.outputs[column])
                yield Signal(filed_under, probability, self.name, self.version, evidence)

    def examples(self) -> tuple[Example, ...]:
        """Plain cases that any retrained model must still tell apart."""
        return tuple(Example(_comment(text), expected) for text, expected in _EXAMPLES)

    def _probabilities(self, passage: Passage) -> list[float]:
        return [float(p) for p in self._scorer.probabilities(passage.folded.text)]

    def _evidence(self, passage: Passage, output: str) -> tuple[Evidence, ...]:
        """The words that spoke loudest for the output; neighbours become one place."""
        weights = self._scorer.weigh(passage.folded.text, output)
        loudest = nlargest(MOST_EVIDENCE, range(len(weights)), key=lambda i: weights[i].weight)
        chosen = sorted(i for i in loudest if weights[i].weight > 0)
        places: list[tuple[int, int]] = []
        for previous, at in zip([-2, *chosen], chosen, strict=False):
            start = places.pop()[0] if at == previous + 1 else weights[at].start
            places.append((start, weights[at].end))
        return tuple(_place(passage, start, end) for start, end in places)


def _has_words(passage: Passage) -> bool:
    """A model of words has nothing to say of punctuation alone."""
    return any(map(str.isalpha, passage.folded.text))


def _place(passage: Passage, folded_start: int, folded_end: int) -> Evidence:
    start, end = passage.folded.span(folded_start, folded_end)
    return Evidence(passage.field, start, end, excerpt_of(passage.text, start, end))


def _heading(output: str) -> Heading | None:
    return None if output == "toxic" else Heading.parse(output)


def _comment(text: str) -> Content:
    return Content(ContentKind.COMMENT, Uploader("example"), text=text)


_EXAMPLES = (
    (
        "We sell fake passports and driving licences, worldwide delivery, DM us",
        Heading(Category.UNLAWFUL),
    ),
    ("Win big today!! 200% casino bonus, free spins, link in bio", Heading(Category.SPAM)),
    ("i will find you and kill you, you're dead", heading(Subcategory.THREAT)),
    (
        "full album leak, free mp3 download here before it gets taken down",
        Heading(Category.INFRINGEMENT),
    ),
    (
        "1000TRAX support here, your account will be suspended unless you send your password",
        Heading(Category.IMPERSONATION),
    ),
    ("lovely mix, the bass sits just right", None),
    ("second verse is my favourite, great work", None),
    ("recorded in my kitchen with two microphones", None),
    ("thank you all for coming last night", None),
    ("", None),
)
