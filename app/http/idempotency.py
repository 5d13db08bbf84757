"""`Idempotency-Key`: run a request once, however often it is sent (IETF draft 07)."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from flask import Response, request
from sqlalchemy import Connection

from app.errors import FieldError, FieldsUnacceptable, IdempotencyKeyReused, RequestStillRunning
from app.http.context import principal, services
from app.http.documents import Json, respond
from app.store.idempotency import Claim, StoredAnswer, claim_key, release_key, store_answer

LONGEST_KEY = 255
OnStored = Callable[[Connection, Any], None]


def idempotency_key() -> str:
    """The key of this request: a quoted string as in the draft, or bare; empty without one."""
    header = request.headers.get("Idempotency-Key", "").strip()
    if len(header) >= 2 and header[0] == header[-1] == '"':
        header = header[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(header) > LONGEST_KEY or not header.isprintable():
        detail = f"Idempotency-Key has at most {LONGEST_KEY} printable characters."
        raise FieldsUnacceptable(FieldError(detail, "/Idempotency-Key"))
    return header


def answer_once(
    payload: Json,
    run: Callable[[OnStored | None], Any],
    answer: Callable[[Any], tuple[Json, int, str]],
) -> Response:
    """Run and answer, or answer what the first request with this key was answered.

    `run` gets a function to call in its transaction; `answer` gives body, status, location.
    """
    key = idempotency_key()
    if not key:
        body, status, location = answer(run(None))
        return respond(body, status, location)
    fingerprint = hashlib.sha256(
        orjson.dumps([request.method, request.path, payload], option=orjson.OPT_SORT_KEYS)
    ).hexdigest()
    claim = Claim(services().new_id())
    now = services().clock.now()
    stored = claim_key(services().database, claim, principal().name, key, fingerprint, now)
    if stored is not None:
        return _replay(stored, fingerprint)
    return _run_claimed(claim, run, answer)


def _run_claimed(
    claim: Claim,
    run: Callable[[OnStored | None], Any],
    answer: Callable[[Any], tuple[Json, int, str]],
) -> Response:
    def keep(connection: Connection, report: Any) -> None:
        body, status, location = answer(report)
        store_answer(connection, claim, status, orjson.dumps(body), location)

    try:
        body, status, location = answer(run(keep))
    except Exception:
        with services().database.transaction() as connection:
            release_key(connection, claim)
        raise
    return respond(body, status, location)


def _replay(stored: StoredAnswer, fingerprint: str) -> Response:
    if stored.fingerprint and stored.fingerprint != fingerprint:
        raise IdempotencyKeyReused("This Idempotency-Key came before with another request.")
    if stored.status is None:
        raise RequestStillRunning("The first request with this Idempotency-Key still runs.")
    response = respond(stored.body, stored.status, stored.location)
    response.headers["Idempotency-Replayed"] = "true"
    return response
