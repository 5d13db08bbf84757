"""Texts that say the same have the same digest, however they are dressed up."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moderation.matching.same_text import SHORTEST, text_digest

ADVERT = "Buy 10000 real plays for your track at wavelift.example"


@pytest.mark.parametrize(
    "text",
    [
        # Case,
        ADVERT.upper(),
        # spaces and lines,
        ADVERT.replace(" ", "\n  "),
        ADVERT.replace(" ", ""),
        # punctuation,
        "*** " + ADVERT.replace(".", "!!! ") + " ***",
        # and invisible characters make no difference,
        "\u200b".join(ADVERT),
        # nor do accents and other shapes of the same letters.
        ADVERT.replace("a", "á").replace("e", "ê"),
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in ADVERT),
        ADVERT.replace("Buy", "𝓑𝓾𝔂"),
    ],
)
def test_a_text_in_another_dress_is_the_same_text(text: str) -> None:
    assert text_digest("", text) == text_digest("", ADVERT) is not None


def test_what_stands_in_the_title_counts_as_well() -> None:
    start, _, rest = ADVERT.partition("real")
    assert text_digest(start + "real", rest) == text_digest("", ADVERT)


@pytest.mark.parametrize(
    "text",
    [
        # Another word,
        ADVERT.replace("real", "fake"),
        # another number,
        ADVERT.replace("10000", "20000"),
        # another order,
        " ".join(reversed(ADVERT.split())),
        # or more words make another text.
        ADVERT + " today",
    ],
)
def test_other_words_are_another_text(text: str) -> None:
    assert text_digest("", text) not in (None, text_digest("", ADVERT))


@pytest.mark.parametrize(
    ("title", "text", "is_counted"),
    [
        # What many people write by chance is nobody's copy.
        ("", "", False),
        ("", "Great track!", False),
        ("", "a" * (SHORTEST - 1), False),
        ("", "a" * SHORTEST, True),
        # Only letters and digits make it longer,
        ("", "a" * (SHORTEST - 1) + " !?… \u200b", False),
        ("", "!" * 1_000, False),
        # wherever they stand.
        ("a" * 12, "a" * 12, True),
    ],
)
def test_a_short_text_has_no_digest(title: str, text: str, *, is_counted: bool) -> None:
    assert (text_digest(title, text) is not None) is is_counted


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_has_a_digest_or_none(title: str, text: str) -> None:
    digest = text_digest(title, text)
    assert digest is None or re.fullmatch(r"[0-9a-f]{32}", digest)
    assert digest == text_digest(title, text)


@given(st.text(), st.text(" \t\n.,!?-*_\u200b\u00ad", min_size=1), st.integers(0))
def test_nothing_that_is_no_letter_changes_the_digest(text: str, filler: str, at: int) -> None:
    at %= len(text) + 1
    assert text_digest("", text[:at] + filler + text[at:]) == text_digest("", text)


@given(
    st.text("abcdefghij", min_size=SHORTEST, max_size=60),
    st.text("abcdefghij", min_size=SHORTEST, max_size=60),
)
def test_texts_of_different_letters_have_different_digests(one: str, other: str) -> None:
    assume(one != other)
    assert text_digest("", one) != text_digest("", other)
