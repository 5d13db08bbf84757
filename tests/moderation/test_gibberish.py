"""The `gibberish` detector."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import moderation
from moderation.content import ContentKind
from moderation.detectors.gibberish import Gibberish
from moderation.extract import Extract
from moderation.terms.letters import LetterTriples
from tests.moderation.factories import make_content

MODEL = Path(moderation.__file__).parent / "models" / "letters.npz"
DETECTOR = Gibberish(LetterTriples.load(MODEL))


def score(text: str, kind: ContentKind = ContentKind.COMMENT) -> float:
    signals = list(DETECTOR.detect(Extract(make_content(kind, text=text))))
    return max((signal.score for signal in signals), default=0)


@pytest.mark.parametrize(
    "text",
    [
        "asdfghjkl sdfghjk asdkjfh",
        "xkqzv jfwpqz vbnmxw qzrtplk hgfdxc",
        "dfgkjhdfg KJHSDF lkjwer oiuxcv!!",
        "zxcvbnmasdfghjkl",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_mash_and_random_letters_are_gibberish(text: str) -> None:
    assert score(text) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        # names and titles without vowels
        "XTRMNTR", "MSTRKRFT", "SBTRKT", "STRFKR", "CHVRCHES", "MGMT", "TNGHT", "LNZNDRF",
        # laughter and cries
        "hahahahahahaha", "jajajajaja", "kkkkkkkkkk", "hsuahsuahsuahs", "zzzzzzzzzz",
        "aaaaaaaaaaaah", "Brrrrrrrr", "lmaooooo", "😭😭😭😭😭😭", "!!!!!!!!!", "...",
        # other languages and scripts
        "W Szczebrzeszynie chrząszcz brzmi w trzcinie", "Llanfairpwllgwyngyll is in Wales",
        "Ndiyakuthanda mzansi gqom", "Rhythm syzygy", "Привет, отличный трек", "最高の曲です",
        "Donaudampfschifffahrtsgesellschaftskapitän", "nguyễn phương thảo hát hay",
        # numbers of catalogues and machines, links, a fan among words
        "WARP CD 92, 4AD BAD 911", "SH-101 TR-808 DX7 MS20", "https://example.com/x7f9qkzp2m",
        "asdfghjkl I can't believe she replied to my comment!!", "a", "",
    ],
)  # fmt: skip
def test_what_people_write_is_not(text: str) -> None:
    assert score(text) < 0.5
    assert score(text, ContentKind.TRACK) < 0.5


def test_a_short_title_is_given_more_benefit_of_the_doubt() -> None:
    assert score("qwpxzvk brtz") > score("qwpxzvk brtz", ContentKind.TRACK)


def test_evidence_spans_the_gibberish() -> None:
    text = "ok: xkqzvjfw pqzvbnm xwqzrt"
    (signal,) = DETECTOR.detect(Extract(make_content(text=text)))
    assert signal.evidence[0].excerpt == "xkqzvjfw pqzvbnm xwqzrt"


def test_its_examples_hold() -> None:
    for example in DETECTOR.examples():
        headings = {signal.heading for signal in DETECTOR.detect(Extract(example.content))}
        assert headings == ({example.expected} if example.expected else set())


@given(st.text(max_size=200))
def test_evidence_of_any_text_lies_in_it(text: str) -> None:
    for signal in DETECTOR.detect(Extract(make_content(text=text))):
        (evidence,) = signal.evidence
        assert evidence.start is not None
        assert evidence.end is not None
        assert 0 <= evidence.start < evidence.end <= len(text)
