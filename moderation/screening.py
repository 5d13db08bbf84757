"""screen(): extract, let every detector look within the budget, judge.

A detector can crash, hang or answer nonsense without harming the others: each runs under
its own limit in a worker thread, and whatever it failed to say becomes a reason for a
person to look.
"""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.content import Content
from moderation.detectors.base import Detector
from moderation.extract import Extract
from moderation.policy import Policy
from moderation.rules import Circumstances
from moderation.signals import (
    DetectorFailure,
    FailureKind,
    Signal,
    Unavailable,
    Unreadable,
)
from moderation.threads import DaemonThreads
from moderation.verdict import Decision, decide

MOST_STUCK = 4  # threads one detector may hold before it is no longer asked


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds for one detector, and for the whole screening."""

    detector_s: float = 5.0
    total_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Screening:
    """A decision with everything it rests on."""

    decision: Decision
    signals: tuple[Signal, ...]
    media_type: str
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class _Answer:
    signals: tuple[Signal, ...] = ()
    failure: DetectorFailure | None = None


class _Look:
    """Detectors taking their turn at one extract, until done or left behind."""

    def __init__(
        self, extract: Extract, detectors: Sequence[Detector], stuck: Counter[str]
    ) -> None:
        self.extract = extract
        self.detectors = detectors
        self.stuck = stuck
        self.answers: list[_Answer] = []
        self.turn_began = time.monotonic()
        self.done = threading.Event()
        self.left_behind = False

    def run(self) -> None:
        for detector in self.detectors:
            self.turn_began = time.monotonic()
            answer = _ask(detector, self.extract)
            if self.left_behind:
                self.stuck[detector.name] -= 1
                return
            self.answers.append(answer)
        self.done.set()

    def wait(self, turn_s: float, deadline: float) -> None:
        """Return when done, or when one turn or the whole took too long."""
        while not self.done.is_set():
            until = min(self.turn_began + turn_s, deadline)
            if (left := until - time.monotonic()) <= 0:
                self.left_behind = True
                return
            self.done.wait(left)


class Screener:
    """Holds the detectors and the threads they run in. Built once, shared by threads."""

    def __init__(
        self, build: Callable[[], Sequence[Detector]], budget: Budget | None = None
    ) -> None:
        self._build = build
        self._built: tuple[Detector, ...] | None = None
        self._building = threading.Lock()
        self.budget = budget or Budget()
        self._threads = DaemonThreads("screen")
        self._stuck: Counter[str] = Counter()

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """All detectors, cheapest first; the first use loads lists and models."""
        if self._built is None:
            with self._building:
                if self._built is None:
                    self._built = tuple(sorted(self._build(), key=lambda d: (d.cost, d.name)))
        return self._built

    def screen(self, content: Content, policy: Policy, now: datetime) -> Screening:
        """Screen one content. Never raises for anything that content or a detector does."""
        extract = Extract(content)
        answers = self._look(extract)
        signals = tuple(signal for answer in answers for signal in answer.signals)
        failures = tuple(answer.failure for answer in answers if answer.failure)
        return Screening(
            decision=decide(Circumstances(extract, signals, now), failures, policy),
            signals=signals,
            media_type=extract.media_type,
            duration_s=extract.duration_s,
        )

    def _look(self, extract: Extract) -> list[_Answer]:
        answers: list[_Answer] = []
        waiting = [d for d in self.detectors if d.looks_at(extract.content)]
        deadline = time.monotonic() + self.budget.total_s
        while waiting and time.monotonic() < deadline:
            if self._stuck[waiting[0].name] >= MOST_STUCK:
                answers.append(_missing(waiting.pop(0), FailureKind.UNAVAILABLE))
                continue
            look = _Look(extract, waiting, self._stuck)
            self._threads.start(look.run)
            look.wait(self.budget.detector_s, deadline)
            done = len(look.answers)
            answers += look.answers[:done]
            waiting = waiting[done:]
            if waiting:
                self._stuck[waiting[0].name] += 1
                answers.append(_missing(waiting.pop(0), FailureKind.OVERDUE))
        return answers + [_missing(detector, FailureKind.OVERDUE) for detector in waiting]


def _ask(detector: Detector, extract: Extract) -> _Answer:
    try:
        signals = tuple(detector.detect(extract))
    except Unreadable:
        return _missing(detector, FailureKind.UNREADABLE)
    except Unavailable:
        return _missing(detector, FailureKind.UNAVAILABLE)
    except Exception:  # noqa: BLE001 - whatever a detector does, a person looks and the rest go on
        return _missing(detector, FailureKind.CRASHED)
    if not all(_is_sensible(signal, detector) for signal in signals):
        return _missing(detector, FailureKind.NONSENSE)
    return _Answer(signals)


def _missing(detector: Detector, kind: FailureKind) -> _Answer:
    return _Answer(failure=DetectorFailure(detector.name, detector.version, kind))


def _is_sensible(signal: object, detector: Detector) -> bool:
    return (
        isinstance(signal, Signal)
        and signal.detector == detector.name
        and isinstance(signal.score, float)
        and math.isfinite(signal.score)
        and 0 <= signal.score <= 1
    )
