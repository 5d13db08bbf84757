"""Known viruses: the EICAR test file always, and whatever a scanner knows that is passed in."""

from collections.abc import Callable, Iterable
from mmap import mmap
from typing import TypeAlias

from moderation.categories import Subcategory, heading
from moderation.content import Content
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.eicar import SIGNATURE, eicar, find_eicar
from moderation.files.samples import mp3, png, upload, wav, zip_of
from moderation.signals import EXCERPT_LENGTH, Evidence, Signal

Scanner: TypeAlias = Callable[[bytes | mmap], str | None]
"""Takes a file, returns the name of what it found or None; raises Unavailable."""

_VIRUS = heading(Subcategory.VIRUS)
_SCORE = 0.99


class Virus:
    """Looks for EICAR in the raw bytes, then asks the scanner, if there is one.

    The raw bytes matter because ClamAV does not look into mp3, ogg and opus.
    """

    name = "virus"
    version = "1"

    def __init__(self, scanner: Scanner | None = None) -> None:
        self._scanner = scanner
        self.cost = Cost.NETWORK if scanner else Cost.MILLISECONDS

    def looks_at(self, content: Content) -> bool:
        """Anything with a file."""
        return content.file is not None

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """At most one signal; Unavailable if the scanner cannot say."""
        file = extract.content.file
        if file is None:
            return ()
        if (at := find_eicar(file.data)) >= 0:
            return (self._signal(SIGNATURE, at, at + len(eicar())),)
        found = self._scanner(file.data) if self._scanner and file.size else None
        return (self._signal(found, None, None),) if found else ()

    def _signal(self, found: str, start: int | None, end: int | None) -> Signal:
        evidence = Evidence("file", start, end, found[:EXCERPT_LENGTH])
        return Signal(_VIRUS, _SCORE, self.name, self.version, (evidence,))

    def examples(self) -> tuple[Example, ...]:
        """The test file in several places; files that only speak of it."""
        hits = (
            upload(eicar(), "eicar.txt", "text/plain"),
            upload(mp3() + eicar(), "song.mp3", "audio/mpeg"),
            upload(eicar() + mp3(), "song.mp3"),
            upload(zip_of({"eicar.com": eicar()}, deflated=False), "stems.zip"),
        )
        misses = (
            upload(b"EICAR Standard Antivirus Test File, a techno EP", "notes.txt"),
            upload(mp3(), "song.mp3", "audio/mpeg"),
            upload(wav(), "stem.wav"),
            upload(png(), "cover.png"),
            upload(b"", "nothing.txt"),
        )
        return (
            *(Example(content, _VIRUS) for content in hits),
            *(Example(content, None) for content in misses),
        )
