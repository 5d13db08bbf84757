"""One word for one idea (docs/vocabulary.md): the words that were turned down stay out of names."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source, sources

# Never part of any name: these have no second, innocent meaning here.
NEVER = {
    "ban_rule": "RepeatInfringerPolicy",
    "claim_form": "NoticeDraft",
    "complaint": "Notice or Report",
    "defendant": "Respondent",
    "dispute": "Appeal",
    "hash_list": "Bank",
    "hide_flag": "Restriction",
    "quota": "CircuitBreaker",
    "reinstate": "put_back or release",
    "retraction": "Withdrawal",
    "soft_delete": "Restriction",
    "submission": "Upload",
    "ticket": "ReviewJob",
}
# Ordinary words for a local variable, but never what a class is: these name our ideas badly.
NEVER_A_CLASS = {
    "asset": "Content",
    "finding": "Signal",
    "flag": "Report or Restriction",
    "item": "Content",
    "label": "Category",
    "notification": "StatementOfReasons, Letter or Message",
    "point": "Strike",
    "result": "Verdict or Decision",
    "status": "Decision, or the state of a case",
    "task": "ReviewJob",
    "timer": "Deadline",
    "topic": "Category",
}


def test_no_name_uses_a_word_that_was_turned_down() -> None:
    assert [
        f"{source.at(node)} {name}: say {better}"
        for source in sources()
        for node, name in names_made(source)
        for word, better in NEVER.items()
        if f"_{word}_" in f"_{snake(name)}_" or f"_{word}s_" in f"_{snake(name)}_"
    ] == []


def test_no_class_is_named_by_a_vague_word() -> None:
    assert [
        f"{source.at(node)} {node.name}: say {better}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        if (better := NEVER_A_CLASS.get(snake(node.name).rpartition("_")[2].removesuffix("s")))
    ] == []


def test_no_module_is_named_by_a_word_that_was_turned_down() -> None:
    assert [
        source.name
        for source in sources()
        if NEVER.keys() & set(re.split(r"[/.]", source.name.removesuffix(".py")))
    ] == []


def names_made(source: Source) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Every name that the code itself gives to something."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node, node.name
        if isinstance(node, ast.FunctionDef):
            takes = node.args
            for argument in (*takes.posonlyargs, *takes.args, *takes.kwonlyargs):
                yield node, argument.arg
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node, node.attr


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")
