"""What a file is by its bytes."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import MediaFile
from moderation.files.groups import ACCEPTS, Group, group_of_extension, group_of_media_type
from moderation.files.samples import (
    comment_tag,
    cover_tag,
    gif,
    id3,
    jpeg,
    mp3,
    noise,
    png,
    svg,
    wav,
    windows_program,
    zip_of,
)
from moderation.files.sniff import EMPTY, Sniffed, sniff
from tests.moderation.parameter_ids import by_size

FLAC = b"fLaC\x80\0\0\x22" + bytes(34) + b"\xff\xf8"
KOREAN = "사랑해요 오늘 밤도 너를 생각하며 노래를 부르네\n".encode("cp949") * 20
GREEK = "Ένα τραγούδι για σένα μέσα στη νύχτα\n".encode("iso-8859-7") * 20


def sniffed(data: bytes) -> Sniffed:
    return sniff(MediaFile.from_bytes(data))


@pytest.mark.parametrize(
    ("data", "media_type", "group"),
    [
        # sound, however much stands before the first frame
        (mp3(), "audio/mpeg", Group.AUDIO),
        (mp3(tag=comment_tag("hello " * 3000)), "audio/mpeg", Group.AUDIO),
        (mp3(tag=cover_tag(noise(90_000))), "audio/mpeg", Group.AUDIO),
        (bytes(3000) + mp3(), "audio/mpeg", Group.AUDIO),
        (id3(comment_tag("x" * 9000)) + FLAC, "audio/flac", Group.AUDIO),
        (wav(), "audio/x-wav", Group.AUDIO),
        (b"wvpk" + noise(60), "audio/x-wavpack", Group.AUDIO),
        # pictures
        (png(), "image/png", Group.IMAGE),
        (jpeg(), "image/jpeg", Group.IMAGE),
        (gif(), "image/gif", Group.IMAGE),
        (svg(), "image/svg+xml", Group.IMAGE),
        (b"<!--" + b" long comment" * 900 + b"-->" + svg(), "image/svg+xml", Group.IMAGE),
        # programs and scripts
        (windows_program(), "application/x-dosexec", Group.EXECUTABLE),
        (b"\x7fELF\2\1\1" + bytes(60), "application/x-executable", Group.EXECUTABLE),
        (b"#!/usr/bin/python\nprint()", "text/x-shellscript", Group.SCRIPT),
        # words, in any language, are never programs
        (KOREAN, "text/plain", Group.TEXT),
        (GREEK, "text/plain", Group.TEXT),
        (b"import all the love\nfrom me\ndef not sleeping:\n", "text/plain", Group.TEXT),
        (b"It said <svg and I said no", "text/plain", Group.TEXT),
        # the rest
        (zip_of({"a.wav": wav()}), "application/zip", Group.ARCHIVE),
        (gzip.compress(b"<Ableton/>"), "application/gzip", Group.ARCHIVE),
        (b"FLhd\6\0\0\0\0\0\1\0\x60\0", "application/x-fl-studio", Group.OTHER),
        (b"", EMPTY, Group.OTHER),
        (noise(5000), "application/octet-stream", Group.OTHER),
    ],
    ids=by_size,
)
def test_the_type_is_what_the_bytes_say(data: bytes, media_type: str, group: Group) -> None:
    assert sniffed(data) == Sniffed(media_type, group)


@given(st.binary(max_size=300), st.sampled_from([b"", b"ID3\4\0\0\0\0", b"\xff\xfb\x90", b"<svg"]))
def test_any_bytes_have_a_type(data: bytes, start: bytes) -> None:
    assert sniffed(start + data).media_type


@pytest.mark.parametrize(
    ("declared", "group"),
    [
        ("audio/mp3", Group.AUDIO),
        ("audio/x-wav; charset=binary", Group.AUDIO),
        ("Application/OGG", Group.AUDIO),
        ("video/mp4", Group.VIDEO),
        ("application/x-msdownload", Group.EXECUTABLE),
        # these say nothing
        ("application/octet-stream", None),
        ("application/x-www-form-urlencoded", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_declared_types_mean_a_group_or_nothing(declared: str, group: Group | None) -> None:
    assert group_of_media_type(declared) is group


def test_every_group_accepts_itself() -> None:
    assert all(group in ACCEPTS[group] for group in Group)


def test_an_extension_belongs_to_one_group() -> None:
    """`ts` is film to some and a script to others, so it promises nothing."""
    assert group_of_extension("ts") is None
