"""Sizes, docstrings and manners that a reader relies on."""

import ast

from tests.architecture.sources import Source, dotted, sources

LONGEST_MODULE = 350
# The only place where a transaction ends; everything else says `with transaction()`.
COMMITS = "app/store/base.py"
# Programs talk to a terminal: the command line, and what `make model` runs at a desk.
TALKS_TO_A_TERMINAL = ("app/cli", "moderation/training/")
NOT_DETECTORS = {"__init__.py", "base.py", "registry.py"}


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    assert [
        f"{source.name} has {lines} lines"
        for source in sources()
        if (lines := len(source.text.splitlines())) > LONGEST_MODULE
    ] == []


def test_every_module_says_why_it_exists() -> None:
    assert [s.name for s in sources() if s.text.strip() and not ast.get_docstring(s.tree)] == []


def test_transactions_end_in_one_place() -> None:
    """ruff bans `db.session.commit`; `s = session; s.commit()` is only seen here."""
    assert [at for s in sources() if s.name != COMMITS for at in calls(s, "commit")] == []


def test_the_service_does_not_print() -> None:
    quiet = [s for s in sources() if not s.name.startswith(TALKS_TO_A_TERMINAL)]
    assert [at for source in quiet for at in calls(source, "print")] == []


def test_one_detector_a_file() -> None:
    wrong = []
    for source in sources("moderation"):
        folder, _, name = source.name.rpartition("/")
        if folder == "moderation/detectors" and name not in NOT_DETECTORS:
            classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef)]
            found = [node.name for node in classes if is_detector(node)]
            if len(found) != 1:
                wrong.append(f"{source.name}: {found}")
    assert wrong == []


def is_detector(node: ast.ClassDef) -> bool:
    methods = {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return {"detect", "examples"} <= methods


def calls(source: Source, name: str) -> list[str]:
    """Where `name(…)` or `anything.name(…)` is called."""
    return [
        f"{source.at(node)} calls {dotted(node.func)}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == name
    ]
