"""Screen an upload: the platform sends content and gets a decision.

Facts are read and that transaction ended; detectors look outside any transaction; then
everything found is written in one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.auth import Principal
from app.enforcement import Restriction
from app.errors import AccountSuspended, LostRace, UploaderDiffers
from app.store.accounts import Account, Standing, add_account, find_account, update_details
from app.store.contents import StoredContent, add_content, find_by_external_id, set_revision
from app.store.restrictions import open_restrictions
from app.store.uploads import StoredFile, StoredUpload, add_upload
from app.wiring import Services
from app.workflows.judging import (
    UploadReport,
    judge,
    look_up_facts,
    record_judgement,
    screen,
)
from app.workflows.upload import Upload
from moderation import Facts, Screening, text_digest

OnStored = Callable[[Connection, UploadReport], None]


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knew when the upload came."""

    account: Account | None
    content: StoredContent | None
    facts: Facts
    digest: str | None


def screen_upload(
    services: Services,
    sent: Upload,
    principal: Principal,
    on_stored: OnStored | None = None,
) -> UploadReport:
    """Decide on one upload and record everything.

    `on_stored` runs in the same transaction, with what will be answered.
    """
    now = services.clock.now()
    began = services.monotonic()
    known = look_up(services, sent, now)
    screening, policy = screen(services, sent, known.facts, now)
    took_ms = round((services.monotonic() - began) * 1000)
    content = next_revision(services, sent, known, now)
    upload = to_upload(services, sent, content, known.digest, now)
    judgement = judge(services, screening, policy, _finished(upload, screening, took_ms), now)
    if sent.arrived:
        sent.arrived.keep()
    try:
        with services.database.transaction() as connection:
            account = store_account(connection, sent, known.account, now)
            before = store_content(connection, content)
            add_upload(connection, judgement.upload)
            after = record_judgement(connection, services, judgement, before, principal)
            review_id = judgement.review.id if judgement.review else None
            report = UploadReport(
                judgement.upload, content, judgement.decision, after, account, review_id
            )
            if on_stored:
                on_stored(connection, report)
    except IntegrityError as error:
        raise LostRace("This content was changed by another upload; send it again.") from error
    return report


def look_up(services: Services, sent: Upload, now: datetime) -> Known:
    """Read what is known; AccountSuspended or UploaderDiffers when it cannot go on."""
    digest = text_digest(sent.title, sent.text)
    with services.database.reading() as connection:
        account = find_account(connection, sent.uploader_id)
        if account and not account.standing.may_upload:
            raise AccountSuspended(f"This account is {account.standing} and may not upload.")
        content = find_by_external_id(connection, sent.external_id)
        if content and content.uploader_id != sent.uploader_id:
            raise UploaderDiffers("This external_id belongs to another uploader's content.")
        return Known(account, content, look_up_facts(connection, sent, digest, now), digest)


def next_revision(services: Services, sent: Upload, known: Known, now: datetime) -> StoredContent:
    """The content as it will be after this upload."""
    if known.content:
        return replace(
            known.content,
            kind=sent.kind,
            revision=known.content.revision + 1,
            deleted_at=None,
        )
    return StoredContent(
        id=services.new_id(),
        external_id=sent.external_id,
        uploader_id=sent.uploader_id,
        kind=sent.kind,
        revision=1,
        created_at=now,
        deleted_at=None,
    )


def to_upload(
    services: Services,
    sent: Upload,
    content: StoredContent,
    digest: str | None,
    now: datetime,
) -> StoredUpload:
    """The revision as it will be stored, before it is screened."""
    return StoredUpload(
        id=services.new_id(),
        content_id=content.id,
        revision=content.revision,
        uploader_id=sent.uploader_id,
        kind=sent.kind,
        title=sent.title,
        text=sent.text,
        urls=sent.urls,
        language=sent.language,
        extra=sent.metadata,
        uploader_name=sent.uploader_name,
        uploader_created_at=sent.uploader_created_at,
        uploader_verified=sent.uploader_verified,
        text_digest=digest,
        file=sent.file,
        decision_id=None,
        took_ms=None,
        created_at=now,
    )


def _finished(upload: StoredUpload, screening: Screening, took_ms: int) -> StoredUpload:
    return replace(upload, file=examined(upload.file, screening), took_ms=took_ms)


def examined(file: StoredFile | None, screening: Screening) -> StoredFile | None:
    """The file with what screening found out about it."""
    if file is None:
        return None
    return replace(file, media_type=screening.media_type, duration_s=screening.duration_s)


def store_account(
    connection: Connection, sent: Upload, known: Account | None, now: datetime
) -> Account:
    """Record the uploader, or what is newly said of them."""
    said = Account(
        uploader_id=sent.uploader_id,
        standing=known.standing if known else Standing.GOOD,
        strikes=known.strikes if known else 0,
        name=sent.uploader_name or (known.name if known else ""),
        email=sent.uploader_email or (known.email if known else ""),
        verified=sent.uploader_verified,
    )
    if known is None:
        # Two first uploads of one uploader may race; only one of them makes the account.
        existing = find_account(connection, sent.uploader_id)
        if existing:
            return existing
        add_account(connection, said, now)
    elif said != known:
        update_details(connection, said)
    return said


def store_content(connection: Connection, content: StoredContent) -> tuple[Restriction, ...]:
    """Store new content or move it on; the restrictions open on it."""
    if content.revision == 1:
        add_content(connection, content)
        return ()
    if not set_revision(connection, content):
        raise LostRace("This content was changed by another upload; send it again.")
    return open_restrictions(connection, content.id)
