"""Content, signals and policies with as little in them as a test needs."""

from datetime import UTC, datetime
from typing import Any

from moderation.categories import Heading
from moderation.content import Content, ContentKind, Facts, MediaFile, Uploader
from moderation.extract import Extract
from moderation.policy import Policy, parse_policy
from moderation.rules import Circumstances
from moderation.signals import Evidence, Signal

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)

SECTIONS = {
    "version": '"1"',
    "thresholds": "{default: {review: 0.5, block: 0.9}}",
    "circuit_breakers": "{blocks_per_day: 10}",
    "strikes": "{warned: 1, limited: 3, suspended: 5, expires_after_days: 90}",
    "reviews": "{default: {severity: 2, within_hours: 24}}",
    "retention": "{allowed_signals_days: 90, decisions_days: 1095, deleted_content_days: 30}",
}


def make_policy(**sections: str) -> Policy:
    """The smallest policy, with these sections (YAML) instead of or beside its own."""
    return parse_policy("\n".join(f"{key}: {text}" for key, text in (SECTIONS | sections).items()))


def make_content(kind: ContentKind = ContentKind.COMMENT, **fields: Any) -> Content:
    return Content(kind, fields.pop("uploader", Uploader("uploader-1")), **fields)


def make_file(data: bytes = b"", name: str = "", media_type: str = "") -> MediaFile:
    return MediaFile.from_bytes(data, name, media_type)


def make_signal(
    heading: str = "spam",
    score: float = 0.7,
    detector: str = "words",
    evidence: tuple[Evidence, ...] = (),
) -> Signal:
    return Signal(Heading.parse(heading), score, detector, "1", evidence)


def make_circumstances(
    *signals: Signal,
    content: Content | None = None,
    facts: Facts | None = None,
    now: datetime = SATURDAY,
) -> Circumstances:
    """What a decision is taken on; `facts` go with a comment that says nothing else."""
    judged = content or make_content(facts=facts or Facts())
    return Circumstances(Extract(judged), signals, now)
