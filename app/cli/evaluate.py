"""`portcullis evaluate`: accuracy of all detectors together, on labelled lines."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from app.cli.policy import FILE

FOLDER = click.Path(file_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("data", nargs=-1, type=FILE)
@click.option("--kept-apart", is_flag=True, help="Only lines that training never sees.")
@click.option("--policy", "policy_file", type=FILE, help="A policy file instead of the default.")
@click.option("--plots", type=FOLDER, help="Write precision-recall and calibration plots here.")
@click.option("--mistakes", type=OUT, help="Write the lines judged wrongly here.")
@click.option("--json", "as_json", is_flag=True, help="Numbers for machines.")
def command(
    data: Sequence[Path],
    kept_apart: bool,
    policy_file: Path | None,
    plots: Path | None,
    mistakes: Path | None,
    as_json: bool,
) -> None:
    """Screen every line of DATA (JSON lines, .gz too) and compare with its labels.

    Without DATA the project's own lines are used.
    """
    if find_spec("sklearn") is None:
        raise click.ClickException("evaluate needs the extra 'train': pip install .[train]")
    from app.cli.evaluation import Wanted, run

    run(Wanted(data, kept_apart, policy_file, plots, mistakes, as_json))
