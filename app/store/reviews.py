"""Review jobs: the units of work that wait for a moderator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, add_rows
from moderation import Heading


class ReviewState(StrEnum):
    """`moot` is a job whose upload was replaced or deleted before anyone ruled."""

    OPEN = "open"
    RULED = "ruled"
    MOOT = "moot"


class ReviewJobRow(Base):
    """One job; the lease columns say who works on it until when."""

    __tablename__ = "review_job"
    __table_args__ = (
        Index(None, "state", "severity", "due_at"),
        Index(None, "content_id", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    content_id: Mapped[str] = mapped_column(ForeignKey("content.id"))
    upload_id: Mapped[str]
    decision_id: Mapped[str]
    heading: Mapped[str | None]
    severity: Mapped[int]
    state: Mapped[str]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    lease_owner: Mapped[str | None]
    lease_expires_at: Mapped[datetime | None]
    version: Mapped[int]


@dataclass(frozen=True, slots=True)
class ReviewJob:
    """A job as it is opened; `heading` is None when only a failed check asks for a person."""

    id: str
    content_id: str
    upload_id: str
    decision_id: str
    heading: Heading | None
    severity: int
    opened_at: datetime
    due_at: datetime


def open_review(connection: Connection, job: ReviewJob) -> None:
    """Put a job in the queue."""
    add_rows(
        connection,
        ReviewJobRow,
        {
            "id": job.id,
            "content_id": job.content_id,
            "upload_id": job.upload_id,
            "decision_id": job.decision_id,
            "heading": None if job.heading is None else str(job.heading),
            "severity": job.severity,
            "state": ReviewState.OPEN,
            "opened_at": job.opened_at,
            "due_at": job.due_at,
            "version": 1,
        },
    )


def open_review_ids(connection: Connection, content_id: str) -> Sequence[str]:
    """The jobs on some content that still wait."""
    return connection.scalars(
        select(ReviewJobRow.id).where(
            ReviewJobRow.content_id == content_id, ReviewJobRow.state == ReviewState.OPEN
        )
    ).all()


def close_as_moot(connection: Connection, job_ids: Sequence[str], now: datetime) -> None:
    """Take jobs out of the queue because what they were about is gone."""
    connection.execute(
        update(ReviewJobRow)
        .where(ReviewJobRow.id.in_(job_ids))
        .values(state=ReviewState.MOOT, closed_at=now, version=ReviewJobRow.version + 1)
    )
