"""Rules: each condition where it holds and where it does not, and how they join."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import ContentKind, Counters, Facts, Uploader
from moderation.rules import Mode, holds, read_condition, read_rule
from moderation.signals import Signal
from moderation.verdict import decide
from moderation.yaml_reader import PolicyError, Reader
from tests.moderation.factories import (
    SATURDAY,
    make_circumstances,
    make_content,
    make_policy,
    make_signal,
)


def is_so(condition: str, *signals: Signal, now: datetime = SATURDAY, **fields: Any) -> bool:
    """Whether a condition, as a policy writes it, holds for a comment with these fields."""
    at = make_circumstances(*signals, content=make_content(**fields), now=now)
    return holds(read_condition(Reader.from_text(condition)), at)


@pytest.mark.parametrize(
    ("condition", "kind", "expected"),
    [
        # One kind,
        ("kind: comment", ContentKind.COMMENT, True),
        ("kind: comment", ContentKind.MESSAGE, False),
        # or one of several.
        ("kind: [comment, message]", ContentKind.MESSAGE, True),
        ("kind: [comment, message]", ContentKind.TRACK, False),
    ],
)
def test_kind_holds_for_the_kinds_it_names(
    condition: str, kind: ContentKind, *, expected: bool
) -> None:
    assert is_so(condition, kind=kind) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # The same heading with at least the score,
        ("{heading: spam/scam, at_least: 0.6}", True),
        ("{heading: spam/scam, at_least: 0.5}", True),
        ("{heading: spam/scam, at_least: 0.61}", False),
        # the whole category stands for its subcategories, and not the other way round,
        ("{heading: spam, at_least: 0.5}", True),
        ("{heading: spam/gambling, at_least: 0.5}", False),
        ("{heading: malware, at_least: 0}", False),
        # from this detector, when it matters which.
        ("{heading: spam, at_least: 0.5, detector: words}", True),
        ("{heading: spam, at_least: 0.5, detector: links}", False),
    ],
)
def test_signal_holds_from_its_score_under_its_heading(condition: str, *, expected: bool) -> None:
    signals = (make_signal("spam/scam", 0.6, "words"), make_signal("privacy", 0.9, "links"))
    assert is_so(f"signal: {condition}", *signals) is expected


def test_a_signal_of_the_category_alone_is_no_signal_of_a_subcategory() -> None:
    assert not is_so("signal: {heading: spam/scam, at_least: 0.1}", make_signal("spam", 0.9))


@pytest.mark.parametrize(
    ("condition", "uploader", "expected"),
    [
        # Verified or not, as the platform says.
        ("{verified: true}", Uploader("u", verified=True), True),
        ("{verified: true}", Uploader("u"), False),
        ("{verified: false}", Uploader("u"), True),
        ("{verified: false}", Uploader("u", verified=True), False),
        # Younger than so many days: a week to the second is a week old.
        ("{younger_than_days: 7}", Uploader("u", created_at=SATURDAY - timedelta(6)), True),
        ("{younger_than_days: 7}", Uploader("u", created_at=SATURDAY - timedelta(7)), False),
        ("{younger_than_days: 0.5}", Uploader("u", created_at=SATURDAY - timedelta(0.4)), True),
        # An age that nobody told is no age.
        ("{younger_than_days: 7}", Uploader("u"), False),
        # Both must hold where both are asked for.
        (
            "{younger_than_days: 7, verified: false}",
            Uploader("u", created_at=SATURDAY, verified=True),
            False,
        ),
        (
            "{younger_than_days: 7, verified: false}",
            Uploader("u", created_at=SATURDAY),
            True,
        ),
    ],
)
def test_uploader_holds_for_what_the_platform_told(
    condition: str, uploader: Uploader, *, expected: bool
) -> None:
    assert is_so(f"uploader: {condition}", uploader=uploader) is expected


@pytest.mark.parametrize(
    "name", ["uploads_1m", "uploads_1h", "uploads_24h", "same_text_1m", "same_text_24h"]
)
def test_counter_holds_from_its_number(name: str) -> None:
    condition = f"counter: {{name: {name}, at_least: 10}}"
    assert is_so(condition, facts=Facts(Counters(**{name: 10})))
    assert not is_so(condition, facts=Facts(Counters(**{name: 9})))


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        # A word or a phrase, wherever it stands.
        ("casino", "the casino is open", True),
        ("buy plays", "where to buy plays?", True),
        # One of several is enough.
        ("[roulette, casino]", "casino!", True),
        ("[roulette, casino]", "a night at the opera", False),
        # Part of a word is not the word.
        ("ass", "a bass class", False),
        ("casino", "casinos", False),
        # Punctuation and line ends are borders.
        ("casino", "(casino)", True),
        ("casino", "so:\ncasino", True),
        # Case, width, accents and what nobody sees make no difference, in the text
        ("casino", "CÁSI\u200bＮＯ", True),
        # or in the policy.
        ("Café", "at the cafe", True),
        ("Café", "at the CAFÉ", True),
        ("москва", "Москва", True),
        # Signs mean themselves.
        ("a.b", "a.b", True),
        ("a.b", "axb", False),
        ("c++", "i write c++ at night", True),
    ],
)
def test_words_are_found_at_word_borders_in_any_look(
    words: str, text: str, *, expected: bool
) -> None:
    assert is_so(f"words: {words}", text=text) is expected


def test_words_are_looked_for_in_the_title_too() -> None:
    assert is_so("words: casino", title="Casino")
    assert not is_so("words: casino", uploader=Uploader("u", name="casino"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A host belongs to its registered domain, whatever stands before it.
        ("https://spam.example.org/a", True),
        ("see www.example.org", True),
        # Another domain with the same words in it is another domain.
        ("https://example.org.evil.net", False),
        ("https://notexample.org", False),
        # No link, no hit.
        ("example", False),
    ],
)
def test_links_to_holds_for_the_registered_domain(text: str, *, expected: bool) -> None:
    assert is_so("links_to: Example.org", text=text) is expected


def test_links_to_looks_at_the_links_sent_beside_the_text() -> None:
    assert is_so("links_to: [other.net, example.org]", urls=("https://example.org/",))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # all: each part,
        ("all: [{kind: comment}, {words: here}]", True),
        ("all: [{kind: comment}, {words: absent}]", False),
        # any: one part,
        ("any: [{kind: track}, {words: here}]", True),
        ("any: [{kind: track}, {words: absent}]", False),
        # not: the opposite.
        ("not: {kind: track}", True),
        ("not: {kind: comment}", False),
        # They nest.
        ("all: [{any: [{kind: track}, {kind: comment}]}, {not: {words: absent}}]", True),
        ("not: {any: [{kind: track}, {all: [{kind: comment}, {words: here}]}]}", False),
        # A single part needs no list.
        ("all: {kind: comment}", True),
    ],
)
def test_conditions_join(condition: str, *, expected: bool) -> None:
    assert is_so(condition, text="here") is expected


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        # One key: two would leave open how they join.
        ("{kind: comment, words: a}", "exactly one key"),
        ("{}", "exactly one key"),
        # Only known conditions.
        ("{colour: red}", "unknown condition 'colour'; known: all, any, not, signal"),
        # An empty all would always hold, an empty any never.
        ("{all: []}", "expected at least one"),
        ("{any: []}", "expected at least one"),
        ("{uploader: {}}", "expected 'verified' or 'younger_than_days'"),
        ("{kind: []}", "expected at least one"),
        ("{words: []}", "expected at least one"),
        ("{links_to: []}", "expected at least one"),
        # An empty word would stand everywhere.
        ("{words: ['']}", "expected some text"),
        ('{words: ["\\u200b"]}', "nothing is left of this once it is folded"),
        # Their own parts are looked at as closely.
        ("{kind: song}", "'song' is not one of track"),
        ("{signal: {heading: spam}}", "'at_least' is missing"),
        ("{signal: {heading: rude, at_least: 0.5}}", "'rude' is not a valid Category"),
        ("{signal: {heading: spam, at_least: 5}}", "5 is not between 0 and 1"),
        ("{counter: {name: uploads, at_least: 5}}", "'uploads' is not one of uploads_1m"),
        ("{counter: {name: uploads_1m, at_least: 0}}", "0 is not between 1 and"),
        ("{uploader: {verified: maybe}}", "'maybe' is neither true nor false"),
        ("{uploader: {younger_than_days: inf}}", "inf is not between 0 and"),
    ],
)
def test_a_condition_that_says_nothing_sensible_is_refused(condition: str, reason: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read_condition(Reader.from_text(condition))
    assert reason in refused.value.reason


RULE = (
    "[{{name: no-casino, when: {{words: casino}}, then: {{action: block, heading: spam}}, "
    'mode: {mode}, reason: "It says casino."}}]'
)


@pytest.mark.parametrize(
    ("mode", "action", "shadow"),
    [
        # A live rule acts.
        ("live", "block", ()),
        # One in shadow is noted and changes nothing.
        ("shadow", "allow", ("no-casino",)),
        # One that is off is not even noted.
        ("off", "allow", ()),
    ],
)
def test_a_rule_acts_only_when_live(mode: str, action: str, shadow: tuple[str, ...]) -> None:
    policy = make_policy(rules=RULE.format(mode=mode))
    at = make_circumstances(content=make_content(text="casino"))
    decision = decide(at, (), policy)
    assert (decision.action, decision.shadow) == (action, shadow)


@pytest.mark.parametrize("mode", Mode)
def test_a_rule_whose_condition_does_not_hold_does_nothing(mode: Mode) -> None:
    policy = make_policy(rules=RULE.format(mode=mode))
    decision = decide(make_circumstances(content=make_content(text="opera")), (), policy)
    assert (decision.action, decision.shadow) == ("allow", ())


def test_a_rule_is_live_unless_it_says_otherwise() -> None:
    rule = read_rule(Reader.from_text(RULE.format(mode="live")[1:-1].replace("mode: live, ", "")))
    assert rule.mode is Mode.LIVE


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_words_are_refused_or_looked_for_in_any_text(text: str, words: list[str]) -> None:
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    with suppress(PolicyError):
        is_so(f"words: [{quoted}]", text=text)
