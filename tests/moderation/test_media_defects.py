"""Files that are not all there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.files.media_defects import _DEFECTS, defect_of
from moderation.files.samples import comment_tag, gif, id3, jpeg, mp3, noise, png, wav
from tests.moderation.parameter_ids import by_size

MPEG, WAV, PNG, JPEG, GIF = "audio/mpeg", "audio/x-wav", "image/png", "image/jpeg", "image/gif"
MP4, OGG, FLAC, AIFF, WEBP = "video/mp4", "audio/ogg", "audio/flac", "audio/x-aiff", "image/webp"

XING = (
    b"\xff\xfb\x90\x64"
    + bytes(32)
    + b"Xing\0\0\0\3"
    + b"\0\0\0\x14"
    + (417 * 20).to_bytes(4, "big")
)
XING += bytes(417 - len(XING))
STREAMED_WAV = wav().replace((800).to_bytes(4, "little"), b"\xff\xff\xff\xff")
FTYP, MOOV = b"\0\0\0\x10ftypM4A \0\0\0\0", b"\0\0\0\x10moov" + bytes(8)
PAGE = b"OggS" + bytes(22) + b"\1\x0a" + bytes(10)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        # sound: whole frames, and as many as were announced
        (mp3(), MPEG),
        (mp3(1), MPEG),
        (mp3(tag=comment_tag("hello " * 2000)), MPEG),
        (bytes(2000) + mp3(), MPEG),
        (XING + mp3(19), MPEG),
        (wav(), WAV),
        (STREAMED_WAV, WAV),
        (wav()[:-40], WAV),
        (b"fLaC\x80\0\0\x22" + bytes(34) + b"\xff\xf8", FLAC),
        (PAGE + PAGE, OGG),
        (FTYP + b"\0\0\0\0mdat" + bytes(50), "application/x-anything"),
        (FTYP + MOOV + b"\0\0\0\x3amdat" + bytes(50), MP4),
        (FTYP + MOOV + b"\0\0\0\0mdat" + bytes(50), MP4),
        # pictures: to their end, and whatever stands behind it
        (png(), PNG),
        (png() + b"trailer", PNG),
        (jpeg(), JPEG),
        (jpeg() + bytes(100), JPEG),
        (gif(), GIF),
        (gif()[:-1], GIF),
    ],
    ids=by_size,
)
def test_whole_files_have_no_defect(data: bytes, media_type: str) -> None:
    assert defect_of(data, media_type) == ""


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", MPEG),
        (b"", "text/plain"),
        (mp3(1)[:300], MPEG),
        (id3(comment_tag("x" * 5000))[:900], MPEG),
        (id3(comment_tag("no sound")), MPEG),
        (XING + mp3(5), MPEG),
        (wav()[:400], WAV),
        (wav()[:44].replace(b"data", b"junk"), WAV),
        (b"FORM\0\0\x40\0AIFF" + bytes(100), AIFF),
        (b"RIFF\0\x40\0\0WEBP" + bytes(100), WEBP),
        (b"fLaC\0\0\0\x22" + bytes(34), FLAC),
        (PAGE[:30], OGG),
        (FTYP + b"\0\0\0\0mdat" + bytes(50), MP4),
        (FTYP + MOOV + b"\0\1\0\0mdat" + bytes(50), MP4),
        (png()[:-12], PNG),
        (png()[:40], PNG),
        (jpeg()[:-2], JPEG),
        (jpeg()[:30], JPEG),
        (gif()[:-5], GIF),
    ],
    ids=by_size,
)
def test_broken_files_have_a_defect(data: bytes, media_type: str) -> None:
    assert defect_of(data, media_type) != ""


@given(st.sampled_from(sorted(_DEFECTS)), st.binary(max_size=400))
def test_any_bytes_can_be_looked_at(media_type: str, data: bytes) -> None:
    starts = (b"", b"RIFF\0\0\0\0WAVE", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"ID3\4\0\0\0\0\0\1")
    for start in starts:
        assert isinstance(defect_of(start + data, media_type), str)


def test_sync_words_without_frames_are_given_up() -> None:
    assert defect_of(b"\xff\xfb\x90\x64" * 100_000, MPEG) != ""
    assert defect_of(b"\xff\xfb\x90\x64" + noise(200), MPEG) != ""
