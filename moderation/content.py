"""What is judged: one revision of a piece of content, and the facts that came with it."""

import hashlib
import mmap
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self


class ContentKind(StrEnum):
    """What sort of content the platform says it is."""

    TRACK = "track"
    IMAGE = "image"
    COMMENT = "comment"
    DESCRIPTION = "description"
    MESSAGE = "message"
    PROFILE = "profile"
    USERNAME = "username"
    LINK = "link"
    FILE = "file"


class BankKind(StrEnum):
    """What a match with a bank means."""

    BLOCK = "block"
    REVIEW = "review"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who posted it, as far as the platform told us."""

    id: str
    name: str = ""
    created_at: datetime | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Counters:
    """How often, counted before this upload; zero where nothing is known.

    `same_text_*` counts uploads of anyone with the same folded text.
    """

    uploads_1m: int = 0
    uploads_1h: int = 0
    uploads_24h: int = 0
    same_text_1m: int = 0
    same_text_24h: int = 0


@dataclass(frozen=True, slots=True)
class BankMatch:
    """An enabled bank entry whose fingerprint equals this file's."""

    bank: str
    kind: BankKind
    entry_id: str
    heading: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the shell looked up before screening."""

    counters: Counters = field(default_factory=Counters)
    bank_matches: tuple[BankMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """The bytes of an upload, mapped rather than read where they lie on disk.

    `data` supports `len()` and slicing into `bytes`; it is never written.
    """

    name: str
    declared_media_type: str
    sha256: str
    data: bytes | mmap.mmap

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "", declared_media_type: str = "") -> Self:
        """A file held in memory."""
        return cls(name, declared_media_type, hashlib.sha256(data).hexdigest(), data)

    @classmethod
    def from_path(
        cls, path: Path, name: str, declared_media_type: str, sha256: str | None = None
    ) -> Self:
        """A file on disk, mapped; hashed here unless its digest is already known."""
        with path.open("rb") as stream:
            empty = path.stat().st_size == 0  # an empty file cannot be mapped
            data = b"" if empty else mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        digest = sha256 or hashlib.sha256(data).hexdigest()
        return cls(name, declared_media_type, digest, data)


@dataclass(frozen=True, slots=True)
class Content:
    """One revision of a piece of content, as detectors get it.

    `title` and `text` are as the uploader typed them; evidence offsets point into them.
    For `kind` username the name itself is `text`.
    """

    kind: ContentKind
    uploader: Uploader
    title: str = ""
    text: str = ""
    file: MediaFile | None = None
    urls: tuple[str, ...] = ()
    language: str = ""
    facts: Facts = field(default_factory=Facts)
