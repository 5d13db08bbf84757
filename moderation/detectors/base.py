"""What every detector is: a name, a version, the kinds it looks at, and its own examples."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from moderation.categories import Heading
from moderation.content import Content
from moderation.extract import Extract
from moderation.signals import Signal


class Cost(IntEnum):
    """What one look costs; cheap detectors run first."""

    MICROSECONDS = 0
    MILLISECONDS = 1
    TENS_OF_MILLISECONDS = 2
    NETWORK = 3


@dataclass(frozen=True, slots=True)
class Example:
    """Content with what the detector must say of it: a heading, or nothing."""

    content: Content
    expected: Heading | None


class Detector(Protocol):
    """Code that looks at one piece of content.

    Instances are built once, hold only read-only state, and are shared by threads.
    `detect` is deterministic, takes time bounded by the size of its input, raises only
    `Unreadable` or `Unavailable`, and answers nothing when it has nothing to say.
    """

    @property
    def name(self) -> str:
        """Unique, kebab-case; what reasons, rules and logs call it."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same content could get another answer."""
        ...

    @property
    def cost(self) -> Cost:
        """What one look costs."""
        ...

    def looks_at(self, content: Content) -> bool:
        """Whether this content has anything for it; must be instant."""
        ...

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """Look, and say what was seen."""
        ...

    def examples(self) -> tuple[Example, ...]:
        """Content it must hit (with the heading) and content it must miss (None)."""
        ...
