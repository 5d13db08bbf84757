"""Folding: disguises fall away, and every letter still knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.fold import INVISIBLE, Folded, fold, skeleton

# Characters that become several, or none, or change with what stands beside them.
ODD = ["ß", "İ", "ﬃ", "ﷺ", "㎏", "Ａ", "ᴀ", "с", "\u0301", "\ud800", "\udfff", "\0", "🔥", "ﾠ"]
texts = st.text(st.characters() | st.sampled_from(ODD) | st.sampled_from(sorted(INVISIBLE)))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        # Case says nothing.
        ("CaSiNo", "casino"),
        # Full-width, circled and squared letters are the letters they hold.
        ("ｃａｓｉｎｏ", "casino"),
        ("ⓒⓐⓢⓘⓝⓞ", "casino"),
        # So are mathematical alphabets and small capitals.
        ("𝓬𝓪𝓼𝓲𝓷𝓸", "casino"),
        ("ᴄᴀsɪɴᴏ", "casino"),
        # Accents fall away, whether part of the letter or set on it.
        ("càsïñö", "casino"),
        ("ca\u0301sin\u0308o", "casino"),
        # Marks piled up over and under a letter are no letters.
        ("c\u0334\u0301\u035ea\u0317\u0310sino", "casino"),
        # What nobody sees is not there: zero width, joiners, directions, soft hyphens, tags.
        ("ca\u200bsi\u200dno", "casino"),
        ("\u202ecasino\u202c", "casino"),
        ("ca\u00adsi\ufe0fno\U000e0041", "casino"),
        # Fillers of other scripts look like nothing either.
        ("ca\u3164si\uffa0no", "casino"),
        # One letter may stand for several.
        ("Straße", "strasse"),
        ("ﬃ", "ffi"),
        # Other scripts are written in Latin letters.
        ("Привет", "privet"),
        # Digits and punctuation stay what they are.
        ("c4s1n0 - 100%!", "c4s1n0 - 100%!"),
        # Half of a surrogate pair is nothing.
        ("ca\ud800sino", "casino"),
        ("", ""),
    ],
)
def test_a_fold_reads_what_the_letters_are(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        # Cyrillic and Greek letters look like Latin ones.
        ("саsіnо", "casino"),
        ("ρaypaΙ", "paypal"),
        # Capital i, small L, one and the bar cannot be told apart.
        ("PayPaI", "paypal"),
        ("paypa1", "paypal"),
        ("paypa|", "paypal"),
        # Signs and digits stand in for the letters they resemble.
        ("p@yp@l", "paypal"),
        ("ca$in0", "casino"),
        ("5pam", "spam"),
        # Case, accents and what nobody sees count for nothing here either.
        ("CA\u200bSÍNO", "casino"),
        ("ca\uffa0sino", "casino"),
    ],
)
def test_a_skeleton_reads_what_the_letters_look_like(typed: str, plain: str) -> None:
    assert skeleton(typed).text == skeleton(plain).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Different letters stay different.
        ("casino", "cosine"),
        # Two letters that look like one stay two, so that places stay true.
        ("modern", "modem"),
    ],
)
def test_a_skeleton_keeps_apart_what_looks_different(one: str, other: str) -> None:
    assert skeleton(one).text != skeleton(other).text


@pytest.mark.parametrize(
    ("typed", "word", "place"),
    [
        # ASCII does not move.
        ("the CASINO here", "casino", "CASINO"),
        # Invisible characters within belong to the word, those around it do not.
        ("the \u200bca\u200bsino\u200b here", "casino", "ca\u200bsino"),
        # Accents before it shift nothing.
        ("e\u0301e\u0301 casino", "casino", "casino"),
        # A letter that became several is named whole.
        ("Große Straße", "strasse", "Straße"),
        ("ﬃ casino", "ffi", "ﬃ"),
    ],
)
def test_a_place_in_the_fold_leads_to_the_words_as_typed(typed: str, word: str, place: str) -> None:
    folded = fold(typed)
    at = folded.text.index(word)
    start, end = folded.span(at, at + len(word))
    assert typed[start:end] == place


@pytest.mark.parametrize(
    ("typed", "at", "place"),
    [
        # Nothing, before a letter that moved,
        ("\u200bé", 0, 1),
        # after the last one,
        ("é\u200b", 1, 2),
        # in a text of which nothing is left,
        ("\u200b", 0, 1),
        # or in one where nothing moved.
        ("abc", 2, 2),
    ],
)
def test_an_empty_place_leads_to_an_empty_place(typed: str, at: int, place: int) -> None:
    assert fold(typed).span(at, at) == (place, place)


@given(texts)
def test_every_place_lies_within_the_text_as_typed(text: str) -> None:
    for folded in (fold(text), skeleton(text)):
        length = len(folded.text)
        for at in range(length + 1):
            check_place(folded, text, 0, at)
            check_place(folded, text, at, length)
            check_place(folded, text, at, min(at + 1, length))


def check_place(folded: Folded, text: str, start: int, end: int) -> None:
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text) == folded.source_length
    assert (first < last) == (start < end)


@given(texts)
def test_places_follow_each_other_as_in_the_text(text: str) -> None:
    for folded in (fold(text), skeleton(text)):
        starts = [folded.span(at, at + 1)[0] for at in range(len(folded.text))]
        assert starts == sorted(starts)


@given(texts)
def test_a_fold_is_small_ascii_whatever_was_typed(text: str) -> None:
    folded = fold(text).text
    assert folded.isascii()
    assert folded == folded.lower()


@given(texts)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text
    assert skeleton(skeleton(text).text).text == skeleton(text).text


@given(texts, texts)
def test_a_letter_folds_the_same_whatever_stands_beside_it(one: str, other: str) -> None:
    assert fold(one + other).text == fold(one).text + fold(other).text
    assert skeleton(one + other).text == skeleton(one).text + skeleton(other).text


@given(texts, st.sampled_from(sorted(INVISIBLE)), st.data())
def test_nothing_can_be_hidden_by_what_nobody_sees(
    text: str, invisible: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    stuffed = text[:at] + invisible + text[at:]
    assert fold(stuffed).text == fold(text).text
    assert skeleton(stuffed).text == skeleton(text).text
