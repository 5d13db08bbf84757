"""Every error the API answers, as an RFC 9457 problem. The only error handlers there are."""

from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from app import errors
from app.logs import places

log = structlog.get_logger()

TYPES = "/problems/"  # each has its paragraph in docs/api.md


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem: `type` ends in the slug."""

    slug: str
    title: str
    status: int


PROBLEMS: dict[type[errors.Refusal], Problem] = {
    errors.BodyUnreadable: Problem("body-unreadable", "The body cannot be read", 400),
    errors.KeyMissing: Problem("key-missing", "An API key is needed", 401),
    errors.ScopeMissing: Problem("scope-missing", "The key may not do this", 403),
    errors.AccountSuspended: Problem("account-suspended", "The account may not upload", 403),
    errors.NotFound: Problem("not-found", "There is no such thing", 404),
    errors.UploaderDiffers: Problem("uploader-differs", "The content is somebody else's", 409),
    errors.RequestStillRunning: Problem(
        "request-still-running", "The first request still runs", 409
    ),
    errors.LostRace: Problem("lost-race", "Somebody else was first", 409),
    errors.FileTooLarge: Problem("file-too-large", "The file is too large", 413),
    errors.MediaTypeUnsupported: Problem(
        "media-type-unsupported", "This content type is not taken here", 415
    ),
    errors.FieldsUnacceptable: Problem("fields-unacceptable", "Fields are not acceptable", 422),
    errors.IdempotencyKeyReused: Problem(
        "idempotency-key-reused", "The idempotency key was used for another request", 422
    ),
    errors.TooManyRequests: Problem("too-many-requests", "Too many requests", 429),
    errors.NotReady: Problem("not-ready", "The service is not ready", 503),
}

# What the web framework itself refuses, before any use case.
FRAMEWORK_SLUGS = {
    400: "body-unreadable",
    404: "not-found",
    405: "method-not-allowed",
    413: "file-too-large",
    415: "media-type-unsupported",
}


def register(app: Flask) -> None:
    """Answer every error as a problem."""
    app.register_error_handler(errors.Refusal, _refused)
    app.register_error_handler(HTTPException, _framework_refused)
    app.register_error_handler(Exception, _failed)


def _refused(refusal: errors.Refusal) -> Response:
    problem = PROBLEMS[type(refusal)]
    found = refusal.errors if isinstance(refusal, errors.FieldsUnacceptable) else ()
    response = _respond(problem, str(refusal), found)
    if isinstance(refusal, errors.TooManyRequests):
        response.headers["Retry-After"] = str(refusal.retry_after_s)
    if isinstance(refusal, errors.KeyMissing):
        response.headers["WWW-Authenticate"] = 'Bearer realm="portcullis"'
    return response


def _framework_refused(error: HTTPException) -> Response:
    status = error.code or 500
    slug = FRAMEWORK_SLUGS.get(status, "http-error")
    response = _respond(Problem(slug, error.name, status), error.description or error.name)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _failed(error: Exception) -> Response:
    log.error(
        "request.failed",
        path=request.url_rule.rule if request.url_rule else "",
        error=type(error).__name__,
        places=places(error),
    )
    problem = Problem("failed", "The service failed", 500)
    return _respond(problem, "Something went wrong on our side; nothing was stored.")


def _respond(problem: Problem, detail: str, found: tuple[errors.FieldError, ...] = ()) -> Response:
    body: dict[str, Any] = {
        "type": TYPES + problem.slug,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": request.path,
    }
    if found:
        body["errors"] = [{"detail": e.detail, "pointer": e.pointer} for e in found]
    return Response(
        orjson.dumps(body), status=problem.status, content_type="application/problem+json"
    )
