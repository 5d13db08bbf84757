"""`portcullis serve`: the web server and, without a broker, the worker beside it."""

import secrets
import subprocess
import sys
from typing import cast

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app.auth import OPERATOR
from app.cli.common import application
from app.cli.migrate import upgrade_schema
from app.config import PROJECT, Settings
from app.http.context import SERVICES
from app.permissions import Role, Scope
from app.store.keys import list_keys
from app.store.users import count_users
from app.wiring import Services
from app.workflows.manage_keys import create_key
from app.workflows.manage_users import create_user
from app.workflows.publish_policy import publish_first

FIRST_ADMIN = "admin@localhost.example"
THREADS = 4  # a process; screening is CPU work, so more processes help and more threads do not


@click.command("serve")
def command() -> None:
    """Prepare the database, then serve until stopped."""
    settings = Settings.from_env()
    prepare(settings)
    # Through this very interpreter, so that no PATH decides which portcullis works beside it.
    worker = subprocess.Popen([sys.executable, "-m", "app.cli", "worker"])
    click.echo(f"Portcullis is at http://{settings.host}:{settings.port} (Ctrl-C stops it)")
    sys.stdout.flush()
    try:
        serve(settings)
    finally:
        worker.terminate()
        worker.wait(timeout=10)
        click.echo("Portcullis has stopped.")


def serve(settings: Settings) -> None:
    """Run the web processes until a signal ends them."""
    Granian(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_processes,
        blocking_threads=THREADS,
        websockets=False,
        working_dir=PROJECT,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    ).serve()


def prepare(settings: Settings) -> None:
    """Tables, the first policy, the first admin and key."""
    app = application(settings)
    upgrade_schema(app)
    services = cast("Services", app.extensions[SERVICES])
    default = (settings.policies / "default.yaml").read_text(encoding="utf-8")
    publish_first(services, default, OPERATOR)
    greet(services)
    services.database.engine.dispose()


def greet(services: Services) -> None:
    """On the very first start: print one admin sign-in and one key, once."""
    with services.database.reading() as connection:
        if count_users(connection) or list_keys(connection):
            return
    password = secrets.token_urlsafe(12)
    create_user(services, FIRST_ADMIN, Role.ADMIN, password, OPERATOR)
    key = create_key(services, "first", frozenset(Scope), OPERATOR)
    click.echo(
        "First start. These are shown only now:\n"
        f"  admin sign-in  {FIRST_ADMIN}  {password}\n"
        f"  API key        {key}\n"
    )
