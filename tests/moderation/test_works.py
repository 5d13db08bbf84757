"""The list of protected works: its loading, and comparing with it."""

from pathlib import Path

import pytest

from moderation.fold import fold, skeleton
from moderation.works.index import WorkIndex
from moderation.works.phrases import Phrases, words_of
from moderation.works.piracy import Piracy, PiracyPhrases
from moderation.works.protected import ProtectedWork, ProtectedWorks, isrcs_in

POLICIES = Path(__file__).parents[2] / "policies"

PLATFORM = """
[company]
name = "Example"

[[protected_works]]
title = "Glass Season"
artist = "Kira Vance"
isrc = ["US-RC1-76-07839", "GBAYE0000351"]
label = "Uni Records"

[[protected_works]]
title = "Cold Porch"
artist = "Dray Malone & The Porch"
"""


def load(tmp_path: Path, text: str) -> ProtectedWorks:
    path = tmp_path / "platform.toml"
    path.write_text(text, "utf-8")
    return ProtectedWorks.load(path)


def test_works_are_read_beside_whatever_else_the_file_holds(tmp_path: Path) -> None:
    assert load(tmp_path, PLATFORM).works == (
        ProtectedWork(
            "Glass Season", "Kira Vance", ("USRC17607839", "GBAYE0000351"), ("Uni Records",)
        ),
        ProtectedWork("Cold Porch", "Dray Malone & The Porch"),
    )


def test_a_platform_without_protected_works_has_none(tmp_path: Path) -> None:
    assert load(tmp_path, "") == ProtectedWorks()


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('artist = "A"', "entry 1: title is missing"),
        ('title = "T"\nartist = " "', "entry 1: artist is missing"),
        ('title = "T"\nartist = 5', "artist is missing or not text"),
        ('title = "T"\nartist = "A"\nisrc = "123"', "'123' is not an ISRC"),
        ('title = "T"\nartist = "A"\nlabels = "L"', "no such key as labels"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(
    tmp_path: Path, entry: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        load(tmp_path, f"[[protected_works]]\n{entry}")


@pytest.mark.parametrize(
    ("tag", "isrcs"),
    [
        ("USRC17607839", ("USRC17607839",)),
        ("us-rc1-76-07839", ("USRC17607839",)),
        ("ISRC US RC1 76 07839", ("USRC17607839",)),
        ("USRC17607839; GBAYE0000351", ("USRC17607839", "GBAYE0000351")),
        ("none", ()),
        ("", ()),
    ],
)
def test_codes_are_read_however_they_are_written(tag: str, isrcs: tuple[str, ...]) -> None:
    assert isrcs_in(tag) == isrcs


@pytest.mark.parametrize(
    ("artist", "title"),
    [
        # however it is written
        ("Kira Vance", "Glass Season"),
        ("KIRA VANCE", "glass season"),
        ("Kirа Vаnce", "Glаss Seаson"),  # Cyrillic а
        ("Kira Vance", "G1as$ Seas0n"),
        # with what stores add
        ("Kira Vance", "Glass Season (Remastered 2011)"),
        ("Kira Vance", "Glass Season - Radio Edit"),
        ("Kira Vance feat. Somebody", "Glass Season"),
        ("Kira Vance; Nova Quill", "Glass Season [Explicit]"),
        # in one tag
        ("", "Kira Vance - Glass Season"),
        ("Various Artists", "Kira Vance - Glass Season (feat. B)"),
        # with an error
        ("Kira Vanse", "Glass Season"),
        ("Kira Vance", "Glass Seasons"),
        # a name with `and`
        ("Dray Malone and The Porch", "Cold Porch"),
        ("dray malone & porch", "cold porch"),
    ],
)
def test_tags_of_a_listed_work_are_recognised(tmp_path: Path, artist: str, title: str) -> None:
    assert WorkIndex(load(tmp_path, PLATFORM)).is_listed(artist, title)


@pytest.mark.parametrize(
    ("artist", "title"),
    [
        ("", ""),
        ("", "Glass Season"),
        ("Kira Vance", ""),
        ("Kira Vance", "Another Song"),
        ("Somebody Else", "Glass Season"),
        ("Dray Malone & The Porch", "Glass Season"),  # another artist's work
        ("Kira Vance", "Glass Season 2"),  # a number makes it another work
        ("(((((", "]]]]"),
    ],
)
def test_tags_of_other_works_are_not(tmp_path: Path, artist: str, title: str) -> None:
    assert not WorkIndex(load(tmp_path, PLATFORM)).is_listed(artist, title)


@pytest.mark.parametrize("name", ["宇多田ヒカル", "Кино", "!!!", "ـــ"])
def test_names_in_other_scripts_or_none_do_not_stand_for_everything(name: str) -> None:
    index = WorkIndex(
        ProtectedWorks((ProtectedWork("First Love", name), ProtectedWork(name, name)))
    )
    assert index.is_listed(name, "First Love") == any(letter.isalpha() for letter in name)
    assert not index.is_listed("", "")
    assert not index.is_listed("", "First Love")
    assert not index.is_listed("光", "夜")


def test_a_phrase_is_found_where_it_stands_in_the_text_as_typed() -> None:
    phrases = Phrases({"full album": 1, "full album leak": 2, "rock & roll": 3})
    text = "Ｆｕｌｌ\u200b album, LEAK! rock and the roll; fullalbum; ful1 a1bum"
    found = phrases.find(words_of(fold(text)), words_of(skeleton(text)))
    assert [(hit.value, text[hit.start : hit.end]) for hit in found] == [
        (2, "Ｆｕｌｌ\u200b album, LEAK"),
        (3, "rock and the roll"),
        (1, "ful1 a1bum"),
    ]


def test_phrases_at_the_end_of_a_text_are_not_read_beyond_it() -> None:
    assert Phrases({"leak": 1, "leak pack": 2}).find_in("a leak")[0].value == 1
    assert Phrases[int]({}).find_in("anything") == []


def test_the_list_of_piracy_words_is_in_order() -> None:
    phrases = PiracyPhrases.load(POLICIES / "piracy.toml").phrases
    assert {value for _, value in phrases} == set(Piracy)
    texts = [text for text, _ in phrases]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("text", ["", "offers = []", 'offers = [""]\ntalk = []\nexcuses = []'])
def test_a_wrong_list_of_piracy_words_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "piracy.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="piracy phrases"):
        PiracyPhrases.load(path)
