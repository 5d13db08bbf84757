"""The format that term lists are written in."""

from pathlib import Path

import pytest

from moderation.categories import Category, Heading
from moderation.terms.lists import BadTermList, Row, TermLists, normal

POLICIES = Path(__file__).parents[2] / "policies"
UNLAWFUL = Heading(Category.UNLAWFUL)


def load(folder: Path, *lines: str, **files: str) -> TermLists:
    head = ("heading: unlawful", "version: 1", "score: 0.6")
    (folder / "unlawful.txt").write_text("\n".join((*head, *lines)), "utf-8")
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return TermLists.load(folder)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("fake passport", Row(UNLAWFUL, 0.6, 0.6, (("fake passport",),))),
        ("coke | weed", Row(UNLAWFUL, 0.6, 0.6, (("coke", "weed"),))),
        ("sell + weed | coke", Row(UNLAWFUL, 0.6, 0.6, (("sell",), ("weed", "coke")))),
        ("buy > weed", Row(UNLAWFUL, 0.6, 0.6, (("buy",), ("weed",)), ordered=True)),
        ("weed - police", Row(UNLAWFUL, 0.6, 0.6, (("weed",),), unless=("police",))),
    ],
)
def test_a_line_is_a_row(tmp_path: Path, line: str, row: Row) -> None:
    assert load(tmp_path, line).rows == (row,)


def test_plain_terms_of_one_score_are_one_row(tmp_path: Path) -> None:
    assert load(tmp_path, "weed", "coke").rows[0].groups == (("weed", "coke"),)


def test_settings_hold_from_where_they_stand(tmp_path: Path) -> None:
    lists = load(
        tmp_path, "weed", "score: 0.9", "disguised: 0.95", "within: 4", "a + b", "score: 0.3"
    )
    plain, combined = lists.rows
    assert (plain.score, combined.score) == (0.6, 0.9)
    assert (combined.disguised, combined.within) == (0.95, 4)


def test_a_common_exception_holds_for_every_line_below(tmp_path: Path) -> None:
    before, after = load(tmp_path, "coke", "unless: police", "weed - court").rows
    assert before.unless == ()
    assert after.unless == ("police", "court")


def test_a_new_score_ends_the_score_of_disguises(tmp_path: Path) -> None:
    rows = load(tmp_path, "disguised: 0.9", "weed", "score: 0.3", "coke").rows
    assert [row.disguised for row in rows] == [0.9, 0.3]


def test_a_group_can_be_used_in_other_groups(tmp_path: Path) -> None:
    lists = load(tmp_path, "@drug = weed | coke", "@any = @drug | pills", "sell + @any")
    assert lists.rows[0].groups == (("sell",), ("weed", "coke", "pills"))


def test_groups_txt_serves_every_file(tmp_path: Path) -> None:
    lists = load(tmp_path, "sell + @drug", groups="@drug = weed")
    assert lists.rows[0].groups == (("sell",), ("weed",))


def test_a_file_without_a_heading_is_the_allow_side(tmp_path: Path) -> None:
    lists = load(tmp_path, "weed", allow="version: 1\n# a song\nMaine Coon\n")
    assert lists.allow == ("maine coon",)


def test_names_come_from_elsewhere(tmp_path: Path) -> None:
    load(tmp_path, "weed")
    (tmp_path / "unlawful.txt").write_text("heading: unlawful\nscore: 1\n@company + sell", "utf-8")
    lists = TermLists.load(tmp_path, {"company": ("1000TRAX",)})
    assert lists.rows[0].groups == (("1000trax",), ("sell",))


def test_the_version_changes_with_any_word(tmp_path: Path) -> None:
    assert load(tmp_path, "weed").version != load(tmp_path, "weeds").version


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("sell + @nothing", "nothing"),
        ("@drug = weed | !!", "has no letters"),
        ("score: 2", "above 0 and at most 1"),
        ("scoer: 0.5", "unknown setting"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(BadTermList, match=r"unlawful\.txt, line 4: .*") as refusal:
        load(tmp_path, line)
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fake-Passport", "fake passport"),
        ("don't", "don t"),
        ("café", "cafe"),
        ("vaccin*", "vaccin*"),
        ("блядь", "блядь"),
        ("ＣＡＳＩＮＯ", "casino"),
        ("🎰", "slot machine"),
    ],
)
def test_terms_are_kept_the_way_texts_are_read(written: str, read: str) -> None:
    assert normal(written) == read


@pytest.mark.parametrize("folder", ["terms", "names"])
def test_the_shipped_lists_can_be_read(folder: str) -> None:
    lists = TermLists.load(POLICIES / folder)
    assert lists.rows
    assert all(0 < row.score <= row.disguised <= 1 for row in lists.rows)


def test_every_category_of_the_terms_has_a_list() -> None:
    listed = {row.heading.category for row in TermLists.load(POLICIES / "terms").rows}
    assert listed == set(Category) - {Category.IMPERSONATION}  # it has its own folder
