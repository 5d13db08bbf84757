"""/v1/uploads: the platform sends an upload and gets a decision."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import ValidationError

from app.errors import FieldError, FieldsUnacceptable
from app.http.bodies import Received, receive
from app.http.context import principal, services
from app.http.documents import Json, moment, respond, upload_document
from app.http.idempotency import answer_once
from app.http.openapi import accepted, problems, upload_bodies
from app.http.schemas import UploadDocument, UploadFields
from app.permissions import Scope, requires
from app.workflows.accept_upload import accept_upload
from app.workflows.judging import UploadReport
from app.workflows.read_content import read_upload
from app.workflows.screen_upload import screen_upload
from app.workflows.upload import Upload

blueprint = Blueprint("uploads", __name__, url_prefix="/v1/uploads", description="Uploads")
FIELDS = UploadFields()


@blueprint.route("", methods=["POST"])
@blueprint.doc(**upload_bodies())
@blueprint.response(201, UploadDocument, description="Decided")
@blueprint.doc(**problems(400, 401, 403, 409, 413, 415, 422, 429, 503))
@blueprint.doc(**accepted(UploadDocument))
@requires(Scope.UPLOAD)
def create_upload() -> Response:
    """Screen an upload.

    Sending an `external_id` again makes the next revision and screens it afresh. With
    `Prefer: respond-async` the answer is 202 and the decision follows.
    """
    later = "respond-async" in request.headers.get("Prefer", "")
    workflow = accept_upload if later else screen_upload
    with receive(request, services().blobs, services().settings.max_upload) as received:
        sent = read_fields(received)
        return answer_once(
            fingerprint_of(sent, later=later),
            lambda on_stored: workflow(services(), sent, principal(), on_stored),
            lambda report: _answer(report, later=later),
        )


@blueprint.route("/<upload_id>")
@blueprint.response(200, UploadDocument)
@blueprint.doc(**problems(401, 403, 404, 429))
@requires(Scope.READ)
def get_upload(upload_id: str) -> Response:
    """One upload, with the present state of its content."""
    return respond(upload_document(read_upload(services(), upload_id)))


def _answer(report: UploadReport, *, later: bool) -> tuple[Json, int, str]:
    return upload_document(report), 202 if later else 201, f"/v1/uploads/{report.upload.id}"


def read_fields(received: Received) -> Upload:
    """Check the fields; FieldsUnacceptable names every one that is wrong."""
    try:
        fields = FIELDS.load(received.fields)
    except ValidationError as error:
        raise FieldsUnacceptable(*_field_errors(error.messages)) from error
    if not (received.file or fields.get("title") or fields.get("text")):
        raise FieldsUnacceptable(FieldError("Send at least one of title, text or file.", ""))
    fields.pop("file_name", None)
    return Upload(
        file=received.file, arrived=received.arrived, urls=tuple(fields.pop("url", ())), **fields
    )


def _field_errors(messages: Any, pointer: str = "") -> list[FieldError]:
    if isinstance(messages, dict):
        return [
            found
            for name, below in messages.items()
            for found in _field_errors(
                below, pointer if name == "_schema" else f"{pointer}/{_escape(str(name))}"
            )
        ]
    return [FieldError(str(message), pointer) for message in messages]


def _escape(name: str) -> str:
    """A name as RFC 6901 writes it in a pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def fingerprint_of(sent: Upload, *, later: bool) -> Json:
    """What must be equal for two requests to be the same one."""
    created = sent.uploader_created_at
    return {
        "later": later,
        "external_id": sent.external_id,
        "uploader_id": sent.uploader_id,
        "kind": sent.kind,
        "title": sent.title,
        "text": sent.text,
        "file": sent.file.sha256 if sent.file else None,
        "uploader": [
            sent.uploader_name,
            sent.uploader_email,
            moment(created) if created else None,
            sent.uploader_verified,
        ],
        "urls": list(sent.urls),
        "language": sent.language,
        "metadata": sent.metadata,
    }
