"""Files that run something: scripts, macros, actions, and programs hidden behind media."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from moderation.categories import Subcategory, heading
from moderation.content import Content, MediaFile
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.groups import MEDIA, Group
from moderation.files.office import outward_parts
from moderation.files.promises import promises_of
from moderation.files.samples import (
    comment_tag,
    cover_tag,
    gif,
    jpeg,
    mp3,
    noise,
    png,
    svg,
    upload,
    wav,
    windows_program,
    zip_of,
)
from moderation.files.sniff import Sniffed
from moderation.files.svg import MOST_BYTES, BrokenSvg, tricks_in
from moderation.files.yara_rules import Known, RuleHit, YaraRules
from moderation.signals import EXCERPT_LENGTH, Evidence, Signal, Unreadable

_ACTIVE_CONTENT = heading(Subcategory.ACTIVE_CONTENT)
_MOST_EVIDENCE = 6

_SVG = "image/svg+xml"
_PDF = "application/pdf"
_OFFICE_PART = "office part"

# What the rules may ask about a file.
_KNOWN: Known = {
    "group": "",
    "media": False,
    "svg": False,
    "pdf": False,
    "promises_script": False,
}


class ActiveContent:
    """The YARA rules of a folder over the raw bytes, and a reading of drawings as XML."""

    name = "active-content"
    cost = Cost.MILLISECONDS

    def __init__(self, rules_folder: Path) -> None:
        self._rules = YaraRules(rules_folder, _KNOWN)
        self.version = f"1+{self._rules.digest}"

    def looks_at(self, content: Content) -> bool:
        """Anything with a file."""
        return content.file is not None

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal with everything that was found, the worst first."""
        file, sniffed = extract.content.file, extract.sniffed
        if file is None or sniffed is None:
            return ()
        known = _known(extract.content, sniffed)
        found = list(self._seen(file, known))
        if not found:
            return ()
        found.sort(key=lambda scored: -scored[0])
        evidence = tuple(evidence for _, evidence in found[:_MOST_EVIDENCE])
        return (Signal(_ACTIVE_CONTENT, found[0][0], self.name, self.version, evidence),)

    def _seen(self, file: MediaFile, known: Known) -> Iterator[tuple[float, Evidence]]:
        hits = [(hit.score, _evidence(hit)) for hit in self._rules.scan(file.data, known)]
        yield from hits
        if known["svg"] and file.size <= MOST_BYTES:
            yield from _drawing(file, broken_matters=not hits)
        if known["group"] in {Group.DOCUMENT, Group.ARCHIVE}:
            for part in outward_parts(file.data):
                for hit in self._rules.scan(part, {**known, "group": _OFFICE_PART}):
                    yield hit.score, Evidence("file", None, None, _words(hit))

    def examples(self) -> tuple[Example, ...]:
        """Things that run, in every carrier; the same carriers as musicians use them."""
        picture = upload(png(), "cover.png")
        hits = (
            upload(svg("<script>alert(1)</script>"), "logo.svg"),
            upload(svg('<rect onclick="go()" width="8" height="8"/>'), "logo.svg"),
            upload(b"<html><body><script src='//x'></script></body></html>", "bio.html"),
            upload(b"GIF89a/*" + noise(20) + b"*/=1;alert(document.cookie)//", "cover.gif"),
            upload(mp3() + windows_program(), "song.mp3"),
            upload(jpeg() + zip_of({"run.js": b"alert(1)"}), "cover.jpg"),
            upload(png() + b"<?php system($_GET['c']); ?>", "cover.png"),
            upload(
                b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
                "press-kit.pdf",
            ),
            upload(zip_of(_document("Rider") | {"word/vbaProject.bin": noise(50)}), "rider.docm"),
            upload(windows_program(), "setup.exe"),
            upload(b"powershell -nop -enc SQBFAFgAIABhAGwAZQByAHQA", "lyrics.txt"),
        )
        tag = cover_tag(png(40, 40)) + comment_tag("a <b>long</b> comment, javascript: no. " * 50)
        misses = (
            picture,
            upload(mp3(tag=tag), "song.mp3"),
            upload(svg(), "logo.svg"),
            upload(gif(), "cover.gif"),
            upload(zip_of({"stems/drums.wav": wav(), "stems/bass.wav": wav()}), "stems.zip"),
            upload(zip_of(_document("Rider: two towels")), "rider.docx"),
            upload(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF", "press-kit.pdf"),
            upload(b"<html><body><p>Tour dates</p></body></html>", "tour.html"),
            upload(b"Powershell of my heart, run with me", "lyrics.txt"),
        )
        return (
            *(Example(content, _ACTIVE_CONTENT) for content in hits),
            *(Example(content, None) for content in misses),
        )


def _known(content: Content, sniffed: Sniffed) -> Known:
    promised = {promise.group for promise in promises_of(content)}
    unknown_media = sniffed.group is Group.OTHER and bool(promised & MEDIA)
    return {
        "group": sniffed.group.value,
        "media": sniffed.group in MEDIA or unknown_media,
        "svg": sniffed.media_type == _SVG,
        "pdf": sniffed.media_type == _PDF,
        "promises_script": Group.SCRIPT in promised,
    }


def _drawing(file: MediaFile, *, broken_matters: bool) -> Iterator[tuple[float, Evidence]]:
    try:
        tricks = tricks_in(file.data[:])
    except BrokenSvg as broken:
        if broken_matters:
            raise Unreadable(str(broken)) from broken
        return
    for trick in tricks:
        token = trick.token.encode()
        at = file.data.find(token)
        start, end = (at, at + len(token)) if at >= 0 else (None, None)
        yield trick.score, Evidence("file", start, end, trick.says)


def _evidence(hit: RuleHit) -> Evidence:
    return Evidence("file", hit.start, hit.end, _words(hit))


def _words(hit: RuleHit) -> str:
    return f"{hit.says}: {hit.shown}"[:EXCERPT_LENGTH] if hit.shown else hit.says


def _document(text: str) -> dict[str, bytes]:
    """The members of the smallest Word document."""
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "word/document.xml": f"<w:document><w:t>{text}</w:t></w:document>".encode(),
    }
