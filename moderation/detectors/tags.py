"""A recording's tags, its title and texts, against the protected works.

A verified uploader may name whom they like: rights holders upload their own music.
"""

import hashlib
from collections.abc import Iterable, Iterator

from moderation.categories import Subcategory, heading
from moderation.content import Content, ContentKind, MediaFile, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.tags import Tags
from moderation.signals import Evidence, Signal, excerpt_of
from moderation.works.index import WorkIndex
from moderation.works.mentions import (
    HINT,
    RECORDINGS,
    Mentions,
    Sighting,
    excused_by_heading,
    judge_mentions,
)
from moderation.works.piracy import PiracyPhrases
from moderation.works.protected import ProtectedWork, ProtectedWorks

COPYRIGHT = heading(Subcategory.COPYRIGHT)

SAME_ISRC = 0.97  # the code names one recording
SAME_TAGS = 0.9  # the file says that it is the work
PROTECTED_LABEL = 0.6  # the copyright line of a recording names a protected label


class TagsDetector:
    """Protected works passed off or passed on by someone who is not verified."""

    name = "tags"
    cost = Cost.MILLISECONDS

    def __init__(self, works: ProtectedWorks, phrases: PiracyPhrases) -> None:
        self.version = f"1-{hashlib.sha256(repr((works, phrases)).encode()).hexdigest()[:8]}"
        self._works = works.works
        self._index = WorkIndex(works)
        self._mentions = Mentions(self._index, phrases)

    def looks_at(self, content: Content) -> bool:
        """Anything of an unverified uploader, once there is a protected work."""
        return bool(self._works) and not content.uploader.verified

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """One signal with the places of all that was found, scored as the strongest of it."""
        kind = extract.content.kind
        mentions = self._mentions.read(extract)
        sightings = list(judge_mentions(mentions, kind))
        if extract.tags is not None:
            excused = excused_by_heading(mentions) or self._mentions.has_excuse(extract.tags.title)
            sightings += self._in_tags(extract.tags, kind, excused)
        if not sightings:
            return ()
        sightings.sort(key=lambda sighting: -sighting.score)
        evidence = tuple(place for sighting in sightings for place in sighting.evidence)
        return (Signal(COPYRIGHT, sightings[0].score, self.name, self.version, evidence),)

    def _in_tags(self, tags: Tags, kind: ContentKind, is_excused: bool) -> Iterator[Sighting]:
        if self._index.by_isrc(tags.isrc):
            yield Sighting(SAME_ISRC, (_place("isrc", tags.isrc),))
        if self._index.is_listed(tags.artist, tags.title):
            values = (("artist", tags.artist), ("title", tags.title))
            places = tuple(_place(name, value) for name, value in values if value)
            yield Sighting(HINT if is_excused else SAME_TAGS, places)
        for name, line in (("copyright", tags.copyright), ("label", tags.label)):
            if kind in RECORDINGS and self._index.labels_in(line):
                yield Sighting(PROTECTED_LABEL, (_place(name, line),))

    def examples(self) -> tuple[Example, ...]:
        """Made of the first protected work, whichever that is; none where there is none."""
        return _examples(self._works[0]) if self._works else ()


def _place(name: str, value: str) -> Evidence:
    return Evidence(f"tag:{name}", None, None, excerpt_of(value, 0, len(value)))


def _examples(work: ProtectedWork) -> tuple[Example, ...]:
    both = f"{work.artist} - {work.title}"
    hits = (
        _upload(title=f"{both} FULL ALBUM LEAK"),
        _upload(title=f"{work.artist} — discography (320kbps)"),
        _upload(title="untitled", TIT2=work.title, TPE1=work.artist),
        _upload(title=f"{both.upper()} [leaked]"),
        *(_upload(title="untitled", TSRC=isrc) for isrc in work.isrcs[:1]),
    )
    misses = (
        _upload(ContentKind.COMMENT, text=f"listening to {work.title} by {work.artist} all day"),
        _upload(ContentKind.COMMENT, text="when is the full album out? that leak in my roof..."),
        _upload(title="Kitchen Ceiling (leak, 3am)"),
        _upload(title="untitled", TIT2="Morning Tape", TPE1="Somebody Else", TSRC="GBXYZ9900001"),
        _upload(title=f"{both} FULL ALBUM LEAK", is_verified=True),
    )
    return (
        *(Example(content, COPYRIGHT) for content in hits),
        *(Example(content, None) for content in misses),
    )


def _upload(
    kind: ContentKind = ContentKind.TRACK,
    *,
    title: str = "",
    text: str = "",
    is_verified: bool = False,
    **frames: str,
) -> Content:
    file = MediaFile.from_bytes(_id3(frames), "01.mp3", "audio/mpeg") if frames else None
    return Content(kind, Uploader("u-1", verified=is_verified), title, text, file)


def _id3(frames: dict[str, str]) -> bytes:
    """An ID3v2.3 tag (id3.org, §3.2) with text frames in UTF-16."""
    body = b""
    for name, text in frames.items():
        value = b"\x01" + text.encode("utf-16")
        body += name.encode() + len(value).to_bytes(4, "big") + b"\0\0" + value
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body
