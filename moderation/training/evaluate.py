"""How good any set of detectors is on labelled lines, per label and per source.

`predict` may be one model or the whole screening: what it says is compared with what
people said. Lines that nobody checked for a label are left out of that label's numbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from moderation.categories import Category
from moderation.content import ContentKind
from moderation.training.corpus import OUTPUTS, PROMPTS, Line
from moderation.training.thresholds import is_music, is_talk

ALL_SOURCES = "all"
LABELS = tuple(dict.fromkeys([*(category.value for category in Category), *OUTPUTS]))


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was said of one text: a score a heading (0 where silent), and what is flagged."""

    scores: Mapping[str, float]
    flagged: frozenset[str]


Predict = Callable[[str, ContentKind], Prediction]


@dataclass(frozen=True, slots=True)
class Judged:
    """Lines beside what was predicted of them; a column a label of `LABELS`.

    `truth` is 1, 0, or -1 where nobody checked. `any_flag` is any category at all.
    """

    lines: tuple[Line, ...]
    truth: NDArray[np.int8]
    scores: NDArray[np.float64]
    flagged: NDArray[np.bool_]
    any_flag: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measure:
    """One label on one source; None where there is nothing to measure."""

    label: str
    source: str
    lines: int
    positives: int
    average_precision: float | None
    roc_auc: float | None
    precision: float | None
    recall: float | None
    false_positive_rate: float | None


@dataclass(frozen=True, slots=True)
class OrdinaryShare:
    """How much harmless text is flagged under any category at all."""

    name: str
    lines: int
    flagged: float


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured, in the order of `LABELS`, `all` before the single sources."""

    measures: tuple[Measure, ...]
    ordinary: tuple[OrdinaryShare, ...]


def evaluate(lines: Iterable[Line], predict: Predict) -> Report:
    """Predict every line and measure."""
    return measure(judge(lines, predict))


def judge(lines: Iterable[Line], predict: Predict) -> Judged:
    """Ask for a prediction of every line."""
    kept = tuple(lines)
    predictions = [predict(line.text, line.kind) for line in kept]
    return Judged(
        kept,
        np.array([[truth(line, label) for label in LABELS] for line in kept], np.int8).reshape(
            len(kept), len(LABELS)
        ),
        np.array(
            [[_score(p.scores, label) for label in LABELS] for p in predictions], np.float64
        ).reshape(len(kept), len(LABELS)),
        np.array(
            [[any(_is_of(h, label) for h in p.flagged) for label in LABELS] for p in predictions],
            bool,
        ).reshape(len(kept), len(LABELS)),
        np.array([bool(p.flagged) for p in predictions], bool),
    )


def truth(line: Line, label: str) -> int:
    """1 if the line is of the label or of anything under it, -1 if nobody checked."""
    members = [output for output in OUTPUTS if _is_under(output, label)]
    if any(output in line.positive for output in members):
        return 1
    return 0 if all(line.checked(output) for output in members) else -1


def measure(judged: Judged) -> Report:
    """The numbers per label and source, and the flagged share of ordinary text."""
    sources = [ALL_SOURCES, *sorted({line.source for line in judged.lines})]
    measures = [_measure(judged, label, source) for label in LABELS for source in sources]
    return Report(tuple(m for m in measures if m.positives), _ordinary(judged))


def of_source(lines: Sequence[Line], source: str) -> NDArray[np.bool_]:
    """Which lines come from a source; our ordinary lines are negatives of our own.

    `all` leaves out questions put to a chat bot: nobody posts those.
    """
    if source == ALL_SOURCES:
        return np.array([line.domain != PROMPTS for line in lines], bool)
    return np.array([line.source in (source, f"{source}_ordinary") for line in lines], bool)


def _is_under(heading: str, label: str) -> bool:
    return heading == label or heading.startswith(f"{label}/")


def _is_of(heading: str, label: str) -> bool:
    """Whether a predicted heading speaks of a label, however finely it was filed."""
    return _is_under(heading, label) or label.startswith(f"{heading}/")


def _score(scores: Mapping[str, float], label: str) -> float:
    return max((score for heading, score in scores.items() if _is_of(heading, label)), default=0.0)


def _measure(judged: Judged, label: str, source: str) -> Measure:
    column = LABELS.index(label)
    rows = of_source(judged.lines, source) & (judged.truth[:, column] >= 0)
    positive = judged.truth[rows, column] == 1
    flagged, scores = judged.flagged[rows, column], judged.scores[rows, column]
    mixed = 0 < positive.sum() < len(positive)
    return Measure(
        label,
        source,
        len(positive),
        int(positive.sum()),
        float(average_precision_score(positive, scores)) if mixed else None,
        float(roc_auc_score(positive, scores)) if mixed else None,
        _mean(positive[flagged]),
        _mean(flagged[positive]),
        _mean(flagged[~positive]),
    )


def _mean(values: NDArray[np.bool_]) -> float | None:
    return float(values.mean()) if len(values) else None


def _ordinary(judged: Judged) -> tuple[OrdinaryShare, ...]:
    groups = {
        "ordinary music text": [is_music(line) for line in judged.lines],
        "ordinary conversation": [is_talk(line) for line in judged.lines],
        "hard negatives": [bool(line.near) for line in judged.lines],
    }
    for source in sorted({line.source for line in judged.lines if is_talk(line)}):
        groups[source] = [line.source == source and is_talk(line) for line in judged.lines]
    return tuple(
        OrdinaryShare(name, sum(rows), float(judged.any_flag[np.array(rows, bool)].mean()))
        for name, rows in groups.items()
        if any(rows)
    )
