"""YARA rules from files: loading, and scanning with what is known of the file.

The rules are policy and stand in `policies/yara`; each carries in its `meta` a `score`
and `says`, the words for the evidence. A rule that lacks one is refused on load.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from mmap import mmap
from pathlib import Path
from typing import TypeAlias

import yara_x

from moderation.signals import Unreadable

Known: TypeAlias = Mapping[str, bool | str]

WINDOW = 64 * 1024 * 1024  # bytes scanned at once, so that a large file is not copied whole
OVERLAP = 64 * 1024
_MOST_MATCHES = 1_000  # of one pattern; more tell nothing and cost memory
_TIMEOUT_S = 4
_SHOWN = 48  # bytes of a match that are shown


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that matched; the offsets are bytes of the file, None if it has no place."""

    rule: str
    score: float
    says: str
    start: int | None
    end: int | None
    shown: str


class YaraRules:
    """Compiled rules. Built once, shared by threads: each scan has its own scanners.

    Each file is compiled by itself. Below some sixty short literals the engine searches
    seven times as fast, so a file of rules should be small; and a file none of whose
    conditions hold whatever the bytes are costs nothing.
    """

    def __init__(self, folder: Path, known: Known) -> None:
        """`known` names what the rules may ask about a file, with a default for each."""
        sources = [path.read_text("utf-8") for path in sorted(folder.glob("*.yar"))]
        self._files = [_compile(source, known) for source in sources]
        self.digest = sha256("".join(sources).encode()).hexdigest()[:8]

    def scan(self, data: bytes | mmap, known: Known) -> Iterator[RuleHit]:
        """Every rule that matches, once for each window of the file that it matches in."""
        for start in range(0, max(len(data), 1), WINDOW):
            window = data[start : start + WINDOW + OVERLAP]
            for rules in self._files:
                yield from _scan(rules, window, {**known, "start": start}, start)


def _compile(source: str, known: Known) -> yara_x.Rules:
    compiler = yara_x.Compiler(error_on_slow_pattern=True)
    for name, default in {**known, "start": 0}.items():
        compiler.define_global(name, default)
    compiler.add_source(source)
    rules = compiler.build()
    _check(rules)
    return rules


def _scan(
    rules: yara_x.Rules, window: bytes, known: Mapping[str, bool | str | int], start: int
) -> Iterator[RuleHit]:
    scanner = yara_x.Scanner(rules)
    scanner.set_timeout(_TIMEOUT_S)
    scanner.max_matches_per_pattern(_MOST_MATCHES)
    for name, value in known.items():
        scanner.set_global(name, value)
    try:
        matching = scanner.scan(window).matching_rules
    except (yara_x.TimeoutError, yara_x.ScanError) as failed:
        raise Unreadable("the file takes too long to scan") from failed
    for rule in matching:
        yield _hit(rule, window, start)


def _hit(rule: yara_x.Rule, window: bytes, start: int) -> RuleHit:
    meta = dict(rule.metadata)
    found = [match for pattern in rule.patterns for match in pattern.matches]
    first = min(found, key=lambda match: match.offset, default=None)
    if first is None:
        return RuleHit(rule.identifier, meta["score"], meta["says"], None, None, "")
    end = first.offset + first.length
    shown = _printable(window[first.offset : min(end, first.offset + _SHOWN)])
    return RuleHit(
        rule.identifier, meta["score"], meta["says"], start + first.offset, start + end, shown
    )


def _printable(data: bytes) -> str:
    text = data.decode("latin-1")
    return "".join(c if c.isprintable() and c.isascii() else "·" for c in text)


def _check(rules: yara_x.Rules) -> None:
    """A rule without a score or words could match and say nothing."""
    for rule in rules:
        meta = dict(rule.metadata)
        if not isinstance(meta.get("score"), float) or not meta.get("says"):
            raise ValueError(f"YARA rule {rule.identifier} lacks a score or says nothing")
