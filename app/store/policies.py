"""Published policies: each version is stored whole and never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, add_rows


class PolicyVersionRow(Base):
    """One published version; the newest is in force."""

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("version"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    digest: Mapped[str]
    document: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[str]


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """A version as published; `document` is the YAML text."""

    id: str
    version: str
    digest: str
    document: str
    published_at: datetime
    published_by: str


def publish_policy(connection: Connection, policy: PublishedPolicy) -> None:
    """Put a version in force."""
    add_rows(
        connection,
        PolicyVersionRow,
        {
            "id": policy.id,
            "version": policy.version,
            "digest": policy.digest,
            "document": policy.document,
            "published_at": policy.published_at,
            "published_by": policy.published_by,
        },
    )


def current_policy_id(connection: Connection) -> str | None:
    """Which version is in force."""
    return connection.scalar(
        select(PolicyVersionRow.id).order_by(PolicyVersionRow.id.desc()).limit(1)
    )


def find_policy(connection: Connection, policy_id: str) -> PublishedPolicy:
    """A published version."""
    row = connection.execute(select(PolicyVersionRow).where(PolicyVersionRow.id == policy_id)).one()
    return PublishedPolicy(
        row.id, row.version, row.digest, row.document, row.published_at, row.published_by
    )
