"""Erase a file that no content needs any more; a worker's use case."""

from app.auth import SYSTEM
from app.store.audit import AuditEntry, append_audit
from app.store.due_rows import DueWork, finish_due
from app.store.uploads import is_blob_needed
from app.wiring import Services


def erase_blob(services: Services, work: DueWork) -> None:
    """Erase it unless some content that is not deleted has the same bytes."""
    now = services.clock.now()
    with services.database.reading() as connection:
        needed = is_blob_needed(connection, work.subject)
    if not needed:
        services.blobs.erase(work.subject)
    with services.database.transaction() as connection:
        if finish_due(connection, work, now) and not needed:
            entry = AuditEntry(now, SYSTEM.name, "blob.erased", f"blob:{work.subject}", {})
            append_audit(connection, [entry])
