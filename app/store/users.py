"""Users: the people who sign in to the console."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

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


def add_user(session: Session, user: User, password_hash: str) -> None:
    """Store a new user."""
    add_rows(
        session,
        UserRow,
        {
            "id": user.id,
            "email": user.email,
            "role": user.role,
            "password_hash": password_hash,
            "created_at": user.created_at,
        },
    )


def has_user(session: Session, email: str) -> bool:
    """Whether somebody signs in with this address."""
    return session.scalar(select(UserRow.id).where(UserRow.email == email)) is not None


def count_users(session: Session) -> int:
    """How many users there are."""
    return session.execute(select(func.count()).select_from(UserRow)).scalar_one()


def list_users(session: Session) -> Sequence[User]:
    """All users, oldest first."""
    return [
        User(row.id, row.email, Role(row.role), row.created_at, row.disabled_at)
        for row in session.scalars(select(UserRow).order_by(UserRow.id))
    ]


def disable_user(session: Session, email: str, now: datetime) -> bool:
    """End a person's access; False when there is no such active user."""
    done = session.execute(
        update(UserRow)
        .where(UserRow.email == email, UserRow.disabled_at.is_(None))
        .values(disabled_at=now)
    )
    return int(done.rowcount) == 1  # type: ignore[attr-defined]  # a CursorResult for UPDATE
