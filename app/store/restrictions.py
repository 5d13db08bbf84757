"""Restrictions as stored; `app/enforcement.py` says what they mean."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.enforcement import Ground, Restriction
from app.store.base import CLUSTERED, Base, add_rows


class RestrictionRow(Base):
    """One restriction; rows are closed, never removed."""

    __tablename__ = "restriction"
    __table_args__ = (Index(None, "content_id", "closed_at"), CLUSTERED)

    id: Mapped[str] = mapped_column(primary_key=True)
    content_id: Mapped[str] = mapped_column(ForeignKey("content.id"))
    ground: Mapped[str]
    source: Mapped[str]
    territory: Mapped[list[Any]]
    since: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]


def open_restriction(connection: Connection, restriction: Restriction) -> None:
    """Open one."""
    add_rows(
        connection,
        RestrictionRow,
        {
            "id": restriction.id,
            "content_id": restriction.content_id,
            "ground": restriction.ground,
            "source": restriction.source,
            "territory": list(restriction.territory),
            "since": restriction.since,
            "closed_at": None,
            "closed_by": None,
        },
    )


def close_restrictions(
    connection: Connection, restrictions: Sequence[Restriction], by: str, now: datetime
) -> None:
    """Close these."""
    connection.execute(
        update(RestrictionRow)
        .where(RestrictionRow.id.in_([r.id for r in restrictions]))
        .values(closed_at=now, closed_by=by)
    )


_open_of = select(
    RestrictionRow.id,
    RestrictionRow.ground,
    RestrictionRow.source,
    RestrictionRow.since,
    RestrictionRow.territory,
).order_by(RestrictionRow.since, RestrictionRow.id)


def open_restrictions(connection: Connection, content_id: str) -> tuple[Restriction, ...]:
    """The open restrictions on some content, oldest first."""
    rows = connection.execute(
        _open_of.where(RestrictionRow.content_id == content_id, RestrictionRow.closed_at.is_(None))
    )
    return tuple(
        Restriction(id_, content_id, Ground(ground), source, since, tuple(territory))
        for id_, ground, source, since, territory in rows
    )
