"""`portcullis screen`: screen files and text here and now, with no server and no database."""

import mimetypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import orjson
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.progress import track
from rich.table import Table
from rich.text import Text

from app.cli.policy import FILE
from app.config import Settings
from app.http.documents import signal_document
from app.wiring import SystemClock, build_screener
from moderation import (
    Action,
    Content,
    ContentKind,
    MediaFile,
    Policy,
    Screener,
    Screening,
    Signal,
    Uploader,
    parse_policy,
)

EXIT_CODES = {Action.ALLOW: 0, Action.REVIEW: 3, Action.BLOCK: 4}
COLOURS = {Action.ALLOW: "green", Action.REVIEW: "yellow", Action.BLOCK: "red"}
NOBODY = Uploader(id="command-line")
PROGRESS_FROM = 4  # files
MOST_PLACES = 3  # of evidence a signal


@dataclass(frozen=True, slots=True)
class Screened:
    """One thing named on the command line, and what came of it."""

    name: str
    kind: ContentKind
    screening: Screening


@click.command("screen")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--text", help="Text to screen, as a comment unless --kind says otherwise.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ContentKind]),
    help="What sort of content it is.",
)
@click.option("--policy", "policy_file", type=FILE, help="A policy file instead of the default.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines for machines.")
def command(
    files: Sequence[Path],
    text: str | None,
    kind: str | None,
    policy_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Screen FILES and --text; exit 0 allow, 3 review, 4 block (the hardest of all)."""
    if not files and text is None:
        raise click.UsageError("Name a file, or give --text.")
    settings = Settings.from_env()
    path = policy_file or settings.policies / "default.yaml"
    policy = parse_policy(path.read_text(encoding="utf-8"))
    contents = to_contents(files, text, ContentKind(kind) if kind else None)
    screened = screen_all(build_screener(settings), policy, contents, quiet=as_json)
    if as_json:
        for each in screened:
            click.echo(orjson.dumps(document(each)))
    else:
        show(screened)
    sys.exit(max(EXIT_CODES[each.screening.decision.action] for each in screened))


def to_contents(
    files: Sequence[Path], text: str | None, kind: ContentKind | None
) -> list[tuple[str, Content]]:
    """What to screen, with the name each is shown under."""
    contents = []
    for path in files:
        declared = mimetypes.guess_type(path.name)[0] or ""
        file = MediaFile.from_path(path, path.name, declared)
        contents.append((path.name, Content(kind or kind_of(declared), NOBODY, file=file)))
    if text is not None:
        contents.append(("text", Content(kind or ContentKind.COMMENT, NOBODY, text=text)))
    return contents


def kind_of(media_type: str) -> ContentKind:
    """What sort of content a file of this type would be uploaded as."""
    group = media_type.partition("/")[0]
    return {"audio": ContentKind.TRACK, "image": ContentKind.IMAGE}.get(group, ContentKind.FILE)


def screen_all(
    screener: Screener, policy: Policy, contents: list[tuple[str, Content]], *, quiet: bool
) -> list[Screened]:
    """Screen one after the other, with progress when there are many."""
    now = SystemClock().now()
    shown = track(
        contents,
        description="Screening",
        console=Console(stderr=True),
        disable=quiet or len(contents) < PROGRESS_FROM,
    )
    return [
        Screened(name, content.kind, screener.screen(content, policy, now))
        for name, content in shown
    ]


def document(each: Screened) -> dict[str, object]:
    """One line for machines."""
    decision = each.screening.decision
    return {
        "name": each.name,
        "kind": each.kind,
        "action": decision.action,
        "reasons": list(decision.reasons),
        "failures": [f"{f.detector}: {f.kind}" for f in decision.failures],
        "media_type": each.screening.media_type,
        "duration_s": each.screening.duration_s,
        "policy_version": decision.policy_version,
        "signals": [signal_document(signal) for signal in each.screening.signals],
    }


def show(screened: list[Screened]) -> None:
    """For people: each name with its verdict, what was seen, and the reasons."""
    console = Console(highlight=False)
    for each in screened:
        action = each.screening.decision.action
        console.print(Text.assemble((each.name, "bold"), "  ", (action, COLOURS[action])))
        if each.screening.signals:
            console.print(_table(each.screening.signals))
        for reason in each.screening.decision.reasons:
            console.print(Padding(Text(reason), (0, 0, 1, 2)))


def _table(signals: Sequence[Signal]) -> Table:
    table = Table("score", box=SIMPLE_HEAD, pad_edge=True)
    table.add_column("category", no_wrap=True)
    table.add_column("detector", no_wrap=True)
    table.add_column("evidence")
    for signal in sorted(signals, key=lambda signal: -signal.score):
        places = [f"{e.field}: {e.excerpt}" for e in signal.evidence[:MOST_PLACES]]
        cells = (f"{signal.score:.2f}", str(signal.heading), signal.detector)
        table.add_row(*cells, Text("\n".join(places)))
    return table
