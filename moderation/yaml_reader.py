"""Reading YAML so that everything wrong is said with its line.

A thin reader over PyYAML's nodes: it never builds Python objects from tags, knows the few
shapes a policy has, and refuses keys it does not know.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, Self, TypeVar

import yaml

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")


class PolicyError(Exception):
    """A policy cannot be used; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reader:
    """One YAML node."""

    node: yaml.Node

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The document's root; PolicyError when it is not YAML at all."""
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PolicyError(line, error.problem or "this is not YAML") from error
        except yaml.YAMLError as error:
            raise PolicyError(1, "this is not YAML") from error
        if node is None:
            raise PolicyError(1, "the file is empty")
        return cls(node)

    def fail(self, reason: str) -> NoReturn:
        """Refuse this node."""
        raise PolicyError(self.node.start_mark.line + 1, reason)

    def fields(self, *known: str) -> dict[str, "Reader"]:
        """A mapping whose keys are all among `known`."""
        entries = dict(self.entries())
        for key, value in entries.items():
            if key not in known:
                value.fail(f"unknown key '{key}'; known here: {', '.join(known)}")
        return entries

    def entries(self) -> Iterator[tuple[str, "Reader"]]:
        """A mapping's keys and values, in order; a key twice is refused."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("expected a mapping (key: value)")
        seen = set()
        for key_node, value_node in self.node.value:
            key = Reader(key_node).text()
            if key in seen:
                Reader(key_node).fail(f"'{key}' stands here twice")
            seen.add(key)
            yield key, Reader(value_node)

    def need(self, fields: dict[str, "Reader"], key: str) -> "Reader":
        """A field that must be there."""
        if key not in fields:
            self.fail(f"'{key}' is missing")
        return fields[key]

    def each(self) -> Iterator["Reader"]:
        """A list's members; a single value counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            yield from (Reader(node) for node in self.node.value)
        else:
            yield self

    def text(self) -> str:
        """A scalar, as written."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail("expected a single value")
        return str(self.node.value)

    def number(self, low: float = 0.0, high: float = float("inf")) -> float:
        """A number between `low` and `high`."""
        try:
            value = float(self.text())
        except ValueError:
            self.fail(f"'{self.text()}' is not a number")
        if not low <= value <= high:
            self.fail(f"{self.text()} is not between {low:g} and {high:g}")
        return value

    def whole(self, low: int = 0) -> int:
        """A whole number, at least `low`."""
        if not self.text().isdecimal() or int(self.text()) < low:
            self.fail(f"'{self.text()}' is not a whole number of at least {low}")
        return int(self.text())

    def yes(self) -> bool:
        """`true` or `false`."""
        if self.text() not in ("true", "false"):
            self.fail(f"'{self.text()}' is neither true nor false")
        return self.text() == "true"

    def member(self, enum: type[Member]) -> Member:
        """One of a closed set."""
        try:
            return enum(self.text())
        except ValueError:
            self.fail(f"'{self.text()}' is not one of {', '.join(enum)}")

    def parsed(self, parse: Callable[[str], Value]) -> Value:
        """A scalar read by `parse`, whose ValueError becomes the reason."""
        try:
            return parse(self.text())
        except ValueError as error:
            self.fail(str(error))
