"""Signals + policy -> a verdict per heading -> one decision with reasons.

Pure: the same signals under the same policy always give the same decision, so a policy
can be replayed over stored signals.
"""

from dataclasses import dataclass, replace

from moderation.actions import Action
from moderation.categories import Heading
from moderation.content import BankKind, BankMatch, ContentKind
from moderation.policy import Policy
from moderation.reasons import allow_list_reason, circuit_breaker_reason, failure_reason, reason
from moderation.rules import Circumstances, Mode, Rule, holds
from moderation.signals import DetectorFailure, Signal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one heading comes to, and what brought it there (detector or `rule:<name>`)."""

    heading: Heading
    action: Action
    score: float
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The one outcome for one upload.

    `verdicts` holds the headings that ask for something, hardest first; a category is left
    out where one of its subcategories says it finer. `reasons` are those of the action
    taken, and of failed checks. `stays_up` says that content under review is left visible
    meanwhile; `shadow` names the rules that would have acted.
    """

    action: Action
    verdicts: tuple[Verdict, ...]
    reasons: tuple[str, ...]
    failures: tuple[DetectorFailure, ...]
    policy_version: str
    stays_up: bool
    shadow: tuple[str, ...] = ()


def decide(at: Circumstances, failures: tuple[DetectorFailure, ...], policy: Policy) -> Decision:
    """Judge signals and failures under a policy."""
    kind = at.extract.content.kind
    allowed_by = _allow_list(at.extract.content.facts.bank_matches)
    at = replace(at, signals=tuple(s for s in at.signals if not (allowed_by and _is_of_file(s))))
    live, shadow = _fired(at, policy.rules)
    asking = _asking(_ruled(_verdicts(at.signals, kind, policy), live))
    action = _hardest([v.action for v in asking], failures)
    reasons = [v.reason for v in asking if v.action is action]
    reasons += [failure_reason(failure, kind) for failure in failures]
    reasons += [allow_list_reason(allowed_by, kind)] if allowed_by else []
    return Decision(
        action=action,
        verdicts=tuple(asking),
        reasons=tuple(reasons),
        failures=failures,
        policy_version=policy.version,
        stays_up=not failures and _stay_up(asking, kind, policy),
        shadow=tuple(rule.name for rule in shadow),
    )


def within_circuit_breaker(
    decision: Decision, policy: Policy, blocks_today: int, kind: ContentKind
) -> Decision:
    """The decision, or the same as a review when too much was blocked today."""
    if decision.action is not Action.BLOCK or blocks_today < policy.blocks_per_day:
        return decision
    return replace(
        decision,
        action=Action.REVIEW,
        stays_up=False,
        reasons=(*decision.reasons, circuit_breaker_reason(kind)),
    )


def _allow_list(matches: tuple[BankMatch, ...]) -> str:
    """The bank that vouches for the file, unless another bank speaks against it."""
    if any(match.kind is not BankKind.ALLOW for match in matches):
        return ""
    return next((match.bank for match in matches), "")


def _is_of_file(signal: Signal) -> bool:
    return bool(signal.evidence) and all(e.field == "file" for e in signal.evidence)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A signal and what its score means here."""

    signal: Signal
    action: Action


def _verdicts(signals: tuple[Signal, ...], kind: ContentKind, policy: Policy) -> list[Verdict]:
    """One a heading: by its hardest, then highest, signal; in the words of all that agree."""
    weighed: dict[Heading, list[_Weighed]] = {}
    for signal in signals:
        threshold = policy.threshold(signal.heading, kind, signal.detector)
        one = _Weighed(signal, threshold.action(signal.score))
        weighed.setdefault(signal.heading, []).append(one)
    return [_verdict(heading, group, kind) for heading, group in weighed.items()]


def _verdict(heading: Heading, group: list[_Weighed], kind: ContentKind) -> Verdict:
    best = max(group, key=lambda one: (one.action.weight, one.signal.score))
    agreeing = [one.signal for one in group if one.action.weight and one.action is best.action]
    evidence = tuple(e for signal in agreeing for e in signal.evidence)
    return Verdict(
        heading,
        best.action,
        best.signal.score,
        best.signal.detector,
        reason(heading, best.action, kind, evidence),
    )


def _fired(at: Circumstances, rules: tuple[Rule, ...]) -> tuple[list[Rule], list[Rule]]:
    fired = [rule for rule in rules if rule.mode is not Mode.OFF and holds(rule.when, at)]
    return (
        [rule for rule in fired if rule.mode is Mode.LIVE],
        [rule for rule in fired if rule.mode is Mode.SHADOW],
    )


def _hardest(actions: list[Action], failures: tuple[DetectorFailure, ...]) -> Action:
    if failures:
        actions = [*actions, Action.REVIEW]
    return max(actions, key=lambda action: action.weight, default=Action.ALLOW)


def _ruled(verdicts: list[Verdict], live: list[Rule]) -> list[Verdict]:
    """The verdicts after the rules that fired, in their order."""
    for rule in live:
        if rule.action is Action.ALLOW:
            verdicts = [v for v in verdicts if not rule.heading.covers(v.heading)]
        else:
            source = f"rule:{rule.name}"
            said = Verdict(rule.heading, rule.action, 1.0, source, rule.reason)
            verdicts = [said, *(v for v in verdicts if v.heading != rule.heading)]
    return verdicts


def _asking(verdicts: list[Verdict]) -> list[Verdict]:
    """Those that ask for something, hardest first, each said once."""
    asking = [v for v in verdicts if v.action is not Action.ALLOW]
    asking.sort(key=lambda v: (-v.action.weight, -v.score, str(v.heading)))
    return [v for v in asking if not _is_said_finer(v, asking)]


def _is_said_finer(verdict: Verdict, asking: list[Verdict]) -> bool:
    """Whether a subcategory of the same category asks for at least as much."""
    return verdict.heading.subcategory is None and any(
        other.heading.category is verdict.heading.category
        and other.heading.subcategory is not None
        and other.action.weight >= verdict.action.weight
        for other in asking
    )


def _stay_up(asking: list[Verdict], kind: ContentKind, policy: Policy) -> bool:
    return bool(asking) and all(
        verdict.action is Action.REVIEW and policy.stays_up_while_waiting(verdict.heading, kind)
        for verdict in asking
    )
