"""Fitting: one logistic regression an output, calibrated on folds it has not seen.

Deterministic: liblinear's primal solver draws nothing at random, lines are split by the
hash of their text, and disguises are drawn from a generator seeded by the same hash.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from moderation.training.corpus import (
    ORDINARY,
    OUTPUTS,
    OWN,
    PROMPTS,
    TEMPLATED,
    Line,
    with_text,
)
from moderation.training.disguise import disguised
from moderation.training.pipeline import Features, logistic

FOLDS = 4
INVERSE_REGULARISATION = 6.0
TOLERANCE = 0.01  # a third less time than 0.0001 for the same average precision
OWN_WEIGHTS = {OWN: 10.0, ORDINARY: 5.0}
TEMPLATED_WEIGHT = 0.2
SOURCE_CAP = 3000  # a public source of n lines weighs as if it had sqrt(cap * n)
COPY_WEIGHT = 0.3
PUBLIC_COPIES = 8  # one disguised copy for so many public lines; one for each of ours

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The served weights with a column an output, and what the folds said of unseen lines."""

    outputs: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float64]
    calibration: NDArray[np.float64]
    unseen: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Material:
    """Lines and their disguised copies, ready to fit; `fold` keeps a copy with its line."""

    features: sp.csr_matrix
    truth: NDArray[np.int8]
    weight: NDArray[np.float64]
    fold: NDArray[np.int64]
    originals: int


def fit(
    lines: Sequence[Line],
    features: Features,
    report: Progress = print,
    outputs: tuple[str, ...] = OUTPUTS,
) -> Fitted:
    """Train on all lines given; none of them may be kept apart."""
    material = _material(trainable(lines), features)
    columns = []
    for output in outputs:
        columns.append(_fit_output(material, OUTPUTS.index(output)))
        report(f"fitted {output}")
    weights, bias, calibration, unseen = zip(*columns, strict=True)
    return Fitted(
        outputs,
        features.folded(np.column_stack(weights)).astype(np.float32),
        np.array(bias),
        np.array(calibration).T,
        np.column_stack(unseen),
    )


def trainable(lines: Sequence[Line]) -> list[Line]:
    """The lines that `fit` uses, in the order of `Fitted.unseen`.

    Questions put to a chat bot are left out: for most of our outputs they are the only
    public positives, so a model learns that asking is the offence.
    """
    return [line for line in lines if line.domain != PROMPTS]


def truth_of(lines: Sequence[Line]) -> NDArray[np.int8]:
    """Per line and output: 1 positive, 0 negative, -1 not checked."""
    return np.array(
        [
            [1 if o in line.positive else 0 if line.checked(o) else -1 for o in OUTPUTS]
            for line in lines
        ],
        np.int8,
    ).reshape(len(lines), len(OUTPUTS))


def line_weights(lines: Sequence[Line]) -> NDArray[np.float64]:
    """How much each line counts, so that large sources do not drown our own."""
    sizes = Counter(line.source for line in lines)
    shares = {source: min(1.0, (SOURCE_CAP / size) ** 0.5) for source, size in sizes.items()}
    shares |= OWN_WEIGHTS | dict.fromkeys(TEMPLATED, TEMPLATED_WEIGHT)
    return np.array([shares[line.source] for line in lines])


def fold_of(line: Line) -> int:
    """The fold of a line, by another byte of its hash than the one that keeps it apart."""
    return line.digest[1] % FOLDS


def _material(lines: Sequence[Line], features: Features) -> _Material:
    copied = [line.source in OWN_WEIGHTS or line.digest[2] % PUBLIC_COPIES == 0 for line in lines]
    copies = [_copy(line) for line in compress(lines, copied)]
    weight = line_weights(lines)
    fold = np.array([fold_of(line) for line in lines])
    return _Material(
        features=features.trained(line.text for line in [*lines, *copies]),
        truth=truth_of([*lines, *copies]),
        weight=np.concatenate([weight, weight[copied] * COPY_WEIGHT]),
        fold=np.concatenate([fold, fold[copied]]),
        originals=len(lines),
    )


def _copy(line: Line) -> Line:
    chance = random.Random(line.digest)  # noqa: S311 - a reproducible draw, not a secret
    return with_text(line, disguised(line.text, chance))


def _fit_output(
    material: _Material, column: int
) -> tuple[NDArray[np.float64], float, tuple[float, float], NDArray[np.float64]]:
    """Coefficients, bias, calibration and unseen probabilities of one output."""
    truth = material.truth[:, column]
    logits = np.zeros(len(truth))
    for fold in range(FOLDS):
        seen = (truth >= 0) & (material.fold != fold)
        model = _regression(material, seen, column)
        unseen = material.fold == fold
        logits[unseen] = model.decision_function(material.features[unseen])
    checked = truth >= 0
    slope, offset = _calibrate(logits[checked], truth[checked], material.weight[checked])
    model = _regression(material, checked, column)
    probabilities = logistic(slope * logits[: material.originals] + offset)
    return model.coef_[0], float(model.intercept_[0]), (slope, offset), probabilities


def _regression(material: _Material, rows: NDArray[np.bool_], column: int) -> LogisticRegression:
    model = LogisticRegression(solver="liblinear", C=INVERSE_REGULARISATION, tol=TOLERANCE)
    return model.fit(
        material.features[rows],
        material.truth[rows, column],
        sample_weight=material.weight[rows],
    )


def _calibrate(
    logits: NDArray[np.float64], truth: NDArray[np.int8], weight: NDArray[np.float64]
) -> tuple[float, float]:
    """Platt's slope and offset: two numbers, monotone, and they fold into the scorer."""
    model = LogisticRegression(C=1e6).fit(logits[:, None], truth, sample_weight=weight)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
