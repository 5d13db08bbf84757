"""Accept an upload to be screened later: `Prefer: respond-async`.

The content is restricted with ground `screening` until a worker has screened it.
"""

from sqlalchemy.exc import IntegrityError

from app.auth import Principal
from app.enforcement import Ground, Restriction
from app.errors import LostRace
from app.store.audit import AuditEntry, append_audit
from app.store.due_rows import Work, add_due
from app.store.restrictions import open_restriction
from app.store.uploads import add_upload
from app.wiring import Services
from app.workflows.judging import UploadReport
from app.workflows.screen_upload import (
    OnStored,
    look_up,
    next_revision,
    store_account,
    store_content,
    to_upload,
)
from app.workflows.upload import Upload


def accept_upload(
    services: Services,
    sent: Upload,
    principal: Principal,
    on_stored: OnStored | None = None,
) -> UploadReport:
    """Store the upload unscreened and hidden, and ask a worker to screen it."""
    now = services.clock.now()
    known = look_up(services, sent, now)
    content = next_revision(services, sent, known, now)
    upload = to_upload(services, sent, content, known.digest, now)
    meanwhile = Restriction(
        services.new_id(), content.id, Ground.SCREENING, f"upload:{upload.id}", now
    )
    if sent.arrived:
        sent.arrived.keep()
    try:
        with services.database.transaction() as connection:
            account = store_account(connection, sent, known.account, now)
            before = store_content(connection, content)
            add_upload(connection, upload)
            open_restriction(connection, meanwhile)
            add_due(connection, services.new_id(), Work.SCREEN_UPLOAD, upload.id, now)
            report = UploadReport(upload, content, None, (*before, meanwhile), account, None)
            if on_stored:
                on_stored(connection, report)
            append_audit(
                connection,
                [
                    AuditEntry(
                        now,
                        principal.name,
                        "upload.accepted",
                        f"content:{content.id}",
                        {"upload_id": upload.id, "revision": upload.revision},
                    )
                ],
            )
    except IntegrityError as error:
        raise LostRace("This content was changed by another upload; send it again.") from error
    return report
