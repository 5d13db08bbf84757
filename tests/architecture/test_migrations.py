"""The migrations make exactly the tables the code has, both ways, on both databases."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, create_engine, inspect

from app import create_app
from app.cli.migrate import with_migrations
from app.store.base import Base, db
from app.store.schema import MIGRATIONS, head
from tests.platforms import settings_for


def app_on(home: Path, url: str | None) -> Flask:
    settings = settings_for(home)
    app = create_app(replace(settings, database_url=url) if url else settings)
    with_migrations(app)
    return app


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def test_a_migrated_sqlite_database_is_what_the_models_say(
    tmp_path: Path, migrated_file: Path
) -> None:
    shutil.copy(migrated_file, tmp_path / "copy.sqlite3")
    engine = create_engine(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


def test_a_migrated_postgresql_database_is_what_the_models_say(migrated_postgres: str) -> None:
    engine = create_engine(migrated_postgres)
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


def test_every_migration_can_be_undone_and_done_again(tmp_path: Path) -> None:
    app = app_on(tmp_path, None)
    with app.app_context():
        for step in (upgrade, lambda folder: downgrade(folder, revision="base"), upgrade):
            step(str(MIGRATIONS))
        tables = set(inspect(db.engine).get_table_names())
        db.engine.dispose()
    assert set(Base.metadata.tables) | {"alembic_version"} == tables


def test_the_pinned_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [head()]


@pytest.mark.parametrize(
    "path", sorted((MIGRATIONS / "versions").glob("*.py")), ids=lambda p: p.stem
)
def test_migrations_are_numbered_in_readable_order(path: Path) -> None:
    number, _, what = path.stem.partition("_")
    assert number.isdecimal()
    assert len(number) == 4
    assert what
