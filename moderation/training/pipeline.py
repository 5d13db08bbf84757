"""The model in scikit-learn's terms: what `moderation.text.scorer` serves folded.

Three blocks, each of length one: hashed words and pairs of words, hashed n-grams within
words, and known words by importance. Presence, not counts, and no document frequencies
for the hashed blocks: measured no worse. The third block is multiplied by word vectors
for training, so that words of like meaning share what is learned of one of them; a
linear model on top folds back into one weight a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer
from sklearn.pipeline import FeatureUnion, make_pipeline

from moderation.fold import fold
from moderation.text.scorer import CHARACTER_BUCKETS, CHARACTER_NGRAMS, HASHED_ROWS, WORD_BUCKETS
from moderation.text.words import windows, words

VECTORS_FILE = Path(__file__).parent / "word-vectors.npz"
# Length of the vector block against the hashed ones; 0.7 and 1 measured alike, 1.5 worse.
VECTOR_SCALE = 0.7

_WORDS = {"tokenizer": str.split, "token_pattern": None, "lowercase": False}
_HASHED = {"alternate_sign": False, "binary": True, "norm": "l2", "lowercase": False}


@dataclass(frozen=True, slots=True)
class WordVectors:
    """What words mean, as far as a sentence encoder knows; made by `word_vectors.py`."""

    words: tuple[str, ...]
    importance: NDArray[np.float64]
    vectors: NDArray[np.float64]

    @classmethod
    def load(cls, path: Path = VECTORS_FILE) -> Self:
        """Read the file that is kept beside this one."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                tuple(stored["words"].tolist()),
                stored["importance"].astype(np.float64).round(6),
                stored["vectors"] * stored["scale"].astype(np.float64),
            )


class Features:
    """Texts to rows: sparse as served, or with vectors as trained."""

    def __init__(self, vectors: WordVectors) -> None:
        self.vectors = vectors
        self._union = FeatureUnion(
            [
                ("words", HashingVectorizer(
                    ngram_range=(1, 2), n_features=WORD_BUCKETS, **{**_HASHED, **_WORDS}
                )),
                ("characters", HashingVectorizer(
                    analyzer="char_wb",
                    ngram_range=CHARACTER_NGRAMS,
                    n_features=CHARACTER_BUCKETS,
                    **_HASHED,
                )),
                ("known", make_pipeline(
                    CountVectorizer(vocabulary=list(vectors.words), binary=True, **_WORDS),
                    _weighted_by(vectors.importance),
                )),
            ]
        )  # fmt: skip

    def served(self, texts: Iterable[str]) -> sp.csr_matrix:
        """One row a text, with the columns that the folded weights have as rows."""
        return self._union.transform([readable(text) for text in texts]).tocsr()

    def trained(self, texts: Iterable[str]) -> sp.csr_matrix:
        """The same with the known words replaced by the sum of their vectors."""
        rows = self.served(texts)
        meant = rows[:, HASHED_ROWS:] @ (self.vectors.vectors * VECTOR_SCALE)
        return sp.hstack([rows[:, :HASHED_ROWS], sp.csr_matrix(meant)]).tocsr()

    def folded(self, coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coefficients of `trained` columns as coefficients of `served` columns."""
        hashed, meant = coefficients[:HASHED_ROWS], coefficients[HASHED_ROWS:]
        return np.concatenate([hashed, self.vectors.vectors * VECTOR_SCALE @ meant])


def _weighted_by(importance: NDArray[np.float64]) -> TfidfTransformer:
    transformer = TfidfTransformer(norm="l2")
    transformer.idf_ = importance
    return transformer


def readable(text: str) -> str:
    """The first window of a text, as the model reads it: words with blanks between."""
    return " ".join(next(windows(words(fold(text).text))))


def logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logits to probabilities."""
    return 1.0 / (1.0 + np.exp(-logits))
