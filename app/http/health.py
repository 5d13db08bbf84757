"""/healthz: the process answers. /readyz: it can do its work."""

from flask import Response
from flask_smorest import Blueprint

from app.http.context import services
from app.http.documents import respond
from app.http.schemas import HealthDocument
from app.permissions import public
from app.workflows.check_readiness import check_readiness

blueprint = Blueprint("health", __name__, description="Health")


@blueprint.route("/healthz")
@blueprint.response(200, HealthDocument)
@public
def healthz() -> Response:
    """Alive: says nothing about the database, so that a restart is asked for only when it helps."""
    return respond({"status": "ok"})


@blueprint.route("/readyz")
@blueprint.response(200, HealthDocument)
@blueprint.alt_response(503, schema=HealthDocument, description="Not ready")
@public
def readyz() -> Response:
    """Ready: database, migrations, policy, models."""
    parts = check_readiness(services())
    ready = all(state == "ok" for state in parts.values())
    body = {"status": "ok" if ready else "not ready", "parts": parts}
    return respond(body, 200 if ready else 503)
