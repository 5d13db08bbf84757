"""`portcullis migrate`: bring the database to this version's schema."""

import click
import flask_migrate
from flask import Flask

from app.cli.common import application
from app.config import Settings
from app.store.base import db
from app.store.schema import MIGRATIONS, head


@click.command("migrate")
def command() -> None:
    """Create or upgrade the tables."""
    upgrade_schema(application(Settings.from_env()))
    click.echo(f"The database is at {head()}.")


def upgrade_schema(app: Flask) -> None:
    """Bring the database of an application to the newest migration."""
    with_migrations(app)
    with app.app_context():
        flask_migrate.upgrade(str(MIGRATIONS))


def with_migrations(app: Flask) -> None:
    """Make Flask-Migrate known to an application; only commands that migrate need it."""
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
