"""The uploader deleted content on the platform."""

from app.auth import Principal
from app.enforcement import Ground, Restriction
from app.errors import NotFound
from app.store.audit import AuditEntry, append_audit
from app.store.contents import find_content, mark_deleted
from app.store.due_rows import Work, add_due
from app.store.outbox import OutboxEvent, tell
from app.store.restrictions import open_restriction
from app.store.reviews import close_as_moot, open_review_ids
from app.store.uploads import digests_of
from app.wiring import Services


def delete_content(services: Services, content_id: str, principal: Principal) -> None:
    """Restrict it for good and have its bytes erased; deleting twice changes nothing.

    Other restrictions stay as they are, so bringing the content back shows nothing that
    was held for another reason.
    """
    now = services.clock.now()
    with services.database.transaction() as connection:
        content = find_content(connection, content_id)
        if content is None:
            raise NotFound("There is no such content.")
        if content.deleted_at is not None:
            return
        restriction = Restriction(
            services.new_id(), content_id, Ground.UPLOADER, f"content:{content_id}", now
        )
        open_restriction(connection, restriction)
        mark_deleted(connection, content_id, now)
        close_as_moot(connection, open_review_ids(connection, content_id), now)
        for digest in digests_of(connection, content_id):
            add_due(connection, services.new_id(), Work.ERASE_BLOB, digest, now)
        about = {"content_id": content_id, "restriction_id": restriction.id}
        tell(connection, [OutboxEvent(services.new_id(), "content.restricted", now, about)])
        append_audit(
            connection,
            [
                AuditEntry(
                    now,
                    principal.name,
                    "content.deleted",
                    f"content:{content_id}",
                    {"restriction_id": restriction.id, "ground": restriction.ground},
                )
            ],
        )
