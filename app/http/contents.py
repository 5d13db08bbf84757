"""/v1/content: the current state of content, its history, and its deletion."""

from flask import Response, request
from flask_smorest import Blueprint

from app.errors import FieldError, FieldsUnacceptable
from app.http.context import principal, services
from app.http.documents import content_document, moment, respond
from app.http.openapi import page_parameters, problems, query_parameter
from app.http.schemas import ContentDocument, HistoryDocument
from app.permissions import Scope, requires
from app.workflows.delete_content import delete_content
from app.workflows.read_content import read_by_external_id, read_content, read_history

blueprint = Blueprint("content", __name__, url_prefix="/v1/content", description="Content")
MOST_ON_A_PAGE = 200


@blueprint.route("")
@blueprint.doc(parameters=[query_parameter("external_id", required=True)])
@blueprint.response(200, ContentDocument)
@blueprint.doc(**problems(401, 403, 404, 422, 429))
@requires(Scope.READ)
def find_content() -> Response:
    """Content by the platform's own id."""
    external_id = request.args.get("external_id", "")
    if not external_id:
        raise FieldsUnacceptable(FieldError("Say which content with external_id.", "/external_id"))
    return respond(content_document(read_by_external_id(services(), external_id)))


@blueprint.route("/<content_id>")
@blueprint.response(200, ContentDocument)
@blueprint.doc(**problems(401, 403, 404, 429))
@requires(Scope.READ)
def get_content(content_id: str) -> Response:
    """Content: visible, open restrictions, latest decision."""
    return respond(content_document(read_content(services(), content_id)))


@blueprint.route("/<content_id>", methods=["DELETE"])
@blueprint.response(200, ContentDocument)
@blueprint.doc(**problems(401, 403, 404, 429))
@requires(Scope.UPLOAD)
def remove_content(content_id: str) -> Response:
    """The uploader deleted it: it is restricted and its file erased."""
    delete_content(services(), content_id, principal())
    return respond(content_document(read_content(services(), content_id)))


@blueprint.route("/<content_id>/history")
@blueprint.doc(parameters=page_parameters())
@blueprint.response(200, HistoryDocument)
@blueprint.doc(**problems(401, 403, 404, 422, 429))
@requires(Scope.READ)
def get_history(content_id: str) -> Response:
    """Every event on it, oldest first."""
    limit = _whole("limit", 100, most=MOST_ON_A_PAGE)
    found = read_history(services(), content_id, _whole("after", 0), limit)
    events = [
        {
            "type": entry.action,
            "at": moment(entry.at),
            "by": entry.principal,
            "data": entry.details,
        }
        for _, entry in found
    ]
    return respond({"events": events, "next": str(found[-1][0]) if len(found) == limit else None})


def _whole(name: str, default: int, most: int = 2**62) -> int:
    text = request.args.get(name, str(default))
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise FieldsUnacceptable(FieldError("It must be a whole number.", f"/{name}"))
    return max(0 if name == "after" else 1, min(int(text), most))
