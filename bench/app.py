"""The product with two endpoints beside it to measure it against, for the same server."""

import hashlib
import tempfile

import orjson
from flask import Response, request

from app import create_app
from app.config import Settings
from app.http.context import SERVICES
from app.http.documents import respond
from app.permissions import public

CHUNK = 256 * 1024

app = create_app(Settings.from_env())
app.extensions[SERVICES].screener.detectors  # noqa: B018 - load before the first request


@app.post("/null")
@public
def null() -> Response:
    """JSON in, three fields out: what this server costs when nothing is done."""
    fields = orjson.loads(request.get_data())
    return respond({"status": "ok", "kind": fields["kind"], "revision": 1})


@app.post("/sink")
@public
def sink() -> Response:
    """A raw body hashed and written, and forgotten: the floor of taking a file."""
    digest = hashlib.sha256()
    with tempfile.TemporaryFile(buffering=0) as stream:
        while chunk := request.stream.read(CHUNK):
            digest.update(chunk)
            stream.write(chunk)
    return respond({"sha256": digest.hexdigest()})
