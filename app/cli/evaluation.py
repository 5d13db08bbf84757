"""Accuracy of all detectors together, on labelled lines; loaded only when it is asked for.

It needs the libraries of the extra `train`, which a server does not have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.progress import track

from app.config import Settings
from app.wiring import SystemClock, build_screener
from moderation import Action, Content, ContentKind, Policy, Screener, Uploader, parse_policy
from moderation.training import corpus, evaluate, plots, tables

NOBODY = Uploader(id="evaluation")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    data: Sequence[Path]
    kept_apart: bool
    policy_file: Path | None
    plots: Path | None
    mistakes: Path | None
    as_json: bool


def run(wanted: Wanted) -> None:
    """Screen every line and show how often that was right."""
    settings = Settings.from_env()
    document = (wanted.policy_file or settings.policies / "default.yaml").read_text("utf-8")
    screener, policy = build_screener(settings), parse_policy(document)
    lines = read(wanted.data)
    if wanted.kept_apart:
        lines = corpus.kept_apart(lines)
    shown = track(
        lines, "Screening", console=Console(stderr=True), disable=wanted.as_json or not lines
    )
    judged = evaluate.judge(shown, lambda text, kind: predict(screener, policy, text, kind))
    if wanted.plots:
        plots.save_plots(judged, wanted.plots)
    if wanted.mistakes:
        wanted.mistakes.write_bytes(b"\n".join(mistakes_of(judged)) + b"\n")
    show(evaluate.measure(judged), as_json=wanted.as_json)


def read(data: Sequence[Path]) -> list[corpus.Line]:
    """The lines to judge; a line that cannot be read is refused with its place."""
    if not data:
        return corpus.own_lines()
    try:
        return [line for path in data for line in corpus.read_lines(path)]
    except (ValueError, KeyError) as error:
        raise click.BadParameter(str(error)) from error


def predict(
    screener: Screener, policy: Policy, text: str, kind: ContentKind
) -> evaluate.Prediction:
    """What the whole screening says of one text."""
    screening = screener.screen(Content(kind, NOBODY, text=text), policy, SystemClock().now())
    scores: dict[str, float] = {}
    for signal in screening.signals:
        name = str(signal.heading)
        scores[name] = max(scores.get(name, 0.0), signal.score)
    verdicts = screening.decision.verdicts
    flagged = frozenset(str(v.heading) for v in verdicts if v.action is not Action.ALLOW)
    return evaluate.Prediction(scores, flagged)


def mistakes_of(judged: evaluate.Judged) -> list[bytes]:
    """Each line with what it was flagged for wrongly, and what was missed."""
    found = []
    acted_on = [(i, name) for i, name in enumerate(evaluate.LABELS) if name != corpus.TOXIC]
    for row, line in enumerate(judged.lines):
        truth, flagged = judged.truth[row], judged.flagged[row]
        wrongly = [name for i, name in acted_on if flagged[i] and truth[i] == 0]
        missed = [name for i, name in acted_on if truth[i] == 1 and not flagged[i]]
        if wrongly or missed:
            entry = {"text": line.text, "source": line.source, "wrongly": wrongly, "missed": missed}
            found.append(orjson.dumps(entry))
    return found


def show(report: evaluate.Report, *, as_json: bool) -> None:
    """Tables for people, or one JSON object."""
    if as_json:
        click.echo(orjson.dumps(report))
        return
    click.echo("## Every category, all sources\n")
    click.echo(tables.labels_table(report, evaluate.ALL_SOURCES))
    click.echo("## Our own lines\n")
    click.echo(tables.labels_table(report, corpus.OWN))
    click.echo("## Each source\n")
    click.echo(tables.sources_table(report))
    click.echo("## Ordinary text flagged under any category\n")
    click.echo(tables.ordinary_table(report))
