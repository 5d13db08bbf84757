"""Scoring text with the trained weights, without scikit-learn.

The model is trained as a scikit-learn pipeline and served folded: the same words, the
same hashes, one gather and one sum. scikit-learn is not imported here, because its
checks and sparse matrices cost fifty times the arithmetic and its import a second of
every start. `moderation.training.pipeline` is the other half; a test holds them equal.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Self

import mmh3
import numpy as np
from numpy.typing import NDArray

from moderation.text.words import WINDOW, windows, words, words_with_places

WORD_BUCKETS = 1 << 16
CHARACTER_BUCKETS = 1 << 16
CHARACTER_NGRAMS = (2, 5)
HASHED_ROWS = WORD_BUCKETS + CHARACTER_BUCKETS


class DamagedModel(Exception):
    """A model file is not the one its checksum was made for."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one word adds to an output's logit, and where it stands in the folded text."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Model:
    """The folded model, a column an output.

    `weights` has a row for each bucket of words, each bucket of n-grams, and each word of
    `importance` in its order. A probability is the logistic function of
    `slope * logit + offset`, the two rows of `calibration`.
    """

    outputs: tuple[str, ...]
    weights: NDArray[np.float32]
    importance: Mapping[str, float]
    bias: NDArray[np.float64]
    calibration: NDArray[np.float64]
    version: str

    @classmethod
    def load(cls, folder: Path, name: str = "text-model") -> Self:
        """Read `<name>.json` and map `<name>.npy`, both checked against `<name>.sha256`."""
        checksums = (folder / f"{name}.sha256").read_text("ascii")
        for line in checksums.splitlines():
            digest, file_name = line.split()
            if hashlib.sha256((folder / file_name).read_bytes()).hexdigest() != digest:
                raise DamagedModel(file_name)
        card = json.loads((folder / f"{name}.json").read_text("utf-8"))
        return cls(
            outputs=tuple(card["outputs"]),
            weights=np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False),
            importance=card["importance"],
            bias=np.array(card["bias"]),
            calibration=np.array(card["calibration"]),
            version=f"{card['version']}+{hashlib.sha256(checksums.encode()).hexdigest()[:12]}",
        )


class TextScorer:
    """Texts to probabilities. Read-only, so threads may share it."""

    def __init__(self, model: Model) -> None:
        self.outputs = model.outputs
        self.version = model.version
        self._weights = model.weights
        self._bias = model.bias
        self._slope, self._offset = model.calibration
        self._known = {word: HASHED_ROWS + at for at, word in enumerate(model.importance)}
        self._importance = np.fromiter(model.importance.values(), np.float64)

    def probabilities(self, folded: str) -> NDArray[np.float64]:
        """One calibrated probability an output, for a folded text."""
        logits = [self._logits(window) for window in windows(words(folded))]
        worst = logits[0] if len(logits) == 1 else np.max(logits, axis=0)
        said: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(self._slope * worst + self._offset)))
        return said

    def weigh(self, folded: str, output: str) -> list[Weight]:
        """What each word of the worst window adds to an output, in reading order."""
        column = self.outputs.index(output)
        found = words_with_places(folded)
        texts = [text for text, _ in found]
        first = 0 if len(texts) <= WINDOW else self._worst_start(texts, column)
        stretch = slice(first, first + WINDOW)
        shares = self._shares(texts[stretch], column)
        return [
            Weight(*span, share) for (_, span), share in zip(found[stretch], shares, strict=True)
        ]

    def _worst_start(self, texts: list[str], column: int) -> int:
        return WINDOW * int(np.argmax([self._logits(w)[column] for w in windows(texts)]))

    def _logits(self, window: list[str]) -> NDArray[np.float64]:
        if not window:
            return self._bias
        distinct = set(window)
        word_rows = np.array(sorted({_word_row(ngram) for ngram in _word_ngrams(window)}))
        character_rows = _distinct(np.concatenate([_character_rows(w) for w in distinct]))
        logits = (
            self._bias
            + self._sum(word_rows) / np.sqrt(len(word_rows))
            + self._sum(character_rows) / np.sqrt(len(character_rows))
        )
        if known := [self._known[word] for word in distinct if word in self._known]:
            rows = np.sort(known)
            importance = self._importance[rows - HASHED_ROWS]
            known_part = importance @ self._weights.take(rows, axis=0)
            logits = logits + known_part / np.sqrt(importance @ importance)
        return np.asarray(logits, np.float64)

    def _sum(self, rows: NDArray[np.signedinteger]) -> NDArray[np.float64]:
        summed: NDArray[np.float64] = self._weights.take(rows, axis=0).sum(axis=0, dtype=np.float64)
        return summed

    def _shares(self, window: list[str], column: int) -> list[float]:
        """A word's share of the logit; a pair of words shares its weight equally."""
        if not window:
            return []
        weights = self._weights[:, column]
        pairs = [
            0.0,
            *(float(weights[_word_row(f"{a} {b}")]) / 2 for a, b in pairwise(window)),
            0.0,
        ]
        rows = [_character_rows(word) for word in window]
        known = {word: self._known[word] for word in window if word in self._known}
        importance = {word: self._importance[row - HASHED_ROWS] for word, row in known.items()}
        per_word = len({_word_row(ngram) for ngram in _word_ngrams(window)}) ** 0.5
        per_character = len(_distinct(np.concatenate(rows))) ** 0.5
        per_known = sum(i * i for i in importance.values()) ** 0.5
        return [
            (float(weights[_word_row(word)]) + pairs[i] + pairs[i + 1]) / per_word
            + float(weights[rows[i]].sum()) / per_character
            + (float(weights[known[word]]) * importance[word] / per_known if word in known else 0)
            for i, word in enumerate(window)
        ]


def _bucket(ngram: str, buckets: int) -> int:
    return abs(mmh3.hash(ngram)) % buckets


@lru_cache(maxsize=16_384)
def _word_row(ngram: str) -> int:
    return _bucket(ngram, WORD_BUCKETS)


@lru_cache(maxsize=16_384)
def _character_rows(word: str) -> NDArray[np.int32]:
    """Rows of the n-grams within a word and the blanks around it."""
    padded = f" {word} "
    shortest, longest = CHARACTER_NGRAMS
    ngrams = {
        padded[start : start + length]
        for length in range(shortest, longest + 1)
        for start in range(max(len(padded) - length, 0) + 1)
    }
    rows = {WORD_BUCKETS + _bucket(ngram, CHARACTER_BUCKETS) for ngram in ngrams}
    return np.fromiter(rows, np.int32, len(rows))


def _distinct(rows: NDArray[np.int32]) -> NDArray[np.int32]:
    rows = np.sort(rows)
    return rows[np.concatenate(([True], rows[1:] != rows[:-1]))]


def _word_ngrams(window: list[str]) -> Iterator[str]:
    yield from window
    for first, second in pairwise(window):
        yield f"{first} {second}"
