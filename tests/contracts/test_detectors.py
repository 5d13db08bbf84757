"""What every detector promises, held once for all: see `moderation/detectors/base.py`.

A detector in the registry needs no test file for any of this; its `examples()` are read here.
"""

import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.categories import Heading
from moderation.content import Content, ContentKind, MediaFile, Uploader
from moderation.detectors.base import Cost, Detector, Example
from moderation.detectors.registry import Resources, build_detectors
from moderation.extract import Extract
from moderation.signals import EXCERPT_LENGTH, Evidence, Signal, Unavailable, Unreadable

PROJECT = Path(__file__).resolve().parents[2]
DETECTORS = build_detectors(Resources(policies=PROJECT / "policies"))
EXAMPLES = [(detector, example) for detector in DETECTORS for example in detector.examples()]
EXAMPLE_IDS = [
    f"{detector.name}-{number}-{example.expected or 'passes'}"
    for detector in DETECTORS
    for number, example in enumerate(detector.examples(), 1)
]
CONTENTS = [example.content for _, example in EXAMPLES]

HINT, ASKS = 0.3, 0.5  # what an example must reach, and what one that must pass may not
MEGABYTE = 1_000_000
HANGS_AFTER_S = 20  # for a megabyte: only what grows too fast comes near it
MASK = "•"

# Detectors without an example that they hit, and why.
NO_HIT = {
    "image-sexual": "no picture that the model hits is fit to be kept in a repository",
}

every_detector = pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.name)
# Examples are drawn from all detectors' own, which takes a moment.
patiently = settings(suppress_health_check=[HealthCheck.too_slow])


def look(detector: Detector, content: Content) -> tuple[Signal, ...]:
    """What it sees; nothing where it does not look, or says that it cannot."""
    if detector.looks_at(content):
        with suppress(Unreadable, Unavailable):
            return tuple(detector.detect(Extract(content)))
    return ()


def test_names_are_unique() -> None:
    names = [detector.name for detector in DETECTORS]
    assert sorted(names) == sorted(set(names))


@every_detector
def test_a_detector_says_who_it_is(detector: Detector) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", detector.name)
    assert detector.version
    assert isinstance(detector.cost, Cost)


@every_detector
def test_a_detector_shows_what_it_hits_and_what_it_passes(detector: Detector) -> None:
    expected = [example.expected for example in detector.examples()]
    assert None in expected
    assert any(expected) is (detector.name not in NO_HIT)


def test_the_exceptions_are_of_detectors_that_exist() -> None:
    assert set(NO_HIT) <= {detector.name for detector in DETECTORS}


@pytest.mark.parametrize(("detector", "example"), EXAMPLES, ids=EXAMPLE_IDS)
def test_an_example_is_seen_as_it_says(detector: Detector, example: Example) -> None:
    looked = detector.looks_at(example.content)
    # Unlike `look`: an example that cannot be read shows nothing.
    seen = tuple(detector.detect(Extract(example.content))) if looked else ()
    if example.expected is None:
        assert [signal for signal in seen if signal.score >= ASKS] == []
    else:
        scores = [signal.score for signal in seen if signal.heading == example.expected]
        assert max(scores, default=0.0) >= HINT


@every_detector
def test_a_signal_is_well_formed_whoevers_example_it_is_about(detector: Detector) -> None:
    for content in CONTENTS:
        for signal in look(detector, content):
            check_signal(signal, detector, content)


def check_signal(signal: Signal, detector: Detector, content: Content) -> None:
    assert isinstance(signal.heading, Heading)
    assert isinstance(signal.score, float)
    assert 0 <= signal.score <= 1
    assert (signal.detector, signal.version) == (detector.name, detector.version)
    assert isinstance(signal.evidence, tuple)
    for evidence in signal.evidence:
        check_evidence(evidence, content)


def check_evidence(evidence: Evidence, content: Content) -> None:
    """It points into what was sent, and shows what stands there."""
    texts = texts_of(content)
    assert evidence.field in {*texts, "file", "url"} or evidence.field.startswith("tag:")
    assert len(evidence.excerpt) <= EXCERPT_LENGTH
    if evidence.start is None:
        assert evidence.end is None
    elif evidence.field == "file":
        assert content.file is not None
        assert 0 <= evidence.start <= (evidence.end or evidence.start) <= content.file.size
    else:
        assert evidence.end is not None
        assert 0 <= evidence.start < evidence.end <= len(texts[evidence.field])
        check_excerpt(evidence.excerpt, texts[evidence.field][evidence.start : evidence.end])


def texts_of(content: Content) -> dict[str, str]:
    return {
        "title": content.title,
        "text": content.text,
        "uploader_name": content.uploader.name,
        "file_name": content.file.name if content.file else "",
    }


def check_excerpt(excerpt: str, words: str) -> None:
    """The words themselves, or cut short, or with a mask over what is private."""
    if MASK in excerpt:
        assert len(excerpt) <= len(words)
    elif excerpt != words:
        assert excerpt.endswith("…")
        assert words.startswith(excerpt.removesuffix("…"))


@every_detector
def test_the_same_content_is_seen_the_same_by_many_threads(detector: Detector) -> None:
    once = [look(detector, content) for content in CONTENTS]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda content: look(detector, content), CONTENTS)) == once


def test_detectors_built_twice_see_the_same() -> None:
    """Decisions are replayed, and several processes share the work."""
    again = {each.name: each for each in build_detectors(Resources(policies=PROJECT / "policies"))}
    for detector, example in EXAMPLES:
        twin = again[detector.name]
        assert twin.version == detector.version
        assert look(twin, example.content) == look(detector, example.content)


@every_detector
@pytest.mark.parametrize("kind", ContentKind)
@pytest.mark.parametrize(
    "file",
    [None, MediaFile.from_bytes(b""), MediaFile.from_bytes(b"", "empty.mp3", "audio/mpeg")],
    ids=["no file", "empty file", "empty file with a name"],
)
def test_nothing_is_no_trouble(detector: Detector, kind: ContentKind, file: MediaFile) -> None:
    content = Content(kind, Uploader(""), file=file)
    for signal in look(detector, content):
        check_signal(signal, detector, content)


def filled_with(unit: str) -> str:
    """A megabyte of it, as UTF-8."""
    return unit * (MEGABYTE // len(unit.encode()))


LARGE_TEXTS = {
    "letters": "a",
    "words": "word ",
    "spaces": " ",
    "digits": "7",
    "numbers": "0171 23 ",
    "dots": "a.",
    "dots between spaces": ". ",
    "at signs": "a@",
    "slashes": "http://",
    "brackets": "([{<",
    "line ends": "\n",
    "zero width": "\u200b",
    "accents": "e\u0301",
    "emoji": "🔥",
    "Cyrillic": "с",
}
LARGE_FILES = {
    "zeros": bytes(MEGABYTE),
    "noise": random.Random(1).randbytes(MEGABYTE),
    "text": b"a b\n" * (MEGABYTE // 4),
    "starts of MPEG frames": b"\xff\xfb\x90\x00" * (MEGABYTE // 4),
    "starts of archive members": b"PK\x03\x04" * (MEGABYTE // 4),
    "open brackets": b"<" * MEGABYTE,
}


def large_contents() -> Iterator[tuple[str, Content]]:
    someone = Uploader("uploader-1")
    for name, unit in LARGE_TEXTS.items():
        yield f"text of {name}", Content(ContentKind.COMMENT, someone, text=filled_with(unit))
    for name, data in LARGE_FILES.items():
        file = MediaFile.from_bytes(data, "upload.bin", "application/octet-stream")
        yield f"file of {name}", Content(ContentKind.FILE, someone, file=file)


LARGE = dict(large_contents())


@pytest.mark.slow
@pytest.mark.timeout(HANGS_AFTER_S)
@every_detector
@pytest.mark.parametrize("filling", LARGE)
def test_a_megabyte_takes_bounded_time(detector: Detector, filling: str) -> None:
    seen = look(detector, LARGE[filling])
    for signal in seen:
        check_signal(signal, detector, LARGE[filling])


samples = sorted({text for content in CONTENTS for text in texts_of(content).values() if text})
texts = st.lists(
    st.text(st.characters(), max_size=20) | st.sampled_from(samples or [""]), max_size=4
).map("".join)
files_sent = [content.file for content in CONTENTS if content.file and content.file.size < 100_000]


@st.composite
def broken_files(draw: st.DrawFn) -> MediaFile:
    """A detector's own example cut short, overwritten in one place, or with more behind it."""
    file = draw(st.sampled_from(files_sent or [MediaFile.from_bytes(b"")]))
    data = bytearray(file.data[: draw(st.integers(0, file.size))])
    at = draw(st.integers(0, len(data)))
    data[at : at + 4] = draw(st.binary(max_size=8))
    return MediaFile.from_bytes(bytes(data), file.name, file.declared_media_type)


@every_detector
@given(
    content=st.builds(
        Content,
        st.sampled_from(ContentKind),
        st.builds(Uploader, st.just("uploader-1"), texts),
        title=texts,
        text=texts,
        urls=st.lists(texts, max_size=2).map(tuple),
    )
)
@patiently
def test_no_text_makes_it_raise(detector: Detector, content: Content) -> None:
    for signal in look(detector, content):
        check_signal(signal, detector, content)


@every_detector
@given(file=broken_files(), name=texts)
@patiently
def test_no_file_makes_it_raise(detector: Detector, file: MediaFile, name: str) -> None:
    for named in (file, replace(file, name=name)):
        content = Content(ContentKind.FILE, Uploader("uploader-1"), file=named)
        for signal in look(detector, content):
            check_signal(signal, detector, content)
