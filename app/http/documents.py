"""What the API shows: JSON bodies from values. `app/http/schemas.py` describes the same."""

from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Response

from app.enforcement import Restriction
from app.store.accounts import Account
from app.store.decisions import StoredDecision
from app.store.uploads import StoredFile
from app.workflows.judging import UploadReport
from moderation import Signal

Json = dict[str, Any]
PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def respond(body: bytes | Json, status: int = 200, location: str | None = None) -> Response:
    """A JSON answer."""
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    response = Response(data, status=status, content_type="application/json", headers=PRIVATE)
    if location:
        response.headers["Location"] = location
    return response


def moment(at: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def upload_document(report: UploadReport) -> Json:
    """The answer to an upload."""
    upload, content, decision = report.upload, report.content, report.decision
    return {
        "id": upload.id,
        "content_id": content.id,
        "external_id": content.external_id,
        "uploader_id": content.uploader_id,
        "kind": upload.kind,
        "revision": upload.revision,
        "created_at": moment(upload.created_at),
        "decision": decision_document(decision) if decision else None,
        "visible": report.visible,
        "restrictions": [restriction_document(r) for r in report.restrictions],
        "signals": [signal_document(s) for s in decision.signals] if decision else [],
        "file": file_document(upload.file) if upload.file else None,
        "account": account_document(report.account),
        "review_id": report.review_id,
        "cases": [],
        "appeals": [],
        "took_ms": upload.took_ms,
    }


def content_document(report: UploadReport) -> Json:
    """The current state of content."""
    content, decision = report.content, report.decision
    return {
        "id": content.id,
        "content_id": content.id,
        "external_id": content.external_id,
        "uploader_id": content.uploader_id,
        "kind": content.kind,
        "revision": content.revision,
        "upload_id": report.upload.id,
        "created_at": moment(content.created_at),
        "deleted_at": moment(content.deleted_at) if content.deleted_at else None,
        "visible": report.visible,
        "restrictions": [restriction_document(r) for r in report.restrictions],
        "decision": decision_document(decision) if decision else None,
        "review_id": report.review_id,
        "cases": [],
        "appeals": [],
        "account": account_document(report.account),
    }


def decision_document(decision: StoredDecision) -> Json:
    """A decision with its reasons."""
    return {
        "id": decision.id,
        "action": decision.action,
        "automated": decision.automated,
        "policy_version": decision.policy_version,
        "categories": [
            {
                "category": c.heading.category,
                "subcategory": c.heading.subcategory,
                "score": round(c.score, 4),
            }
            for c in decision.categories
        ],
        "reasons": list(decision.reasons),
        "failures": list(decision.failures),
        "decided_at": moment(decision.decided_at),
    }


def restriction_document(restriction: Restriction) -> Json:
    """One open restriction."""
    return {
        "id": restriction.id,
        "ground": restriction.ground,
        "source": restriction.source,
        "territory": list(restriction.territory),
        "since": moment(restriction.since),
    }


def signal_document(signal: Signal) -> Json:
    """One signal with its evidence."""
    return {
        "category": signal.category,
        "subcategory": signal.subcategory,
        "score": round(signal.score, 4),
        "detector": signal.detector,
        "version": signal.version,
        "evidence": [
            {"field": e.field, "start": e.start, "end": e.end, "excerpt": e.excerpt}
            for e in signal.evidence
        ],
    }


def file_document(file: StoredFile) -> Json:
    """What is known of a file."""
    return {
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "media_type": file.media_type,
        "declared_media_type": file.declared_media_type,
        "duration_s": file.duration_s,
    }


def account_document(account: Account) -> Json:
    """An account's standing."""
    return {
        "uploader_id": account.uploader_id,
        "standing": account.standing,
        "strikes": account.strikes,
    }
