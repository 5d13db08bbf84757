"""The audit log: append-only, each entry bound to the one before it by its hash.

`entry hash = SHA-256(previous hash + canonical entry)`. A chain inside one database proves
nothing against somebody who can rewrite all of it; `portcullis audit verify` prints the
head so that it can be kept elsewhere.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Index, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, add_rows

FIRST_HASH = "0" * 64
CHAIN_LOCK = 0x706F7274  # any number, the same in every process

_last_hash = text("SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1")
_lock_chain = text("SELECT pg_advisory_xact_lock(:lock)")


class AuditEntryRow(Base):
    """One thing that was done."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    principal: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[str]
    hash: Mapped[str]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which subject, when. `details` hold ids and codes, never content."""

    at: datetime
    principal: str
    action: str
    subject: str
    details: dict[str, Any]


def append_audit(connection: Connection, entries: Sequence[AuditEntry]) -> None:
    """Append entries in order; call it last in a transaction, it holds the chain."""
    if connection.dialect.name != "sqlite":
        connection.execute(_lock_chain, {"lock": CHAIN_LOCK})
    last = connection.execute(_last_hash).scalar() or FIRST_HASH
    rows = []
    for entry in entries:
        details = orjson.dumps(entry.details, option=orjson.OPT_SORT_KEYS).decode()
        last = _chain(last, entry.at, entry.principal, entry.action, entry.subject, details)
        rows.append(
            {
                "at": entry.at,
                "principal": entry.principal,
                "action": entry.action,
                "subject": entry.subject,
                "details": details,
                "hash": last,
            }
        )
    add_rows(connection, AuditEntryRow, *rows)


def _chain(previous: str, at: datetime, *fields: str) -> str:
    canonical = orjson.dumps([previous, int(at.timestamp() * 1_000_000), *fields])
    return hashlib.sha256(canonical).hexdigest()


def entries_of(
    connection: Connection, subject: str, after: int, limit: int
) -> Iterator[tuple[int, AuditEntry]]:
    """What was done to one subject after a position, oldest first, each with its position."""
    rows = connection.execute(
        select(
            AuditEntryRow.seq,
            AuditEntryRow.at,
            AuditEntryRow.principal,
            AuditEntryRow.action,
            AuditEntryRow.details,
        )
        .where(AuditEntryRow.subject == subject, AuditEntryRow.seq > after)
        .order_by(AuditEntryRow.seq)
        .limit(limit)
    )
    for seq, at, principal, action, details in rows:
        yield seq, AuditEntry(at, principal, action, subject, orjson.loads(details))


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a verification found; `broken_at` is the first entry that does not fit."""

    entries: int
    head: str
    broken_at: int | None


def verify_chain(connection: Connection) -> ChainReport:
    """Recompute every hash from the first entry.

    On SQLite a gap in the numbers is a removed entry; a PostgreSQL sequence has gaps of its
    own after a rollback, and there the hash of the next entry shows what is missing.
    """
    last, count, position = FIRST_HASH, 0, 0
    while rows := connection.execute(_page, {"after": position}).all():
        for row in rows:
            fits = _chain(last, row.at, row.principal, row.action, row.subject, row.details)
            gap = connection.dialect.name == "sqlite" and row.seq != position + 1
            if gap or fits != row.hash:
                return ChainReport(count, last, row.seq)
            last, count, position = row.hash, count + 1, row.seq
    return ChainReport(count, last, None)


_page = (
    select(AuditEntryRow)
    .where(AuditEntryRow.seq > bindparam("after"))
    .order_by(AuditEntryRow.seq)
    .limit(1000)
)
