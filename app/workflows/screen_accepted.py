"""Screen an upload that was accepted earlier; a worker's use case."""

from dataclasses import replace

from app.auth import SYSTEM
from app.store.contents import find_content
from app.store.due_rows import DueWork, finish_due
from app.store.restrictions import open_restrictions
from app.store.uploads import find_upload, finish_upload
from app.wiring import Services
from app.workflows.judging import judge, look_up_facts, record_judgement, screen
from app.workflows.screen_upload import examined


def screen_accepted(services: Services, work: DueWork) -> None:
    """Decide on the upload; nothing is written when a newer revision took its place."""
    now = services.clock.now()
    began = services.monotonic()
    with services.database.reading() as connection:
        upload = find_upload(connection, work.subject)
        if upload is None:
            raise LookupError(work.subject)
        facts = look_up_facts(connection, upload, upload.text_digest, now)
    screening, policy = screen(services, upload, facts, now)
    took_ms = round((services.monotonic() - began) * 1000)
    upload = replace(upload, file=examined(upload.file, screening), took_ms=took_ms)
    judgement = judge(services, screening, policy, upload, now)
    with services.database.transaction() as connection:
        if not finish_due(connection, work, now):
            return
        content = find_content(connection, upload.content_id)
        if content is None or content.revision != upload.revision or content.deleted_at:
            return
        finish_upload(connection, judgement.upload)
        before = open_restrictions(connection, upload.content_id)
        record_judgement(connection, services, judgement, before, SYSTEM)
