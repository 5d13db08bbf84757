"""What views need of the running application."""

from typing import cast

from flask import current_app, request  # noqa: TID251 - the one place that asks Flask for it

from app.auth import KeyRing, Principal
from app.permissions import scope_of
from app.wiring import Services

SERVICES = "portcullis.services"
KEYS = "portcullis.keys"
PRINCIPAL = "portcullis.principal"


def services() -> Services:
    """The services this application was made with."""
    return cast("Services", current_app.extensions[SERVICES])


def keys() -> KeyRing:
    """The keys this application knows."""
    return cast("KeyRing", current_app.extensions[KEYS])


def principal() -> Principal:
    """Who calls; set before the view runs."""
    return cast("Principal", request.environ[PRINCIPAL])


def authenticate() -> None:
    """Before every view: closed unless its mark says otherwise."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return  # no such route; the 404 or 405 follows
    scope = scope_of(view)
    if scope is not None:
        header = request.headers.get("Authorization", "")
        now = services().clock.now()
        request.environ[PRINCIPAL] = keys().authenticate(header, scope, now)
