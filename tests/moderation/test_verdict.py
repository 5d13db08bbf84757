"""The verdict: which signal counts, what rules and banks change, what failures do."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.actions import Action
from moderation.categories import Category, Heading, Subcategory, heading
from moderation.content import BankKind, BankMatch, ContentKind, Facts
from moderation.policy import Policy
from moderation.signals import DetectorFailure, Evidence, FailureKind, Signal
from moderation.verdict import Decision, decide
from tests.moderation.factories import make_circumstances, make_content, make_policy, make_signal

ALLOW, REVIEW, BLOCK = Action.ALLOW, Action.REVIEW, Action.BLOCK
CRASH = DetectorFailure("links", "1", FailureKind.CRASHED)
OF_FILE = (Evidence("file", None, None, "MZ"),)
OF_TEXT = (Evidence("text", 0, 6, "casino"),)
HEADINGS = (*map(Heading, Category), *map(heading, Subcategory))

some_signals = st.lists(
    st.builds(
        Signal,
        st.sampled_from(HEADINGS),
        st.floats(0, 1),
        st.sampled_from(["words", "links"]),
        st.just("1"),
        st.sampled_from([(), OF_FILE, OF_TEXT, OF_FILE + OF_TEXT]),
    ),
    max_size=6,
)
some_failures = st.lists(
    st.builds(DetectorFailure, st.just("links"), st.just("1"), st.sampled_from(FailureKind)),
    max_size=2,
)


def judge(
    *signals: Signal,
    failures: tuple[DetectorFailure, ...] = (),
    policy: Policy | None = None,
    **content: Any,
) -> Decision:
    at = make_circumstances(*signals, content=make_content(**content))
    return decide(at, failures, policy or make_policy())


def match(kind: BankKind, bank: str = "masters") -> BankMatch:
    return BankMatch(bank, kind, "entry-1", "infringement/copyright")


@pytest.mark.parametrize(
    ("scores", "action"),
    [
        # Nothing seen, nothing done.
        ([], ALLOW),
        # Review from 0.5, block from 0.9, as the policy says.
        ([0.49], ALLOW),
        ([0.5], REVIEW),
        ([0.89], REVIEW),
        ([0.9], BLOCK),
        # Many hints do not add up,
        ([0.4, 0.4, 0.4], ALLOW),
        # and the hardest wins.
        ([0.1, 0.6, 0.3], REVIEW),
        ([0.6, 0.95, 0.7], BLOCK),
    ],
)
def test_the_hardest_signal_decides(scores: list[float], action: Action) -> None:
    of_one_heading = [make_signal(score=score) for score in scores]
    of_several = [
        make_signal(named, score)
        for named, score in zip(("spam", "malware", "privacy"), scores, strict=False)
    ]
    for signals in permutations(of_one_heading):
        assert judge(*signals).action is action
    assert judge(*of_several).action is action


def test_a_decision_keeps_one_verdict_a_heading_hardest_first() -> None:
    decision = judge(
        make_signal("privacy", 0.6),
        make_signal("spam", 0.7, "words"),
        make_signal("spam", 0.8, "links"),
        make_signal("malware", 0.95),
        make_signal("unlawful", 0.1),
    )
    assert [(str(v.heading), v.action, v.score, v.source) for v in decision.verdicts] == [
        ("malware", BLOCK, 0.95, "words"),
        ("spam", REVIEW, 0.8, "links"),
        ("privacy", REVIEW, 0.6, "words"),
    ]


def test_the_reasons_are_those_of_the_action_taken() -> None:
    decision = judge(make_signal("spam", 0.7), make_signal("malware", 0.95))
    assert decision.action is BLOCK
    assert decision.reasons == (decision.verdicts[0].reason,)
    milder = judge(make_signal("spam", 0.7), make_signal("malware", 0.6))
    assert milder.reasons == tuple(v.reason for v in milder.verdicts)


@pytest.mark.parametrize(
    ("signals", "headings"),
    [
        # The subcategory says finer what the category says
        ([("spam", 0.6), ("spam/scam", 0.7)], ["spam/scam"]),
        ([("spam", 0.8), ("spam/scam", 0.6)], ["spam/scam"]),
        # It asks for less: both stand
        ([("spam", 0.95), ("spam/scam", 0.6)], ["spam", "spam/scam"]),
        # Another category's subcategory says nothing of it
        ([("spam", 0.6), ("malware/virus", 0.7)], ["malware/virus", "spam"]),
    ],
)
def test_a_category_is_not_repeated_beside_its_subcategory(
    signals: list[tuple[str, float]], headings: list[str]
) -> None:
    decision = judge(*(make_signal(named, score) for named, score in signals))
    assert [str(v.heading) for v in decision.verdicts] == headings


def test_a_harder_action_goes_before_a_higher_score() -> None:
    """A detector that the policy trusts blocks with less than another's review."""
    thresholds = """
      default: {review: 0.5, block: never}
      detectors: {links: {spam: {review: 0.1, block: 0.4}}}
    """
    decision = judge(
        make_signal("spam", 0.99, "words"),
        make_signal("spam", 0.45, "links"),
        policy=make_policy(thresholds=thresholds),
    )
    assert [(v.action, v.source) for v in decision.verdicts] == [(BLOCK, "links")]


def test_verdicts_that_are_equally_hard_stand_in_the_order_of_their_headings() -> None:
    signals = [make_signal(named, 0.6) for named in ("spam", "malware", "privacy")]
    assert {judge(*order).verdicts for order in permutations(signals)} == {judge(*signals).verdicts}


def test_a_decision_names_the_version_of_its_policy() -> None:
    assert judge(policy=make_policy(version="2026-11-22")).policy_version == "2026-11-22"


def rule(name: str, action: str, about: str, mode: str = "live") -> str:
    return (
        f"{{name: {name}, when: {{kind: comment}}, then: {{action: {action}, heading: {about}}}, "
        f'mode: {mode}, reason: "Because of {name}."}}'
    )


@pytest.mark.parametrize(
    ("score", "rules", "action"),
    [
        # A rule acts by itself,
        (0.0, [rule("a", "review", "spam")], REVIEW),
        # and has the last word on its heading: harder,
        (0.6, [rule("a", "block", "spam")], BLOCK),
        # or milder.
        (0.95, [rule("a", "review", "spam")], REVIEW),
        (0.95, [rule("a", "allow", "spam")], ALLOW),
        # On another heading it leaves the signal as it is,
        (0.95, [rule("a", "allow", "malware")], BLOCK),
        (0.95, [rule("a", "allow", "spam/scam")], BLOCK),
        (0.6, [rule("a", "block", "malware")], BLOCK),
        # Of two rules on a heading the later one counts.
        (0.0, [rule("a", "block", "spam"), rule("b", "review", "spam")], REVIEW),
        # In shadow it changes nothing.
        (0.95, [rule("a", "allow", "spam", "shadow")], BLOCK),
        (0.0, [rule("a", "block", "spam", "shadow")], ALLOW),
    ],
)
def test_a_rule_has_the_last_word_on_its_heading(
    score: float, rules: list[str], action: Action
) -> None:
    policy = make_policy(rules=f"[{', '.join(rules)}]")
    assert judge(make_signal("spam", score), policy=policy).action is action


def test_a_rule_is_the_source_and_gives_its_own_reason() -> None:
    policy = make_policy(rules=f"[{rule('no-spam', 'block', 'spam')}]")
    decision = judge(policy=policy)
    assert [(v.source, v.score) for v in decision.verdicts] == [("rule:no-spam", 1.0)]
    assert decision.reasons == ("Because of no-spam.",)


def test_rules_in_shadow_are_named_in_order() -> None:
    rules = [rule(name, "block", "spam", "shadow") for name in ("z", "a")]
    assert judge(policy=make_policy(rules=f"[{', '.join(rules)}]")).shadow == ("z", "a")


@pytest.mark.parametrize(
    ("matches", "evidence", "action"),
    [
        # Without an allow-list everything counts.
        ([], OF_FILE, BLOCK),
        # The allow-list vouches for the file,
        ([match(BankKind.ALLOW)], OF_FILE, ALLOW),
        # not for what was written with it,
        ([match(BankKind.ALLOW)], OF_TEXT, BLOCK),
        # nor for a signal that rests on both, or that does not say on what.
        ([match(BankKind.ALLOW)], OF_FILE + OF_TEXT, BLOCK),
        ([match(BankKind.ALLOW)], (), BLOCK),
        # It does not count once another bank objects, in whichever order.
        ([match(BankKind.ALLOW), match(BankKind.BLOCK, "leaks")], OF_FILE, BLOCK),
        ([match(BankKind.REVIEW, "leaks"), match(BankKind.ALLOW)], OF_FILE, BLOCK),
    ],
)
def test_an_allow_list_vouches_for_the_file_alone(
    matches: list[BankMatch], evidence: tuple[Evidence, ...], action: Action
) -> None:
    signal = make_signal("malware", 0.95, evidence=evidence)
    assert judge(signal, facts=Facts(bank_matches=tuple(matches))).action is action


def test_a_file_that_is_vouched_for_is_so_for_rules_as_well() -> None:
    rules = """[{name: careful, when: {signal: {heading: malware, at_least: 0.1}},
      then: {action: block, heading: malware}, reason: "Because."}]"""
    decision = judge(
        make_signal("malware", 0.3, evidence=OF_FILE),
        policy=make_policy(rules=rules),
        facts=Facts(bank_matches=(match(BankKind.ALLOW),)),
    )
    assert decision.action is ALLOW


@pytest.mark.parametrize(
    ("matches", "is_said"),
    [
        # The bank is named where it counted, and only there.
        ([match(BankKind.ALLOW)], True),
        ([match(BankKind.ALLOW), match(BankKind.BLOCK)], False),
        ([], False),
    ],
)
def test_the_allow_list_is_told_as_a_reason(matches: list[BankMatch], *, is_said: bool) -> None:
    decision = judge(facts=Facts(bank_matches=tuple(matches)))
    assert any("allow-list “masters”" in each for each in decision.reasons) is is_said


@pytest.mark.parametrize("why", FailureKind)
@pytest.mark.parametrize(
    ("score", "action"),
    [
        # What could not be checked is looked at by a person,
        (None, REVIEW),
        (0.1, REVIEW),
        # as is what was under review anyway,
        (0.6, REVIEW),
        # and a block stays a block.
        (0.95, BLOCK),
    ],
)
def test_a_failure_makes_it_a_review_at_least(
    why: FailureKind, score: float | None, action: Action
) -> None:
    signals = [] if score is None else [make_signal(score=score)]
    failure = DetectorFailure("links", "1", why)
    decision = judge(*signals, failures=(failure,))
    assert decision.action is action
    assert decision.failures == (failure,)
    assert "the links check" in decision.reasons[-1]


def test_a_failure_counts_even_when_the_file_is_vouched_for() -> None:
    facts = Facts(bank_matches=(match(BankKind.ALLOW),))
    assert judge(failures=(CRASH,), facts=facts).action is REVIEW


def test_a_failure_counts_even_when_a_rule_allows() -> None:
    policy = make_policy(rules=f"[{rule('a', 'allow', 'spam')}]")
    assert judge(failures=(CRASH,), policy=policy).action is REVIEW


@pytest.mark.parametrize(
    ("signals", "failures", "kind", "stays_up"),
    [
        # Strong language in a comment stays up while a person looks,
        ([("objectionable/profanity", 0.6)], (), ContentKind.COMMENT, True),
        # but not in a kind that the policy does not name,
        ([("objectionable/profanity", 0.6)], (), ContentKind.PROFILE, False),
        # nor with something worse beside it,
        (
            [("objectionable/profanity", 0.6), ("objectionable/threat", 0.6)],
            (),
            ContentKind.COMMENT,
            False,
        ),
        # nor once it is blocked,
        ([("objectionable/profanity", 0.95)], (), ContentKind.COMMENT, False),
        # nor when a check is missing that might have found worse.
        ([("objectionable/profanity", 0.6)], (CRASH,), ContentKind.COMMENT, False),
        ([], (CRASH,), ContentKind.COMMENT, False),
        # What is below every bound does not count,
        (
            [("objectionable/profanity", 0.6), ("objectionable/threat", 0.1)],
            (),
            ContentKind.COMMENT,
            True,
        ),
        # and what is allowed waits for nobody.
        ([], (), ContentKind.COMMENT, False),
    ],
)
def test_only_what_the_policy_names_stays_up_while_it_waits(
    signals: list[tuple[str, float]],
    failures: tuple[DetectorFailure, ...],
    kind: ContentKind,
    *,
    stays_up: bool,
) -> None:
    policy = make_policy(stays_up_while_waiting="{objectionable/profanity: [comment, message]}")
    made = [make_signal(named, score) for named, score in signals]
    assert judge(*made, failures=failures, policy=policy, kind=kind).stays_up is stays_up


@given(some_signals, some_failures)
def test_a_decision_is_as_hard_as_its_hardest_part_and_says_why(
    signals: list[Signal], failures: list[DetectorFailure]
) -> None:
    decision = judge(*signals, failures=tuple(failures))
    hardest = max((v.action.weight for v in decision.verdicts), default=0)
    assert decision.action.weight == max(hardest, REVIEW.weight if failures else 0)
    said = [v for v in decision.verdicts if v.action is decision.action]
    assert len(decision.reasons) == len(said) + len(failures)
    assert (decision.action is ALLOW) == (not decision.reasons)
    assert not decision.stays_up


@given(some_signals, some_failures, st.randoms(use_true_random=False))
def test_the_order_of_signals_changes_no_action(
    signals: list[Signal], failures: list[DetectorFailure], random: Any
) -> None:
    shuffled = random.sample(signals, len(signals))
    one, other = (judge(*each, failures=tuple(failures)) for each in (signals, shuffled))
    assert one.action is other.action
    assert [(v.heading, v.action, v.score) for v in one.verdicts] == [
        (v.heading, v.action, v.score) for v in other.verdicts
    ]
