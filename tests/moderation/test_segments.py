"""Splitting names into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.moderation.protected import SEGMENTER


@pytest.mark.parametrize(
    ("name", "words"),
    [
        # what parts words in names
        ("the_fucking.drummer-99", ["the", "fucking", "drummer", "99"]),
        ("GhostGunsForSale", ["ghost", "guns", "for", "sale"]),
        ("KYSLilDre", ["kys", "lil", "dre"]),
        # what is joined is split into known words
        ("bollocksbeats", ["bollocks", "beats"]),
        ("gonnadietonight", ["gonna", "die", "tonight"]),
        # digits that stand for letters, and digits that do not
        ("DeepThr0atDiva", ["deep", "throat", "diva"]),
        ("lucky7casino", ["lucky", "7", "casino"]),
        ("nudes4beats", ["nudes", "4", "beats"]),
        # what is not made of known words stays whole
        ("mishitakeshi", ["mishitakeshi"]),
        ("killurselfxq", ["killurselfxq"]),
        # a known word is left whole
        ("Scunthorpe_Brass", ["scunthorpe", "brass"]),
        ("Yoshitaka", ["yoshi", "taka"]),
        ("therapistdave", ["therapist", "dave"]),
        ("bassassassin", ["bass", "assassin"]),
        ("essexdrumlines", ["essex", "drum", "lines"]),
        ("Ｆullwidth", ["full", "width"]),
        ("", []),
        ("___", []),
    ],
)
def test_a_name_is_split_where_a_person_would(name: str, words: list[str]) -> None:
    assert [word.text for word in SEGMENTER.words(name)] == words


@given(st.text(max_size=100))
def test_words_lie_in_the_name_and_in_order(name: str) -> None:
    words = SEGMENTER.words(name)
    assert all(0 <= word.start < word.end <= len(name) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
