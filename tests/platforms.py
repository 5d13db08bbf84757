"""A platform for tests: the real application on a real database, seen through HTTP.

Only the clock is fake. Each test gets its own tables: a copy of a migrated SQLite file, or
a scratch PostgreSQL database whose tables are emptied.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from app import create_app
from app.auth import OPERATOR
from app.cli.migrate import upgrade_schema
from app.config import PROJECT, Settings
from app.http.context import KEYS, SERVICES
from app.permissions import Scope
from app.store.base import Base
from app.wiring import Services
from app.worker import work_off
from app.workflows.manage_keys import create_key
from app.workflows.publish_policy import publish
from moderation import Budget, Detector, Screener
from moderation.detectors.registry import Resources, build_detectors

POLICIES = PROJECT / "policies"
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def body(response: TestResponse, status: int = 201) -> dict[str, Any]:
    """The JSON of an answer that has the status it should have."""
    assert response.status_code == status, response.json
    found: dict[str, Any] = response.json or {}
    return found


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    moment: datetime = SATURDAY

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Platform:
    """What a test does: be the platform that calls Portcullis."""

    app: Flask
    clock: FakeClock
    key: str = ""
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def services(self) -> Services:
        return cast("Services", self.app.extensions[SERVICES])

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def make_key(self, *scopes: Scope) -> str:
        return create_key(self.services, "test", frozenset(scopes or Scope), OPERATOR)

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} | more

    def fields(self, **fields: Any) -> dict[str, Any]:
        number = next(self.numbers)
        return {
            "external_id": f"content-{number}",
            "uploader_id": "uploader-1",
            "kind": "comment",
        } | fields

    def post(self, headers: dict[str, str] | None = None, **fields: Any) -> TestResponse:
        """An upload as JSON."""
        sent = self.headers() | (headers or {})
        return self.client.post("/v1/uploads", json=self.fields(**fields), headers=sent)

    def post_file(
        self, data: bytes, name: str, media_type: str, kind: str = "track", **fields: Any
    ) -> TestResponse:
        """An upload of a file as multipart."""
        form = self.fields(kind=kind, **fields) | {"file": (BytesIO(data), name, media_type)}
        return self.client.post("/v1/uploads", data=form, headers=self.headers())

    def post_raw(
        self, data: bytes, media_type: str, kind: str = "track", **fields: Any
    ) -> TestResponse:
        """An upload of a file as a raw body."""
        return self.client.post(
            "/v1/uploads",
            query_string=self.fields(kind=kind, **fields),
            data=data,
            content_type=media_type,
            headers=self.headers(),
        )

    def get(self, path: str, **query: str) -> TestResponse:
        return self.client.get(path, query_string=query, headers=self.headers())

    def delete(self, path: str) -> TestResponse:
        return self.client.delete(path, headers=self.headers())

    def work(self) -> int:
        """Let the worker do all that is due."""
        return work_off(self.services)

    def publish(self, change: Callable[[str], str]) -> None:
        """Publish the default policy with a change."""
        document = (POLICIES / "default.yaml").read_text(encoding="utf-8")
        publish(self.services, change(document), OPERATOR)
        self.clock_second_passes()

    def clock_second_passes(self) -> None:
        """What is looked up once a second is looked up again."""
        self.app.extensions[KEYS].forget()
        self.services.policy.forget()

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Look into the database behind the API's back."""
        with self.services.database.reading() as connection:
            return [tuple(row) for row in connection.execute(text(statement), values)]

    def with_detectors(self, detectors: Sequence[Detector], budget: Budget) -> "Platform":
        """The same platform with other detectors."""
        screener = Screener(lambda: detectors, budget)
        self.app.extensions[SERVICES] = replace(self.services, screener=screener)
        return self


def make_platform(settings: Settings, screener: Screener) -> Platform:
    """A platform on tables that exist."""
    app = create_app(settings)
    clock = FakeClock()
    services = replace(app.extensions[SERVICES], clock=clock, screener=screener)
    app.extensions[SERVICES] = services
    platform = Platform(app, clock)
    platform.key = platform.make_key()
    platform.publish(lambda document: document)
    return platform


@pytest.fixture(scope="session")
def detectors() -> tuple[Detector, ...]:
    """All detectors, loaded once a run."""
    return build_detectors(Resources(policies=POLICIES))


@pytest.fixture(scope="session")
def screener(detectors: tuple[Detector, ...]) -> Screener:
    return Screener(lambda: detectors)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest migration."""
    home = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_for(home))
    upgrade_schema(app)
    app.extensions[SERVICES].database.engine.dispose()
    return home / "portcullis.sqlite3"


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database at the newest migration."""
    settings = replace(settings_for(tmp_path_factory.mktemp("home")), database_url=postgres_url)
    app = create_app(settings)
    upgrade_schema(app)
    app.extensions[SERVICES].database.engine.dispose()
    return postgres_url


def settings_for(home: Path) -> Settings:
    return Settings.from_env(
        {"PORTCULLIS_HOME": str(home), "PORTCULLIS_SQLITE_SYNCHRONOUS": "normal"}
    )


@pytest.fixture
def sqlite_platform(tmp_path: Path, migrated_file: Path, screener: Screener) -> Iterator[Platform]:
    """A platform on SQLite."""
    shutil.copy(migrated_file, tmp_path / "portcullis.sqlite3")
    platform = make_platform(settings_for(tmp_path), screener)
    yield platform
    platform.services.database.engine.dispose()


@pytest.fixture
def postgres_platform(
    tmp_path: Path, migrated_postgres: str, screener: Screener
) -> Iterator[Platform]:
    """A platform on PostgreSQL."""
    engine = create_engine(migrated_postgres)
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    engine.dispose()
    settings = replace(settings_for(tmp_path), database_url=migrated_postgres)
    platform = make_platform(settings, screener)
    yield platform
    platform.services.database.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def platform(request: pytest.FixtureRequest) -> Platform:
    """The same test on both databases."""
    found: Platform = request.getfixturevalue(f"{request.param}_platform")
    return found
