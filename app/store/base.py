"""The database: declarative base, column types, and the only place that commits.

`Database.transaction()` is one use case's transaction; `Database.reading()` sees the
last committed state and holds no lock. On SQLite there is one writer at a time: writers
of this process queue on a lock rather than in SQLite's busy back-off, whose waits give a
long tail (docs/benchmarks.md).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Insert,
    MetaData,
    event,
    insert,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 15_000

# Named constraints, so that migrations can drop what they name.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its zone; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON},
    )


db = SQLAlchemy(model_class=Base)


def engine_options(database_url: str) -> dict[str, Any]:
    """Options for the engine of a URL."""
    options: dict[str, Any] = {
        "hide_parameters": True,  # error messages end in logs, parameters are content
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if database_url.startswith("sqlite"):
        options["connect_args"] = {"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000}
        options["pool_size"] = 16
    else:
        options["pool_pre_ping"] = True
    return options


# SQLite keeps such a table in the order of its key instead of beside an index of it: half
# the pages to write for each row. Keys are time-ordered, so new rows go to the end.
CLUSTERED = {"sqlite_with_rowid": False}


def where(condition: str) -> dict[str, Any]:
    """Options of an index that holds only some rows."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def add_rows(connection: Connection, table: type[Base], *rows: dict[str, Any]) -> None:
    """Insert rows as they are."""
    connection.execute(_insert_into(table), rows)


@cache
def _insert_into(table: type[Base]) -> Insert:
    """One statement object a table, so that its compiled form is found without building it."""
    return insert(table.__table__)  # type: ignore[arg-type]  # declarative classes have a Table


class Database:
    """One engine with its two ways of being used.

    Both give a Core connection: rows become the frozen values of each store file there,
    and nothing is tracked or refreshed behind a use case's back.
    """

    def __init__(self, engine: Engine, synchronous: str = "FULL") -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()
        if self.is_sqlite:
            _prepare_sqlite(engine, synchronous)
        self._reader = engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: committed at the end, or rolled back whole."""
        with self._writer, self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The last committed state, statement by statement."""
        with self._reader.connect() as connection:
            yield connection

    def answers(self) -> bool:
        """Whether the database can be asked anything at all."""
        with self.reading() as connection:
            return bool(connection.execute(text("SELECT 1")).scalar_one() == 1)


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # begin is ours, below
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "journal_mode = WAL",
            f"synchronous = {synchronous}",
            "foreign_keys = ON",
            "cache_size = -16384",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Any) -> None:
        # Taking the write lock at once is what makes a lost race impossible half-way.
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
