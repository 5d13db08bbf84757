"""What the platform sent, once it is checked for form."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.store.blobs import BlobWriter
from app.store.uploads import StoredFile, StoredUpload
from moderation import Content, ContentKind, Facts, MediaFile, Uploader


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload call. `arrived` holds the bytes of `file` until they are kept."""

    external_id: str
    uploader_id: str
    kind: ContentKind
    title: str = ""
    text: str = ""
    file: StoredFile | None = None
    arrived: BlobWriter | None = None
    uploader_name: str = ""
    uploader_email: str = ""
    uploader_created_at: datetime | None = None
    uploader_verified: bool = False
    urls: tuple[str, ...] = ()
    language: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)


def to_content(upload: Upload | StoredUpload, media: MediaFile | None, facts: Facts) -> Content:
    """What detectors get of it: everything but e-mail address and metadata."""
    return Content(
        kind=upload.kind,
        uploader=Uploader(
            id=upload.uploader_id,
            name=upload.uploader_name,
            created_at=upload.uploader_created_at,
            verified=upload.uploader_verified,
        ),
        title=upload.title,
        text=upload.text,
        file=media,
        urls=upload.urls,
        language=upload.language,
        facts=facts,
    )
