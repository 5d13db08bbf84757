"""The same words again and again, or more uploads than a person makes.

Reads the counters the platform's shell took, nothing else of the content but its length:
ten people writing "fire" within a minute are listeners, ten times one advert is a flood.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from moderation.categories import Heading, Subcategory, heading
from moderation.content import Content, ContentKind, Counters, Facts, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.signals import Evidence, Signal

Counter = Literal["uploads_1m", "uploads_1h", "uploads_24h", "same_text_1m", "same_text_24h"]

_FLOOD: Heading = heading(Subcategory.FLOOD)
_SHORT_TEXT = 20  # characters; below it people write the same by chance
_LENIENCE = 10  # times as many of a short text before it counts
_WORDS: dict[Counter, str] = {
    "uploads_1m": "{} uploads of one account within a minute",
    "uploads_1h": "{} uploads of one account within an hour",
    "uploads_24h": "{} uploads of one account within a day",
    "same_text_1m": "the same text {} times within a minute",
    "same_text_24h": "the same text {} times within a day",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """From how many, this upload counted in, a counter means a flood, and how surely."""

    counter: Counter
    at_least: int
    score: float


DEFAULT_LIMITS = (
    Limit("same_text_1m", 10, 0.7),
    Limit("same_text_1m", 20, 0.9),
    Limit("same_text_1m", 30, 0.96),
    Limit("same_text_24h", 20, 0.6),
    Limit("same_text_24h", 100, 0.9),
    Limit("same_text_24h", 500, 0.96),
    Limit("uploads_1m", 30, 0.6),
    Limit("uploads_1m", 100, 0.9),
    Limit("uploads_1h", 300, 0.6),
    Limit("uploads_1h", 1_000, 0.9),
    Limit("uploads_24h", 2_000, 0.6),
)


class Flood:
    """Compares the counters with limits."""

    name = "flood"
    version = "1"
    cost = Cost.MICROSECONDS

    def __init__(self, limits: tuple[Limit, ...] = DEFAULT_LIMITS) -> None:
        """The limits may stand in any order; the surest one that is reached counts."""
        self._limits = tuple(sorted(limits, key=lambda limit: -limit.score))

    def looks_at(self, content: Content) -> bool:
        """Whether anything was counted."""
        return content.facts.counters != Counters()

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """At most one signal, with the count in words."""
        content = extract.content
        lenience = _LENIENCE if len(content.title) + len(content.text) < _SHORT_TEXT else 1
        for limit in self._limits:
            count = getattr(content.facts.counters, limit.counter) + 1
            same_text = limit.counter.startswith("same_text")
            if count >= limit.at_least * (lenience if same_text else 1):
                evidence = Evidence(
                    _field(content), None, None, _WORDS[limit.counter].format(count)
                )
                return (Signal(_FLOOD, limit.score, self.name, self.version, (evidence,)),)
        return ()

    def examples(self) -> tuple[Example, ...]:
        """Counts as the shell would hand them over, this upload not yet counted."""
        advert = "Grow your channel with us, first 100 plays are on the house"
        rows: tuple[tuple[str, Counters, Heading | None], ...] = (
            (advert, Counters(same_text_1m=29, same_text_24h=29), _FLOOD),
            (advert, Counters(same_text_1m=9), _FLOOD),
            (advert, Counters(same_text_24h=19), _FLOOD),
            ("take 1", Counters(uploads_1m=29), _FLOOD),
            ("take 1", Counters(uploads_1h=299), _FLOOD),
            (advert, Counters(same_text_1m=8, same_text_24h=18), None),
            ("fire 🔥🔥🔥", Counters(same_text_1m=12, same_text_24h=60), None),
            ("an album of 24 songs goes up", Counters(uploads_1m=8, uploads_1h=24), None),
            ("a label's back catalogue", Counters(uploads_1h=250, uploads_24h=900), None),
            ("first upload ever", Counters(), None),
        )
        return tuple(Example(_comment(text, counted), expected) for text, counted, expected in rows)


def _field(content: Content) -> str:
    return "text" if content.text else "title" if content.title else "file"


def _comment(text: str, counters: Counters) -> Content:
    return Content(ContentKind.COMMENT, Uploader("u1"), text=text, facts=Facts(counters))
