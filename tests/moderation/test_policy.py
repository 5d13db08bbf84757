"""The policy file: what it says, which threshold counts, and how a wrong one is refused."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.actions import Action
from moderation.categories import Category, Heading, Subcategory, heading
from moderation.content import ContentKind
from moderation.policy import NEVER, Policy, Threshold, parse_policy
from moderation.rules import Mode
from moderation.yaml_reader import PolicyError
from tests.moderation.factories import make_policy

DEFAULT = Path(__file__).parents[2] / "policies" / "default.yaml"
HEADINGS = (*map(Heading, Category), *map(heading, Subcategory))

SMALL = """\
version: "1"
thresholds:
  default: {review: 0.5, block: 0.9}
  categories:
    spam: {review: 0.4, block: never}
    spam/scam: {review: 0.3, block: 0.8}
  kinds:
    username:
      spam: {review: 0.2, block: 0.7}
  detectors:
    links:
      spam: {review: 0.1, block: 0.6}
stays_up_while_waiting:
  spam: [comment, message]
rules:
  - name: first
    when: {kind: comment}
    then: {action: review, heading: spam}
    reason: "Because."
  - name: second
    when:
      words: [casino]
    then: {action: block, heading: spam/gambling}
    mode: shadow
    reason: "Because of this."
circuit_breakers: {blocks_per_day: 10}
strikes: {warned: 1, limited: 3, suspended: 5, expires_after_days: 90}
reviews:
  default: {severity: 2, within_hours: 24}
  categories:
    spam: {severity: 1, within_hours: 72}
    spam/scam: {severity: 4, within_hours: 8}
retention: {allowed_signals_days: 90, decisions_days: 1095, deleted_content_days: 30}
"""


@pytest.fixture(scope="module")
def small() -> Policy:
    return parse_policy(SMALL)


@pytest.mark.parametrize(
    ("heading", "kind", "detector", "review"),
    [
        # Where nothing else is said, the default counts.
        ("malware", "comment", "words", 0.5),
        # The row of a category counts for all its subcategories,
        ("spam", "comment", "words", 0.4),
        ("spam/flood", "comment", "words", 0.4),
        # but a subcategory's own row goes before it.
        ("spam/scam", "comment", "words", 0.3),
        # A kind's row goes before those for all kinds, even a finer one.
        ("spam", "username", "words", 0.2),
        ("spam/scam", "username", "words", 0.2),
        # It says nothing of other headings.
        ("malware", "username", "words", 0.5),
        # A detector's row goes before everything.
        ("spam", "comment", "links", 0.1),
        ("spam/scam", "username", "links", 0.1),
        ("malware", "comment", "links", 0.5),
    ],
)
def test_the_most_specific_threshold_counts(
    small: Policy, heading: str, kind: ContentKind, detector: str, review: float
) -> None:
    threshold = small.threshold(Heading.parse(heading), ContentKind(kind), detector)
    assert threshold.review == review
    assert small.threshold(Heading.parse(heading), ContentKind(kind), detector) == threshold


@pytest.mark.parametrize(
    ("threshold", "score", "action"),
    [
        # Below review nothing happens; from it a person looks; from block it is restricted.
        (Threshold(0.5, 0.9), 0.49, Action.ALLOW),
        (Threshold(0.5, 0.9), 0.5, Action.REVIEW),
        (Threshold(0.5, 0.9), 0.89, Action.REVIEW),
        (Threshold(0.5, 0.9), 0.9, Action.BLOCK),
        # Never is above every score.
        (Threshold(0.5, NEVER), 1.0, Action.REVIEW),
        (Threshold(NEVER, NEVER), 1.0, Action.ALLOW),
        # The same bound twice leaves no room for a review.
        (Threshold(0.5, 0.5), 0.5, Action.BLOCK),
        # Zero is reached by anything that a detector says at all.
        (Threshold(0.0, NEVER), 0.0, Action.REVIEW),
    ],
)
def test_a_score_reaches_a_bound_when_it_equals_it(
    threshold: Threshold, score: float, action: Action
) -> None:
    assert threshold.action(score) is action


@pytest.mark.parametrize(
    ("heading", "kind", "stays"),
    [
        # For the kinds named, under the heading and its subcategories.
        ("spam", "comment", True),
        ("spam/scam", "message", True),
        ("spam", "track", False),
        ("malware", "comment", False),
    ],
)
def test_what_stays_up_while_it_waits_is_said_by_heading_and_kind(
    small: Policy, heading: str, kind: str, *, stays: bool
) -> None:
    assert small.stays_up_while_waiting(Heading.parse(heading), ContentKind(kind)) is stays


@pytest.mark.parametrize(
    ("heading", "severity", "hours"),
    [
        # The finest row that covers the heading, as with thresholds.
        ("spam/scam", 4, 8),
        ("spam/flood", 1, 72),
        ("spam", 1, 72),
        ("malware", 2, 24),
    ],
)
def test_the_most_specific_review_service_counts(
    small: Policy, heading: str, severity: int, hours: int
) -> None:
    service = small.service(Heading.parse(heading))
    assert (service.severity, service.within) == (severity, timedelta(hours=hours))


def test_a_review_that_no_heading_asks_for_has_the_default_urgency(small: Policy) -> None:
    assert small.default_service.severity == 2


def test_a_policy_is_what_its_file_says(small: Policy) -> None:
    assert small.version == "1"
    assert small.blocks_per_day == 10
    assert small.strikes.suspended == 5
    assert small.strikes.expires_after == timedelta(days=90)
    assert small.retention.decisions == timedelta(days=1095)
    assert [(rule.name, rule.mode) for rule in small.rules] == [
        ("first", Mode.LIVE),
        ("second", Mode.SHADOW),
    ]


def test_the_digest_is_of_the_file_to_the_letter(small: Policy) -> None:
    assert small.digest == hashlib.sha256(SMALL.encode()).hexdigest()
    assert parse_policy(SMALL + "# a remark\n").digest != small.digest


def test_rules_rows_and_exceptions_may_be_absent() -> None:
    policy = make_policy()
    assert (policy.rules, policy.stays_up, len(policy.thresholds)) == ((), (), 1)


@pytest.mark.parametrize(
    # What SMALL says, what is written instead, what the line to be named holds, and why.
    ("old", "new", "line", "reason"),
    [
        # A misspelt key would be a setting that does not count, so it is refused.
        ("version:", "verison:", "verison", "unknown key 'verison'"),
        ("stays_up_while_waiting:", "stays_up:", "stays_up", "unknown key 'stays_up'"),
        ("  kinds:", "  kind:", "  kind:", "unknown key 'kind'; known here: default, categories"),
        ('reason: "Because."', "because: x", "because", "unknown key 'because'"),
        ("{blocks_per_day: 10}", "{blocks: 10}", "{blocks:", "unknown key 'blocks'"),
        ("warned: 1", "warned: 1, banned: 9", "warned", "unknown key 'banned'"),
        # Nothing of importance has a default that one might forget.
        ('version: "1"\n', "", "thresholds:", "'version' is missing"),
        (
            "circuit_breakers: {blocks_per_day: 10}\n",
            "",
            "version",
            "'circuit_breakers' is missing",
        ),
        ("{blocks_per_day: 10}", "{}", "circuit", "'blocks_per_day' is missing"),
        ("{review: 0.4, block: never}", "{review: 0.4}", "0.4", "'block' is missing"),
        ("  default: {review: 0.5, block: 0.9}\n", "", "thresholds:", "'default' is missing"),
        ("  default: {severity: 2, within_hours: 24}\n", "", "reviews:", "'default' is missing"),
        ("limited: 3, ", "", "strikes", "'limited' is missing"),
        ("decisions_days: 1095, ", "", "retention", "'decisions_days' is missing"),
        ("review, heading: spam}", "review}", "action: review}", "'heading' is missing"),
        # Nor does anything stand twice.
        ("thresholds:", 'version: "2"\nthresholds:', '"2"', "'version' stands here twice"),
        ("spam/scam: {review", "spam: {review", "0.3", "'spam' stands here twice"),
        ("name: second", "name: third\n    name: first", "name: first", "'name' stands here twice"),
        ("name: second", "name: first  # again", "# again", "two rules are named 'first'"),
        # A version and a rule have names, and a rule a reason.
        ('version: "1"', "version:", "version", "expected some text"),
        ("name: second", "name: ''", "name: ''", "expected some text"),
        ('reason: "Because."', "reason: ' '", "reason: ' '", "expected some text"),
        # Headings, kinds and actions are those there are.
        ("spam/scam: {review", "spam/scum: {review", "scum", "'scum' is not a valid Subcategory"),
        ("    username:", "    nickname:", "nickname", "'nickname' is not one of track, image"),
        ("  spam: [comment", "  junk: [comment", "junk", "'junk' is not a valid Category"),
        ("[comment, message]", "[comment, song]", "song", "'song' is not one of track"),
        ("spam/gambling", "spam/threat", "threat", "threat is not a subcategory of spam"),
        ("action: block", "action: delete", "delete", "'delete' is not one of allow, review"),
        ("mode: shadow", "mode: dark", "dark", "'dark' is not one of live, shadow, off"),
        # A bound is a score or never, and review comes before block.
        ("review: 0.5", "review: half", "half", "'half' is not a number"),
        ("block: 0.9", "block: 9", "block: 9", "9 is not between 0 and 1"),
        ("block: never", "block: Never", "Never", "'Never' is not a number"),
        ("review: 0.5", "review: 0.95", "0.95", "review must not be above block"),
        ("review: 0.5", "review: never", "review: never", "review must not be above block"),
        # A condition is one of those that rules.py knows.
        ("{kind: comment}", "{sort: comment}", "sort", "unknown condition 'sort'"),
        ("words: [casino]", "word: [casino]", "word:", "unknown condition 'word'"),
        ("{kind: comment}", "{all: []}", "all", "expected at least one"),
        # Counts and times are whole and within the calendar.
        ("blocks_per_day: 10", "blocks_per_day: ten", "ten", "'ten' is not a whole number"),
        ("blocks_per_day: 10", "blocks_per_day: -1", "-1", "'-1' is not a whole number"),
        ("after_days: 90", "after_days: 0", "days: 0", "0 is not between 1 and 36500"),
        ("days: 1095", "days: 99999999999", "99999", "is not a whole number between 1"),
        ("hours: 24", "hours: 100000", "100000", "100000 is not between 1 and 8760"),
        ("severity: 2", "severity: 6", "severity: 6", "6 is not between 1 and 5"),
        # The ladder of strikes climbs.
        ("limited: 3", "limited: 6", "strikes", "the ladder must climb"),
        ("warned: 1", "warned: 4", "strikes", "the ladder must climb"),
        # A section has the shape it has.
        ("{blocks_per_day: 10}", "10", "circuit", "expected a mapping"),
        ("  - name: first", "  - words\n  - name: first", "- words", "expected a mapping"),
        ("spam: {review: 0.4, block: never}", "spam: high", "high", "expected a mapping"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_reason(
    old: str, new: str, line: str, reason: str
) -> None:
    assert old in SMALL
    changed = SMALL.replace(old, new, 1)
    with pytest.raises(PolicyError) as refused:
        parse_policy(changed)
    assert reason in refused.value.reason
    assert line in changed.splitlines()[refused.value.line - 1]


def test_of_two_wrong_lines_the_upper_one_is_named() -> None:
    text = SMALL.replace("review: 0.5", "review: half").replace("warned: 1", "warned: one")
    with pytest.raises(PolicyError, match="line 3: 'half' is not a number"):
        parse_policy(text)


@pytest.fixture(scope="module")
def default() -> Policy:
    return parse_policy(DEFAULT.read_text("utf-8"))


def test_the_default_policy_is_one(default: Policy) -> None:
    assert default.version
    assert default.rules


@pytest.mark.parametrize("kind", ContentKind)
def test_the_default_policy_answers_for_every_heading(default: Policy, kind: ContentKind) -> None:
    for filed_under in HEADINGS:
        threshold = default.threshold(filed_under, kind, "any-detector")
        assert 0 < threshold.review <= threshold.block
        assert 1 <= default.service(filed_under).severity <= 5


@pytest.mark.parametrize(
    "heading",
    [
        # What is said about a person is judged by a person.
        "hate_and_harassment/defamation",
        "objectionable/self_harm",
        "privacy/contact",
        # So is what is true.
        "false_information",
    ],
)
def test_by_default_a_person_decides_about_people_and_truth(default: Policy, heading: str) -> None:
    threshold = default.threshold(Heading.parse(heading), ContentKind.COMMENT, "any-detector")
    assert threshold.action(1.0) is Action.REVIEW


lines = DEFAULT.read_text("utf-8").splitlines()
fragments = st.sampled_from(
    sorted({word for line in lines for word in line.split()} | {"&a", "*a", "[", "{", "- ", "? "})
)


@given(st.lists(fragments | st.sampled_from(["\n", "\n  ", "\n    ", " ", ": "]) | st.text()))
def test_anything_like_a_policy_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(PolicyError):
        parse_policy(" ".join(pieces))


@given(st.data())
def test_a_policy_with_anything_changed_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    end = data.draw(st.integers(start, min(start + 40, len(SMALL))))
    changed = data.draw(st.text(max_size=20) | fragments)
    with suppress(PolicyError):
        parse_policy(SMALL[:start] + changed + SMALL[end:])
