"""Accounts: our record of each uploader."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import CLUSTERED, Base, add_rows


class Standing(StrEnum):
    """What an account may do: the sum of its strikes, and people's decisions."""

    GOOD = "good"
    WARNED = "warned"
    LIMITED = "limited"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"

    @property
    def may_upload(self) -> bool:
        """Whether uploads of this account are taken at all."""
        return self not in (Standing.SUSPENDED, Standing.TERMINATED)


class AccountRow(Base):
    """An uploader, by the platform's id."""

    __tablename__ = "account"
    __table_args__ = CLUSTERED

    uploader_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    verified: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[str] = mapped_column(default=Standing.GOOD)
    strikes: Mapped[int] = mapped_column(default=0)
    first_seen_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as an answer shows it."""

    uploader_id: str
    standing: Standing
    strikes: int
    name: str = ""
    email: str = ""
    verified: bool = False


_find = select(
    AccountRow.uploader_id,
    AccountRow.standing,
    AccountRow.strikes,
    AccountRow.name,
    AccountRow.email,
    AccountRow.verified,
).where(AccountRow.uploader_id == bindparam("uploader_id"))


def find_account(connection: Connection, uploader_id: str) -> Account | None:
    """The account, if this uploader was ever seen."""
    row = connection.execute(_find, {"uploader_id": uploader_id}).one_or_none()
    if row is None:
        return None
    uploader_id, standing, strikes, name, email, verified = row
    return Account(uploader_id, Standing(standing), strikes, name, email, verified)


def add_account(connection: Connection, account: Account, now: datetime) -> None:
    """Record an uploader seen for the first time."""
    add_rows(
        connection,
        AccountRow,
        {
            "uploader_id": account.uploader_id,
            "name": account.name,
            "email": account.email,
            "verified": account.verified,
            "standing": account.standing,
            "strikes": account.strikes,
            "first_seen_at": now,
            "version": 1,
        },
    )


def update_details(connection: Connection, account: Account) -> None:
    """Record what the platform newly says of an uploader; standing is left alone."""
    connection.execute(
        update(AccountRow)
        .where(AccountRow.uploader_id == account.uploader_id)
        .values(
            name=account.name,
            email=account.email,
            verified=account.verified,
            version=AccountRow.version + 1,
        )
    )
