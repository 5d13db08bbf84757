"""`portcullis serve`: the web server and, without a broker, the worker beside it."""

import secrets
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType
from typing import cast

import click

from app.auth import OPERATOR
from app.cli.common import application
from app.cli.migrate import upgrade_schema
from app.config import PROJECT, SettingRefused, Settings
from app.http.context import SERVICES
from app.permissions import Role, Scope
from app.store.keys import list_keys
from app.store.users import count_users
from app.wiring import Services
from app.workflows.manage_keys import create_key
from app.workflows.manage_users import create_user
from app.workflows.publish_policy import publish_first

FIRST_ADMIN = "admin@localhost.example"
THREADS = 2  # a web process; a third only fights for the interpreter lock (docs/benchmarks.md)
STOP_WITHIN_S = 15
LOOK_EVERY_S = 0.5


@click.command("serve")
def command() -> None:
    """Prepare the database, then serve until stopped."""
    settings = Settings.from_env()
    refuse_taken_port(settings)
    prepare(settings)
    stop = threading.Event()

    def ask_to_stop(_: int, __: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    # Sessions of their own: Ctrl-C reaches this process alone, which stops them in order.
    parts = [
        subprocess.Popen(part, start_new_session=True)  # noqa: S603 - our own, below
        for part in commands(settings)
    ]
    click.echo(f"Portcullis is at http://{settings.host}:{settings.port} (Ctrl-C stops it)")
    while not stop.wait(LOOK_EVERY_S):
        if any(part.poll() is not None for part in parts):
            break
    for part in parts:
        part.terminate()
    for part in parts:
        part.wait(STOP_WITHIN_S)
    click.echo("Portcullis has stopped.")
    sys.exit(0 if stop.is_set() else 1)


def refuse_taken_port(settings: Settings) -> None:
    """Before anything is made or printed: somebody else may listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingRefused(
                f"Nothing can listen on {settings.host}:{settings.port} ({error.strerror}); "
                "choose another PORTCULLIS_HOST or PORTCULLIS_PORT."
            ) from error


def commands(settings: Settings) -> list[list[str]]:
    """The processes: through this very interpreter, so that no PATH decides which they are."""
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(settings.web_processes), "--blocking-threads", str(THREADS)),
        *("--working-dir", str(PROJECT), "--log-level", "warning", "--workers-kill-timeout", "10"),
        "wsgi:app",
    ]
    return [web, [sys.executable, "-m", "app.cli", "worker"]]


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
