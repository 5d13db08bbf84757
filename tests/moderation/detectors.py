"""Detectors that do as they are told: answer, fail, hang. Not detectors of the product."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from moderation.content import Content
from moderation.detectors.base import Cost, Example
from moderation.extract import Extract
from moderation.signals import Signal
from tests.moderation.factories import make_signal

PATIENCE_S = 10  # for what comes at once, also on a busy machine


@dataclass
class Scripted:
    """Says what `say` returns, which may be anything."""

    name: str
    say: Callable[[Extract], Any]
    cost: Cost = Cost.MICROSECONDS
    version: str = "1"
    looks: Callable[[Content], bool] = lambda content: True

    def looks_at(self, content: Content) -> bool:
        return self.looks(content)

    def detect(self, extract: Extract) -> Iterable[Signal]:
        return self.say(extract)  # type: ignore[no-any-return]  # on purpose

    def examples(self) -> tuple[Example, ...]:
        return ()


def says(name: str, heading: str = "spam", score: float = 0.1, **more: Any) -> Scripted:
    """A detector that always sees the same."""
    return Scripted(name, lambda extract: [make_signal(heading, score, name)], **more)


def is_silent(name: str, **more: Any) -> Scripted:
    """A detector that never sees anything."""
    return Scripted(name, lambda extract: [], **more)


def raises(name: str, error: BaseException, **more: Any) -> Scripted:
    """A detector that always raises."""

    def fail(extract: Extract) -> list[Signal]:
        raise error

    return Scripted(name, fail, **more)


class Hanging:
    """A detector that does not come back until it is released, and counts how often it is asked."""

    def __init__(self, name: str, cost: Cost = Cost.MILLISECONDS, looks_at: str = "") -> None:
        self.name = name
        self.version = "1"
        self.cost = cost
        self.asked = 0
        self.released = threading.Event()
        self._looks_at = looks_at

    def looks_at(self, content: Content) -> bool:
        return self._looks_at in content.text

    def detect(self, extract: Extract) -> Iterable[Signal]:
        self.asked += 1
        self.released.wait()
        return [make_signal(detector=self.name)]

    def examples(self) -> tuple[Example, ...]:
        return ()
