"""Uploaded files on disk, each under the SHA-256 of its bytes.

Bytes are hashed and capped while they arrive and written once; the file gets its final
name only when it is whole and on the disk, so a reader never meets half a file.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

from app.errors import FileTooLarge


class BlobWriter:
    """A file that is arriving. Use `keep()` or `discard()`; both may be called twice."""

    def __init__(self, folder: Path, most: int, durable: bool) -> None:
        self._folder = folder
        self._most = most
        self._durable = durable
        self._hash = hashlib.sha256()
        self._stream = cast(
            "BinaryIO",
            tempfile.NamedTemporaryFile(  # noqa: SIM115 - lives beyond this function
                dir=folder / "arriving", delete=False, buffering=0
            ),
        )
        self.size = 0
        self._kept = False

    def write(self, data: bytes) -> int:
        """Take some bytes; FileTooLarge beyond the cap."""
        self.size += len(data)
        if self.size > self._most:
            raise FileTooLarge(f"A file may have at most {self._most} bytes.")
        self._hash.update(data)
        self._stream.write(data)
        return len(data)

    def seek(self, position: int, whence: int = os.SEEK_SET) -> int:
        """For form parsers, which rewind what they have written."""
        return self._stream.seek(position, whence)

    def read(self, size: int = -1) -> bytes:
        """For form parsers."""
        return self._stream.read(size)

    def close(self) -> None:
        """For form parsers; the file stays until it is kept or discarded."""

    @property
    def arriving(self) -> Path:
        """Where the bytes are until they are kept."""
        return Path(self._stream.name)

    @property
    def sha256(self) -> str:
        """The digest of what has arrived."""
        return self._hash.hexdigest()

    def keep(self) -> None:
        """Make the file whole and findable under its digest."""
        if self._kept:
            return
        self._kept = True
        if self._durable:
            os.fsync(self._stream.fileno())
        self._stream.close()
        path = path_of(self._folder, self.sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.arriving.replace(path)

    def discard(self) -> None:
        """Forget what has arrived."""
        self._stream.close()
        if not self._kept:
            self.arriving.unlink(missing_ok=True)


class BlobStore:
    """A folder of files named by their digest."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self._durable = durable
        (folder / "arriving").mkdir(parents=True, exist_ok=True, mode=0o700)

    def writer(self, most: int) -> BlobWriter:
        """A file to be written, of at most this many bytes."""
        return BlobWriter(self.folder, most, self._durable)

    def path(self, sha256: str) -> Path:
        """Where a file is."""
        return path_of(self.folder, sha256)

    def erase(self, sha256: str) -> None:
        """Remove a file."""
        self.path(sha256).unlink(missing_ok=True)


def path_of(folder: Path, sha256: str) -> Path:
    """Two levels of folders keep each one small."""
    return folder / sha256[:2] / sha256[2:4] / sha256
