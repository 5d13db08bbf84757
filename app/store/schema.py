"""The schema's own version: Alembic's table against the migrations that ship."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.store.base import Database

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def head() -> str:
    """The newest migration; pinned in a file, so that two branches conflict in git."""
    return (MIGRATIONS / "HEAD").read_text(encoding="utf-8").strip()


def is_up_to_date(database: Database) -> bool:
    """Whether the database is at the newest migration."""
    try:
        with database.reading() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return False
    return bool(found == head())
