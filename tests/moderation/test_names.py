"""Whose name a name looks like."""

import pytest

from moderation.terms.names import ProtectedNames
from tests.moderation.protected import PLATFORM, SEGMENTER

NAMES = ProtectedNames(PLATFORM, SEGMENTER)


def scores(name: str) -> dict[str, float]:
    return {str(like.heading): like.score for like in NAMES.likenesses(name)}


@pytest.mark.parametrize(
    ("name", "heading", "at_least"),
    [
        # the company's name, whatever it is written with
        ("1000TRAX", "impersonation/company", 0.95),
        ("1000TRAX_Official", "impersonation/company", 0.95),
        ("1OOOTRAX", "impersonation/company", 0.95),
        ("IOOOTRAX", "impersonation/company", 0.95),
        ("1000TR4X", "impersonation/company", 0.95),
        ("1000ТRАХ", "impersonation/company", 0.95),
        ("１０００ＴＲＡＸ support", "impersonation/company", 0.95),
        # with a slip of the hand
        ("1000TRAXX", "impersonation/company", 0.9),
        ("100TRAX", "impersonation/company", 0.9),
        # a staff title, alone or with the company
        ("admin", "impersonation/staff", 0.8),
        ("Support_Team", "impersonation/staff", 0.8),
        ("SystemAdministrator1000", "impersonation/staff", 0.8),
        ("1000trax.moderator", "impersonation/staff", 0.95),
        # other companies, artists
        ("SpotifyEditorialTeam_real", "impersonation/company", 0.9),
        ("Universal_Music_Talent_Dept", "impersonation/company", 0.8),
        ("TaylorSwift", "impersonation/person", 0.8),
        ("taylor_swift_official", "impersonation/person", 0.95),
        ("beyoncé", "impersonation/person", 0.8),
        ("RealDrake", "impersonation/person", 0.95),
        # claims to be somebody, whoever that is
        ("KiraVance_backup_official", "impersonation/person", 0.5),
    ],
)
def test_a_name_like_a_protected_one_is_seen(name: str, heading: str, at_least: float) -> None:
    assert scores(name).get(heading, 0) >= at_least


@pytest.mark.parametrize(
    "name",
    [
        "taylorswiftfan", "Taylor Swift tribute", "notdrake", "almost_adele", "BTS_army",
        "DJ_Admin", "modthesynth", "the_moderators_band", "supportact_sue", "TheStaffRoomChoir",
        "officialdryharbour", "captainmanager", "the_queen_of_techno", "trax", "1000", "thousand",
        "Nirvana Singh", "sam", "", "___", "🎧",
    ],
)  # fmt: skip
def test_other_names_pass(name: str) -> None:
    assert all(score < 0.5 for score in scores(name).values())


def test_a_name_that_is_also_a_word_is_only_a_hint() -> None:
    assert 0 < scores("Queen")["impersonation/person"] < 0.5


def test_the_likeness_says_which_part() -> None:
    (like,) = NAMES.likenesses("xx_1OOOTRAX_xx")
    assert "xx_1OOOTRAX_xx"[like.start : like.end] == "1OOOTRAX"


def test_a_very_long_name_is_read_in_bounded_time() -> None:
    NAMES.likenesses("official1000trax" * 70_000)
