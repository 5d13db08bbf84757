"""The `impersonation` detector."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.content import ContentKind, Uploader
from moderation.detectors.impersonation import Impersonation
from moderation.extract import Extract
from tests.moderation.factories import make_content
from tests.moderation.protected import CLAIMS, PLATFORM, SEGMENTER

DETECTOR = Impersonation(PLATFORM, CLAIMS, SEGMENTER)
COMPANY, STAFF, PERSON = (f"impersonation/{kind}" for kind in ("company", "staff", "person"))
STRANGER = Uploader("uploader-1", "sam_k")


def scores(text: str, uploader: Uploader = STRANGER) -> dict[str, float]:
    content = make_content(ContentKind.MESSAGE, text=text, uploader=uploader)
    if not DETECTOR.looks_at(content):
        return {}
    return {str(s.heading): s.score for s in DETECTOR.detect(Extract(content))}


@pytest.mark.parametrize(
    ("text", "heading", "at_least"),
    [
        # in the company's name, for a secret
        ("I am 1000TRAX support, send me your password", STAFF, 0.95),
        ("1000TRAX support here, send me your password", STAFF, 0.95),
        ("1OOOTRAX adm1n here, s3nd me your passw0rd now", STAFF, 0.95),
        ("1000TRAX payments: your payout failed, reply with your card pin", COMPANY, 0.95),
        # in its name, with pressure
        ("official warning from the moderation team: your account will be closed", STAFF, 0.6),
        ("The official 1000TRAX account. Follow us to stay verified", COMPANY, 0.6),
        # in an artist's
        ("official backup account of Taylor Swift, dm me", PERSON, 0.9),
        ("it's really me, my main got hacked, this is my new account", PERSON, 0.5),
    ],
)  # fmt: skip
def test_a_claim_to_be_somebody_is_seen(text: str, heading: str, at_least: float) -> None:
    assert scores(text).get(heading, 0) >= at_least


@pytest.mark.parametrize(
    "text",
    [
        "can 1000TRAX support please answer my ticket?",
        "thanks to the 1000TRAX support team, my account is back",
        "reminder: 1000TRAX staff will never ask for your password",
        'just got a message from "1000TRAX support" asking for my login, nice try',
        "how do i contact a moderator on here?",
        "Fan account for Taylor Swift, not her, just obsessed",
        "Tribute to Queen, nine piece, weddings and pubs",
        "as a moderator on a synth forum I've seen a lot of fights",
        "I'm the singer in the band, thanks for the kind words",
        "opening set, in support of Marlo Quinn at the Crown",
    ],
)
def test_talk_to_about_and_in_honour_of_somebody_passes(text: str) -> None:
    assert scores(text) == {}


def test_the_uploaders_name_is_evidence() -> None:
    content = make_content(text="nice", uploader=Uploader("x", "1000TRAX_Official"))
    (signal,) = DETECTOR.detect(Extract(content))
    assert signal.evidence[0].field == "uploader_name"
    assert signal.evidence[0].excerpt == "1000TRAX"


def test_a_verified_account_may_be_who_it_is() -> None:
    staff = Uploader("staff-1", "1000TRAX_Support", verified=True)
    assert scores("I am 1000TRAX support, send me your password", staff) == {}


def test_user_names_are_left_to_their_own_detector() -> None:
    assert not DETECTOR.looks_at(make_content(ContentKind.USERNAME, text="1000TRAX"))


def test_its_examples_hold() -> None:
    for example in DETECTOR.examples():
        looks = DETECTOR.looks_at(example.content)
        signals = DETECTOR.detect(Extract(example.content)) if looks else []
        headings = {signal.heading for signal in signals}
        assert headings >= {example.expected} if example.expected else not headings


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_evidence_of_any_text_and_name_lies_in_it(text: str, name: str) -> None:
    content = make_content(text=text, uploader=Uploader("x", name))
    for signal in DETECTOR.detect(Extract(content)):
        for evidence in signal.evidence:
            field = name if evidence.field == "uploader_name" else text
            assert evidence.start is not None
            assert evidence.end is not None
            assert 0 <= evidence.start < evidence.end <= len(field)
