"""The repository as the architecture tests see it: product code parsed, every file listed."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("moderation", "claims", "app")
# Folders that tools and runs make; the same as in .gitignore.
NOT_OURS = {".git", "__pycache__", "build", "dist", "htmlcov", "node_modules", "var"}


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed file of the product, named by its path in the repository."""

    name: str
    text: str
    tree: ast.Module

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.name}:{node.lineno}"


@cache
def sources(*packages: str) -> tuple[Source, ...]:
    """Every module of the packages, or of the whole product."""
    found = []
    for package in packages or PRODUCT:
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text("utf-8")
            found.append(Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return tuple(found)


def repository_files() -> Iterator[Path]:
    """Everything a commit could hold."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if not made_by_tools(name)]
        yield from (Path(folder) / name for name in names if not made_by_tools(name))


def made_by_tools(name: str) -> bool:
    return (
        name in NOT_OURS
        or name.startswith((".venv", ".hypothesis", ".schemathesis", ".coverage"))
        or name.endswith(("_cache", ".egg-info", ".pyc"))
    )


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each import statement, wherever it hides, with the dotted name it brings in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute, as far as it is one."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}"
        case _:
            return ""
