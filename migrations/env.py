"""How Alembic reaches the database: through the application that Flask-Migrate runs in."""

from alembic import context
from flask import current_app

from app.store.base import UtcDateTime

LOCK_TIMEOUT_MS = 4_000  # a migration that cannot get its lock gives way instead of queueing all


def render_item(type_, obj, autogen_context):
    if type_ == "type" and isinstance(obj, UtcDateTime):
        return "UtcDateTime()"
    return False


def run() -> None:
    db = current_app.extensions["migrate"].db
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
        context.configure(
            connection=connection,
            target_metadata=db.metadatas[None],
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
