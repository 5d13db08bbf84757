"""Writing a model: plain arrays and JSON with their checksums, never pickled objects."""

import hashlib
import io
import json
from pathlib import Path

import numpy as np

from moderation.training.fit import Fitted
from moderation.training.pipeline import WordVectors

NAME = "text-model"
VERSION = "1"  # of the recipe; the served version adds the hash of the files


def save(fitted: Fitted, vectors: WordVectors, folder: Path) -> str:
    """Write `text-model.npy`, `.json` and `.sha256`; answer what the checksum file says."""
    folder.mkdir(parents=True, exist_ok=True)
    array = io.BytesIO()
    np.save(array, np.ascontiguousarray(fitted.weights), allow_pickle=False)
    card = {
        "version": VERSION,
        "outputs": fitted.outputs,
        "bias": fitted.bias.tolist(),
        "calibration": fitted.calibration.tolist(),
        "importance": dict(zip(vectors.words, vectors.importance.round(6).tolist(), strict=True)),
    }
    files = {
        f"{NAME}.npy": array.getvalue(),
        f"{NAME}.json": (json.dumps(card) + "\n").encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    checksums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()
    )
    (folder / f"{NAME}.sha256").write_text(checksums, "ascii")
    return checksums
