"""Reasons: one sentence that a musician understands, in the terms' own words."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.actions import Action
from moderation.categories import CATEGORY_OF, GROUNDS, Category, Heading, Subcategory, heading
from moderation.content import ContentKind
from moderation.reasons import (
    SAYINGS,
    allow_list_reason,
    circuit_breaker_reason,
    failure_reason,
    noun,
    reason,
)
from moderation.signals import DetectorFailure, Evidence, FailureKind, excerpt_of

# "Content Restrictions" in the platform's terms, to the letter: what people agreed to.
GENERAL_CLAUSE = (
    "You may not transmit any Content that is unlawful, offensive, upsetting, intended to"
    " disgust, threatening, libelous, defamatory, obscene or otherwise objectionable."
)
BULLETS = (
    "Unlawful or promoting unlawful activity.",
    (
        "Defamatory, discriminatory, or mean-spirited content, including references or "
        "commentary about religion, race, sexual orientation, gender, national/ethnic origin,"
        " or other targeted groups."
    ),
    (
        "Spam, machine – or randomly – generated, constituting unauthorized or unsolicited "
        "advertising, chain letters, any other form of unauthorized solicitation, or any form"
        " of lottery or gambling."
    ),
    (
        "Containing or installing any viruses, worms, malware, trojan horses, or other "
        "content that is designed or intended to disrupt, damage, or limit the functioning of"
        " any software, hardware or telecommunications equipment or to damage or obtain "
        "unauthorized access to any data or other information of a third person."
    ),
    (
        "Infringing on any proprietary rights of any party, including patent, trademark, "
        "trade secret, copyright, right of publicity or other rights."
    ),
    (
        "Impersonating any person or entity including the Company and its employees or "
        "representatives."
    ),
    "Violating the privacy of any third person.",
    "False information and features.",
)

HEADINGS = (*map(Heading, Category), *map(heading, Subcategory))
ONE_SENTENCE = re.compile(r"[A-Z][^\n]*[^.!?\n]\.")
SPAM = Heading(Category.SPAM)


def is_one_sentence(text: str) -> bool:
    return bool(ONE_SENTENCE.fullmatch(text)) and not re.search(r"[.!?]\s", text)


@pytest.mark.parametrize(("category", "bullet"), [*zip(Category, BULLETS, strict=False)])
def test_the_first_eight_categories_are_the_terms_list(category: Category, bullet: str) -> None:
    """In its order and words; a clause may stop where the bullet goes into detail."""
    assert bullet.startswith(GROUNDS[category].clause)


def test_the_ninth_category_is_the_general_clause() -> None:
    assert [*Category][len(BULLETS) :] == [Category.OBJECTIONABLE]
    assert GROUNDS[Category.OBJECTIONABLE].clause in GENERAL_CLAUSE


def test_every_heading_has_a_saying() -> None:
    assert set(SAYINGS) == {*Category, *Subcategory}


@pytest.mark.parametrize("named", SAYINGS, ids=str)
def test_every_quotation_stands_in_the_clause_of_its_own_ground(
    named: Category | Subcategory,
) -> None:
    category = CATEGORY_OF[named] if isinstance(named, Subcategory) else named
    assert SAYINGS[named].quote
    assert SAYINGS[named].quote in GROUNDS[category].clause


@pytest.mark.parametrize("about", HEADINGS, ids=str)
def test_a_reason_is_one_sentence_with_its_quotation(about: Heading) -> None:
    for action, kind in product(Action, ContentKind):
        sentence = reason(about, action, kind, ())
        assert is_one_sentence(sentence), sentence
        assert f"“{SAYINGS[about.subcategory or about.category].quote}”" in sentence


@pytest.mark.parametrize(
    ("about", "action", "kind", "sentence"),
    [
        # What was blocked was not published.
        (
            "spam/gambling",
            Action.BLOCK,
            ContentKind.COMMENT,
            (
                "Your comment was not published because it looks like an advert for gambling or a "
                "lottery, and our terms do not allow this: “any form of lottery or gambling”."
            ),
        ),
        # What is reviewed is looked at by a person, not by a team or a process.
        (
            "objectionable/threat",
            Action.REVIEW,
            ContentKind.MESSAGE,
            (
                "A person will look at your message because it reads as a threat, and our terms do "
                "not allow this: “threatening”."
            ),
        ),
        # A kind is called what people call it.
        (
            "impersonation/staff",
            Action.BLOCK,
            ContentKind.USERNAME,
            (
                "Your user name was not published because it seems to speak as one of the "
                "platform's staff, and our terms do not allow this: “the Company and its employees "
                "or representatives”."
            ),
        ),
        # Without a finer kind, the category speaks.
        (
            "malware",
            Action.REVIEW,
            ContentKind.FILE,
            (
                "A person will look at your file because it seems to carry or promote harmful "
                "software, and our terms do not allow this: “malware”."
            ),
        ),
    ],
)
def test_a_reason_says_what_was_done_what_was_seen_and_what_the_terms_say(
    about: str, action: Action, kind: ContentKind, sentence: str
) -> None:
    assert reason(Heading.parse(about), action, kind, ()) == sentence


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        # Words that were typed are shown, wherever they stand.
        ([Evidence("text", 0, 6, "casino")], "casino"),
        ([Evidence("title", 0, 6, "casino")], "casino"),
        ([Evidence("file_name", 0, 6, "casino")], "casino"),
        ([Evidence("tag:artist", None, None, "casino")], "casino"),
        # What is said of the bytes of a file is for moderators, not for uploaders.
        ([Evidence("file", 0, 2, "MZ")], None),
        # The first words are enough; what is of the file is passed over.
        ([Evidence("text", 0, 6, "casino"), Evidence("text", 7, 12, "bonus")], "casino"),
        ([Evidence("file", 0, 2, "MZ"), Evidence("text", 0, 6, "casino")], "casino"),
        # No words, no brackets.
        ([Evidence("text", None, None, "")], None),
        ([Evidence("text", 0, 3, " \n ")], None),
        ([], None),
        # Several lines become one, since a reason is one sentence.
        ([Evidence("text", 0, 12, "casino\n\tbonus")], "casino bonus"),
        # Signs mean nothing to us.
        ([Evidence("text", 0, 9, "{seen} %s")], "{seen} %s"),
    ],
)
def test_a_reason_shows_the_words_that_were_typed(
    evidence: list[Evidence], shown: str | None
) -> None:
    sentence = reason(SPAM, Action.BLOCK, ContentKind.COMMENT, tuple(evidence))
    where = "" if shown is None else f" (“{shown}”)"
    assert sentence == (
        f"Your comment was not published because it looks like spam{where}, and our terms do "
        "not allow this: “Spam”."
    )


@given(st.text(st.characters()))
def test_a_reason_stays_on_one_line_whatever_was_typed(text: str) -> None:
    evidence = Evidence("text", 0, len(text), excerpt_of(text, 0, len(text)))
    sentence = reason(SPAM, Action.REVIEW, ContentKind.COMMENT, (evidence,))
    assert len(sentence.splitlines()) == 1
    assert len(sentence) < 300


@pytest.mark.parametrize("kind", ContentKind)
def test_every_kind_has_a_noun_without_technical_signs(kind: ContentKind) -> None:
    assert re.fullmatch(r"[a-z]+( [a-z]+)?", noun(kind))


@pytest.mark.parametrize("why", FailureKind)
def test_a_failure_names_the_check_and_says_that_a_person_looks(why: FailureKind) -> None:
    sentence = failure_reason(DetectorFailure("file-type", "1", why), ContentKind.TRACK)
    assert sentence.startswith("A person will look at your track because the file-type check ")
    assert is_one_sentence(sentence)


def test_each_kind_of_failure_has_its_own_words() -> None:
    sentences = {
        failure_reason(DetectorFailure("file-type", "1", why), ContentKind.TRACK)
        for why in FailureKind
    }
    assert len(sentences) == len(FailureKind)


def test_the_allow_list_is_named() -> None:
    sentence = allow_list_reason("own masters", ContentKind.TRACK)
    assert sentence == "The file of your track is on the allow-list “own masters”."


def test_the_circuit_breaker_says_that_a_person_looks() -> None:
    sentence = circuit_breaker_reason(ContentKind.PROFILE)
    assert sentence.startswith("A person will look at your profile text: ")
    assert is_one_sentence(sentence)
