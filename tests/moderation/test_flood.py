"""The `flood` detector."""

import pytest

from moderation.content import Counters, Facts
from moderation.detectors.flood import Flood, Limit
from moderation.extract import Extract
from tests.moderation.factories import make_content

ADVERT = "Grow your channel with us, the first 100 plays are on the house"


def judge(counters: Counters, text: str = ADVERT) -> tuple[float, str]:
    """The score and the evidence, or (0, "")."""
    signals = list(Flood().detect(Extract(make_content(text=text, facts=Facts(counters)))))
    return (signals[0].score, signals[0].evidence[0].excerpt) if signals else (0.0, "")


@pytest.mark.parametrize(
    ("counters", "score"),
    [
        # counters hold what came before, so this upload is one more
        (Counters(same_text_1m=8), 0.0),
        (Counters(same_text_1m=9), 0.7),
        (Counters(same_text_1m=29), 0.96),
        (Counters(same_text_24h=18), 0.0),
        (Counters(same_text_24h=19), 0.6),
        (Counters(uploads_1m=28), 0.0),
        (Counters(uploads_1m=29), 0.6),
        (Counters(uploads_1h=298), 0.0),
        (Counters(uploads_1h=299), 0.6),
        # the surest limit that is reached counts
        (Counters(same_text_24h=19, uploads_1m=99), 0.9),
    ],
)
def test_a_limit_counts_from_its_number_on(counters: Counters, score: float) -> None:
    assert judge(counters)[0] == score


def test_the_evidence_says_the_count_in_words() -> None:
    assert judge(Counters(same_text_1m=30))[1] == "the same text 31 times within a minute"


def test_a_word_many_people_write_needs_ten_times_as_many() -> None:
    assert judge(Counters(same_text_1m=30), "fire 🔥")[0] == 0
    assert judge(Counters(same_text_1m=299), "fire 🔥")[0] > 0.9


def test_nothing_counted_is_nothing_to_look_at() -> None:
    assert not Flood().looks_at(make_content(text=ADVERT))
    assert Flood().looks_at(make_content(facts=Facts(Counters(uploads_1h=1))))


def test_limits_can_be_given() -> None:
    detector = Flood((Limit("uploads_24h", 2, 0.5),))
    content = make_content(text="x", facts=Facts(Counters(uploads_24h=1)))
    assert [signal.score for signal in detector.detect(Extract(content))] == [0.5]
