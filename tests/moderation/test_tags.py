"""Tags of audio files, and that no file costs much or breaks the reader."""

import mmap
import random
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import MediaFile
from moderation.files.tags import LONGEST_VALUE, Tags, read_tags
from tests.moderation import audio_files as make

HANGS_AFTER_S = 20  # nothing that grows as it should takes a fiftieth of it
MEGABYTE = 1024 * 1024

ID3 = {"TIT2": "Glass Season", "TPE1": "Kira Vance", "TALB": "LP", "TSRC": "USRC17607839"}
VORBIS = {"TITLE": "Glass Season", "Artist": "Kira Vance", "album": "LP", "isrc": "USRC17607839"}
FILES = {
    "mp3": make.mp3(3, **ID3, TCOP="2020 Uni", TPUB="Uni"),
    "mp3 with Xing header": make.mp3_with_xing(3, **ID3, TCOP="2020 Uni", TPUB="Uni"),
    "flac": make.flac(3, **VORBIS, copyright="2020 Uni", label="Uni"),
    "opus": make.opus(3, **VORBIS, copyright="2020 Uni", organization="Uni"),
    "opus behind a cover": make.opus(
        3, METADATA_BLOCK_PICTURE="A" * 900_000, **VORBIS, copyright="2020 Uni", label="Uni"
    ),
    "vorbis": make.vorbis(3, **VORBIS, copyright="2020 Uni", publisher="Uni"),
    "aiff": make.aiff(3, **ID3, TCOP="2020 Uni", TPUB="Uni"),
    "wav": make.wav(
        3, INAM="Glass Season", IART="Kira Vance", IPRD="LP", ISRC="USRC17607839",
        ICOP="2020 Uni", IPUB="Uni",
    ),
    "m4a": make.m4a(
        3, "USRC17607839", nam="Glass Season", ART="Kira Vance", alb="LP", cprt="2020 Uni",
        pub="Uni",
    ),
}  # fmt: skip


def tags_of(data: bytes) -> Tags | None:
    return read_tags(MediaFile.from_bytes(data))


@pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())
def test_tags_and_length_are_read_from_every_format(data: bytes) -> None:
    tags = tags_of(data)
    assert tags is not None
    assert tags.duration_s == pytest.approx(3, abs=0.05)
    assert (tags.title, tags.artist, tags.album) == ("Glass Season", "Kira Vance", "LP")
    assert (tags.isrc, tags.copyright, tags.label) == ("USRC17607839", "2020 Uni", "Uni")


@pytest.mark.parametrize(
    "data",
    [b"", b"I", b"plain words", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n" + bytes(100), b"OggS", b"ID3",
     b"\xff\xfe" + "a text in UTF-16".encode("utf-16-le"), b"RIFF\0\0\0\0WEBPVP8 "],
)  # fmt: skip
def test_what_is_no_audio_has_no_tags(data: bytes) -> None:
    assert tags_of(data) is None


def test_a_mapped_file_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(FILES["mp3"])
    file = MediaFile.from_path(path, "song.mp3", "audio/mpeg")
    assert isinstance(file.data, mmap.mmap)
    assert read_tags(file) == tags_of(FILES["mp3"])


def test_several_artists_are_all_told() -> None:
    tags = tags_of(make.flac(3, artist="Kira Vance", ARTIST="Nova Quill"))
    assert tags is not None
    assert tags.artist == "Kira Vance; Nova Quill"


def test_values_hold_no_control_characters_and_end_somewhere() -> None:
    tags = tags_of(make.flac(3, title="a\0b\nc", comment="long " * 1_000, isrc="GBXYZ9900001"))
    assert tags is not None
    assert tags.title == "a b c"
    assert len(tags.comment) <= LONGEST_VALUE
    assert tags.isrc == "GBXYZ9900001"  # a long value does not hide those behind it


def test_sound_without_tags_still_has_a_length() -> None:
    tags = tags_of(make.mp3(3))
    assert tags is not None
    assert tags == Tags(duration_s=tags.duration_s)
    assert tags.duration_s == pytest.approx(3, abs=0.05)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_anywhere_is_read_or_not_but_never_raises(name: str) -> None:
    whole = FILES[name]
    for length in range(0, min(len(whole), 3_000), 7):
        tags_of(whole[:length])


@given(name=st.sampled_from(sorted(FILES)), seed=st.integers(0, 2**32))
def test_a_damaged_file_never_raises(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(FILES[name])
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(min(len(data), 600))] = chance.randrange(256)
    tags = tags_of(bytes(data))
    assert tags is None or tags.duration_s is None or 0 < tags.duration_s < 1_000_000


SIGNATURES = (b"ID3\x04\0\0", b"OggS\0", b"fLaC", b"\xff\xfb\x90\0", b"\0\0\0\x10ftyp",
              b"RIFF\0\0\0\0WAVE", b"FORM\0\0\0\0AIFF")  # fmt: skip


@given(start=st.sampled_from(SIGNATURES), rest=st.binary())
def test_noise_behind_a_signature_never_raises(start: bytes, rest: bytes) -> None:
    tags_of(start + rest)


def distinct(count: int) -> list[bytes]:
    return [b"%05x" % number for number in range(count)]


def ilst(items: bytes) -> bytes:
    return make.atom(b"ftyp", b"M4A \0\0\0\0") + make.atom(
        b"moov", make.atom(b"udta", make.atom(b"meta", bytes(4) + make.atom(b"ilst", items)))
    )


# Made to cost: repeated fields that a reader compares with each other, and headers that
# send it through the whole file step by step.
HOSTILE = {
    "no frame in 5 MB": b"\xff\xfb" + bytes(5 * MEGABYTE),
    "a sync byte at every step": b"\xff" * (5 * MEGABYTE),
    "a field with many values": b"ID3\x04\0\0\0\x7f\x7f\x7f" + b"".join(
        b"TPE1\0\0\x20\0\0\0\0" + b"\0".join(distinct(700))[:4095] for _ in range(300)
    ),
    "many comments": b"fLaC\x84\xff\xff\xff" + struct.pack("<II", 0, 200_000) + b"".join(
        struct.pack("<I", 7) + b"a=" + value for value in distinct(200_000)
    ),
    "many comments in Ogg": make.ogg_pages(b"OpusHead\x01\x01" + bytes(9)) + make.ogg_pages(
        b"OpusTags" + struct.pack("<II", 0, 200_000) + b"".join(
            struct.pack("<I", 7) + b"a=" + value for value in distinct(200_000)
        )
    ),
    "many empty pages": make.ogg_pages(b"", granule=-1) * 100_000,
    "many atoms": make.atom(b"ftyp", b"M4A \0\0\0\0") + make.atom(b"free", b"") * 500_000,
    "one custom field of many values": ilst(make.atom(
        b"----", make.atom(b"name", bytes(4) + b"ISRC")
        + b"".join(make.text(value.decode()) for value in distinct(50_000))
    )),
    "many chunks": b"RIFF\0\0\0\0WAVE" + b"abcd\0\0\0\0" * 500_000,
    "a list of many artists": b"RIFF\0\0\0\0WAVELIST" + struct.pack("<I", 2_800_004)
    + b"INFO" + b"".join(b"IART\6\0\0\0" + value + b"\0" for value in distinct(200_000)),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(HANGS_AFTER_S)
def test_a_file_made_to_cost_time_does_not(data: bytes) -> None:
    read_tags(MediaFile.from_bytes(data))
