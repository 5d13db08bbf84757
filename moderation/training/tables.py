"""What was measured, as Markdown tables, and their places in the model card."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from moderation.training.corpus import OWN, PROMPTS, TEMPLATED, Line
from moderation.training.evaluate import ALL_SOURCES, Measure, Report

_HEADER = ("lines", "positive", "AP", "ROC AUC", "precision", "recall", "false positives")


def labels_table(report: Report, source: str) -> str:
    """One row a label, on one source."""
    rows = [(m.label, *_numbers(m)) for m in report.measures if m.source == source]
    return _table(("label", *_HEADER), rows)


def sources_table(report: Report) -> str:
    """One row a label and source, for sources that are not ours."""
    rows = [
        (m.label, m.source, *_numbers(m))
        for m in report.measures
        if m.source not in (ALL_SOURCES, OWN)
    ]
    return _table(("label", "source", *_HEADER), rows)


def ordinary_table(report: Report) -> str:
    """How much harmless text is flagged under any heading."""
    rows = [(o.name, str(o.lines), _percent(o.flagged)) for o in report.ordinary]
    return _table(("text", "lines", "flagged"), rows)


def corpus_table(lines: Iterable[Line]) -> str:
    """How many lines of each source were trained on and kept apart."""
    trained: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    uses = {}
    for line in lines:
        (apart if line.kept_apart else trained)[line.source] += 1
        uses[line.source] = (
            "measured only"
            if line.domain == PROMPTS
            else "trained only"
            if line.source in TEMPLATED
            else "both"
        )
    rows = [(s, str(trained[s]), str(apart[s]), use) for s, use in sorted(uses.items())]
    return _table(("source", "training side", "kept apart", "use"), rows)


def thresholds_table(thresholds: Mapping[str, float]) -> str:
    """The review thresholds that the budget bought."""
    return _table(("heading", "review from"), [(h, f"{t:.3f}") for h, t in thresholds.items()])


def shares_table(name: str, shares: Mapping[str, float]) -> str:
    """Any named shares."""
    return _table((name, "share"), [(key, _percent(share)) for key, share in shares.items()])


def thresholds_yaml(thresholds: Mapping[str, float]) -> str:
    """The thresholds as they stand in a policy, under the detector's name."""
    return "".join(f"{h}: {{review: {t:.3f}, block: never}}\n" for h, t in thresholds.items())


def fill_in(card: str, tables: Mapping[str, str]) -> str:
    """The card with each table between its markers; `KeyError` for a table without a place."""
    for name, table in tables.items():
        place = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        if not place.search(card):
            raise KeyError(name)
        card = place.sub(lambda found, table=table: f"{found[1]}{table}{found[2]}", card)  # type: ignore[misc]
    return card


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _numbers(m: Measure) -> tuple[str, ...]:
    return (
        str(m.lines),
        str(m.positives),
        *(_three(v) for v in (m.average_precision, m.roc_auc, m.precision, m.recall)),
        "–" if m.false_positive_rate is None else _percent(m.false_positive_rate),
    )


def _three(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"
