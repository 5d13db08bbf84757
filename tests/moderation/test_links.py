"""The `links` detector."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import ContentKind
from moderation.detectors.links import Links
from moderation.extract import Extract
from moderation.links.domain_lists import DomainLists
from tests.moderation.factories import make_content

POLICIES = Path(__file__).parents[2] / "policies"
DETECTOR = Links(DomainLists.read(POLICIES / "domains"), ("1000trax.com",))


def scores(text: str) -> dict[str, float]:
    signals = DETECTOR.detect(Extract(make_content(text=text)))
    return {str(signal.heading): signal.score for signal in signals}


@pytest.mark.parametrize(
    ("text", "heading", "at_least"),
    [
        # on a list
        ("https://1nitro.club/claim", "spam/scam", 0.95),
        ("look: snapgirls.today", "spam/advertising", 0.95),
        ("bit.ly/3eldutj", "spam/scam", 0.95),
        # made to be taken for another
        ("l000trax.com", "impersonation/company", 0.95),
        ("1000trаx.com", "impersonation/company", 0.95),
        ("https://1000trax.com.evil.example/login", "impersonation/company", 0.95),
        ("https://1000trax.com@evil.example", "impersonation/company", 0.95),
        ("1000trax-support.com", "impersonation/company", 0.95),
        ("1000trx.com", "impersonation/company", 0.7),
        ("1000trax.net", "impersonation/company", 0.7),
        ("ѕроtіfу.com/playlist", "spam/scam", 0.85),
        ("spotlfy.com", "spam/scam", 0.85),
        ("distro-kid-help.example", "spam/scam", 0.6),
        ("https://spotify.com@gift.example", "spam/scam", 0.95),
        # where nobody goes by name
        ("http://203.0.113.9/x", "spam/scam", 0.6),
        ("http://3405803785/x", "spam/scam", 0.6),
        # a program, or a program that says it is a song
        ("https://files.example/setup.exe", "malware", 0.6),
        ("https://files.example/single.mp3.exe?dl=1", "malware/disguised", 0.95),
        # hidden from filters
        ("cheap plays at wavelift[.]example", "spam/advertising", 0.6),
        ("hxxps://wavelift.example", "spam/advertising", 0.6),
        # two hints make a doubt
        ("casino-slots.top", "spam", 0.6),
    ],
)
def test_a_bad_link_is_filed_where_it_belongs(text: str, heading: str, at_least: float) -> None:
    assert scores(text).get(heading, 0) >= at_least


@pytest.mark.parametrize(
    "text",
    [
        "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC?si=1",
        "tapes at tidewrack.bandcamp.com, mixes on soundcloud.com/tidewrack",
        "youtu.be/dQw4w9WgXcQ and https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "linktr.ee/tidewrack, ffm.to/tidewrack, spoti.fi/abc",
        "https://en.wikipedia.org/wiki/Ride_(band)",
        "Shirts at kneecaps.example, tabs on www.tessfolkguitar.co.uk/tabs",
        "write to booking@tidewrack.example",
        "https://1000trax.com/tidewrack and www.1000trax.com",
        "münchen-klub.de",
    ],
)
def test_an_ordinary_link_says_nothing(text: str) -> None:
    assert scores(text) == {}


@pytest.mark.parametrize(
    "text", ["bit.ly/abc", "t.me/tidewrack", "tidewrack.xyz", "mysite dot com"]
)
def test_a_weak_hint_alone_stays_below_review(text: str) -> None:
    assert scores(text)
    assert max(scores(text).values()) < 0.5


def test_evidence_points_at_the_link() -> None:
    content = make_content(ContentKind.TRACK, title="Demo", text="get it: wavelift[.]example now")
    (signal,) = DETECTOR.detect(Extract(content))
    (evidence,) = signal.evidence
    assert (evidence.field, evidence.excerpt) == ("text", "wavelift[.]example")
    assert content.text[evidence.start : evidence.end] == evidence.excerpt


def test_a_url_of_the_content_itself_is_read_too() -> None:
    content = make_content(ContentKind.LINK, urls=("https://1nitro.club/claim",))
    (signal,) = DETECTOR.detect(Extract(content))
    assert signal.evidence[0].field == "url"


@given(st.text(alphabet=st.sampled_from("1000trax.comexn--/@:% exe.й"), max_size=60) | st.text())
def test_it_never_raises(text: str) -> None:
    assert all(0 <= score <= 1 for score in scores(text).values())
