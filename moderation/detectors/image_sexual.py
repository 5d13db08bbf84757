"""Pictures that show sex or nudity, by Yahoo's open_nsfw.

Cover art inside audio files and frames of video are not looked at yet.
"""

import io
from collections.abc import Callable, Iterable

import numpy as np
from PIL import Image

from moderation.categories import Subcategory, heading
from moderation.content import Content, ContentKind, MediaFile, Uploader
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.files.groups import Group
from moderation.files.open_nsfw import VERSION, OpenNsfw
from moderation.files.pictures import frames_of
from moderation.signals import Evidence, Signal

SEXUAL = heading(Subcategory.SEXUAL)

# The model's authors call a probability below 0.2 safe and above 0.8 unsafe, and leave what
# is between to the user. Here: below 0.2 nothing is said, up to 0.5 it is a hint, from 0.5
# a person should look. 0.95, which a policy may block by, takes a probability of 0.967.
SAFE = 0.2
PROBABILITIES = (SAFE, 0.5, 0.8, 1.0)
SCORES = (0.3, 0.5, 0.8, 0.98)


class ImageSexual:
    """Scores the frames of a picture and tells the highest."""

    name = "image-sexual"
    version = f"1-{VERSION}"
    cost = Cost.TENS_OF_MILLISECONDS

    def __init__(self, scorer: Callable[[Image.Image], float] | None = None) -> None:
        """`scorer`: a probability for an RGB picture of 256 x 256; open_nsfw by default."""
        self._open_nsfw = OpenNsfw()
        self._score = scorer or self._open_nsfw

    def warm(self) -> None:
        """Load the model before the first picture comes. Raises Unavailable without it."""
        self._open_nsfw.warm()

    def looks_at(self, content: Content) -> bool:
        """Any file: what it is shows only in its bytes."""
        return content.file is not None

    def detect(self, extract: Extract) -> Iterable[Signal]:
        """Raises Unreadable for pictures that are broken or of a format not looked into."""
        file, sniffed = extract.content.file, extract.sniffed
        if file is None or sniffed is None or sniffed.group is not Group.IMAGE:
            return ()
        probability = max(map(self._score, frames_of(file.data)))
        if probability < SAFE:
            return ()
        score = round(float(np.interp(probability, PROBABILITIES, SCORES)), 4)
        place = Evidence("file", None, None, f"nudity {probability:.2f}")
        return (Signal(SEXUAL, score, self.name, self.version, (place,)),)

    def examples(self) -> tuple[Example, ...]:
        """Only misses: no picture that the model hits is fit to be kept in this repository."""
        across, around = Image.linear_gradient("L"), Image.radial_gradient("L")
        pictures = (
            Image.new("RGB", (64, 64), "white"),
            Image.new("RGB", (64, 64), (224, 172, 105)),  # the colour of skin, no more of it
            Image.merge("RGB", (across, around, across.rotate(90))),
            Image.effect_mandelbrot((128, 128), (-2, -1.5, 1, 1.5), 50),
        )
        return tuple(Example(_upload(picture), None) for picture in pictures)


def _upload(picture: Image.Image) -> Content:
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    file = MediaFile.from_bytes(stream.getvalue(), "cover.png", "image/png")
    return Content(ContentKind.IMAGE, Uploader("u-1"), file=file)
