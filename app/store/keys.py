"""API keys: stored as hashes, shown once, revocable.

A key has 256 random bits, so a plain SHA-256 is enough to store it: there is nothing to
guess that a slow hash would protect.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.permissions import Scope
from app.store.base import Base, add_rows


class ApiKeyRow(Base):
    """One key, by the hash of its text."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("digest"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    digest: Mapped[str]
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it may be shown: without its text."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


def digest_of(key: str) -> str:
    """How a key is stored."""
    return hashlib.sha256(key.encode()).hexdigest()


def add_key(connection: Connection, key: ApiKey, digest: str) -> None:
    """Store a new key."""
    add_rows(
        connection,
        ApiKeyRow,
        {
            "id": key.id,
            "name": key.name,
            "digest": digest,
            "scopes": sorted(key.scopes),
            "created_at": key.created_at,
        },
    )


def find_key(connection: Connection, digest: str) -> ApiKey | None:
    """A key that is still valid, by its hash."""
    row = connection.execute(
        select(ApiKeyRow).where(ApiKeyRow.digest == digest, ApiKeyRow.revoked_at.is_(None))
    ).one_or_none()
    return None if row is None else _to_key(row)


def list_keys(connection: Connection) -> Sequence[ApiKey]:
    """All keys, newest last."""
    return [_to_key(row) for row in connection.execute(select(ApiKeyRow).order_by(ApiKeyRow.id))]


def record_use(connection: Connection, key_id: str, now: datetime) -> None:
    """Remember when a key was last used."""
    connection.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used_at=now))


def revoke_key(connection: Connection, key_id: str, now: datetime) -> bool:
    """Make a key invalid; False when there is no such valid key."""
    done = connection.execute(
        update(ApiKeyRow)
        .where(ApiKeyRow.id == key_id, ApiKeyRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return done.rowcount == 1


def _to_key(row: Any) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
