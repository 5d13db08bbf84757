"""Precision-recall and calibration curves as SVG, the same bytes for the same numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve

from moderation.training.evaluate import LABELS, Judged, of_source

_BINS = 10
_FEWEST = 20  # positives below which a curve says nothing
_PANELS_A_ROW = 4
_INK, _PALE = "#1f5fa8", "#9aa5b1"
_STYLE = {"svg.hashsalt": "portcullis", "svg.fonttype": "none", "font.size": 7}


@dataclass(frozen=True, slots=True)
class _Panel:
    label: str
    positive: NDArray[np.bool_]
    scores: NDArray[np.float64]


def save_plots(judged: Judged, folder: Path, source: str = "own") -> tuple[Path, Path]:
    """Write `precision-recall.svg` and `calibration.svg` of one source, a panel a label."""
    folder.mkdir(parents=True, exist_ok=True)
    panels = list(_panels(judged, source))
    return (
        _save(folder / "precision-recall.svg", panels, _precision_recall),
        _save(folder / "calibration.svg", panels, _calibration),
    )


def _panels(judged: Judged, source: str) -> list[_Panel]:
    panels = []
    for column, label in enumerate(LABELS):
        rows = of_source(judged.lines, source) & (judged.truth[:, column] >= 0)
        positive = judged.truth[rows, column] == 1
        if _FEWEST <= positive.sum() < len(positive):
            panels.append(_Panel(label, positive, judged.scores[rows, column]))
    return panels


def _save(path: Path, panels: Sequence[_Panel], draw: Callable[[Axes, _Panel], None]) -> Path:
    rows = max(1, -(-len(panels) // _PANELS_A_ROW))
    with mpl.rc_context(_STYLE):  # type: ignore[arg-type]  # its stub knows literal keys only
        figure = Figure(figsize=(8, 2.1 * rows), layout="constrained")
        axes = figure.subplots(rows, _PANELS_A_ROW, squeeze=False, sharex=True, sharey=True)
        for place in axes.flat:
            place.set_axis_off()
        for place, panel in zip(axes.flat, panels, strict=False):
            place.set_axis_on()
            place.set(xlim=(0, 1), ylim=(0, 1.02), title=panel.label.replace("/", "\n"))
            draw(place, panel)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    return path


def _precision_recall(axes: Axes, panel: _Panel) -> None:
    precision, recall, _ = precision_recall_curve(panel.positive, panel.scores)
    axes.axhline(float(panel.positive.mean()), color=_PALE, linewidth=0.8, linestyle=":")
    axes.step(recall, precision, where="post", color=_INK, linewidth=1)
    axes.set(xlabel="recall", ylabel="precision")


def _calibration(axes: Axes, panel: _Panel) -> None:
    """Share of positives among lines that got about the same probability."""
    bins = np.minimum((panel.scores * _BINS).astype(int), _BINS - 1)
    filled = [b for b in range(_BINS) if (bins == b).sum() >= 5]
    said = [float(panel.scores[bins == b].mean()) for b in filled]
    found = [float(panel.positive[bins == b].mean()) for b in filled]
    axes.plot([0, 1], [0, 1], color=_PALE, linewidth=0.8, linestyle=":")
    axes.plot(said, found, color=_INK, linewidth=1, marker="o", markersize=2.5)
    axes.set(xlabel="probability said", ylabel="share found")
