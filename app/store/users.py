"""Users: the people who sign in to the console."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.permissions import Role
from app.store.base import Base, add_rows


class UserRow(Base):
    """One person."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class User:
    """A person as a list shows them."""

    id: str
    email: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None


def add_user(connection: Connection, user: User, password_hash: str) -> None:
    """Store a new user."""
    add_rows(
        connection,
        UserRow,
        {
            "id": user.id,
            "email": user.email,
            "role": user.role,
            "password_hash": password_hash,
            "created_at": user.created_at,
        },
    )


def has_user(connection: Connection, email: str) -> bool:
    """Whether somebody signs in with this address."""
    return connection.scalar(select(UserRow.id).where(UserRow.email == email)) is not None


def count_users(connection: Connection) -> int:
    """How many users there are."""
    return connection.execute(select(func.count()).select_from(UserRow)).scalar_one()


def list_users(connection: Connection) -> Sequence[User]:
    """All users, oldest first."""
    return [
        User(row.id, row.email, Role(row.role), row.created_at, row.disabled_at)
        for row in connection.execute(select(UserRow).order_by(UserRow.id))
    ]


def disable_user(connection: Connection, email: str, now: datetime) -> bool:
    """End a person's access; False when there is no such active user."""
    done = connection.execute(
        update(UserRow)
        .where(UserRow.email == email, UserRow.disabled_at.is_(None))
        .values(disabled_at=now)
    )
    return done.rowcount == 1
