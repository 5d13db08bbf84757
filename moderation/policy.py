"""The policy: thresholds, rules, bounds and times a trust team can read and change.

Read from YAML (`docs/policy.md` describes the file), refused as a whole with line and
reason when anything in it is wrong. Values here are immutable; a published policy never
changes, a new version takes its place.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from moderation.actions import Action
from moderation.categories import Heading
from moderation.content import ContentKind
from moderation.rules import Rule, read_rule
from moderation.yaml_reader import Reader

NEVER = 2.0  # above every score
LONGEST_DAYS = 36_500  # a hundred years: anything later may fall off the calendar
LONGEST_HOURS = 8_760  # a year


@dataclass(frozen=True, slots=True)
class Threshold:
    """Scores from which a signal asks for review, and from which it blocks."""

    review: float
    block: float

    def action(self, score: float) -> Action:
        """What a score means here."""
        if score >= self.block:
            return Action.BLOCK
        return Action.REVIEW if score >= self.review else Action.ALLOW


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """A threshold and what it is for; None means any."""

    heading: Heading | None
    kind: ContentKind | None
    detector: str | None
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class ReviewService:
    """How urgent work under a heading is: severity 1 to 5 and the time to answer within."""

    heading: Heading | None
    severity: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class StrikeLadder:
    """How many active strikes lead to which standing, and how long a strike counts."""

    warned: int
    limited: int
    suspended: int
    expires_after: timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept."""

    allowed_signals: timedelta
    decisions: timedelta
    deleted_content: timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy. `version` is its name; `digest` its content's SHA-256."""

    version: str
    digest: str
    thresholds: tuple[ThresholdRow, ...]
    stays_up: tuple[ThresholdRow, ...]
    rules: tuple[Rule, ...]
    blocks_per_day: int
    strikes: StrikeLadder
    services: tuple[ReviewService, ...]
    retention: Retention
    _resolved: dict[tuple[Heading, ContentKind, str], Threshold] = field(
        default_factory=dict, compare=False, repr=False
    )

    def threshold(self, heading: Heading, kind: ContentKind, detector: str) -> Threshold:
        """The most specific threshold: detector before kind before heading before default."""
        key = (heading, kind, detector)
        if key not in self._resolved:
            fitting = [row for row in self.thresholds if _fits(row, heading, kind, detector)]
            self._resolved[key] = max(fitting, key=_specificity).threshold
        return self._resolved[key]

    def stays_up_while_waiting(self, heading: Heading, kind: ContentKind) -> bool:
        """Whether content under review for this heading is left visible meanwhile."""
        return any(_fits(row, heading, kind, "") for row in self.stays_up)

    def service(self, heading: Heading) -> ReviewService:
        """How urgent a review under this heading is."""
        fitting = [s for s in self.services if _covers(s.heading, heading)]
        return max(fitting, key=lambda s: _depth(s.heading))

    @property
    def default_service(self) -> ReviewService:
        """How urgent a review is that no heading asks for: a check could not be made."""
        return next(service for service in self.services if service.heading is None)


def _covers(wanted: Heading | None, heading: Heading) -> bool:
    return wanted is None or wanted.covers(heading)


def _depth(heading: Heading | None) -> int:
    if heading is None:
        return 0
    return 1 if heading.subcategory is None else 2


def _fits(row: ThresholdRow, heading: Heading, kind: ContentKind, detector: str) -> bool:
    return (
        _covers(row.heading, heading)
        and row.kind in (None, kind)
        and row.detector in (None, detector)
    )


def _specificity(row: ThresholdRow) -> tuple[bool, bool, int]:
    return row.detector is not None, row.kind is not None, _depth(row.heading)


def parse_policy(text: str) -> Policy:
    """Read a policy file; PolicyError names the first line that is wrong."""
    root = Reader.from_text(text)
    fields = root.fields(
        "version",
        "thresholds",
        "stays_up_while_waiting",
        "rules",
        "circuit_breakers",
        "strikes",
        "reviews",
        "retention",
    )
    breakers = root.need(fields, "circuit_breakers")
    return Policy(
        version=root.need(fields, "version").filled(),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        thresholds=_read_thresholds(root.need(fields, "thresholds")),
        stays_up=_read_stays_up(fields.get("stays_up_while_waiting")),
        rules=_read_rules(fields.get("rules")),
        blocks_per_day=breakers.need(breakers.fields("blocks_per_day"), "blocks_per_day").whole(),
        strikes=_read_strikes(root.need(fields, "strikes")),
        services=_read_services(root.need(fields, "reviews")),
        retention=_read_retention(root.need(fields, "retention")),
    )


def _read_threshold(reader: Reader) -> Threshold:
    fields = reader.fields("review", "block")
    threshold = Threshold(
        _read_bound(reader.need(fields, "review")), _read_bound(reader.need(fields, "block"))
    )
    if threshold.review > threshold.block:
        reader.fail("review must not be above block")
    return threshold


def _read_bound(reader: Reader) -> float:
    return NEVER if reader.text() == "never" else reader.number(0, 1)


def _read_thresholds(reader: Reader) -> tuple[ThresholdRow, ...]:
    fields = reader.fields("default", "categories", "kinds", "detectors")
    rows = [ThresholdRow(None, None, None, _read_threshold(reader.need(fields, "default")))]
    if "categories" in fields:
        rows += _read_heading_rows(fields["categories"], kind=None, detector=None)
    for kind, part in _sections(fields.get("kinds")):
        rows += _read_heading_rows(part, kind=_kind(part, kind), detector=None)
    for detector, part in _sections(fields.get("detectors")):
        rows += _read_heading_rows(part, kind=None, detector=detector)
    return tuple(rows)


def _sections(reader: Reader | None) -> list[tuple[str, Reader]]:
    return [] if reader is None else list(reader.entries())


def _kind(reader: Reader, name: str) -> ContentKind:
    if name not in set(ContentKind):
        reader.fail_key(f"'{name}' is not one of {', '.join(ContentKind)}")
    return ContentKind(name)


def _read_heading_rows(
    reader: Reader, *, kind: ContentKind | None, detector: str | None
) -> list[ThresholdRow]:
    return [
        ThresholdRow(_heading(part, name), kind, detector, _read_threshold(part))
        for name, part in reader.entries()
    ]


def _heading(reader: Reader, name: str) -> Heading:
    try:
        return Heading.parse(name)
    except ValueError as error:
        reader.fail_key(str(error))


def _read_stays_up(reader: Reader | None) -> tuple[ThresholdRow, ...]:
    nothing = Threshold(NEVER, NEVER)
    rows = []
    for name, kinds in _sections(reader):
        heading = _heading(kinds, name)
        rows += [
            ThresholdRow(heading, kind.member(ContentKind), None, nothing) for kind in kinds.each()
        ]
    return tuple(rows)


def _read_rules(reader: Reader | None) -> tuple[Rule, ...]:
    if reader is None:
        return ()
    rules: dict[str, Rule] = {}
    for each in reader.each():
        rule = read_rule(each)
        if rule.name in rules:
            each.fail(f"two rules are named '{rule.name}'")
        rules[rule.name] = rule
    return tuple(rules.values())


def _read_days(reader: Reader, fields: dict[str, Reader], key: str) -> timedelta:
    return timedelta(days=reader.need(fields, key).whole(1, LONGEST_DAYS))


def _read_strikes(reader: Reader) -> StrikeLadder:
    fields = reader.fields("warned", "limited", "suspended", "expires_after_days")
    ladder = StrikeLadder(
        warned=reader.need(fields, "warned").whole(1),
        limited=reader.need(fields, "limited").whole(1),
        suspended=reader.need(fields, "suspended").whole(1),
        expires_after=_read_days(reader, fields, "expires_after_days"),
    )
    if not ladder.warned <= ladder.limited <= ladder.suspended:
        reader.fail("the ladder must climb: warned, limited, suspended")
    return ladder


def _read_services(reader: Reader) -> tuple[ReviewService, ...]:
    fields = reader.fields("default", "categories")
    services = [_read_service(reader.need(fields, "default"), None)]
    for name, part in _sections(fields.get("categories")):
        services.append(_read_service(part, _heading(part, name)))
    return tuple(services)


def _read_service(reader: Reader, heading: Heading | None) -> ReviewService:
    fields = reader.fields("severity", "within_hours")
    return ReviewService(
        heading=heading,
        severity=reader.need(fields, "severity").whole(1, 5),
        within=timedelta(hours=reader.need(fields, "within_hours").whole(1, LONGEST_HOURS)),
    )


def _read_retention(reader: Reader) -> Retention:
    fields = reader.fields("allowed_signals_days", "decisions_days", "deleted_content_days")
    return Retention(
        allowed_signals=_read_days(reader, fields, "allowed_signals_days"),
        decisions=_read_days(reader, fields, "decisions_days"),
        deleted_content=_read_days(reader, fields, "deleted_content_days"),
    )
