"""Finding links in text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.links.finding import Disguise, find_links


def only(text: str) -> tuple[str, str, str]:
    """The one link's URL, registered domain and the characters it covers."""
    (link,) = find_links("text", text)
    return link.url, link.registered_domain, text[link.start : link.end]


@pytest.mark.parametrize(
    ("text", "url", "domain"),
    [
        ("go to http://example.com/x.", "http://example.com/x", "example.com"),
        ("(http://genius.com/Ride_(band))", "http://genius.com/ride_(band)", "genius.com"),
        ("www.kneecaps.co.uk!", "www.kneecaps.co.uk", "kneecaps.co.uk"),
        ("Tapes at drycleaner.example while they last", "drycleaner.example", "drycleaner.example"),
        ("bit.ly/abc", "bit.ly/abc", "bit.ly"),
        ("checkout mysite.com.Great", "mysite.com", "mysite.com"),
        ("👉 wavelift.example/start", "wavelift.example/start", "wavelift.example"),
        ("see example.com:8080/x", "example.com:8080/x", "example.com"),
        ("пишите на музыка.рф/клуб", "музыка.рф/клуб", "музыка.рф"),
    ],
)  # fmt: skip
def test_a_link_is_found_as_written(text: str, url: str, domain: str) -> None:
    assert only(text)[:2] == (url, domain)
    assert only(text)[2].lower() == url


@pytest.mark.parametrize(
    ("text", "host", "disguise"),
    [
        ("hxxp://evil.example/a", "evil.example", Disguise.MASKED),
        ("evil[.]example", "evil.example", Disguise.MASKED),
        ("evil (dot) com", "evil.com", Disguise.MASKED),
        ("ev\u200bil.com", "evil.com", Disguise.MASKED),
        ("ｅｖｉｌ．ｃｏｍ", "evil.com", Disguise.MASKED),
        ("𝐞𝐯𝐢𝐥.com", "evil.com", Disguise.MASKED),
        ("free-spins dot com", "free-spins.com", Disguise.SPELT),
        ("evil . com", "evil.com", Disguise.SPELT),
        ("Evil.COM", "evil.com", Disguise.NONE),
        ("➡️evil.com", "evil.com", Disguise.NONE),
    ],
)
def test_a_disguise_is_undone_and_told(text: str, host: str, disguise: Disguise) -> None:
    (link,) = find_links("text", text)
    assert (link.host, link.disguise) == (host, disguise)


@pytest.mark.parametrize(
    "text",
    [
        # abbreviations, initials and names
        "feat.Drake", "Mr.Scruff", "St.Vincent", "a.k.a. the man", "will.i.am", "J.Cole", "R.E.M.",
        # numbers
        "vol.2", "3.5mm jack", "Op.27 No.2", "v1.2.3", "1.2.3.4", "4.20 pm", "HEX#FF00AA",
        # file names
        "mix.wav", "final.zip", "Report.docx", "clip.mov",
        # a missing space after a full stop
        "love it.so good", "Amazing.Love it", "banger.next one", "I like it. com certeza",
        # mail
        "info@foo.com", "first.last@gmail.com", "booking (at) band (dot) com", "jo @ example . com",
        # talk about the thing
        "the dot com boom", "http://",
    ],
)  # fmt: skip
def test_what_is_not_a_link_is_left_alone(text: str) -> None:
    assert find_links("text", text) == ()


def test_the_part_before_an_at_sign_is_no_host() -> None:
    (link,) = find_links("text", "https://1000trax.com@evil.example/login")
    assert (link.host, link.userinfo, link.path) == ("evil.example", "1000trax.com", "/login")


def test_an_address_in_numbers_has_no_registered_domain() -> None:
    (link,) = find_links("text", "http://203.0.113.9/a")
    assert (link.host, link.registered_domain) == ("203.0.113.9", "")


@given(
    st.text(alphabet=st.sampled_from("ab.c/:@[](dot)hxtps \0\u200b．é-"), max_size=80) | st.text()
)
def test_offsets_stay_within_the_text(text: str) -> None:
    for link in find_links("text", text):
        assert 0 <= link.start < link.end <= len(text)
        assert link.host


@pytest.mark.parametrize("unit", ["a.", "x.com ", "http://", "(. ", "\u200b", "a@b.", " . com"])
def test_long_text_costs_no_more_than_its_length(unit: str) -> None:
    assert len(find_links("text", unit * (200_000 // len(unit)))) <= 1_000
