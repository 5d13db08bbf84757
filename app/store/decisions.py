"""Decisions: what was decided of an upload, with everything it rested on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import CLUSTERED, Base, add_rows, where
from moderation import Action, Evidence, Heading, Signal


class DecisionRow(Base):
    """One decision; never changed. Later rulings are rows of their own."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(None, "decided_at", **where("action = 'block'")),
        CLUSTERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    upload_id: Mapped[str]
    content_id: Mapped[str]
    action: Mapped[str]
    automated: Mapped[bool]
    policy_version: Mapped[str]
    verdicts: Mapped[list[Any]]
    reasons: Mapped[list[Any]]
    signals: Mapped[list[Any]]
    failures: Mapped[list[Any]]
    shadow: Mapped[list[Any]]
    decided_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """A heading that asked for something, and how strongly."""

    heading: Heading
    score: float


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision as stored. `failures` are `detector: why` in words."""

    id: str
    upload_id: str
    content_id: str
    action: Action
    automated: bool
    policy_version: str
    categories: tuple[CategoryScore, ...]
    reasons: tuple[str, ...]
    signals: tuple[Signal, ...]
    failures: tuple[str, ...]
    shadow: tuple[str, ...]
    decided_at: datetime


def add_decision(connection: Connection, decision: StoredDecision) -> None:
    """Store a decision."""
    add_rows(
        connection,
        DecisionRow,
        {
            "id": decision.id,
            "upload_id": decision.upload_id,
            "content_id": decision.content_id,
            "action": decision.action,
            "automated": decision.automated,
            "policy_version": decision.policy_version,
            "verdicts": [[str(c.heading), c.score] for c in decision.categories],
            "reasons": list(decision.reasons),
            "signals": [_signal_to_json(signal) for signal in decision.signals],
            "failures": list(decision.failures),
            "shadow": list(decision.shadow),
            "decided_at": decision.decided_at,
        },
    )


def find_decision(connection: Connection, decision_id: str) -> StoredDecision | None:
    """A decision by its id."""
    row = connection.execute(select(DecisionRow).where(DecisionRow.id == decision_id)).one_or_none()
    if row is None:
        return None
    return StoredDecision(
        id=row.id,
        upload_id=row.upload_id,
        content_id=row.content_id,
        action=Action(row.action),
        automated=row.automated,
        policy_version=row.policy_version,
        categories=tuple(CategoryScore(Heading.parse(name), score) for name, score in row.verdicts),
        reasons=tuple(row.reasons),
        signals=tuple(_signal_from_json(signal) for signal in row.signals),
        failures=tuple(row.failures),
        shadow=tuple(row.shadow),
        decided_at=row.decided_at,
    )


def count_automatic_blocks(connection: Connection, now: datetime) -> int:
    """How many uploads were blocked without a person in the last 24 hours."""
    return connection.execute(
        select(func.count())
        .select_from(DecisionRow)
        .where(
            DecisionRow.action == Action.BLOCK,
            DecisionRow.automated.is_(True),
            DecisionRow.decided_at > now - timedelta(days=1),
        )
    ).scalar_one()


def _signal_to_json(signal: Signal) -> list[Any]:
    evidence = [[e.field, e.start, e.end, e.excerpt] for e in signal.evidence]
    return [str(signal.heading), signal.score, signal.detector, signal.version, evidence]


def _signal_from_json(stored: list[Any]) -> Signal:
    heading, score, detector, version, evidence = stored
    return Signal(
        Heading.parse(heading), score, detector, version, tuple(Evidence(*e) for e in evidence)
    )
