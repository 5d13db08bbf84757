"""The three forms an upload's body may have, brought to one: fields, and a file that arrived.

JSON (no file), multipart/form-data, and the file itself as a raw body with the fields as
query parameters. Files are written to the blob store while they arrive, hashed and capped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson
from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from app.errors import (
    BodyUnreadable,
    FieldError,
    FieldsUnacceptable,
    FileTooLarge,
    MediaTypeUnsupported,
)
from app.store.blobs import BlobStore, BlobWriter
from app.store.uploads import StoredFile

CHUNK = 256 * 1024
MOST_JSON = 4 * 1024 * 1024
MOST_FORM_FIELDS = 2 * 1024 * 1024
MOST_PARTS = 100
REPEATABLE = ("url",)


@dataclass(frozen=True, slots=True)
class Received:
    """An upload as it came: fields still unchecked."""

    fields: dict[str, Any]
    file: StoredFile | None = None
    arrived: BlobWriter | None = None


@contextmanager
def receive(request: Request, blobs: BlobStore, most: int) -> Iterator[Received]:
    """Read the body; whatever has arrived and is not kept is gone afterwards."""
    writers: list[BlobWriter] = []

    def writer() -> BlobWriter:
        if writers:
            raise FieldsUnacceptable(FieldError("Send one file an upload.", "/file"))
        writers.append(blobs.writer(most))
        return writers[0]

    if (request.content_length or 0) > most + MOST_FORM_FIELDS:
        raise FileTooLarge(f"A file may have at most {most} bytes.")
    try:
        yield _read(request, writer)
    except ClientDisconnected as error:
        raise BodyUnreadable("The body ended before its announced length.") from error
    except RequestEntityTooLarge as error:
        raise FileTooLarge("The body is larger than is taken here.") from error
    finally:
        for each in writers:
            each.discard()


def _read(request: Request, writer: Any) -> Received:
    media_type = request.mimetype
    if media_type == "application/json" or media_type.endswith("+json"):
        return Received(_read_json(request))
    if media_type == "multipart/form-data":
        return _read_multipart(request, writer)
    if not media_type or "/" not in media_type:
        raise MediaTypeUnsupported("Say what the body is with a Content-Type header.")
    if media_type == "application/x-www-form-urlencoded":
        raise MediaTypeUnsupported(
            "Send fields as application/json or multipart/form-data, "
            "or the file itself with its own content type."
        )
    return _read_raw(request, writer)


def _read_json(request: Request) -> dict[str, Any]:
    if (request.content_length or 0) > MOST_JSON:
        raise FileTooLarge(f"A JSON body may have at most {MOST_JSON} bytes.")
    request.max_content_length = MOST_JSON
    data = request.get_data(cache=False)
    _refuse_short(request, len(data))
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BodyUnreadable(f"The body is not JSON in UTF-8: {error}.") from error
    if not isinstance(fields, dict):
        raise BodyUnreadable("The body must be a JSON object.")
    return fields


def _read_raw(request: Request, writer: Any) -> Received:
    blob: BlobWriter = writer()
    while chunk := request.stream.read(CHUNK):
        blob.write(chunk)
    _refuse_short(request, blob.size)
    fields = _from_multi(_strict_query(request))
    file = StoredFile(
        name=str(fields.get("file_name", "")),
        sha256=blob.sha256,
        size=blob.size,
        declared_media_type=request.mimetype,
    )
    return Received(fields, file, blob)


def _read_multipart(request: Request, writer: Any) -> Received:
    parser = FormDataParser(
        stream_factory=lambda *_, **__: writer(),
        max_form_memory_size=MOST_FORM_FIELDS,
        max_form_parts=MOST_PARTS,
        silent=False,
    )
    try:
        _, form, files = parser.parse(
            request.stream, request.mimetype, request.content_length, request.mimetype_params
        )
    except ValueError as error:
        raise BodyUnreadable("The multipart body cannot be read.") from error
    fields = _from_multi(form)
    if any("\ufffd" in value for value in form.values()):
        raise BodyUnreadable("A form field is not valid UTF-8.")
    if unknown := [name for name in files if name != "file"]:
        raise FieldsUnacceptable(FieldError("Send the file as part 'file'.", f"/{unknown[0]}"))
    sent = files.get("file")
    if sent is None:
        return Received(fields)
    blob: BlobWriter = sent.stream  # type: ignore[assignment]  # what stream_factory made
    file = StoredFile(sent.filename or "", blob.sha256, blob.size, sent.mimetype)
    return Received(fields, file, blob)


def _refuse_short(request: Request, size: int) -> None:
    if request.content_length is not None and size != request.content_length:
        raise BodyUnreadable("The body ended before its announced length.")


def _strict_query(request: Request) -> MultiDict[str, str]:
    try:
        unquote_to_bytes(request.query_string).decode()
    except UnicodeDecodeError as error:
        raise BodyUnreadable("A query parameter is not valid UTF-8.") from error
    return request.args


def _from_multi(values: MultiDict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, found in values.lists():
        if name in REPEATABLE:
            fields[name] = found
        elif len(found) > 1:
            raise FieldsUnacceptable(FieldError("Send this field once.", f"/{name}"))
        else:
            fields[name] = found[0]
    return fields
