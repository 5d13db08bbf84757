"""The restricted categories: each subcategory has one home, and headings read as written."""

import pytest

from moderation.categories import CATEGORY_OF, GROUNDS, Category, Heading, Subcategory, heading

HEADINGS = (*map(Heading, Category), *map(heading, Subcategory))


def test_every_category_has_its_ground_in_the_terms() -> None:
    assert set(GROUNDS) == set(Category)
    assert all(ground.clause for ground in GROUNDS.values())


def test_every_subcategory_belongs_to_exactly_one_category() -> None:
    placed = [each for ground in GROUNDS.values() for each in ground.subcategories]
    assert sorted(placed) == sorted(Subcategory)
    assert set(CATEGORY_OF) == set(Subcategory)


def test_no_subcategory_is_named_like_a_category() -> None:
    """Where either may stand, as in a report, one word must mean one thing."""
    assert set(map(str, Category)) & set(map(str, Subcategory)) == set()


@pytest.mark.parametrize("written", HEADINGS, ids=str)
def test_a_heading_reads_back_as_it_is_written(written: Heading) -> None:
    assert Heading.parse(str(written)) == written


@pytest.mark.parametrize(
    ("text", "category", "subcategory"),
    [
        # A category alone says that no finer kind is known.
        ("spam", Category.SPAM, None),
        # With a subcategory it says which.
        ("spam/scam", Category.SPAM, Subcategory.SCAM),
        # Two words are joined by an underscore, as in policies.
        ("privacy/identity_number", Category.PRIVACY, Subcategory.IDENTITY_NUMBER),
    ],
)
def test_a_heading_is_a_category_and_perhaps_a_subcategory(
    text: str, category: Category, subcategory: Subcategory | None
) -> None:
    assert Heading.parse(text) == Heading(category, subcategory)


@pytest.mark.parametrize(
    "text",
    [
        # Nothing at all is no heading.
        "",
        # A category must be one of the nine.
        "rudeness",
        # A subcategory does not stand alone.
        "scam",
        # A subcategory must exist,
        "spam/rudeness",
        # and stand under its own category.
        "spam/threat",
        # There is no third level.
        "spam/scam/phishing",
        # Case and spaces count: policies and training lines agree to the letter.
        "Spam",
        "spam /scam",
    ],
)
def test_what_is_no_heading_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a"):
        Heading.parse(text)


def test_a_heading_cannot_be_made_with_a_foreign_subcategory() -> None:
    with pytest.raises(ValueError, match="threat is not a subcategory of spam"):
        Heading(Category.SPAM, Subcategory.THREAT)
