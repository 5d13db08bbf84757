"""Undoing disguised words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.terms.disguise import Disguises

DISGUISES = Disguises(
    {"casino", "nigger", "kill", "shit", "followers", "streams", "sale", "free", "ass"}
)


@pytest.mark.parametrize(
    "typed",
    [
        "c4s1n0", "C4SIN0", "ca$ino", "c@sino", "сasino", "ｃasinо", "CASlNO",
        "caaasino", "caasino", "casinooooo", "c*sino", "ca€ino".replace("€", "$"),
    ],
)  # fmt: skip
def test_one_word_is_undone(typed: str) -> None:
    reading = DISGUISES.read(f"best {typed} ever")
    assert reading is not None
    assert "casino" in reading.words


@pytest.mark.parametrize(
    "typed",
    ["c a s i n o", "c.a.s.i.n.o", "C-A-S-I-N-O", "с a s i n о", "c_a_s_i_n_o", "c*a*s*i*n*o"],
)
def test_spaced_letters_are_joined(typed: str) -> None:
    reading = DISGUISES.read(f"best {typed} ever")
    assert reading is not None
    assert list(reading.words) == ["best", "casino", "ever"]
    start, end = reading.spans[1]
    assert f"best {typed} ever"[start:end] == typed


def test_a_wider_gap_parts_spaced_words() -> None:
    reading = DISGUISES.read("S T R E A M S  4  S A L E")
    assert reading is not None
    assert list(reading.words) == ["streams", "4", "sale"]


@pytest.mark.parametrize(
    "text",
    ["plain words only", "SH-101 and TR-808, A55 road, MP3, 4AD, 2nd of 3", "A B C", "hello!!"],
)
def test_ordinary_text_has_no_disguised_words(text: str) -> None:
    reading = DISGUISES.read(text)
    assert reading is None or not reading.disguised


@pytest.mark.parametrize("typed", ["niger", "rapper", "as", "kil", "shot", "niggard"])
def test_a_word_with_fewer_letters_is_another_word(typed: str) -> None:
    assert DISGUISES.undo(typed) is None


def test_stretching_is_emphasis_and_not_a_disguise() -> None:
    reading = DISGUISES.read("shiiiiit")
    assert reading is not None
    assert list(reading.words) == ["shit"]
    assert not reading.disguised


@given(st.text(alphabet=st.sampled_from("casino 0145@$!*.-_с\u200bé漢"), max_size=60))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    reading = DISGUISES.read(text)
    if reading is not None:
        assert len(reading.words) == len(reading.spans)
        assert all(0 <= start < end <= len(text) for start, end in reading.spans)
        assert list(reading.spans) == sorted(reading.spans)
