"""Rules: an ordered list of `when … then …` that a trust team can read.

`when` is a tree of `all`, `any`, `not` over the conditions below. A rule in shadow is
evaluated and recorded, and changes nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias, assert_never

from moderation.actions import Action
from moderation.categories import Heading
from moderation.content import ContentKind, Counters
from moderation.extract import Extract
from moderation.fold import fold
from moderation.signals import Signal
from moderation.yaml_reader import Reader

OLDEST_DAYS = 36_500  # a hundred years


class Mode(StrEnum):
    """Whether a rule acts."""

    LIVE = "live"
    SHADOW = "shadow"
    OFF = "off"


class Counter(StrEnum):
    """The counters of `Counters`, by the names a policy uses."""

    UPLOADS_1M = "uploads_1m"
    UPLOADS_1H = "uploads_1h"
    UPLOADS_24H = "uploads_24h"
    SAME_TEXT_1M = "same_text_1m"
    SAME_TEXT_24H = "same_text_24h"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class SignalAtLeast:
    """Some signal under the heading (or any of its subcategories) has at least the score."""

    heading: Heading
    score: float
    detector: str | None


@dataclass(frozen=True, slots=True)
class KindIs:
    """The content is of one of these kinds."""

    kinds: frozenset[ContentKind]


@dataclass(frozen=True, slots=True)
class UploaderIs:
    """What the platform said of the uploader; None where it does not matter."""

    verified: bool | None
    younger_than: timedelta | None


@dataclass(frozen=True, slots=True)
class CounterAtLeast:
    """One of the counters has reached a number."""

    counter: Counter
    at_least: int


@dataclass(frozen=True, slots=True)
class HasWords:
    """Title or text has one of these words or phrases, folded, at word borders."""

    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class LinksTo:
    """Some link leads to one of these registered domains."""

    domains: frozenset[str]


Condition: TypeAlias = (
    All | AnyOf | Not | SignalAtLeast | KindIs | UploaderIs | CounterAtLeast | HasWords | LinksTo
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens, under which heading, when a condition holds."""

    name: str
    when: Condition
    action: Action
    heading: Heading
    mode: Mode
    reason: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All a condition can ask about."""

    extract: Extract
    signals: tuple[Signal, ...]
    now: datetime

    @property
    def counters(self) -> Counters:
        """The counters that came with the content."""
        return self.extract.content.facts.counters


def holds(condition: Condition, at: Circumstances) -> bool:
    """Whether a condition holds."""
    match condition:
        case All(parts):
            return all(holds(part, at) for part in parts)
        case AnyOf(parts):
            return any(holds(part, at) for part in parts)
        case Not(part):
            return not holds(part, at)
        case _:
            return _leaf_holds(condition, at)


def _leaf_holds(
    leaf: SignalAtLeast | KindIs | UploaderIs | CounterAtLeast | HasWords | LinksTo,
    at: Circumstances,
) -> bool:
    match leaf:
        case SignalAtLeast():
            return any(_is_hit(leaf, signal) for signal in at.signals)
        case KindIs(kinds):
            return at.extract.content.kind in kinds
        case UploaderIs():
            return _fits_uploader(leaf, at)
        case CounterAtLeast(counter, at_least):
            return int(getattr(at.counters, counter)) >= at_least
        case HasWords(pattern):
            return any(pattern.search(p.folded.text) for p in at.extract.passages)
        case LinksTo(domains):
            return any(link.registered_domain in domains for link in at.extract.links)
        case _:
            assert_never(leaf)


def _is_hit(wanted: SignalAtLeast, signal: Signal) -> bool:
    return (
        wanted.heading.covers(signal.heading)
        and wanted.detector in (None, signal.detector)
        and signal.score >= wanted.score
    )


def _fits_uploader(wanted: UploaderIs, at: Circumstances) -> bool:
    uploader = at.extract.content.uploader
    if wanted.verified is not None and uploader.verified is not wanted.verified:
        return False
    if wanted.younger_than is None:
        return True
    return uploader.created_at is not None and at.now - uploader.created_at < wanted.younger_than


def read_rule(reader: Reader) -> Rule:
    """One rule of the policy file."""
    fields = reader.fields("name", "when", "then", "mode", "reason")
    then_reader = reader.need(fields, "then")
    then = then_reader.fields("action", "heading")
    return Rule(
        name=reader.need(fields, "name").filled(),
        when=read_condition(reader.need(fields, "when")),
        action=then_reader.need(then, "action").member(Action),
        heading=then_reader.need(then, "heading").parsed(Heading.parse),
        mode=fields["mode"].member(Mode) if "mode" in fields else Mode.LIVE,
        reason=reader.need(fields, "reason").filled(),
    )


def read_condition(reader: Reader) -> Condition:
    """A condition: a mapping with exactly one key."""
    entries = dict(reader.entries())
    if len(entries) != 1:
        reader.fail("a condition has exactly one key; join several with all, any or not")
    ((key, value),) = entries.items()
    if key not in _CONDITIONS:
        value.fail_key(f"unknown condition '{key}'; known: {', '.join(_CONDITIONS)}")
    return _CONDITIONS[key](value)


def _read_signal(reader: Reader) -> SignalAtLeast:
    fields = reader.fields("heading", "at_least", "detector")
    return SignalAtLeast(
        heading=reader.need(fields, "heading").parsed(Heading.parse),
        score=reader.need(fields, "at_least").number(0, 1),
        detector=fields["detector"].text() if "detector" in fields else None,
    )


def _read_uploader(reader: Reader) -> UploaderIs:
    fields = reader.fields("verified", "younger_than_days")
    if not fields:
        reader.fail("expected 'verified' or 'younger_than_days'")
    days = fields.get("younger_than_days")
    verified = fields.get("verified")
    return UploaderIs(
        verified=verified.yes() if verified else None,
        younger_than=timedelta(days=days.number(0, OLDEST_DAYS)) if days else None,
    )


def _read_counter(reader: Reader) -> CounterAtLeast:
    fields = reader.fields("name", "at_least")
    return CounterAtLeast(
        reader.need(fields, "name").member(Counter), reader.need(fields, "at_least").whole(1)
    )


def _read_words(reader: Reader) -> HasWords:
    words = "|".join(re.escape(_folded(word)) for word in reader.some())
    return HasWords(re.compile(rf"(?<!\w)(?:{words})(?!\w)"))


def _folded(reader: Reader) -> str:
    """A word as texts are compared with it."""
    folded = fold(reader.filled()).text.strip()
    if not folded:
        reader.fail("nothing is left of this once it is folded")
    return folded


_CONDITIONS: dict[str, Callable[[Reader], Condition]] = {
    "all": lambda reader: All(tuple(read_condition(part) for part in reader.some())),
    "any": lambda reader: AnyOf(tuple(read_condition(part) for part in reader.some())),
    "not": lambda reader: Not(read_condition(reader)),
    "signal": _read_signal,
    "kind": lambda reader: KindIs(frozenset(kind.member(ContentKind) for kind in reader.some())),
    "uploader": _read_uploader,
    "counter": _read_counter,
    "words": _read_words,
    "links_to": lambda reader: LinksTo(frozenset(name.filled().lower() for name in reader.some())),
}
