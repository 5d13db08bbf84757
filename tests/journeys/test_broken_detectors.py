"""A detector that fails asks for a person by its name, and the others still count."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import pytest

from moderation import Budget, Content, Detector, Heading, Signal
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from tests.platforms import Platform, body

Behaviour: TypeAlias = Callable[[Extract], Iterable[Signal]]


class Fake:
    """A detector that does as it is told."""

    version = "1"
    cost = Cost.MICROSECONDS

    def __init__(self, name: str, behave: Behaviour) -> None:
        self.name = name
        self._behave = behave

    def looks_at(self, content: Content) -> bool:
        return True

    def detect(self, extract: Extract) -> Iterable[Signal]:
        return self._behave(extract)

    def examples(self) -> tuple[Example, ...]:
        return ()


SPAM = Signal(Heading.parse("spam/gambling"), 0.99, "z-works", "1")


def works(_: Extract) -> Iterable[Signal]:
    return [SPAM]


def finds_nothing(_: Extract) -> Iterable[Signal]:
    return []


def crashes(_: Extract) -> Iterable[Signal]:
    raise RuntimeError("secret words")


def answers_nonsense(_: Extract) -> Iterable[Signal]:
    return [Signal(Heading.parse("spam"), 7.5, "a-broken", "1")]


@pytest.fixture
def hanging() -> Iterator[Behaviour]:
    released = threading.Event()

    def hang(_: Extract) -> Iterable[Signal]:
        released.wait(60)
        return []

    yield hang
    released.set()


def chosen(request: pytest.FixtureRequest, behave: Behaviour | str) -> Behaviour:
    found: Behaviour = request.getfixturevalue(behave) if isinstance(behave, str) else behave
    return found


def posted(platform: Platform, *detectors: Detector) -> dict[str, Any]:
    budget = Budget(detector_s=0.2, total_s=2)
    response = platform.with_detectors(detectors, budget).post(text="hello there")
    return body(response)


@pytest.mark.parametrize(
    ("behave", "why"),
    [(crashes, "crashed"), (answers_nonsense, "nonsense"), ("hanging", "overdue")],
    ids=["crash", "nonsense", "hang"],
)
def test_a_broken_detector_means_review_and_is_named(
    platform: Platform, request: pytest.FixtureRequest, behave: Behaviour | str, why: str
) -> None:
    behaviour = chosen(request, behave)
    upload = posted(platform, Fake("a-broken", behaviour), Fake("z-works", finds_nothing))
    decision = upload["decision"]
    assert decision["action"] == "review"
    assert decision["failures"] == [f"a-broken@1: {why}"]
    assert any("a-broken check" in reason for reason in decision["reasons"])
    assert upload["visible"] is False
    assert upload["review_id"]
    assert "secret" not in str(upload)


@pytest.mark.parametrize("behave", [crashes, answers_nonsense, "hanging"])
def test_the_other_detectors_still_count(
    platform: Platform, request: pytest.FixtureRequest, behave: Behaviour | str
) -> None:
    behaviour = chosen(request, behave)
    upload = posted(platform, Fake("a-broken", behaviour), Fake("z-works", works))
    decision = upload["decision"]
    assert decision["action"] == "block"
    assert [c["subcategory"] for c in decision["categories"]] == ["gambling"]
    assert decision["failures"]
