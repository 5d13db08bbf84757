"""Term lists: what a trust team writes down, one file a heading, as rows of conditions.

policies/terms/README.md describes the format to those who write it. A row is a list of
groups, one term of each of which must stand near the others; a plain term is a row of one
group. Terms are kept the way texts are read: folded words joined by single spaces.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from moderation.categories import Heading
from moderation.fold import fold
from moderation.terms.words import has_native_letters, latin_words, native_words

_SETTINGS = {"heading", "version", "language", "score", "disguised", "within", "unless"}
_SETTING = re.compile(r"([a-z]+):( .*|$)")
GROUPS = "groups.txt"  # read first: its word groups are every file's

Group = tuple[str, ...]


class BadTermList(ValueError):
    """A line of a term list that means nothing; says where it stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """One condition: a term of each group within `within` words, and none of `unless` near.

    `disguised` is the score where a word was disguised, which honest people rarely do.
    """

    heading: Heading
    score: float
    disguised: float
    groups: tuple[Group, ...]
    ordered: bool = False
    within: int = 12
    unless: Group = ()


@dataclass(frozen=True, slots=True)
class TermLists:
    """All rows of a folder, the allow side, and a version that changes with any of them."""

    rows: tuple[Row, ...]
    allow: Group
    version: str

    @classmethod
    def load(cls, folder: Path, names: Mapping[str, Group] | None = None) -> "TermLists":
        """Read every .txt of a folder; `names` are word groups that come from elsewhere.

        Raises `BadTermList` with file and line where one cannot be read.
        """
        shared = {name: tuple(map(normal, group)) for name, group in (names or {}).items()}
        digest = hashlib.sha256(repr(sorted(shared.items())).encode())
        rows: list[Row] = []
        allow: list[str] = []
        for path in sorted(folder.glob("*.txt"), key=lambda path: (path.name != GROUPS, path.name)):
            source = path.read_text("utf-8")
            digest.update(source.encode())
            sheet = _Sheet(path.name, shared)
            sheet.read(source)
            shared = sheet.groups if path.name == GROUPS else shared
            rows += sheet.rows()
            allow += sheet.allow
        return cls(tuple(rows), tuple(allow), digest.hexdigest()[:12])

    @property
    def words(self) -> frozenset[str]:
        """Every single word that occurs in a term."""
        groups = (group for row in self.rows for group in (*row.groups, row.unless))
        terms = (term for group in (*groups, self.allow) for term in group)
        return frozenset(word for term in terms for word in term.strip("*").split())

    def joined(self, other: "TermLists") -> "TermLists":
        """These lists and others."""
        rows, allow = self.rows + other.rows, self.allow + other.allow
        return TermLists(rows, allow, f"{self.version}-{other.version}")


@dataclass(slots=True)
class _Sheet:
    """One file while it is read: its head so far, its groups, its conditions."""

    name: str
    groups: dict[str, Group]
    head: dict[str, str] = field(default_factory=dict)
    plain: dict[tuple[float, float, Group], list[str]] = field(default_factory=dict)
    combined: list[Row] = field(default_factory=list)
    allow: list[str] = field(default_factory=list)

    def read(self, source: str) -> None:
        self.groups = dict(self.groups)
        for number, line in enumerate(source.splitlines(), 1):
            try:
                self._read_line(line.strip())
            except (KeyError, ValueError) as error:
                raise BadTermList(f"{self.name}, line {number}: {error}") from error

    def rows(self) -> list[Row]:
        """The combined rows, and all plain terms of one score as one row."""
        plain = [
            Row(self._heading, score, disguised, (tuple(dict.fromkeys(terms)),), unless=unless)
            for (score, disguised, unless), terms in self.plain.items()
        ]
        return plain + self.combined

    def _read_line(self, line: str) -> None:
        if not line or line.startswith("#"):
            return
        if line.startswith("@") and " = " in line:
            name, _, terms = line[1:].partition(" = ")
            self.groups[name.strip()] = self._group(terms)
        elif setting := _SETTING.fullmatch(line):
            self._set(setting[1], setting[2].strip())
        elif "heading" not in self.head:
            self.allow.append(normal(line))
        else:
            self._condition(line)

    def _set(self, key: str, value: str) -> None:
        if key not in _SETTINGS:
            raise ValueError(f"unknown setting {key!r}")
        if key == "score":
            self.head.pop("disguised", None)
        self.head[key] = value
        if key in {"score", "disguised"} and not 0 < float(value) <= 1:
            raise ValueError(f"{key} must be above 0 and at most 1")

    def _condition(self, line: str) -> None:
        condition, _, exceptions = line.partition(" - ")
        ordered = " > " in condition
        groups = tuple(map(self._group, condition.split(" > " if ordered else " + ")))
        unless = self._unless + (self._group(exceptions) if exceptions else ())
        if len(groups) == 1:
            key = self._score, self._disguised, unless
            self.plain.setdefault(key, []).extend(groups[0])
            return
        row = Row(
            self._heading, self._score, self._disguised, groups, ordered, self._within, unless
        )
        self.combined.append(row)

    def _group(self, text: str) -> Group:
        terms: list[str] = []
        for part in (part.strip() for part in text.split("|")):
            terms += self.groups[part[1:]] if part.startswith("@") else [normal(part)]
        return tuple(dict.fromkeys(terms))

    @property
    def _heading(self) -> Heading:
        return Heading.parse(self.head["heading"])

    @property
    def _score(self) -> float:
        return float(self.head["score"])

    @property
    def _disguised(self) -> float:
        return float(self.head.get("disguised", self.head["score"]))

    @property
    def _unless(self) -> Group:
        return self._group(self.head["unless"]) if self.head.get("unless") else ()

    @property
    def _within(self) -> int:
        return int(self.head.get("within", "12"))


def normal(term: str) -> str:
    """A term as texts are read; a `*` at its end, for any ending, is kept."""
    words = native_words(term) if has_native_letters(term) else latin_words(fold(term).text)
    if not words:
        raise ValueError(f"{term!r} has no letters")
    return " ".join(words) + ("*" if term.endswith("*") else "")
