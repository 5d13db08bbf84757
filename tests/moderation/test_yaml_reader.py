"""The YAML reader: plain shapes only, and whatever is wrong is said with its line."""

from collections.abc import Callable
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.yaml_reader import DEEPEST, HIGHEST, PolicyError, Reader


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def read(text: str) -> Reader:
    return Reader.from_text(text)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        # An empty file says nothing, and so does one of remarks.
        ("", 1, "the file is empty"),
        ("# to be written\n", 1, "the file is empty"),
        # What is not YAML is refused where it stops being YAML.
        ("a: 1\nb: [1, 2\nc: 3", 3, "expected ',' or ']'"),
        ("a: 1\n\tb: 2", 2, "cannot start any token"),
        ('a: 1\nb: "never closed', 2, "unexpected end of stream"),
        # One file is one document.
        ("a: 1\n---\nb: 2", 2, "another document"),
        # Control characters and halves of characters are never typed on purpose.
        ("a: 1\nb: 2\nc: \x00", 3, "a character that YAML does not allow"),
        ("a: 1\nb: \ud800", 2, "a character that YAML does not allow"),
        # An alias lets a few lines stand for millions, or for themselves.
        ("a: &x 1\nb: 2\nc: *x", 3, "no aliases"),
        ("a: &x\n  - *x", 2, "no aliases"),
        # Nobody reads what lies too deep.
        ("a: 1\nb: " + "[" * 100_000, 2, "nested more than"),
        ("{b: " * 1_000, 1, "nested more than"),
        # A number that PyYAML itself stumbles over.
        ('a: "\\UFFFFFFFF"', 1, "too large"),
        (f"%YAML 1.{'9' * 5_000}\n---\na: 1", 1, "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read(text)
    assert refused.value.line == line
    assert reason in refused.value.reason
    assert str(refused.value) == f"line {line}: {refused.value.reason}"


def test_what_is_deep_but_readable_is_read() -> None:
    text = "[" * (DEEPEST - 1) + "a" + "]" * (DEEPEST - 1)
    reader = read(text)
    for _ in range(DEEPEST - 1):
        (reader,) = reader.each()
    assert reader.text() == "a"


def test_a_tag_makes_no_object() -> None:
    tagged = read("!!python/object/apply:os.getcwd []")
    assert list(tagged.each()) == []
    assert read("!!binary aGk=").text() == "aGk="


def test_a_mapping_gives_its_entries_in_order() -> None:
    assert [(key, value.text()) for key, value in read("{b: 1, a: 2}").entries()] == [
        ("b", "1"),
        ("a", "2"),
    ]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        # A list gives its members,
        ("[a, b]", ["a", "b"]),
        # none if it has none;
        ("[]", []),
        # a single value is a list of one.
        ("a", ["a"]),
    ],
)
def test_a_list_may_be_written_as_a_single_value(text: str, texts: list[str]) -> None:
    assert [each.text() for each in read(text).each()] == texts


def test_a_value_is_the_text_as_written() -> None:
    """YAML's own ideas of no, 1e3 and 2026-11-22 do not come in."""
    written = ["no", "1e3", "2026-11-22", "0x10", "~", "two words"]
    assert [each.text() for each in read(f"[{', '.join(written)}]").each()] == written


@pytest.mark.parametrize(
    ("text", "take", "value"),
    [
        # Numbers have bounds, which belong to them.
        ("0", lambda reader: reader.number(0, 1), 0.0),
        ("0.25", lambda reader: reader.number(0, 1), 0.25),
        ("1", lambda reader: reader.number(0, 1), 1.0),
        # Whole numbers too.
        ("0", Reader.whole, 0),
        ("90", lambda reader: reader.whole(1, 90), 90),
        (str(HIGHEST), Reader.whole, HIGHEST),
        # true and false are words.
        ("true", Reader.yes, True),
        ("false", Reader.yes, False),
        # A closed set is read by its words.
        ("blue", lambda reader: reader.member(Colour), Colour.BLUE),
        # Anything else by a function.
        ("ff", lambda reader: reader.parsed(lambda text: int(text, 16)), 255),
        # Text may have several lines and any script.
        ('"ein\\n\\tBär"', Reader.filled, "ein\n\tBär"),
    ],
)
def test_a_value_is_read_as_what_it_should_be(
    text: str, take: Callable[[Reader], object], value: object
) -> None:
    assert take(read(text)) == value


@pytest.mark.parametrize(
    ("text", "take", "reason"),
    [
        # A value is no list, and a list no mapping.
        ("[a]", Reader.text, "expected a single value"),
        ("{a: b}", Reader.text, "expected a single value"),
        ("[a]", lambda reader: list(reader.entries()), "expected a mapping"),
        ("a", lambda reader: list(reader.entries()), "expected a mapping"),
        # A key is a single value and stands once.
        ("{[a]: b}", lambda reader: list(reader.entries()), "expected a single value"),
        ("{a: b, a: c}", lambda reader: list(reader.entries()), "'a' stands here twice"),
        # Only known keys: a misspelt one would otherwise change nothing, silently.
        ("{b: c}", lambda reader: reader.fields("a"), "unknown key 'b'; known here: a"),
        ("{<<: {a: b}}", lambda reader: reader.fields("a"), "unknown key '<<'"),
        # What is needed must be there.
        ("{}", lambda reader: reader.need(reader.fields("a"), "a"), "'a' is missing"),
        # Where none would mean everything or nothing, there must be one.
        ("[]", lambda reader: list(reader.some()), "expected at least one"),
        ('""', Reader.filled, "expected some text"),
        ("' '", Reader.filled, "expected some text"),
        # An escape must not bring in what no database takes and nobody sees.
        (r'"a\0"', Reader.text, "has a control character"),
        (r'"\ud800"', Reader.text, "half a character"),
        # A number is a number, within its bounds, and neither endless nor none.
        ("high", Reader.number, "'high' is not a number"),
        ("1.5", lambda reader: reader.number(0, 1), "1.5 is not between 0 and 1"),
        ("-0.1", lambda reader: reader.number(0, 1), "-0.1 is not between 0 and 1"),
        ("nan", Reader.number, "nan is not between"),
        ("inf", lambda reader: reader.number(0, 1), "inf is not between"),
        # A whole number has neither sign nor point, and so many digits.
        ("-1", Reader.whole, "'-1' is not a whole number"),
        ("1.0", Reader.whole, "'1.0' is not a whole number"),
        ("½", Reader.whole, "'½' is not a whole number"),
        ("0", lambda reader: reader.whole(1), "0 is not between 1 and"),
        ("6", lambda reader: reader.whole(1, 5), "6 is not between 1 and 5"),
        ("9" * 5_000, Reader.whole, "is not a whole number between 0 and"),
        # yes and no are not true and false.
        ("yes", Reader.yes, "'yes' is neither true nor false"),
        # A closed set is told in full.
        ("green", lambda reader: reader.member(Colour), "'green' is not one of red, blue"),
        # A function says itself what is wrong.
        ("x", lambda reader: reader.parsed(int), "invalid literal for int"),
    ],
)
def test_a_value_that_is_not_what_it_should_be_is_refused(
    text: str, take: Callable[[Reader], object], reason: str
) -> None:
    with pytest.raises(PolicyError, match=r"^line 1: ") as refused:
        take(read(text))
    assert reason in refused.value.reason


def test_what_is_wrong_with_a_key_is_said_on_the_line_of_the_key() -> None:
    reader = read("known: 1\nunknown:\n  - below\n")
    with pytest.raises(PolicyError, match="line 2: unknown key"):
        reader.fields("known")


def test_what_is_missing_is_said_on_the_line_of_what_lacks_it() -> None:
    outer = read("other: 1\nlacking:\n\n  a: 1\n").fields("other", "lacking")
    lacking = outer["lacking"]
    with pytest.raises(PolicyError, match="line 2: 'b' is missing"):
        lacking.need(lacking.fields("a"), "b")


@given(st.text(st.characters() | st.sampled_from("[]{}:,-&*!|>'\"%@#?\n\t \\\0")))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused = refusal_of(text)
    assert refused is None or 1 <= refused.line <= len(text.splitlines()) + 1


def refusal_of(text: str) -> PolicyError | None:
    try:
        read(text)
    except PolicyError as refused:
        return refused
    return None
