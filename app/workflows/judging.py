"""From a screening to the rows that hold it: shared by both ways an upload is screened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.auth import Principal
from app.enforcement import OF_SCREENING, Ground, Restriction, is_visible
from app.store.accounts import Account
from app.store.audit import AuditEntry, append_audit
from app.store.banks import bank_matches
from app.store.contents import StoredContent
from app.store.decisions import (
    CategoryScore,
    StoredDecision,
    add_decision,
    count_automatic_blocks,
)
from app.store.outbox import OutboxEvent, tell
from app.store.restrictions import close_restrictions, open_restriction
from app.store.reviews import ReviewJob, close_as_moot, open_review, open_review_ids
from app.store.uploads import StoredUpload, count_uploads
from app.wiring import Services
from app.workflows.upload import Upload, to_content
from moderation import (
    Action,
    Decision,
    Facts,
    MediaFile,
    Policy,
    Screening,
    within_circuit_breaker,
)


@dataclass(frozen=True, slots=True)
class UploadReport:
    """An upload with all that the platform is told about it."""

    upload: StoredUpload
    content: StoredContent
    decision: StoredDecision | None
    restrictions: tuple[Restriction, ...]
    account: Account
    review_id: str | None

    @property
    def visible(self) -> bool:
        """Whether the content can be seen now."""
        return is_visible(self.restrictions)


def look_up_facts(
    connection: Connection, upload: Upload | StoredUpload, digest: str | None, now: datetime
) -> Facts:
    """What detectors may ask about that is not in the upload itself."""
    return Facts(
        counters=count_uploads(connection, upload.uploader_id, digest, now),
        bank_matches=bank_matches(connection, upload.file.sha256) if upload.file else (),
    )


def screen(
    services: Services, upload: Upload | StoredUpload, facts: Facts, now: datetime
) -> tuple[Screening, Policy]:
    """Let the detectors look and judge; outside any transaction."""
    policy = services.policy.current()
    content = to_content(upload, _map_file(services, upload), facts)
    screening = services.screener.screen(content, policy, now)
    if screening.decision.action is Action.BLOCK:
        with services.database.reading() as connection:
            blocks = count_automatic_blocks(connection, now)
        bounded = within_circuit_breaker(screening.decision, policy, blocks, upload.kind)
        screening = replace(screening, decision=bounded)
    return screening, policy


def _map_file(services: Services, upload: Upload | StoredUpload) -> MediaFile | None:
    file = upload.file
    if file is None:
        return None
    arrived = upload.arrived if isinstance(upload, Upload) else None
    path = arrived.arriving if arrived else services.blobs.path(file.sha256)
    return MediaFile.from_path(path, file.name, file.declared_media_type, file.sha256)


def to_stored(
    screening: Screening, upload: StoredUpload, decision_id: str, now: datetime
) -> StoredDecision:
    """The decision as a row; failures in words that name the detector."""
    decision = screening.decision
    return StoredDecision(
        id=decision_id,
        upload_id=upload.id,
        content_id=upload.content_id,
        action=decision.action,
        automated=True,
        policy_version=decision.policy_version,
        categories=tuple(CategoryScore(v.heading, v.score) for v in decision.verdicts),
        reasons=decision.reasons,
        signals=screening.signals,
        failures=tuple(f"{f.detector}@{f.version}: {f.kind}" for f in decision.failures),
        shadow=decision.shadow,
        decided_at=now,
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one decision changes: `opened` and `review` are what it asks for."""

    upload: StoredUpload
    decision: StoredDecision
    opened: Restriction | None
    review: ReviewJob | None


def judge(
    services: Services, screening: Screening, policy: Policy, upload: StoredUpload, now: datetime
) -> Judgement:
    """The rows that a screening leads to."""
    decision = to_stored(screening, upload, services.new_id(), now)
    held = screening.decision.action is not Action.ALLOW
    return Judgement(
        upload=replace(upload, decision_id=decision.id),
        decision=decision,
        opened=_restriction(services, screening.decision, decision) if held else None,
        review=_review(services, screening.decision, policy, decision) if held else None,
    )


def _restriction(
    services: Services, decision: Decision, stored: StoredDecision
) -> Restriction | None:
    if decision.stays_up:
        return None
    return Restriction(
        id=services.new_id(),
        content_id=stored.content_id,
        ground=Ground.POLICY if decision.action is Action.BLOCK else Ground.REVIEW,
        source=f"decision:{stored.id}",
        since=stored.decided_at,
    )


def _review(
    services: Services, decision: Decision, policy: Policy, stored: StoredDecision
) -> ReviewJob:
    """A person sees everything held: what waits, and what was blocked without one.

    The most urgent of the headings sets severity and due time; a failed check alone has
    the service of the policy's default.
    """
    asked = [(policy.service(v.heading), v.heading) for v in decision.verdicts]
    service, heading = min(
        asked, key=lambda pair: (-pair[0].severity, pair[0].within), default=(None, None)
    )
    service = service or policy.default_service
    return ReviewJob(
        id=services.new_id(),
        content_id=stored.content_id,
        upload_id=stored.upload_id,
        decision_id=stored.id,
        heading=heading,
        severity=service.severity,
        opened_at=stored.decided_at,
        due_at=stored.decided_at + service.within,
    )


def record_judgement(
    connection: Connection,
    services: Services,
    judgement: Judgement,
    before: tuple[Restriction, ...],
    principal: Principal,
) -> tuple[Restriction, ...]:
    """Store a decision and what follows from it; the restrictions now open.

    A new decision takes the place of what earlier screenings of the same content opened,
    and of the uploader's own deletion; claims, courts and rulings keep theirs.
    """
    decision, now = judgement.decision, judgement.decision.decided_at
    add_decision(connection, decision)
    replaced = tuple(r for r in before if _is_replaced(r))
    if replaced:
        close_restrictions(connection, replaced, f"decision:{decision.id}", now)
    opened = (judgement.opened,) if judgement.opened else ()
    if judgement.opened:
        open_restriction(connection, judgement.opened)
    moot = open_review_ids(connection, decision.content_id) if judgement.upload.revision > 1 else ()
    if moot:
        close_as_moot(connection, moot, now)
    if judgement.review:
        open_review(connection, judgement.review)
    after = (*(r for r in before if r not in replaced), *opened)
    tell(connection, _events(services, judgement, before, after))
    append_audit(connection, _entries(judgement, replaced, moot, principal))
    return after


def _is_replaced(restriction: Restriction) -> bool:
    of_decision = restriction.source.startswith(("decision:", "upload:"))
    return restriction.ground is Ground.UPLOADER or (
        restriction.ground in OF_SCREENING and of_decision
    )


def _events(
    services: Services,
    judgement: Judgement,
    before: tuple[Restriction, ...],
    after: tuple[Restriction, ...],
) -> list[OutboxEvent]:
    """What the platform is told: the decision, and a change of visibility."""
    decision, upload = judgement.decision, judgement.upload
    about = {"content_id": upload.content_id, "upload_id": upload.id, "revision": upload.revision}
    told = [
        ("upload.decided", {"action": decision.action, "reasons": list(decision.reasons)}),
    ]
    if judgement.opened:
        told.append(("content.restricted", {"restriction_id": judgement.opened.id}))
    elif before and is_visible(after):
        told.append(("content.released", {"decision_id": decision.id}))
    return [
        OutboxEvent(services.new_id(), type_, decision.decided_at, {**about, **data})
        for type_, data in told
    ]


def _entries(
    judgement: Judgement,
    replaced: tuple[Restriction, ...],
    moot: Sequence[str],
    principal: Principal,
) -> list[AuditEntry]:
    decision, subject = judgement.decision, f"content:{judgement.upload.content_id}"
    done: list[tuple[str, dict[str, Any]]] = [
        (
            "upload.decided",
            {
                "upload_id": decision.upload_id,
                "revision": judgement.upload.revision,
                "decision_id": decision.id,
                "action": decision.action,
                "categories": [str(c.heading) for c in decision.categories],
                "policy_version": decision.policy_version,
            },
        )
    ]
    done += [("restriction.closed", {"restriction_id": r.id, "ground": r.ground}) for r in replaced]
    done += [("review.moot", {"review_id": review_id}) for review_id in moot]
    if opened := judgement.opened:
        done.append(("restriction.opened", {"restriction_id": opened.id, "ground": opened.ground}))
    if review := judgement.review:
        done.append(
            ("review.opened", {"review_id": review.id, "heading": str(review.heading or "")})
        )
    return [
        AuditEntry(decision.decided_at, principal.name, action, subject, details)
        for action, details in done
    ]
