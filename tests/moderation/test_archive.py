"""The `archive` detector and the readers below it."""

import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors.archive import Archive
from moderation.extract import Extract
from moderation.files.archive_limits import Limits
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
from moderation.files.zip_reader import find_directory, read_entries, read_member
from moderation.signals import Signal, Unreadable
from tests.moderation.parameter_ids import by_size

MIB = 1024**2
VIRUS = {"readme.txt": eicar()}


def detect(data: bytes, limits: Limits | None = None) -> list[Signal]:
    return list(Archive(limits).detect(Extract(upload(data, "upload.zip"))))


def scores(data: bytes, limits: Limits | None = None) -> dict[str, float]:
    return {str(signal.heading): signal.score for signal in detect(data, limits)}


def nested(data: bytes, levels: int, *, deflated: bool = True) -> bytes:
    for _ in range(levels):
        data = zip_of({"inner.zip": data}, deflated=deflated)
    return data


def forty_two(width: int, levels: int) -> bytes:
    """Like 42.zip: zips of zips of zips, all the same, with much of nothing at the bottom."""
    data = zip_of({"0.dll": bytes(MIB)})
    for _ in range(levels):
        data = zip_of({f"lib {i}.zip": data for i in range(width)})
    return data


def tar_of(members: Mapping[str, bytes], link: str = "") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
        if link:
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return buffer.getvalue()


def link_zip() -> bytes:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def encrypted_zip() -> bytes:
    """A zip that says its member is encrypted."""
    plain = bytearray(zip_of({"song.wav": wav()}))
    plain[plain.index(b"PK\1\2") + 8] |= 1
    return bytes(plain)


def lying_zip() -> bytes:
    """A zip whose member unpacks to more than its directory says."""
    plain = bytearray(zip_of({"song.wav": bytes(5000)}))
    at = plain.index(b"PK\1\2") + 24
    plain[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(plain)


@pytest.mark.parametrize(
    ("data", "heading", "at_least"),
    [
        # unpacks to far more than it is
        (zip_of({"a": bytes(65 * MIB)}), "malware/bomb", 0.9),
        (gzip.compress(bytes(65 * MIB)), "malware/bomb", 0.9),
        (overlapping_zip(), "malware/bomb", 0.95),
        (lying_zip(), "malware/bomb", 0.9),
        # archives in archives in archives…
        (nested(zip_of({"a": b"b"}), 3), "malware/bomb", 0.9),
        (forty_two(16, 4), "malware/bomb", 0.95),
        (zip_of({f"{i}.zip": zip_of({"a": b"b"}) for i in range(110)}), "malware/bomb", 0.7),
        (zip_of({str(i): b"" for i in range(5001)}), "malware/bomb", 0.7),
        # leaves the folder that it is unpacked in
        (zip_of({"../../.bashrc": b"x"}), "malware/disguised", 0.95),
        (zip_of({"a\\..\\..\\x.wav": b"x"}), "malware/disguised", 0.95),
        (zip_of({"/etc/passwd": b"x"}), "malware/disguised", 0.7),
        (zip_of({"C:\\Windows\\x.wav": b"x"}), "malware/disguised", 0.7),
        (link_zip(), "malware/disguised", 0.7),
        (tar_of({"../x": b"x"}), "malware/disguised", 0.95),
        (tar_of({"a.wav": wav()}, link="/etc/passwd"), "malware/disguised", 0.7),
        # is not what its name says
        (zip_of({"Track 01.mp3.exe": b"x"}), "malware/disguised", 0.95),
        (zip_of({"cover\u202egpj.exe": b"x"}), "malware/disguised", 0.95),
        (zip_of({"cover.jpg": windows_program()}), "malware/disguised", 0.95),
        (tar_of({"cover.jpg": windows_program()}), "malware/disguised", 0.95),
        # nobody can see what is in it
        (encrypted_zip(), "malware/disguised", 0.6),
        (b"7z\xbc\xaf'\x1c\0\4" + noise(60), "malware/disguised", 0.6),
        (b"Rar!\x1a\7\1\0" + noise(60), "malware/disguised", 0.6),
        (lzma.compress(b"hello"), "malware/disguised", 0.6),
        (zip_of({"more.rar": b"Rar!\x1a\7\1\0" + noise(60)}), "malware/disguised", 0.6),
        (zip_of({"more.zip": zip_of({"a": b"b"})[:-10]}), "malware/disguised", 0.6),
        # programs
        (zip_of({"Synth/Setup.exe": noise(60)}), "malware/active_content", 0.7),
        (zip_of({"run.bat": b"x"}), "malware/active_content", 0.6),
        # the test virus, at every depth that is looked into
        (zip_of(VIRUS), "malware/virus", 0.95),
        (zip_of(VIRUS, deflated=False), "malware/virus", 0.95),
        (nested(zip_of(VIRUS), 1), "malware/virus", 0.95),
        (nested(zip_of(VIRUS), 2), "malware/virus", 0.95),
        (nested(zip_of(VIRUS), 2, deflated=False), "malware/virus", 0.95),
        (zip_of({"song.mp3": mp3() + eicar()}), "malware/virus", 0.95),
        (gzip.compress(eicar()), "malware/virus", 0.95),
        (gzip.compress(tar_of(VIRUS)), "malware/virus", 0.95),
        (tar_of({"a.zip": zip_of(VIRUS)}), "malware/virus", 0.95),
        (png() + zip_of(VIRUS), "malware/virus", 0.95),
    ],
    ids=by_size,
)
def test_archives_that_do_harm(data: bytes, heading: str, at_least: float) -> None:
    assert scores(data).get(heading, 0) >= at_least


@pytest.mark.parametrize(
    "data",
    [
        zip_of({"stems/drums.wav": wav(9000), "stems/bass.wav": wav(9000)}),
        zip_of({"stems/drums.wav": wav(9000)}, deflated=False),
        zip_of({"Loop (120 bpm).wav": wav(), "Visit us.url": b"[InternetShortcut]"}),
        zip_of({"silent stem.wav": bytes(2 * MIB), "lead.wav": wav(90_000)}),
        zip_of({"artwork.zip": zip_of({"front.png": png()}), "rider.docx": zip_of({"a": b"b"})}),
        zip_of({"a.wav": wav()}) + b"",
        zip_of({}),
        b"#!/bin/sh\n" + zip_of({"a.wav": wav()}),
        gzip.compress(b"<Ableton>" + b"<Track/>" * 9000 + b"</Ableton>"),
        tar_of({"stems/" + "long name " * 15 + ".wav": wav()}),
        gzip.compress(tar_of({"stems/drums.wav": wav()})),
        mp3(),
        mp3() + b"PK\5\6" + bytes(30),
        b"PK are my initials",
        b"",
    ],
    ids=by_size,
)
def test_archives_as_musicians_send_them(data: bytes) -> None:
    assert detect(data) == []


@pytest.mark.parametrize(
    "data",
    [
        zip_of({"a.wav": wav()})[:-10],
        zip_of({"a.wav": wav()})[:200],
        zip_of({"a.wav": wav()}).replace(b"PK\1\2", b"XX\1\2"),
        gzip.compress(noise(5000))[:900],
        b"\x1f\x8b\x08" + bytes(60),
    ],
    ids=by_size,
)
def test_archives_that_are_not_all_there_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        detect(data)


def test_one_signal_for_each_heading_with_the_worst_first() -> None:
    (signal,) = detect(zip_of({"/a.wav": b"x", "../b.wav": b"x", "/c.wav": b"x"}))
    assert signal.score == 0.95
    assert [evidence.excerpt for evidence in signal.evidence] == [
        "a path that leaves its folder: ../b.wav",
        "an absolute path: /a.wav",
        "an absolute path: /c.wav",
    ]


def test_what_is_beyond_the_limits_goes_to_a_person() -> None:
    """An archive within, too large to be read: the virus in it stays unseen, not unsaid."""
    data = zip_of({"inner.zip": zip_of({"a": noise(9000)} | VIRUS)})
    limits = Limits(archive=1000, whole=100, peek=64)
    assert scores(data, limits) == {"malware/disguised": 0.6}


def test_reading_stops_at_the_limit() -> None:
    data = zip_of({"a.bin": noise(5000)} | VIRUS)
    assert "malware/virus" in scores(data)
    assert "malware/virus" not in scores(data, Limits(read=1000))


def test_large_directories_are_read_by_their_wide_fields() -> None:
    """A zip64: sizes and places beyond 32 bits stand in an extra field."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as f:
        f.write(b"hello")
    data = buffer.getvalue()
    entry = data.index(b"PK\1\2")
    wide = (5).to_bytes(8, "little") * 2
    extra = b"\1\0\x10\0" + wide
    header = data[entry : entry + 20] + b"\xff" * 8 + data[entry + 28 : entry + 30]
    directory = header + len(extra).to_bytes(2, "little") + data[entry + 32 : entry + 51] + extra
    end = data[data.index(b"PK\5\6") :]
    data = data[:entry] + directory + end[:12] + len(directory).to_bytes(4, "little") + end[16:]
    found = find_directory(data)
    assert found is not None
    (member,) = read_entries(data, found, 10)
    assert (member.name, member.unpacked, member.packed) == ("a.txt", 5, 5)
    assert read_member(data, member, 100) == b"hello"


@given(st.integers(0, 400), st.binary(min_size=1, max_size=12), st.booleans())
def test_no_broken_archive_makes_it_fail(at: int, junk: bytes, tarred: bool) -> None:
    members = {"a.wav": wav(20), "inner.zip": zip_of({"b": b"c"})}
    whole = gzip.compress(tar_of(members)) if tarred else zip_of(members)
    try:
        detect(whole[:at] + junk + whole[at + len(junk) :])
    except Unreadable:
        return


@given(st.binary(max_size=300), st.sampled_from([b"PK\3\4", b"\x1f\x8b\x08\0", b"BZh", b""]))
def test_no_bytes_make_it_fail(data: bytes, start: bytes) -> None:
    try:
        detect(start + data)
        detect(data + zip_of({"a": b"b"}) + data[:20])
    except Unreadable:
        return
