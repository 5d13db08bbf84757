"""`python -m moderation.training.train --data DIR --out moderation/models`.

Trains, calibrates, chooses thresholds, writes the model with its checksums, then measures
the written file on the lines kept apart and fills the numbers into the model card.
"""

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from moderation.content import ContentKind
from moderation.fold import fold
from moderation.text.scorer import Model, TextScorer
from moderation.training import tables
from moderation.training.corpus import (
    OWN,
    TOXIC,
    Line,
    for_training,
    kept_apart,
    own_lines,
    public_lines,
)
from moderation.training.disguise import DISGUISES
from moderation.training.evaluate import (
    ALL_SOURCES,
    Judged,
    Predict,
    Prediction,
    judge,
    measure,
)
from moderation.training.fit import fit, trainable
from moderation.training.model_file import NAME, save
from moderation.training.pipeline import Features, WordVectors
from moderation.training.plots import save_plots
from moderation.training.thresholds import choose


def main(arguments: Sequence[str] | None = None) -> int:
    """Train from the command line."""
    chosen = _parser().parse_args(arguments)
    if chosen.data is not None and not chosen.data.is_dir():
        print(f"no such folder: {chosen.data}", file=sys.stderr)
        return 1
    lines = [*own_lines(), *public_lines(chosen.data)]
    thresholds = train(lines, chosen.out)
    scorer = TextScorer(Model.load(chosen.out))
    judged = judge(kept_apart(lines), predictor(scorer, thresholds))
    report = measure(judged)
    still_caught = under_disguise(judged, predictor(scorer, thresholds))
    numbers = {"version": scorer.version, "thresholds": thresholds, "disguised": still_caught}
    (chosen.out / f"{NAME}-numbers.json").write_text(
        json.dumps(numbers | asdict(report), indent=1) + "\n", "utf-8"
    )
    if chosen.card is not None:
        filled = {
            "version": f"`{scorer.version}`\n",
            "corpus": tables.corpus_table(lines),
            "own": tables.labels_table(report, OWN),
            "all": tables.labels_table(report, ALL_SOURCES),
            "sources": tables.sources_table(report),
            "ordinary": tables.ordinary_table(report),
            "thresholds": tables.thresholds_table(thresholds),
            "disguised": tables.shares_table("disguise", still_caught),
        }
        chosen.card.write_text(tables.fill_in(chosen.card.read_text("utf-8"), filled), "utf-8")
        save_plots(judged, chosen.card.with_suffix(""))
    print(tables.labels_table(report, OWN), tables.ordinary_table(report), sep="\n")
    print(tables.thresholds_yaml(thresholds))
    return 0


def train(lines: Sequence[Line], out: Path) -> Mapping[str, float]:
    """Fit on the lines not kept apart, write the model, answer the review thresholds."""
    training = trainable(for_training(lines))
    vectors = WordVectors.load()
    fitted = fit(training, Features(vectors), lambda step: print(step, file=sys.stderr))
    save(fitted, vectors, out)
    return choose(training, fitted.unseen)


def predictor(scorer: TextScorer, thresholds: Mapping[str, float]) -> Predict:
    """The model alone as something to evaluate; `toxic` is scored and never flagged."""

    def predict(text: str, _: ContentKind) -> Prediction:
        folded = fold(text).text
        scores = dict(zip(scorer.outputs, scorer.probabilities(folded).tolist(), strict=True))
        flagged = (h for h, score in scores.items() if h != TOXIC and score >= thresholds[h])
        return Prediction(scores, frozenset(flagged))

    return predict


def under_disguise(judged: Judged, predict: Predict) -> Mapping[str, float]:
    """Of our own caught lines, the share still caught with every longer word disguised."""
    caught = [
        line
        for line, flag in zip(judged.lines, judged.any_flag, strict=True)
        if flag and line.source == OWN and line.positive
    ]
    shares = {}
    for disguise in DISGUISES:
        chance = random.Random(disguise.__name__)  # noqa: S311 - reproducible, not secret
        still = 0
        for line in caught:
            words = (disguise(w, chance) if len(w) > 3 else w for w in line.text.split(" "))
            still += bool(predict(" ".join(words), line.kind).flagged)
        shares[disguise.__name__] = still / max(len(caught), 1)
    return shares


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="moderation.training.train", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of public <source>.jsonl.gz files")
    parser.add_argument("--out", type=Path, default=Path("moderation/models"))
    parser.add_argument("--card", type=Path, help="model card whose tables are rewritten")
    return parser


if __name__ == "__main__":
    sys.exit(main())
