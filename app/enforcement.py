"""Restrictions: the only source of visibility.

Content is visible exactly when no restriction on it is open. Whoever opened a restriction
closes only its own, so nothing anywhere sets "visible".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

EVERYWHERE = ("*",)


class Ground(StrEnum):
    """Why content is not visible."""

    SCREENING = "screening"
    REVIEW = "review"
    POLICY = "policy"
    COPYRIGHT = "copyright"
    OTHER_RIGHT = "other_right"
    COURT_ORDER = "court_order"
    PRIVACY = "privacy"
    DEFAMATION = "defamation"
    ACCOUNT = "account"
    UPLOADER = "uploader"


# What a new screening replaces: the grounds that an earlier screening or its review opened.
OF_SCREENING = frozenset({Ground.SCREENING, Ground.REVIEW, Ground.POLICY})


@dataclass(frozen=True, slots=True)
class Restriction:
    """One reason why content is not visible; open until `closed_at` is set."""

    id: str
    content_id: str
    ground: Ground
    source: str
    since: datetime
    territory: tuple[str, ...] = EVERYWHERE
    closed_at: datetime | None = None


def is_visible(restrictions: Iterable[Restriction]) -> bool:
    """Whether content with these restrictions can be seen."""
    return all(restriction.closed_at is not None for restriction in restrictions)
