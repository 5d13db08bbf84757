"""Texts a second of the text model alone: one core, CPU time, one text a call.

`python bench/text_model.py [--json]`. A bar is 5,000 texts of 100 to 150 characters a second.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core means one core

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from moderation.content import Content, ContentKind, Uploader
from moderation.detectors.text_model import TextModel
from moderation.extract import Extract
from moderation.fold import fold
from moderation.text.scorer import Model, TextScorer
from moderation.training.corpus import ORDINARY, own_lines

MODELS = Path(__file__).parents[1] / "moderation" / "models"
SHORTEST, LONGEST = 100, 150
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU time of one call over many texts; `cold` is the first round."""

    what: str
    texts: int
    cold_per_second: float
    per_second: float
    p50_us: float
    p99_us: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    started = time.process_time()
    scorer = TextScorer(Model.load(MODELS))
    load_ms = (time.process_time() - started) * 1e3
    lines = [x for x in own_lines() if SHORTEST <= len(x.text) <= LONGEST]
    texts = [x.text for x in lines]
    ordinary = [x.text for x in lines if x.source == ORDINARY]
    abusive = [x.text for x in lines if x.positive]
    speeds = [
        measure("fold and score", texts, lambda text: scorer.probabilities(fold(text).text)),
        measure("detector, ordinary", ordinary, detector_call(scorer)),
        measure("detector, abusive", abusive, detector_call(scorer)),
        measure(
            "a megabyte", ["lovely song " * 87_000], lambda t: scorer.probabilities(fold(t).text)
        ),
    ]
    if chosen.json:
        print(json.dumps({"load_ms": load_ms, "speeds": [asdict(s) for s in speeds]}))
        return 0
    print(f"load {load_ms:.0f} ms CPU, model {scorer.version}")
    print(
        "| call | texts | cold, texts/s | warm, texts/s | p50 µs | p99 µs |\n"
        "|---|---|---|---|---|---|"
    )
    for s in speeds:
        print(
            f"| {s.what} | {s.texts} | {s.cold_per_second:,.0f} | {s.per_second:,.0f}"
            f" | {s.p50_us:.0f} | {s.p99_us:.0f} |"
        )
    return 0


def detector_call(scorer: TextScorer) -> Callable[[str], object]:
    """The whole detector on one comment, folds included."""
    detector = TextModel(scorer)

    def call(text: str) -> object:
        content = Content(ContentKind.COMMENT, Uploader("bench"), text=text)
        return list(detector.detect(Extract(content)))

    return call


def measure(what: str, texts: Sequence[str], call: Callable[[str], object]) -> Speed:
    """Time every call of every round; caches warm up in the first."""
    rounds = []
    for _ in range(ROUNDS):
        spent = []
        for text in texts:
            before = time.process_time_ns()
            call(text)
            spent.append(time.process_time_ns() - before)
        rounds.append(spent)
    warm = np.array(rounds[1:]).ravel() / 1e3
    return Speed(
        what,
        len(texts),
        1e9 * len(texts) / sum(rounds[0]),
        float(1e6 / warm.mean()),
        float(np.percentile(warm, 50)),
        float(np.percentile(warm, 99)),
    )


if __name__ == "__main__":
    sys.exit(main())
