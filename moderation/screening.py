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

from moderation.categories import Heading
from moderation.content import Content
from moderation.detectors.base import Detector
from moderation.extract import Extract
from moderation.policy import Policy
from moderation.privacy.masking import hide_personal_data
from moderation.rules import Circumstances
from moderation.signals import (
    DetectorFailure,
    Evidence,
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


class _Stuck:
    """How many threads each detector holds; counted from several threads."""

    def __init__(self) -> None:
        self._threads: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, detector: Detector, threads: int) -> None:
        with self._lock:
            self._threads[detector.name] += threads

    def too_often(self, detector: Detector) -> bool:
        return self._threads[detector.name] >= MOST_STUCK


class _Look:
    """Detectors taking their turn at one extract, until done or left behind."""

    def __init__(self, extract: Extract, detectors: Sequence[Detector], stuck: _Stuck) -> None:
        self.extract = extract
        self.detectors = detectors
        self.stuck = stuck
        self.answers: list[_Answer] = []
        self.turn_began = time.monotonic()
        self.done = threading.Event()
        self.left_behind = False
        # Held while an answer is handed in, and while it is given up waiting for.
        self.lock = threading.Lock()

    def run(self) -> None:
        for detector in self.detectors:
            answer = _ask(detector, self.extract)
            if not self._hand_in(answer):
                self.stuck.add(detector, -1)
                return
        self.done.set()

    def _hand_in(self, answer: _Answer) -> bool:
        """Whether somebody still waited for it."""
        with self.lock:
            if not self.left_behind:
                self.answers.append(answer)
                self.turn_began = time.monotonic()
            return not self.left_behind

    def wait(self, turn_s: float, deadline: float) -> None:
        """Return when done, or when one turn or the whole took too long."""
        while not self.done.is_set():
            with self.lock:
                left = min(self.turn_began + turn_s, deadline) - time.monotonic()
                if left <= 0:
                    self._leave_behind()
                    return
            self.done.wait(left)

    def _leave_behind(self) -> None:
        at_work = self.detectors[len(self.answers) :]
        if at_work:
            self.left_behind = True
            self.stuck.add(at_work[0], 1)


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
        self._stuck = _Stuck()

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
        signals = hide_personal_data([s for answer in answers for s in answer.signals])
        failures = tuple(answer.failure for answer in answers if answer.failure)
        return Screening(
            decision=decide(Circumstances(extract, signals, now), failures, policy),
            signals=signals,
            media_type=extract.media_type,
            duration_s=extract.duration_s,
        )

    def _look(self, extract: Extract) -> list[_Answer]:
        known = {d.name: self._without_asking(d, extract.content) for d in self.detectors}
        waiting = [d for d in self.detectors if known[d.name] is None]
        deadline = time.monotonic() + self.budget.total_s
        while waiting and time.monotonic() < deadline:
            look = _Look(extract, waiting, self._stuck)
            self._threads.start(look.run)
            look.wait(self.budget.detector_s, deadline)
            for answer in look.answers:
                known[waiting.pop(0).name] = answer
            if waiting:
                overdue = waiting.pop(0)
                known[overdue.name] = _missing(overdue, FailureKind.OVERDUE)
        return [known[d.name] or _missing(d, FailureKind.OVERDUE) for d in self.detectors]

    def _without_asking(self, detector: Detector, content: Content) -> _Answer | None:
        """What is clear before it looks: nothing for it here, broken, or stuck too often."""
        try:
            if not detector.looks_at(content):
                return _Answer()
        except Exception:  # noqa: BLE001 - see _ask
            return _missing(detector, FailureKind.CRASHED)
        if self._stuck.too_often(detector):
            return _missing(detector, FailureKind.UNAVAILABLE)
        return None


def _ask(detector: Detector, extract: Extract) -> _Answer:
    try:
        signals = tuple(detector.detect(extract))
    except Unreadable:
        return _missing(detector, FailureKind.UNREADABLE)
    except Unavailable:
        return _missing(detector, FailureKind.UNAVAILABLE)
    except BaseException:  # noqa: BLE001 - whatever it does, a person looks and the rest go on
        # Not only Exception: a panic in a library written in Rust is none.
        return _missing(detector, FailureKind.CRASHED)
    if not all(_is_sensible(signal, detector) for signal in signals):
        return _missing(detector, FailureKind.NONSENSE)
    return _Answer(signals)


def _missing(detector: Detector, kind: FailureKind) -> _Answer:
    return _Answer(failure=DetectorFailure(detector.name, detector.version, kind))


def _is_sensible(signal: object, detector: Detector) -> bool:
    return (
        isinstance(signal, Signal)
        and isinstance(signal.heading, Heading)
        and isinstance(signal.evidence, tuple)
        and all(isinstance(place, Evidence) for place in signal.evidence)
        and signal.detector == detector.name
        and isinstance(signal.score, float)
        and math.isfinite(signal.score)
        and 0 <= signal.score <= 1
    )
