"""The `username` detector."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.content import ContentKind, Uploader
from moderation.detectors.username import Username
from moderation.extract import Extract
from tests.moderation.factories import make_content
from tests.moderation.protected import NAME_LISTS, PLATFORM, SEGMENTER

DETECTOR = Username(PLATFORM, NAME_LISTS, SEGMENTER)


def scores(name: str, *, verified: bool = False) -> dict[str, float]:
    uploader = Uploader("uploader-1", name, verified=verified)
    content = make_content(ContentKind.USERNAME, text=name, uploader=uploader)
    return {str(s.heading): s.score for s in DETECTOR.detect(Extract(content))}


@pytest.mark.parametrize(
    ("name", "heading", "at_least"),
    [
        # "the name of another person or entity"
        ("1000TRAX_Official", "impersonation/company", 0.95),
        ("1OOOTRAX", "impersonation/company", 0.95),
        ("moderator", "impersonation/staff", 0.8),
        ("taylor_swift_official", "impersonation/person", 0.9),
        # "offensive, vulgar or obscene"
        ("dj_fuckface", "objectionable/profanity", 0.6),
        ("fvckitup", "objectionable/profanity", 0.5),
        ("twatwaffle", "objectionable/profanity", 0.5),
        ("Sh!tHappensRecords", "objectionable/profanity", 0.5),
        ("gas_the_k1kes", "hate_and_harassment/hate", 0.6),
        ("1488_drummer", "hate_and_harassment/hate", 0.6),
        ("p0rn_beats", "objectionable/sexual", 0.6),
        ("KillUrselfDJ", "objectionable/self_harm", 0.6),
        ("сука99", "objectionable/profanity", 0.3),
        # advertising what is not allowed
        ("buy_passport_online", "unlawful", 0.6),
        ("GhostGunsForSale", "unlawful", 0.6),
        ("slotgacor_maxwin88", "spam/gambling", 0.6),
        ("fullalbumleaks320", "infringement/copyright", 0.6),
    ],
)
def test_a_name_against_the_rule_is_seen(name: str, heading: str, at_least: float) -> None:
    assert scores(name).get(heading, 0) >= at_least


@pytest.mark.parametrize(
    "name",
    [
        "Scunthorpe_Brass", "ScunthorpeSoundSystem", "penistone_brass", "LightwaterLane",
        "dickens_and_the_ghosts", "mishitakeshi", "Yoshitaka", "bassassassin", "grassharpist",
        "classicalguitar_cockburn", "HancockTribute", "clitheroe_folk_club", "titmouse.tapes",
        "cumbia_cumulus", "essexdrumlines", "MiddlesexBrass", "therapist_dave", "analogkid",
        "queer_noise_collective", "suicidal_tendencies_fan83", "killshot_kev", "bombsquad_sound",
        "slotcarracer_dub", "spambot9000band", "pirateradiopaul", "worm.dance.wendy", "",
    ],
)  # fmt: skip
def test_a_name_that_only_looks_like_it_passes(name: str) -> None:
    assert all(score < 0.5 for score in scores(name).values())


def test_a_verified_account_may_bear_its_own_name_but_no_offensive_one() -> None:
    assert scores("TaylorSwift", verified=True) == {}
    assert scores("TaylorSwiftFuckface", verified=True).keys() == {"objectionable/profanity"}


def test_only_user_names_are_looked_at() -> None:
    assert DETECTOR.looks_at(make_content(ContentKind.USERNAME, text="x"))
    assert not DETECTOR.looks_at(make_content(ContentKind.COMMENT, text="x"))


def test_its_examples_hold() -> None:
    for example in DETECTOR.examples():
        headings = {signal.heading for signal in DETECTOR.detect(Extract(example.content))}
        assert headings >= {example.expected} if example.expected else not headings


@settings(deadline=None)
@given(st.text(max_size=120))
def test_evidence_of_any_name_lies_in_it(name: str) -> None:
    content = make_content(ContentKind.USERNAME, text=name)
    for signal in DETECTOR.detect(Extract(content)):
        for evidence in signal.evidence:
            assert evidence.start is not None
            assert evidence.end is not None
            assert 0 <= evidence.start < evidence.end <= len(name)
