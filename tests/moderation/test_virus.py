"""The `virus` detector."""

from mmap import mmap
from pathlib import Path

import pytest

from moderation.content import Content, ContentKind, MediaFile, Uploader
from moderation.detectors.base import Cost
from moderation.detectors.virus import Virus
from moderation.extract import Extract
from moderation.files.eicar import eicar
from moderation.files.samples import mp3, png, upload, wav
from moderation.signals import Signal, Unavailable
from tests.moderation.parameter_ids import by_size


def clean(data: bytes | mmap) -> str | None:
    return None


def suspicious(data: bytes | mmap) -> str | None:
    return "Win.Worm.Sample" if b"worm" in data[:] else None


def away(data: bytes | mmap) -> str | None:
    raise Unavailable("nobody there")


def detect(detector: Virus, data: bytes) -> list[Signal]:
    return list(detector.detect(Extract(upload(data, "song.mp3"))))


@pytest.mark.parametrize(
    "data",
    [eicar(), eicar() + b"\r\n", mp3() + eicar(), eicar() + mp3(), wav()[:200] + eicar() + png()],
    ids=by_size,
)
@pytest.mark.parametrize("scanner", [None, clean, away])
def test_the_test_virus_is_found_anywhere_whatever_the_scanner_says(
    data: bytes, scanner: None
) -> None:
    (signal,) = detect(Virus(scanner), data)
    assert (str(signal.heading), signal.score) == ("malware/virus", 0.99)
    evidence = signal.evidence[0]
    assert data[evidence.start : evidence.end] == eicar()


def test_it_is_found_in_a_mapped_file(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(mp3(500) + eicar())
    file = MediaFile.from_path(path, "song.mp3", "audio/mpeg")
    content = Content(ContentKind.TRACK, Uploader("1"), file=file)
    assert len(list(Virus().detect(Extract(content)))) == 1


def test_the_scanner_names_what_it_found() -> None:
    (signal,) = detect(Virus(suspicious), b"a worm")
    assert signal.evidence[0].excerpt == "Win.Worm.Sample"
    assert detect(Virus(suspicious), b"a song") == []


def test_a_scanner_that_is_away_is_never_clean() -> None:
    with pytest.raises(Unavailable):
        detect(Virus(away), b"a song")


def test_an_empty_file_need_not_be_scanned() -> None:
    assert detect(Virus(away), b"") == []


def test_a_scanner_makes_it_cost_more() -> None:
    assert (Virus().cost, Virus(clean).cost) == (Cost.MILLISECONDS, Cost.NETWORK)


def test_the_test_virus_stands_in_no_source() -> None:
    root = Path(__file__).parents[2]
    sources = [
        *root.glob("moderation/**/*.py"),
        *root.glob("tests/**/*.py"),
        *root.glob("app/**/*.py"),
    ]
    assert [path.name for path in sources if eicar() in path.read_bytes()] == []
