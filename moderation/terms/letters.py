"""How letters follow one another: the table behind the gibberish detector."""

from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

SIZE = 27  # a space, then a to z
_FIRST = ord("a") - 1


class LetterTriples:
    """How unusual each letter is after two others, from 0 (common) to 1 (in no language)."""

    def __init__(self, table: NDArray[np.uint8]) -> None:
        self._table = table

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the table that moderation/training/letters.py made."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(arrays["table"])

    def strangeness(self, word: str) -> float:
        """How unlike a word of any language a word of lower-case ASCII letters is, 0 to 1."""
        letters = codes(f" {word} ")
        return float(self._table[letters[:-2], letters[1:-1], letters[2:]].mean()) / 255


def codes(text: str) -> NDArray[np.int64]:
    """Letters as numbers: a to z as 1 to 26, anything else as 0."""
    points = np.frombuffer(text.encode("ascii", "replace"), np.uint8).astype(np.int64) - _FIRST
    points[(points < 1) | (points >= SIZE)] = 0
    return points
