"""Banks of known content, and their entries. Only exact bytes (SHA-256) so far."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, Index, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, add_rows
from moderation import BankKind, BankMatch


class BankRow(Base):
    """A named list; `heading` is what a match is filed under."""

    __tablename__ = "bank"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    heading: Mapped[str]
    created_at: Mapped[datetime]


class BankEntryRow(Base):
    """One fingerprint of known content."""

    __tablename__ = "bank_entry"
    __table_args__ = (
        UniqueConstraint("bank_id", "fingerprint"),
        Index(None, "fingerprint"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    bank_id: Mapped[str] = mapped_column(ForeignKey("bank.id"))
    fingerprint: Mapped[str]
    note: Mapped[str]
    enabled: Mapped[bool]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as stored."""

    id: str
    name: str
    kind: BankKind
    heading: str
    created_at: datetime


def add_bank(connection: Connection, bank: Bank) -> None:
    """Store a new bank."""
    add_rows(
        connection,
        BankRow,
        {
            "id": bank.id,
            "name": bank.name,
            "kind": bank.kind,
            "heading": bank.heading,
            "created_at": bank.created_at,
        },
    )


def find_bank(connection: Connection, name: str) -> Bank | None:
    """A bank by its name."""
    row = connection.execute(select(BankRow).where(BankRow.name == name)).one_or_none()
    if row is None:
        return None
    return Bank(row.id, row.name, BankKind(row.kind), row.heading, row.created_at)


def has_entry(connection: Connection, bank: Bank, sha256: str) -> bool:
    """Whether a bank has a file already."""
    found = select(BankEntryRow.id).where(
        BankEntryRow.bank_id == bank.id, BankEntryRow.fingerprint == sha256
    )
    return connection.scalar(found) is not None


def add_entry(
    connection: Connection, entry_id: str, bank: Bank, sha256: str, note: str, now: datetime
) -> None:
    """Store a fingerprint in a bank."""
    add_rows(
        connection,
        BankEntryRow,
        {
            "id": entry_id,
            "bank_id": bank.id,
            "fingerprint": sha256,
            "note": note,
            "enabled": True,
            "created_at": now,
        },
    )


_matching = (
    select(BankRow.name, BankRow.kind, BankEntryRow.id, BankRow.heading, BankEntryRow.note)
    .join(BankRow, BankRow.id == BankEntryRow.bank_id)
    .where(BankEntryRow.fingerprint == bindparam("sha256"), BankEntryRow.enabled.is_(True))
    .order_by(BankEntryRow.id)
)


def bank_matches(connection: Connection, sha256: str) -> tuple[BankMatch, ...]:
    """The enabled entries that equal a file."""
    rows = connection.execute(_matching, {"sha256": sha256})
    return tuple(
        BankMatch(name, BankKind(kind), entry_id, heading, note)
        for name, kind, entry_id, heading, note in rows
    )
