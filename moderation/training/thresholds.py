"""Review thresholds from a budget of false positives, not from the best F1.

Ordinary lines may be flagged under any heading at all at most so often. The budget is
spent where it buys the most: step by step on the heading that gains the most recall on
our own lines, counted with diminishing returns, for the false positives it adds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moderation.training.corpus import ORDINARY, OUTPUTS, OWN, TOXIC, Line

MUSIC_BUDGET = 0.024  # of the 3 % that all detectors together may flag; lists and rules need less
TALK_BUDGET = 0.040  # of 5 %
MARGIN = 0.8  # spent on the folds, so that unseen lines stay within the budget
LOWEST = 0.15
HIGHEST = 0.995
_STEPS = 40  # looked ahead at once: a heading may have to pay before it gains
_TALK = frozenset({"goemotions_benign", "sms_spam", "youtube_spam"})


@dataclass(frozen=True, slots=True)
class Budget:
    """The ordinary lines, and how many of each sort may be flagged."""

    music: NDArray[np.bool_]
    talk: NDArray[np.bool_]

    def spent(self, flagged: NDArray[np.bool_]) -> float:
        """The larger share of the two budgets that these flags use up; 1 is all."""
        return max(
            _share(flagged[self.music]) / (MUSIC_BUDGET * MARGIN),
            _share(flagged[self.talk]) / (TALK_BUDGET * MARGIN),
        )


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def is_music(line: Line) -> bool:
    """Ordinary text of a music platform: nothing wrong with it and not made to look so."""
    return line.source == ORDINARY and not line.positive


def is_talk(line: Line) -> bool:
    """Ordinary conversation: comments and messages that somebody called harmless."""
    return line.source in _TALK and not line.positive


def choose(lines: Sequence[Line], probabilities: NDArray[np.float64]) -> Mapping[str, float]:
    """The review threshold of every heading, from probabilities of lines not trained on."""
    budget = Budget(
        np.array([is_music(line) for line in lines]), np.array([is_talk(line) for line in lines])
    )
    ladders = [
        _ladder(lines, probabilities[:, column], output)
        for column, output in enumerate(OUTPUTS)
        if output != TOXIC
    ]
    level = dict.fromkeys((ladder.output for ladder in ladders), 0)
    flagged = np.zeros(len(lines), bool)
    for ladder in ladders:
        flagged |= ladder.scores >= HIGHEST
    while step := _best_step(ladders, level, flagged, budget):
        ladder, level[step[0].output] = step
        flagged |= ladder.scores >= ladder.thresholds[level[ladder.output]]
    return {x.output: float(x.thresholds[level[x.output]]) for x in ladders}


@dataclass(frozen=True, slots=True)
class _Ladder:
    """One heading: its scores, thresholds from high to low, and the worth of each.

    The worth is the root of the recall on our own lines, so that no heading is starved.
    """

    output: str
    scores: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    worth: NDArray[np.float64]


def _ladder(lines: Sequence[Line], scores: NDArray[np.float64], output: str) -> _Ladder:
    own = scores[[line.source == OWN and output in line.positive for line in lines]]
    inside = own[(own >= LOWEST) & (own < HIGHEST)]
    thresholds = np.concatenate(([HIGHEST], np.unique(np.floor(inside * 1000) / 1000)[::-1]))
    recall = [_share(own >= threshold) for threshold in thresholds]
    return _Ladder(output, scores, thresholds, np.sqrt(recall))


def _best_step(
    ladders: Sequence[_Ladder],
    level: Mapping[str, int],
    flagged: NDArray[np.bool_],
    budget: Budget,
) -> tuple[_Ladder, int] | None:
    """The heading and threshold worth most for its price, if any is affordable."""
    best: tuple[float, _Ladder, int] | None = None
    before = budget.spent(flagged)
    for ladder in ladders:
        now = level[ladder.output]
        for at in range(now + 1, min(now + _STEPS, len(ladder.thresholds))):
            after = budget.spent(flagged | (ladder.scores >= ladder.thresholds[at]))
            if after > 1:
                break
            rate = float(ladder.worth[at] - ladder.worth[now]) / (after - before + 1e-3)
            if best is None or rate > best[0]:
                best = (rate, ladder, at)
    return None if best is None else best[1:]
