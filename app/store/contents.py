"""Contents: the things judged, by our id and by the platform's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import CLUSTERED, Base, add_rows
from moderation import ContentKind


class ContentRow(Base):
    """One piece of content, by the platform's id."""

    __tablename__ = "content"
    __table_args__ = (UniqueConstraint("external_id"), CLUSTERED)

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
_by_external_id = _content_columns.where(ContentRow.external_id == bindparam("external_id"))
_by_id = _content_columns.where(ContentRow.id == bindparam("id"))


def _to_content(row: Any) -> StoredContent:
    id_, external_id, uploader_id, kind, revision, created_at, deleted_at = row
    return StoredContent(
        id_, external_id, uploader_id, ContentKind(kind), revision, created_at, deleted_at
    )


def find_by_external_id(connection: Connection, external_id: str) -> StoredContent | None:
    """The content the platform calls so."""
    row = connection.execute(_by_external_id, {"external_id": external_id}).one_or_none()
    return None if row is None else _to_content(row)


def find_content(connection: Connection, content_id: str) -> StoredContent | None:
    """The content with our id."""
    row = connection.execute(_by_id, {"id": content_id}).one_or_none()
    return None if row is None else _to_content(row)


def add_content(connection: Connection, content: StoredContent) -> None:
    """Store new content."""
    add_rows(
        connection,
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


def set_revision(connection: Connection, content: StoredContent) -> bool:
    """Move content to its next revision; False when somebody else did so meanwhile."""
    done = connection.execute(
        update(ContentRow)
        .where(ContentRow.id == content.id, ContentRow.revision == content.revision - 1)
        .values(revision=content.revision, kind=content.kind, deleted_at=None)
    )
    return done.rowcount == 1


def mark_deleted(connection: Connection, content_id: str, now: datetime) -> None:
    """The uploader deleted it on the platform."""
    connection.execute(update(ContentRow).where(ContentRow.id == content_id).values(deleted_at=now))
