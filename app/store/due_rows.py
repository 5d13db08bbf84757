"""Due rows: work that is to happen at a time, written in the transaction of its fact.

The database is the store of record; a broker may only wake workers. A worker takes a row
under a lease, and the attempt number fences out a worker that lost its lease.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Index, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, add_rows

LEASE = timedelta(seconds=60)
RETRY_AFTER = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600))


class Work(StrEnum):
    """What a due row asks for."""

    SCREEN_UPLOAD = "screen_upload"
    ERASE_BLOB = "erase_blob"


class DueRow(Base):
    """One piece of work; `subject` is the id of what it is about."""

    __tablename__ = "due_row"
    __table_args__ = (Index(None, "done_at", "due_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    work: Mapped[str]
    subject: Mapped[str]
    due_at: Mapped[datetime]
    attempt: Mapped[int]
    lease_expires_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class DueWork:
    """A row a worker holds."""

    id: str
    work: Work
    subject: str
    attempt: int


def add_due(
    connection: Connection, row_id: str, work: Work, subject: str, due_at: datetime
) -> None:
    """Ask for work at a time."""
    add_rows(
        connection,
        DueRow,
        {"id": row_id, "work": work, "subject": subject, "due_at": due_at, "attempt": 0},
    )


def take_due(connection: Connection, now: datetime, most: int = 10) -> Sequence[DueWork]:
    """Lease rows that are due and that nobody holds."""
    waiting = (
        select(DueRow.id, DueRow.work, DueRow.subject, DueRow.attempt)
        .where(
            DueRow.done_at.is_(None),
            DueRow.dead_at.is_(None),
            DueRow.due_at <= now,
            or_(DueRow.lease_expires_at.is_(None), DueRow.lease_expires_at < now),
        )
        .order_by(DueRow.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = [
        DueWork(id_, Work(work), subject, attempt + 1)
        for id_, work, subject, attempt in connection.execute(waiting).all()
    ]
    connection.execute(
        update(DueRow)
        .where(DueRow.id.in_([work.id for work in taken]))
        .values(attempt=DueRow.attempt + 1, lease_expires_at=now + LEASE)
    )
    return taken


def finish_due(connection: Connection, work: DueWork, now: datetime) -> bool:
    """Record work as done, in the transaction of its effect; False if the lease was lost."""
    done = connection.execute(
        update(DueRow)
        .where(DueRow.id == work.id, DueRow.attempt == work.attempt, DueRow.done_at.is_(None))
        .values(done_at=now, lease_expires_at=None)
    )
    return done.rowcount == 1


def retry_due(connection: Connection, work: DueWork, error: str, now: datetime) -> None:
    """Put failed work back for later, or aside for a person after the last attempt."""
    dead = work.attempt > len(RETRY_AFTER)
    later = now if dead else now + RETRY_AFTER[work.attempt - 1]
    connection.execute(
        update(DueRow)
        .where(DueRow.id == work.id, DueRow.attempt == work.attempt)
        .values(
            due_at=later,
            lease_expires_at=None,
            last_error=error,
            dead_at=now if dead else None,
        )
    )
