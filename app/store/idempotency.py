"""Idempotency keys: the first answer again, instead of the first effect again.

Semantics of the IETF Idempotency-Key draft: same key and same request, the stored answer;
same key and another request, refused; same key while the first still runs, refused.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Index, UniqueConstraint, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, Database, add_rows

KEPT_FOR = timedelta(hours=48)
GIVEN_UP_AFTER = timedelta(minutes=2)  # a first request that died is not waited for longer


class IdempotencyRow(Base):
    """One key of one caller; `status` is empty while the first request runs."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("caller", "key"), Index(None, "created_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    caller: Mapped[str]
    key: Mapped[str]
    fingerprint: Mapped[str]
    status: Mapped[int | None]
    body: Mapped[bytes | None]
    location: Mapped[str | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that may run under its key."""

    id: str


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What the first request was answered; None as `status` while it still runs."""

    fingerprint: str
    status: int | None
    body: bytes
    location: str | None


def claim_key(
    database: Database, claim: Claim, caller: str, key: str, fingerprint: str, now: datetime
) -> StoredAnswer | None:
    """Take a key for this request; or what another request with it left."""
    row = {
        "id": claim.id,
        "caller": caller,
        "key": key,
        "fingerprint": fingerprint,
        "created_at": now,
    }
    try:
        with database.transaction() as connection:
            _forget_old(connection, caller, key, now)
            add_rows(connection, IdempotencyRow, row)
    except IntegrityError:
        return _stored(database, caller, key)
    return None


def _forget_old(connection: Connection, caller: str, key: str, now: datetime) -> None:
    mine = (IdempotencyRow.caller == caller, IdempotencyRow.key == key)
    connection.execute(
        delete(IdempotencyRow).where(*mine, IdempotencyRow.created_at < now - KEPT_FOR)
    )
    connection.execute(
        delete(IdempotencyRow).where(
            *mine,
            IdempotencyRow.status.is_(None),
            IdempotencyRow.created_at < now - GIVEN_UP_AFTER,
        )
    )


def forget_old_keys(connection: Connection, now: datetime) -> int:
    """Remove keys that nobody may count on any more; how many that were."""
    old = delete(IdempotencyRow).where(IdempotencyRow.created_at < now - KEPT_FOR)
    return connection.execute(old).rowcount


def _stored(database: Database, caller: str, key: str) -> StoredAnswer | None:
    with database.reading() as connection:
        row = connection.execute(
            select(IdempotencyRow).where(IdempotencyRow.caller == caller, IdempotencyRow.key == key)
        ).one_or_none()
        if row is None:
            return StoredAnswer("", None, b"", None)
        return StoredAnswer(row.fingerprint, row.status, row.body or b"", row.location)


def store_answer(
    connection: Connection, claim: Claim, status: int, body: bytes, location: str | None
) -> None:
    """Keep the answer, in the transaction of what it answers for."""
    connection.execute(
        update(IdempotencyRow)
        .where(IdempotencyRow.id == claim.id)
        .values(status=status, body=body, location=location)
    )


def release_key(connection: Connection, claim: Claim) -> None:
    """Give the key back: the request was refused and did nothing."""
    connection.execute(
        delete(IdempotencyRow).where(IdempotencyRow.id == claim.id, IdempotencyRow.status.is_(None))
    )
