"""What file names promise, and how they mislead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.files.names import extension_of, tricks_of


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("song.mp3", "mp3"),
        ("SONG.MP3", "mp3"),
        ("setup.exe. . ", "exe"),
        ("archive.tar.gz", "gz"),
        ("no extension", ""),
        (".htaccess", "htaccess"),
        ("Track 4. Intermezzo (live)", ""),
        ("vol.2", "2"),
        ("", ""),
        ("...", ""),
    ],
)
def test_the_extension_is_what_a_system_would_go_by(name: str, extension: str) -> None:
    assert extension_of(name) == extension


@pytest.mark.parametrize(
    ("name", "at_least"),
    [
        # a program is dressed as a song or a picture
        ("song.mp3.exe", 0.95),
        ("cover.jpg.scr", 0.95),
        ("Tour dates.pdf.vbs", 0.95),
        ("lyrics.txt .bat", 0.95),
        # the extension is out of sight, or shown in reverse
        ("invoice                         .exe", 0.95),
        ("song\u202e3pm.exe", 0.95),
        ("cover\u202egpj.html", 0.9),
        # the name ends earlier for those who stop at a NUL
        ("song.exe\0.mp3", 0.95),
        # some servers run this
        ("avatar.php.jpg", 0.7),
        ("avatar.phtml.png", 0.7),
    ],
)
def test_names_that_mislead(name: str, at_least: float) -> None:
    trick, *_ = tricks_of(name)
    assert trick.score >= at_least
    assert 0 <= trick.start < trick.end <= len(name)


@pytest.mark.parametrize(
    "name",
    [
        "song.mp3",
        "Artist - Title (www.station.com).mp3",
        "mix.pl.mp3",
        "demo.v2.final.wav",
        "stems.wav.zip",
        "archive.tar.gz",
        "שיר.mp3",
        "أغنية\u200f (نسخة).mp3",
        "setup.exe",
        "2024.12.31 live.flac",
        "M.I.A. - Paper.mp3",
        "",
    ],
)
def test_names_that_musicians_use(name: str) -> None:
    assert tricks_of(name) == ()


@given(st.text(max_size=3000))
def test_any_text_can_be_a_name(name: str) -> None:
    assert len(extension_of(name)) <= 10
    for trick in tricks_of(name):
        assert 0 <= trick.start < trick.end <= len(name)
