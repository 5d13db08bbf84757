"""Archives built to overload, to write outside their folder, or to carry something hidden."""

from collections.abc import Iterable

from moderation.categories import Heading, Subcategory, heading
from moderation.content import Content
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.archive_limits import Limits
from moderation.files.archive_members import ArchiveFault
from moderation.files.archive_survey import survey
from moderation.files.eicar import eicar
from moderation.files.samples import (
    mp3,
    noise,
    overlapping_zip,
    png,
    upload,
    wav,
    windows_program,
    zip_of,
)
from moderation.files.zip_reader import BrokenArchive
from moderation.signals import EXCERPT_LENGTH, Evidence, Signal, Unreadable

_BOMB = heading(Subcategory.BOMB)
_DISGUISED = heading(Subcategory.DISGUISED)
_VIRUS = heading(Subcategory.VIRUS)
_ACTIVE_CONTENT = heading(Subcategory.ACTIVE_CONTENT)

_MOST_EVIDENCE = 6


class Archive:
    """Zip (and all that is zip: docx, jar…), gzip and tar from within; 7z, rar… from outside."""

    name = "archive"
    version = "1"
    cost = Cost.MILLISECONDS

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def looks_at(self, content: Content) -> bool:
        """Anything with a file: an archive may stand behind a picture or a sound."""
        return content.file is not None

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal for each heading; Unreadable for an archive that is not all there."""
        file = extract.content.file
        if file is None:
            return ()
        try:
            faults = survey(file.data, self._limits)
        except BrokenArchive as broken:
            raise Unreadable(str(broken)) from broken
        by_heading: dict[Heading, list[ArchiveFault]] = {}
        for fault in sorted(faults, key=lambda fault: -fault.score):
            by_heading.setdefault(fault.heading, []).append(fault)
        return [self._signal(each) for each in by_heading.values()]

    def _signal(self, faults: list[ArchiveFault]) -> Signal:
        worst = faults[0]
        evidence = tuple(
            Evidence("file", None, None, each.says[:EXCERPT_LENGTH])
            for each in faults[:_MOST_EVIDENCE]
        )
        return Signal(worst.heading, worst.score, self.name, self.version, evidence)

    def examples(self) -> tuple[Example, ...]:
        """Bombs, tricks and what hides in zips; the zips that musicians send."""
        virus = {"readme.txt": eicar()}
        hits = (
            (overlapping_zip(), _BOMB),
            (_nested(virus, 5), _BOMB),
            (zip_of({"../../etc/cron.d/job": b"x"}), _DISGUISED),
            (zip_of({"Track 01.mp3.exe": noise(9)}), _DISGUISED),
            (zip_of({"cover.jpg": windows_program()}), _DISGUISED),
            (b"7z\xbc\xaf'\x1c\0\4" + noise(40), _DISGUISED),
            (zip_of({"Installer.msi": noise(9)}), _ACTIVE_CONTENT),
            (zip_of(virus), _VIRUS),
            (_nested(virus, 3), _VIRUS),
            (mp3() + zip_of(virus), _VIRUS),
        )
        misses = (
            zip_of({"stems/drums.wav": wav(), "stems/bass.wav": wav()}),
            zip_of({"Artwork.zip": zip_of({"cover.png": png()}), "Visit us.url": b"[x]"}),
            zip_of({"silence.wav": bytes(1024 * 1024)}),
            mp3(),
            b"PK is my initials",
        )
        return (
            *(Example(upload(data, "upload.zip"), expected) for data, expected in hits),
            *(Example(upload(data, "upload.zip"), None) for data in misses),
        )


def _nested(members: dict[str, bytes], depth: int) -> bytes:
    for _ in range(depth - 1):
        members = {"inner.zip": zip_of(members)}
    return zip_of(members)
