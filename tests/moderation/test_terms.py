"""The `terms` detector with the shipped lists."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.content import ContentKind
from moderation.detectors.terms import Terms
from moderation.extract import Extract
from moderation.signals import Signal
from moderation.terms.lists import TermLists
from tests.moderation.factories import make_content, make_file

POLICIES = Path(__file__).parents[2] / "policies"
DETECTOR = Terms(TermLists.load(POLICIES / "terms"))
REVIEW = 0.5
BLOCK = 0.95


def detect(text: str, **fields: Any) -> dict[str, Signal]:
    content = make_content(text=text, **fields)
    return {str(signal.heading): signal for signal in DETECTOR.detect(Extract(content))}


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        # what the terms forbid, said in plain words
        ("selling fake passports and driving licences, dm me", "unlawful"),
        ("need a plug? cocaine and mdma, next day delivery, telegram in bio", "unlawful"),
        ("join our casino, 100 free spins, no deposit bonus", "spam/gambling"),
        ("send this to 15 people or you will have bad luck", "spam/chain_letter"),
        ("double your bitcoin in 24 hours, dm my account manager", "spam/scam"),
        ("buy 10k followers, cheap, real, dm me", "spam/advertising"),
        ("selling stealer logs and a fud crypter, escrow ok", "malware"),
        ("disable antivirus before you run the setup", "malware"),
        ("Abbey Road (FULL ALBUM LEAK)", "infringement/copyright"),
        ("replica Gibson guitars for sale, logo and all", "infringement/trademark"),
        ("The vaccine contains microchips, wake up", "false_information"),
        ("i will find you and i will kill you", "objectionable/threat"),
        ("kys nobody likes you", "objectionable/self_harm"),
        ("send nudes", "objectionable/sexual"),
        ("how old are you? add me on snap, it's our little secret", "objectionable/minors"),
        ("real beheading video, link in bio", "objectionable/graphic"),
        ("all muslims are vermin and should be deported", "hate_and_harassment/hate"),
        ("you are a pathetic worthless loser", "hate_and_harassment/harassment"),
        ("somebody find out where she lives and drop her address", "privacy/doxxing"),
    ],
)
def test_what_the_lists_name_is_for_a_person_to_see(text: str, heading: str) -> None:
    assert detect(text)[heading].score >= REVIEW


@pytest.mark.parametrize(
    "text",
    [
        # words that contain a term
        "Greetings from Scunthorpe, Penistone, Clitheroe and Essex",
        "cocktail analysis with bass, shiitake, Dickens and a therapist in the cockpit",
        # names that are a term
        "Pussy Riot, Cannibal Corpse and Suicide Silence on one bill",
        "Murder on the Dancefloor into Killing Me Softly into Chemtrails Over the Country Club",
        # music talk
        "you absolutely killed that set, sick drop, bomb track, I'm dead",
        "shoot me your stems and I'll have a stab at a remix",
        "my mum is going to kill me when she hears I quit law for techno",
        # news, help, warnings
        "police arrested a man for selling fake passports at the festival",
        "lost my passport at the gig, has anyone found it?",
        "if you think of ending your life please talk to someone, samaritans 116 123",
        "careful, the guy who says double your bitcoin is a scammer",
        "PSA: never disable your antivirus for a cracked plugin",
        "the myth that vaccines contain microchips was debunked years ago",
        # emoji and other scripts
        "🔥🔥🔥😭💀",
        "これは最高の曲です。Отличный трек!",
        "",
    ],
)
def test_ordinary_talk_is_not_for_anybody_to_see(text: str) -> None:
    assert all(signal.score < REVIEW for signal in detect(text).values())


def test_one_innocent_word_of_gambling_only_hints_unless_it_is_disguised() -> None:
    assert detect("casino")["spam/gambling"].score < REVIEW
    assert detect("c4s1n0")["spam/gambling"].score > REVIEW


@pytest.mark.parametrize("text", ["damn this is shit", "you utter cunt", "fuck fuck fuck fuck"])
def test_swearing_alone_never_blocks(text: str) -> None:
    assert all(signal.score < BLOCK for signal in detect(text).values())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("well: c4s1n0!", "c4s1n0"),
        ("well: \u0441asino!", "\u0441asino"),
        ("well: c.a.s.i.n.o!", "c.a.s.i.n.o"),
        ("well: ca\u200bsi\u200dno!", "ca\u200bsi\u200dno"),
        ("wéll: ｃａｓｉｎｏ!", "ｃａｓｉｎｏ"),
        ("ﬁne ½: casino!", "casino"),
    ],
)
def test_evidence_points_at_the_words_as_typed(text: str, place: str) -> None:
    (evidence,) = detect(text)["spam/gambling"].evidence
    assert text[evidence.start : evidence.end] == place == evidence.excerpt


def test_title_and_file_name_are_read_too() -> None:
    file = make_file(b"x", "Kira_Vance-Glass_Season-full_album_leak.mp3")
    signals = detect("", title="full album leak", file=file)
    fields = {evidence.field for evidence in signals["infringement/copyright"].evidence}
    assert fields == {"title", "file_name"}


def test_a_flood_of_terms_keeps_ten_pieces_of_evidence() -> None:
    (signal,) = [s for h, s in detect("fake passports for sale. " * 200).items() if h == "unlawful"]
    assert len(signal.evidence) == 10


def test_user_names_are_left_to_their_own_detector() -> None:
    assert not DETECTOR.looks_at(make_content(ContentKind.USERNAME, text="casino"))


def test_its_examples_hold() -> None:
    for example in DETECTOR.examples():
        headings = {signal.heading for signal in DETECTOR.detect(Extract(example.content))}
        assert headings >= {example.expected} if example.expected else not headings


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_evidence_of_any_text_lies_in_it(text: str, title: str) -> None:
    for signal in detect(text, title=title).values():
        for evidence in signal.evidence:
            field = title if evidence.field == "title" else text
            assert evidence.start is not None
            assert evidence.end is not None
            assert 0 <= evidence.start < evidence.end <= len(field)
