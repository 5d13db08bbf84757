"""The circuit breaker: after so many automatic blocks in a day, people decide."""

from dataclasses import replace

import pytest

from moderation.actions import Action
from moderation.content import ContentKind
from moderation.verdict import decide, within_circuit_breaker
from tests.moderation.factories import make_circumstances, make_policy, make_signal

ALLOW, REVIEW, BLOCK = Action.ALLOW, Action.REVIEW, Action.BLOCK


@pytest.mark.parametrize(
    ("score", "blocks_today", "action"),
    [
        # Up to the day's limit of ten a block is a block,
        (0.95, 0, BLOCK),
        (0.95, 9, BLOCK),
        # from then on a person looks.
        (0.95, 10, REVIEW),
        (0.95, 11, REVIEW),
        # What is milder has nothing to do with it.
        (0.6, 10, REVIEW),
        (0.1, 10, ALLOW),
    ],
)
def test_the_circuit_breaker_turns_blocks_into_reviews(
    score: float, blocks_today: int, action: Action
) -> None:
    policy = make_policy(circuit_breakers="{blocks_per_day: 10}")
    before = decide(make_circumstances(make_signal(score=score)), (), policy)
    after = within_circuit_breaker(before, policy, blocks_today, ContentKind.COMMENT)
    assert after.action is action
    if before.action is action:
        assert after == before
    else:
        assert after.reasons[:-1] == before.reasons
        assert "limit of automatic blocks" in after.reasons[-1]
        assert after == replace(before, action=REVIEW, reasons=after.reasons)
        assert not after.stays_up


def test_a_limit_of_nothing_blocks_nothing() -> None:
    policy = make_policy(circuit_breakers="{blocks_per_day: 0}")
    blocked = decide(make_circumstances(make_signal(score=1.0)), (), policy)
    assert within_circuit_breaker(blocked, policy, 0, ContentKind.COMMENT).action is REVIEW
