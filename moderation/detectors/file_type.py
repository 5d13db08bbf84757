"""Whether a file is what its declared type, its name and its kind promise."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from moderation.categories import Subcategory, heading
from moderation.content import Content, ContentKind, MediaFile
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.groups import ACCEPTS, ACTIVE, MEDIA, Group
from moderation.files.media_defects import defect_of
from moderation.files.names import tricks_of
from moderation.files.promises import Promise, promises_of
from moderation.files.samples import gif, mp3, png, upload, wav, windows_program
from moderation.files.second_opinion import SecondOpinion
from moderation.files.sniff import EMPTY, UNKNOWN, Sniffed
from moderation.signals import Evidence, Signal, Unreadable, excerpt_of

_DISGUISED = heading(Subcategory.DISGUISED)

# How sure a broken promise is to be a disguise.
_PROGRAM, _SCRIPT, _MARKUP_AS_MEDIA, _OTHERWISE = 0.97, 0.95, 0.8, 0.7
_TWO_FACES = 0.9
_UNKNOWN_TYPE = 0.6

_SURE = 0.9  # magika's own score from which it is believed
_TINY = 64  # bytes below which it has too little to go by
_CODE_WORDS = (b"<script", b"<?php", b"function", b"eval(", b"*/", b"document.")
_CODE_WITHIN = 2048  # bytes from the start in which such words are looked for


@dataclass(frozen=True, slots=True)
class _View:
    """What is known of one file."""

    file: MediaFile
    sniffed: Sniffed
    promises: tuple[Promise, ...]

    @property
    def broken(self) -> tuple[Promise, ...]:
        """The promises that the bytes do not keep."""
        return tuple(p for p in self.promises if self.sniffed.group not in ACCEPTS[p.group])

    @property
    def unknown(self) -> bool:
        """Nobody recognises it, and it promises nothing either."""
        return self.sniffed.media_type == UNKNOWN and not self.promises

    @property
    def unsure(self) -> bool:
        """It broke a promise, but libmagic often takes scripts for text and knows not all."""
        return bool(self.broken) and self.sniffed.group in {Group.TEXT, Group.MARKUP, Group.OTHER}

    @property
    def two_faced(self) -> bool:
        """Sound or picture, with the words of a programming language at its start."""
        head = self.file.data[:_CODE_WITHIN]
        return self.sniffed.group in MEDIA and any(word in head for word in _CODE_WORDS)


class FileType:
    """Compares what was promised with what the bytes are; finds files that are cut short.

    magika is asked only where it can change the answer: the type is unknown, a promise
    is broken by text or by something unknown, or media have code at the start.
    """

    name = "file-type"
    cost = Cost.MILLISECONDS

    def __init__(self, second_opinion: SecondOpinion | None = None) -> None:
        self._second_opinion = second_opinion or SecondOpinion()
        self.version = f"1+{self._second_opinion.version}"

    def looks_at(self, content: Content) -> bool:
        """Anything with a file."""
        return content.file is not None

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """Signals about name and content; Unreadable for a file that is not all there."""
        file, sniffed = extract.content.file, extract.sniffed
        if file is None or sniffed is None:
            return ()
        signals = self._about_name(file.name)
        if sniffed.media_type != EMPTY:
            signals += self._about_content(_View(file, sniffed, promises_of(extract.content)))
        if not signals and (defect := defect_of(file.data, sniffed.media_type)):
            raise Unreadable(defect)
        return signals

    def _about_name(self, name: str) -> tuple[Signal, ...]:
        return tuple(
            self._signal(
                trick.score,
                Evidence(
                    "file_name", trick.start, trick.end, excerpt_of(name, trick.start, trick.end)
                ),
            )
            for trick in tricks_of(name)[:1]
        )

    def _about_content(self, view: _View) -> tuple[Signal, ...]:
        if view.two_faced:
            return self._about_promises(view) + self._about_second_face(view)
        if view.unknown or view.unsure:
            view = self._settled(view)
        return self._about_promises(view)

    def _settled(self, view: _View) -> _View:
        """The view with magika's answer for libmagic's, where magika is sure."""
        if view.file.size < _TINY:
            return view
        opinion = self._second_opinion.ask(view.file.data)
        if opinion.score < _SURE or opinion.group is Group.OTHER:
            return view
        return replace(view, sniffed=Sniffed(opinion.label, opinion.group))

    def _about_second_face(self, view: _View) -> tuple[Signal, ...]:
        opinion = self._second_opinion.ask(view.file.data)
        if opinion.group not in ACTIVE | {Group.MARKUP}:
            return ()
        words = f"{view.sniffed.media_type}, but also {opinion.label}"
        return (self._signal(_TWO_FACES, Evidence("file", None, None, words)),)

    def _about_promises(self, view: _View) -> tuple[Signal, ...]:
        found = view.sniffed
        if view.unknown:
            return (self._signal(_UNKNOWN_TYPE, Evidence("file", None, None, "an unknown type")),)
        said = [f"{promise.words}, but is {found.media_type}" for promise in view.broken]
        evidence = tuple(
            Evidence("file", None, None, excerpt_of(words, 0, len(words))) for words in said
        )
        return (self._signal(_score(view), *evidence),) if evidence else ()

    def _signal(self, score: float, *evidence: Evidence) -> Signal:
        return Signal(_DISGUISED, score, self.name, self.version, evidence)

    def examples(self) -> tuple[Example, ...]:
        """Programs and pages in disguise; honest files, carelessly declared."""
        program, page = windows_program(), b"<!DOCTYPE html><html><body>404</body></html>"
        track, image = ContentKind.TRACK, ContentKind.IMAGE
        hits = (
            upload(program, "song.mp3", "audio/mpeg", track),
            upload(program, kind=image),
            upload(page, "cover.png", "image/png", image),
            upload(png(), "song.wav", "audio/wav", track),
            upload(mp3(), "song.mp3.exe"),
            upload(mp3(), "song\u202e3pm.exe"),
            upload(gif(), "cover.gif", "image/gif", track),
        )
        misses = (
            upload(mp3(), "song.mp3", "audio/mp3", track),
            upload(mp3(), "Song (www.station.com).mp3", "application/octet-stream", track),
            upload(wav(), "song.mp3", "audio/x-wav; charset=binary", track),
            upload(png(), "", "", image),
            upload(b"Verse 1: import all the love you can", "lyrics.txt", "text/plain"),
        )
        return (
            *(Example(content, _DISGUISED) for content in hits),
            *(Example(content, None) for content in misses),
        )


def _score(view: _View) -> float:
    match view.sniffed.group:
        case Group.EXECUTABLE:
            return _PROGRAM
        case Group.SCRIPT:
            return _SCRIPT
        case Group.MARKUP if any(promise.group in MEDIA for promise in view.broken):
            return _MARKUP_AS_MEDIA
        case _:
            return _OTHERWISE
