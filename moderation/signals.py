"""What a detector saw, and how it says that it could not look."""

from dataclasses import dataclass
from enum import StrEnum

from moderation.categories import Category, Heading, Subcategory

EXCERPT_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that made a detector speak.

    `field` is `title`, `text`, `url`, `uploader_name`, `file_name`, `file` or `tag:<name>`.
    `start` and `end` are character offsets into that field as the uploader typed it
    (byte offsets for `file`), or None where there is no such place or it is the whole.
    """

    field: str
    start: int | None
    end: int | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One detector's view of one heading; `score` is between 0 and 1.

    The text model's scores are calibrated probabilities; lists and rules use fixed
    scores that stand for how sure the condition is.
    """

    heading: Heading
    score: float
    detector: str
    version: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def category(self) -> Category:
        """The restricted category."""
        return self.heading.category

    @property
    def subcategory(self) -> Subcategory | None:
        """The finer kind, where the detector can tell."""
        return self.heading.subcategory


class FailureKind(StrEnum):
    """Why a detector's answer is missing."""

    CRASHED = "crashed"
    OVERDUE = "overdue"
    NONSENSE = "nonsense"
    UNAVAILABLE = "unavailable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DetectorFailure:
    """A detector that should have looked and did not: a person has to."""

    detector: str
    version: str
    kind: FailureKind


class Unreadable(Exception):
    """A detector met content of its own kind that cannot be read: broken or truncated."""


class Unavailable(Exception):
    """A detector's helper (a scanner, a model file) cannot be reached."""


def excerpt_of(text: str, start: int, end: int) -> str:
    """The words at an offset, cut to a length that fits a table and a log of reasons."""
    words = text[start:end]
    return words if len(words) <= EXCERPT_LENGTH else words[: EXCERPT_LENGTH - 1] + "…"
