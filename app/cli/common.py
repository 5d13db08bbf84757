"""What commands share: settings, the application, and its services."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask

from app import create_app
from app.config import Settings
from app.http.context import SERVICES
from app.wiring import Services


def application(settings: Settings) -> Flask:
    """The application, with its data folder made."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return create_app(settings)


@contextmanager
def running_services() -> Iterator[Services]:
    """Services for one command."""
    app = application(Settings.from_env())
    with app.app_context():
        yield cast("Services", app.extensions[SERVICES])
