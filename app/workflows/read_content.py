"""The current state of an upload, of content, and of an account: reading, no change."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.errors import NotFound
from app.store.accounts import Account, find_account
from app.store.audit import AuditEntry, entries_of
from app.store.contents import StoredContent, find_by_external_id, find_content
from app.store.decisions import find_decision
from app.store.restrictions import open_restrictions
from app.store.reviews import open_review_ids
from app.store.uploads import StoredUpload, find_upload, latest_upload
from app.wiring import Services
from app.workflows.judging import UploadReport


def read_upload(services: Services, upload_id: str) -> UploadReport:
    """One upload and the present state of its content."""
    with services.database.reading() as connection:
        upload = find_upload(connection, upload_id)
        content = find_content(connection, upload.content_id) if upload else None
        if upload is None or content is None:
            raise NotFound("There is no such upload.")
        return _report(connection, upload, content)


def read_content(services: Services, content_id: str) -> UploadReport:
    """Content by our id, with its latest upload."""
    with services.database.reading() as connection:
        content = find_content(connection, content_id)
        if content is None:
            raise NotFound("There is no such content.")
        return _report(connection, latest_upload(connection, content.id), content)


def read_by_external_id(services: Services, external_id: str) -> UploadReport:
    """Content by the platform's id, with its latest upload."""
    with services.database.reading() as connection:
        content = find_by_external_id(connection, external_id)
        if content is None:
            raise NotFound("There is no content with this external_id.")
        return _report(connection, latest_upload(connection, content.id), content)


def read_history(
    services: Services, content_id: str, after: int, limit: int
) -> Sequence[tuple[int, AuditEntry]]:
    """Everything that happened to content, oldest first, with the position of each."""
    with services.database.reading() as connection:
        if find_content(connection, content_id) is None:
            raise NotFound("There is no such content.")
        return list(entries_of(connection, f"content:{content_id}", after, limit))


def read_account(services: Services, uploader_id: str) -> Account:
    """An account, by the platform's id of the uploader."""
    with services.database.reading() as connection:
        account = find_account(connection, uploader_id)
    if account is None:
        raise NotFound("Nothing was ever uploaded by this uploader.")
    return account


def _report(connection: Connection, upload: StoredUpload, content: StoredContent) -> UploadReport:
    account = find_account(connection, content.uploader_id)
    if account is None:
        raise LookupError(content.uploader_id)
    reviews = open_review_ids(connection, content.id)
    return UploadReport(
        upload=upload,
        content=content,
        decision=find_decision(connection, upload.decision_id) if upload.decision_id else None,
        restrictions=open_restrictions(connection, content.id),
        account=account,
        review_id=reviews[-1] if reviews else None,
    )
