"""Reading YAML so that everything wrong is said with its line.

A thin reader over PyYAML's nodes: it never builds Python objects from tags, knows the few
shapes a policy has, and refuses keys it does not know. It also refuses what would let a few
lines stand for very many: aliases, and nesting deeper than anybody reads.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, Self, TypeVar

import yaml

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")

DEEPEST = 40  # lists and mappings inside each other
HIGHEST = 1_000_000_000


class PolicyError(Exception):
    """A policy cannot be used; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class _Loader(yaml.SafeLoader):
    """PyYAML's own, without aliases and with a bottom."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # in its stub
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise PolicyError(line, "a policy has no aliases (*name): write it out")
        if self.depth == DEEPEST:
            raise PolicyError(line, f"nested more than {DEEPEST} deep")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


@dataclass(frozen=True, slots=True)
class Reader:
    """One YAML node, with its key if it is a mapping's value."""

    node: yaml.Node
    key: yaml.Node | None = None

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The document's root; PolicyError when it is not YAML at all."""
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PolicyError(line, error.problem or "this is not YAML") from error
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise PolicyError(line, "a character that YAML does not allow") from error
        except (ValueError, OverflowError) as error:  # PyYAML lets a few slip through
            raise PolicyError(1, "this is not YAML: a number in it is too large") from error
        if node is None:
            raise PolicyError(1, "the file is empty")
        return cls(node)

    def fail(self, reason: str) -> NoReturn:
        """Refuse this node."""
        raise PolicyError(self.node.start_mark.line + 1, reason)

    def fail_key(self, reason: str) -> NoReturn:
        """Refuse this node for the key it stands under, which may be on a line above."""
        raise PolicyError((self.key or self.node).start_mark.line + 1, reason)

    def fields(self, *known: str) -> dict[str, "Reader"]:
        """A mapping whose keys are all among `known`."""
        entries = dict(self.entries())
        for key, value in entries.items():
            if key not in known:
                value.fail_key(f"unknown key '{key}'; known here: {', '.join(known)}")
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
            yield key, Reader(value_node, key_node)

    def need(self, fields: dict[str, "Reader"], key: str) -> "Reader":
        """A field that must be there."""
        if key not in fields:
            self.fail_key(f"'{key}' is missing")
        return fields[key]

    def each(self) -> Iterator["Reader"]:
        """A list's members; a single value counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            yield from (Reader(node) for node in self.node.value)
        else:
            yield self

    def some(self) -> Iterator["Reader"]:
        """A list with at least one member."""
        if isinstance(self.node, yaml.SequenceNode) and not self.node.value:
            self.fail("expected at least one")
        return self.each()

    def text(self) -> str:
        """A scalar, as written, without characters that nobody sees and no database takes."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail("expected a single value")
        text = str(self.node.value)
        if any(unicodedata.category(c) in {"Cc", "Cs"} for c in text if c not in "\t\n"):
            self.fail("has a control character or half a character in it")
        return text

    def filled(self) -> str:
        """A scalar that says something."""
        if not self.text().strip():
            self.fail("expected some text")
        return self.text()

    def number(self, low: float = 0.0, high: float = float("inf")) -> float:
        """A number between `low` and `high`."""
        try:
            value = float(self.text())
        except ValueError:
            self.fail(f"'{self.text()}' is not a number")
        if not low <= value <= high:
            self.fail(f"{self.text()} is not between {low:g} and {high:g}")
        return value

    def whole(self, low: int = 0, high: int = HIGHEST) -> int:
        """A whole number between `low` and `high`."""
        digits = self.text()
        if not (digits.isdecimal() and len(digits) <= len(str(HIGHEST))):
            self.fail(f"'{digits[:20]}' is not a whole number between {low} and {high}")
        if not low <= int(digits) <= high:
            self.fail(f"{digits} is not between {low} and {high}")
        return int(digits)

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
