"""The outbox: what the platform is to be told, written with the fact it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import CLUSTERED, Base, add_rows


class OutboxRow(Base):
    """One event, in the order of `id` (time-ordered)."""

    __tablename__ = "outbox"
    __table_args__ = CLUSTERED

    id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class OutboxEvent:
    """An event of design §3.3; `type` is in the past tense."""

    id: str
    type: str
    at: datetime
    data: dict[str, Any]


def tell(connection: Connection, events: Sequence[OutboxEvent]) -> None:
    """Write events to be told."""
    if events:
        add_rows(
            connection,
            OutboxRow,
            *({"id": e.id, "type": e.type, "at": e.at, "data": e.data} for e in events),
        )
