"""Uploads: each revision of some content that was screened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    UniqueConstraint,
    bindparam,
    case,
    func,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import CLUSTERED, Base, UtcDateTime, add_rows, where
from app.store.contents import ContentRow
from moderation import ContentKind, Counters


class UploadRow(Base):
    """One revision. `decision_id` is empty while its screening is still to come."""

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("content_id", "revision"),
        Index(None, "uploader_id", "created_at"),
        Index(None, "text_digest", "created_at", **where("text_digest IS NOT NULL")),
        Index(None, "sha256", **where("sha256 IS NOT NULL")),
        CLUSTERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    content_id: Mapped[str] = mapped_column(ForeignKey("content.id"))
    revision: Mapped[int]
    uploader_id: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    urls: Mapped[list[Any]]
    language: Mapped[str]
    extra: Mapped[dict[str, Any]]
    uploader_name: Mapped[str]
    uploader_created_at: Mapped[datetime | None]
    uploader_verified: Mapped[bool]
    text_digest: Mapped[str | None]
    file_name: Mapped[str | None]
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    declared_media_type: Mapped[str | None]
    media_type: Mapped[str | None]
    duration_s: Mapped[float | None]
    decision_id: Mapped[str | None]
    took_ms: Mapped[int | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of an upload's file; the bytes are in the blob store under `sha256`."""

    name: str
    sha256: str
    size: int
    declared_media_type: str
    media_type: str = ""
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """One revision as stored."""

    id: str
    content_id: str
    revision: int
    uploader_id: str
    kind: ContentKind
    title: str
    text: str
    urls: tuple[str, ...]
    language: str
    extra: dict[str, Any]
    uploader_name: str
    uploader_created_at: datetime | None
    uploader_verified: bool
    text_digest: str | None
    file: StoredFile | None
    decision_id: str | None
    took_ms: int | None
    created_at: datetime


def add_upload(connection: Connection, upload: StoredUpload) -> None:
    """Store one revision."""
    file = upload.file
    add_rows(
        connection,
        UploadRow,
        {
            "id": upload.id,
            "content_id": upload.content_id,
            "revision": upload.revision,
            "uploader_id": upload.uploader_id,
            "kind": upload.kind,
            "title": upload.title,
            "text": upload.text,
            "urls": list(upload.urls),
            "language": upload.language,
            "extra": upload.extra,
            "uploader_name": upload.uploader_name,
            "uploader_created_at": upload.uploader_created_at,
            "uploader_verified": upload.uploader_verified,
            "text_digest": upload.text_digest,
            "file_name": file.name if file else None,
            "sha256": file.sha256 if file else None,
            "size": file.size if file else None,
            "declared_media_type": file.declared_media_type if file else None,
            "media_type": file.media_type if file else None,
            "duration_s": file.duration_s if file else None,
            "decision_id": upload.decision_id,
            "took_ms": upload.took_ms,
            "created_at": upload.created_at,
        },
    )


def finish_upload(connection: Connection, upload: StoredUpload) -> None:
    """Record what the screening of a stored upload found."""
    file = upload.file
    connection.execute(
        update(UploadRow)
        .where(UploadRow.id == upload.id)
        .values(
            decision_id=upload.decision_id,
            took_ms=upload.took_ms,
            media_type=file.media_type if file else None,
            duration_s=file.duration_s if file else None,
        )
    )


def find_upload(connection: Connection, upload_id: str) -> StoredUpload | None:
    """One revision, by its id."""
    row = connection.execute(select(UploadRow).where(UploadRow.id == upload_id)).one_or_none()
    return None if row is None else _to_upload(row)


def latest_upload(connection: Connection, content_id: str) -> StoredUpload:
    """The newest revision of some content."""
    return _to_upload(
        connection.execute(
            select(UploadRow)
            .where(UploadRow.content_id == content_id)
            .order_by(UploadRow.revision.desc())
            .limit(1)
        ).one()
    )


def _to_upload(row: Any) -> StoredUpload:
    file = None
    if row.sha256 is not None:
        file = StoredFile(
            name=row.file_name or "",
            sha256=row.sha256,
            size=row.size or 0,
            declared_media_type=row.declared_media_type or "",
            media_type=row.media_type or "",
            duration_s=row.duration_s,
        )
    return StoredUpload(
        id=row.id,
        content_id=row.content_id,
        revision=row.revision,
        uploader_id=row.uploader_id,
        kind=ContentKind(row.kind),
        title=row.title,
        text=row.text,
        urls=tuple(row.urls),
        language=row.language,
        extra=row.extra,
        uploader_name=row.uploader_name,
        uploader_created_at=row.uploader_created_at,
        uploader_verified=row.uploader_verified,
        text_digest=row.text_digest,
        file=file,
        decision_id=row.decision_id,
        took_ms=row.took_ms,
        created_at=row.created_at,
    )


def _since(name: str) -> Any:
    """1 for an upload since a moment, 0 for an earlier one."""
    return case((UploadRow.created_at > bindparam(name, type_=UtcDateTime), 1), else_=0)


_day_ago = UploadRow.created_at > bindparam("day_ago", type_=UtcDateTime)
_of_uploader = (
    select(
        func.coalesce(func.sum(_since("minute_ago")), 0).label("minute"),
        func.coalesce(func.sum(_since("hour_ago")), 0).label("hour"),
        func.count().label("day"),
    )
    .where(UploadRow.uploader_id == bindparam("uploader_id"), _day_ago)
    .subquery()
)
_of_text = (
    select(
        func.coalesce(func.sum(_since("minute_ago")), 0).label("minute"),
        func.count().label("day"),
    )
    .where(UploadRow.text_digest == bindparam("text_digest"), _day_ago)
    .subquery()
)
_counters = select(
    _of_uploader.c.minute,
    _of_uploader.c.hour,
    _of_uploader.c.day,
    _of_text.c.minute,
    _of_text.c.day,
).select_from(_of_uploader.join(_of_text, true()))


def count_uploads(
    connection: Connection, uploader_id: str, text_digest: str | None, now: datetime
) -> Counters:
    """How often this uploader, and this text of anyone, came before; one statement."""
    numbers = connection.execute(
        _counters,
        {
            "uploader_id": uploader_id,
            "text_digest": text_digest,
            "minute_ago": now - timedelta(minutes=1),
            "hour_ago": now - timedelta(hours=1),
            "day_ago": now - timedelta(days=1),
        },
    ).one()
    return Counters(*map(int, numbers))


def is_blob_needed(connection: Connection, sha256: str) -> bool:
    """Whether any content that is not deleted still has this file."""
    return (
        connection.execute(
            select(UploadRow.id)
            .join(ContentRow, ContentRow.id == UploadRow.content_id)
            .where(UploadRow.sha256 == sha256, ContentRow.deleted_at.is_(None))
            .limit(1)
        ).first()
        is not None
    )


def digests_of(connection: Connection, content_id: str) -> tuple[str, ...]:
    """The digests of all files any revision of some content had."""
    return tuple(
        digest
        for digest in connection.scalars(
            select(UploadRow.sha256).where(UploadRow.content_id == content_id).distinct()
        )
        if digest is not None
    )
