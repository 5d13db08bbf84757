"""One place in a text where personal data stands, before it is known whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from moderation.categories import Subcategory


class Datum(Enum):
    """What sort of personal data."""

    MAILBOX = auto()
    TELEPHONE = auto()
    ADDRESS = auto()
    IDENTITY = auto()
    PAYMENT = auto()
    PHRASE = auto()

    @property
    def subcategory(self) -> Subcategory:
        """What it is filed under."""
        return _SUBCATEGORIES[self]


_SUBCATEGORIES = {
    Datum.MAILBOX: Subcategory.CONTACT,
    Datum.TELEPHONE: Subcategory.CONTACT,
    Datum.ADDRESS: Subcategory.ADDRESS,
    Datum.IDENTITY: Subcategory.IDENTITY_NUMBER,
    Datum.PAYMENT: Subcategory.FINANCIAL,
    Datum.PHRASE: Subcategory.DOXXING,
}


_MOST_MENTIONS = 500  # in one passage; each is compared with the others


@dataclass(frozen=True, slots=True)
class Mention:
    """Personal data at an offset of the folded text; `score` says how sure it is that.

    `what` is its exact kind ("payment card"), for tests and for tuning.
    """

    datum: Datum
    what: str
    start: int
    end: int
    score: float


def without_overlaps(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, leaving out each that covers a place an earlier one has taken."""
    kept: list[Mention] = []
    for mention in islice(mentions, _MOST_MENTIONS):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return tuple(kept)
