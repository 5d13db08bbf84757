"""Contents: the things judged, by our id and by the platform's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base, add_rows
from moderation import ContentKind


class ContentRow(Base):
    """One piece of content, by the platform's id."""

    __tablename__ = "content"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "uploader_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str]
    uploader_id: Mapped[str] = mapped_column(ForeignKey("account.uploader_id"))
    kind: Mapped[str]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class StoredContent:
    """A piece of content as stored; `revision` is its latest."""

    id: str
    external_id: str
    uploader_id: str
    kind: ContentKind
    revision: int
    created_at: datetime
    deleted_at: datetime | None


_content_columns = select(
    ContentRow.id,
    ContentRow.external_id,
    ContentRow.uploader_id,
    ContentRow.kind,
    ContentRow.revision,
    ContentRow.created_at,
    ContentRow.deleted_at,
)


def _to_content(row: Any) -> StoredContent:
    id_, external_id, uploader_id, kind, revision, created_at, deleted_at = row
    return StoredContent(
        id_, external_id, uploader_id, ContentKind(kind), revision, created_at, deleted_at
    )


def find_by_external_id(session: Session, external_id: str) -> StoredContent | None:
    """The content the platform calls so."""
    row = session.execute(
        _content_columns.where(ContentRow.external_id == external_id)
    ).one_or_none()
    return None if row is None else _to_content(row)


def find_content(session: Session, content_id: str) -> StoredContent | None:
    """The content with our id."""
    row = session.execute(_content_columns.where(ContentRow.id == content_id)).one_or_none()
    return None if row is None else _to_content(row)


def add_content(session: Session, content: StoredContent) -> None:
    """Store new content."""
    add_rows(
        session,
        ContentRow,
        {
            "id": content.id,
            "external_id": content.external_id,
            "uploader_id": content.uploader_id,
            "kind": content.kind,
            "revision": content.revision,
            "created_at": content.created_at,
            "deleted_at": None,
        },
    )


def set_revision(session: Session, content: StoredContent) -> bool:
    """Move content to its next revision; False when somebody else did so meanwhile."""
    done = session.execute(
        update(ContentRow)
        .where(ContentRow.id == content.id, ContentRow.revision == content.revision - 1)
        .values(revision=content.revision, kind=content.kind, deleted_at=None)
    )
    return int(done.rowcount) == 1  # type: ignore[attr-defined]  # a CursorResult for UPDATE


def mark_deleted(session: Session, content_id: str, now: datetime) -> None:
    """The uploader deleted it on the platform."""
    session.execute(update(ContentRow).where(ContentRow.id == content_id).values(deleted_at=now))
