"""The `known-bytes` detector."""

import pytest

from moderation.content import BankKind, BankMatch, Content, Facts
from moderation.detectors.known_bytes import KnownBytes
from moderation.extract import Extract
from moderation.signals import Signal, Unavailable
from tests.moderation.factories import make_content

DETECTOR = KnownBytes()


def matched(*matches: BankMatch) -> Content:
    return make_content(facts=Facts(bank_matches=matches))


def detect(*matches: BankMatch) -> list[Signal]:
    return list(DETECTOR.detect(Extract(matched(*matches))))


@pytest.mark.parametrize(
    ("kind", "scores"),
    [
        # the bank's kind says how sure its keepers are
        (BankKind.BLOCK, [1.0]),
        (BankKind.REVIEW, [0.8]),
        # an allow-list is no signal
        (BankKind.ALLOW, []),
    ],
)
def test_a_match_counts_as_much_as_its_bank(kind: BankKind, scores: list[float]) -> None:
    signals = detect(BankMatch("leaks", kind, "1", "infringement/copyright"))
    assert [signal.score for signal in signals] == scores


def test_the_heading_is_the_entrys_own() -> None:
    first, second = detect(
        BankMatch("leaks", BankKind.BLOCK, "1", "infringement/copyright", "album X"),
        BankMatch("worms", BankKind.REVIEW, "2", "malware"),
    )
    assert (str(first.heading), str(second.heading)) == ("infringement/copyright", "malware")
    assert first.evidence[0].excerpt == "leaks: album X"
    assert second.evidence[0].excerpt == "worms"


def test_it_looks_only_where_there_is_a_match() -> None:
    assert not DETECTOR.looks_at(make_content())
    assert DETECTOR.looks_at(matched(BankMatch("leaks", BankKind.ALLOW, "1", "malware")))


def test_an_entry_under_an_unknown_heading_goes_to_a_person() -> None:
    with pytest.raises(Unavailable):
        detect(BankMatch("old", BankKind.BLOCK, "1", "no/such"))
