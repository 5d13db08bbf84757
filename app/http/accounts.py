"""/v1/accounts: the standing of an uploader."""

from flask import Response
from flask_smorest import Blueprint

from app.http.context import services
from app.http.documents import account_document, respond
from app.http.openapi import problems
from app.http.schemas import AccountDocument
from app.permissions import Scope, requires
from app.workflows.read_content import read_account

blueprint = Blueprint("accounts", __name__, url_prefix="/v1/accounts", description="Accounts")


@blueprint.route("/<uploader_id>")
@blueprint.response(200, AccountDocument)
@blueprint.doc(**problems(401, 403, 404, 429))
@requires(Scope.READ)
def get_account(uploader_id: str) -> Response:
    """Standing and active strikes."""
    return respond(account_document(read_account(services(), uploader_id)))
