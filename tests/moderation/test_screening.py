"""Screening: one detector's trouble is never another's, and a person hears of it."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from typing import Any, cast

import pytest

from moderation.actions import Action
from moderation.content import Content
from moderation.detectors.base import Cost, Detector
from moderation.extract import Extract
from moderation.files.samples import png
from moderation.screening import MOST_STUCK, Budget, Screener, Screening
from moderation.signals import Evidence, FailureKind, Signal, Unavailable, Unreadable
from tests.moderation.detectors import PATIENCE_S, Hanging, Scripted, is_silent, raises, says
from tests.moderation.factories import SATURDAY, make_content, make_file, make_policy, make_signal

# Long enough for a detector that does next to nothing, also on a busy machine.
SHORT = Budget(detector_s=0.1, total_s=PATIENCE_S)
NAN = float("nan")


def screener_of(*detectors: Detector, budget: Budget | None = None) -> Screener:
    return Screener(lambda: detectors, budget)


def screen(screener: Screener, content: Content | None = None) -> Screening:
    return screener.screen(content or make_content(text="hello"), make_policy(), SATURDAY)


def seen_by(screening: Screening) -> list[str]:
    return [signal.detector for signal in screening.signals]


def failures_of(screening: Screening) -> list[tuple[str, FailureKind]]:
    return [(each.detector, each.kind) for each in screening.decision.failures]


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    detector = Hanging("hanging")
    yield detector
    detector.released.set()


def test_what_detectors_saw_is_judged() -> None:
    screening = screen(screener_of(says("words", "spam", 0.95), says("links", "malware", 0.2)))
    assert screening.decision.action is Action.BLOCK
    assert seen_by(screening) == ["links", "words"]
    assert failures_of(screening) == []


def test_nothing_seen_is_allowed() -> None:
    assert screen(screener_of(is_silent("words"))).decision.action is Action.ALLOW
    assert screen(screener_of()).decision.action is Action.ALLOW


def saying(*signals: object) -> Callable[[Extract], Any]:
    return lambda extract: signals


def failing_half_way(extract: Extract) -> Iterator[Signal]:
    yield make_signal(detector="broken")
    raise ValueError


def recursing(extract: Extract) -> list[Signal]:
    return recursing(extract)


def raising(error: BaseException) -> Callable[[Extract], Any]:
    return raises("broken", error).say


GOOD = make_signal(detector="broken")


@pytest.mark.parametrize(
    ("say", "kind"),
    [
        # Whatever it raises, it failed; also if it began well,
        (raising(ValueError("whatever")), FailureKind.CRASHED),
        (failing_half_way, FailureKind.CRASHED),
        # ran out of memory or depth,
        (raising(MemoryError()), FailureKind.CRASHED),
        (recursing, FailureKind.CRASHED),
        # or meant to end the process, as a panic in a library may look like.
        (raising(SystemExit(1)), FailureKind.CRASHED),
        (raising(BaseException("panic")), FailureKind.CRASHED),
        # What is no list of anything is a crash too.
        (lambda extract: None, FailureKind.CRASHED),
        (lambda extract: 7, FailureKind.CRASHED),
        # A broken file and a scanner that is away are told apart from that.
        (raising(Unreadable("cut short")), FailureKind.UNREADABLE),
        (raising(Unavailable("no scanner")), FailureKind.UNAVAILABLE),
        # What is no signal is nonsense,
        (saying("spam"), FailureKind.NONSENSE),
        (saying(None), FailureKind.NONSENSE),
        (lambda extract: "spam", FailureKind.NONSENSE),
        # so is a score that is none,
        (saying(replace(GOOD, score=NAN)), FailureKind.NONSENSE),
        (saying(replace(GOOD, score=float("inf"))), FailureKind.NONSENSE),
        (saying(replace(GOOD, score=2.0)), FailureKind.NONSENSE),
        (saying(replace(GOOD, score=-0.1)), FailureKind.NONSENSE),
        (saying(replace(GOOD, score=cast("float", "0.5"))), FailureKind.NONSENSE),
        (saying(replace(GOOD, score=cast("float", None))), FailureKind.NONSENSE),
        # a foreign name,
        (saying(replace(GOOD, detector="somebody-else")), FailureKind.NONSENSE),
        # a heading or evidence that is none,
        (saying(replace(GOOD, heading=cast("Any", "spam"))), FailureKind.NONSENSE),
        (saying(replace(GOOD, evidence=cast("Any", None))), FailureKind.NONSENSE),
        (saying(replace(GOOD, evidence=cast("Any", ("here",)))), FailureKind.NONSENSE),
        # also in between good ones: who says one thing wrong may have the rest wrong.
        (saying(GOOD, replace(GOOD, score=2.0), GOOD), FailureKind.NONSENSE),
    ],
)
def test_a_broken_detector_makes_it_a_review_and_harms_no_other(
    say: Callable[[Extract], Any], kind: FailureKind
) -> None:
    broken = Scripted("broken", say, version="7")
    screening = screen(screener_of(says("after"), broken, says("a-before")))
    assert seen_by(screening) == ["a-before", "after"]
    (failure,) = screening.decision.failures
    assert (failure.detector, failure.version, failure.kind) == ("broken", "7", kind)
    assert screening.decision.action is Action.REVIEW
    assert "the broken check" in screening.decision.reasons[-1]


def test_a_detector_that_cannot_say_whether_it_looks_has_failed() -> None:
    def crash(content: Content) -> bool:
        raise KeyError(content.text)

    screening = screen(screener_of(says("words"), says("broken", looks=crash)))
    assert seen_by(screening) == ["words"]
    assert failures_of(screening) == [("broken", FailureKind.CRASHED)]


def test_a_detector_is_not_asked_about_what_it_does_not_look_at() -> None:
    screening = screen(screener_of(raises("images", ValueError(), looks=lambda content: False)))
    assert screening.decision.action is Action.ALLOW


def test_evidence_places_are_kept_as_they_were_given() -> None:
    place = Evidence("text", 0, 5, "hello")
    signal = make_signal(detector="words", evidence=(place,))
    screening = screen(screener_of(Scripted("words", lambda extract: [signal])))
    assert screening.signals == (signal,)


@pytest.mark.parametrize("cost", Cost)
def test_a_hung_detector_is_left_behind_and_the_others_are_asked(cost: Cost) -> None:
    hanging = Hanging("hanging", cost)
    others = [says(f"others-{each.name.lower()}", cost=each) for each in Cost]
    try:
        screening = screen(screener_of(hanging, *others, budget=SHORT))
    finally:
        hanging.released.set()
    assert sorted(seen_by(screening)) == sorted(each.name for each in others)
    assert failures_of(screening) == [("hanging", FailureKind.OVERDUE)]
    assert screening.decision.action is Action.REVIEW


def test_what_a_detector_says_too_late_is_not_heard(hanging: Hanging) -> None:
    screener = screener_of(hanging, budget=SHORT)
    late = screen(screener)
    hanging.released.set()
    assert seen_by(late) == []
    screen_until(screener, lambda screening: seen_by(screening) == ["hanging"])
    assert seen_by(late) == []


@pytest.mark.parametrize(
    "others",
    [
        # Alone,
        (),
        # behind one that is well, or before one.
        (says("before", cost=Cost.MICROSECONDS),),
        (says("later", cost=Cost.NETWORK),),
    ],
    ids=len,
)
def test_a_detector_that_keeps_hanging_is_not_asked_until_it_is_free(
    hanging: Hanging, others: tuple[Detector, ...]
) -> None:
    screener = screener_of(hanging, *others, budget=SHORT)
    for _ in range(MOST_STUCK):
        assert failures_of(screen(screener)) == [("hanging", FailureKind.OVERDUE)]
    for _ in range(3):
        screening = screen(screener)
        assert failures_of(screening) == [("hanging", FailureKind.UNAVAILABLE)]
        assert seen_by(screening) == [each.name for each in others]
        assert screening.decision.action is Action.REVIEW
    assert hanging.asked == MOST_STUCK
    hanging.released.set()
    screening = screen_until(screener, lambda screening: failures_of(screening) == [])
    assert "hanging" in seen_by(screening)


def test_a_detector_that_hangs_is_missed_only_where_it_would_look() -> None:
    hanging = Hanging("hanging", looks_at="link")
    screener = screener_of(hanging, budget=SHORT)
    try:
        for _ in range(MOST_STUCK + 1):
            screen(screener, make_content(text="a link"))
        assert screen(screener, make_content(text="no l.")).decision.action is Action.ALLOW
    finally:
        hanging.released.set()


def test_a_detector_that_is_often_just_late_is_not_given_up_for_good() -> None:
    """Its last moment and our giving up on it may fall together: each is counted once."""
    budget = Budget(detector_s=0.002, total_s=PATIENCE_S)
    pause_s = [budget.detector_s]

    def dawdle(extract: Extract) -> list[Signal]:
        time.sleep(pause_s[0])
        return [make_signal(detector="slow")]

    screener = screener_of(says("quick"), Scripted("slow", dawdle), says("then"), budget=budget)
    for _ in range(100):
        screen(screener)
    pause_s[0] = 0
    screening = screen_until(screener, lambda screening: failures_of(screening) == [])
    assert seen_by(screening) == ["quick", "slow", "then"]


def screen_until(screener: Screener, is_so: Callable[[Screening], bool]) -> Screening:
    """Screen until something is so, which comes at once but in another thread."""
    for _ in range(PATIENCE_S * 100):
        if is_so(screening := screen(screener)):
            return screening
        time.sleep(0.01)
    raise AssertionError(failures_of(screening))


def test_the_whole_has_a_deadline_of_its_own(hanging: Hanging) -> None:
    """One hung detector may take its whole turn, and then there is no time for the rest."""
    budget = Budget(detector_s=10 * PATIENCE_S, total_s=0.2)
    before = says("before", cost=Cost.MICROSECONDS)
    after = says("after", cost=Cost.NETWORK)
    elsewhere = says("elsewhere", cost=Cost.NETWORK, looks=lambda content: False)
    screening = screen(screener_of(after, elsewhere, before, hanging, budget=budget))
    assert seen_by(screening) == ["before"]
    assert failures_of(screening) == [
        ("hanging", FailureKind.OVERDUE),
        ("after", FailureKind.OVERDUE),
    ]


def test_without_any_time_everything_is_overdue() -> None:
    screening = screen(screener_of(says("words"), budget=Budget(detector_s=1, total_s=0)))
    assert failures_of(screening) == [("words", FailureKind.OVERDUE)]
    assert screening.decision.action is Action.REVIEW


def test_detectors_are_asked_cheapest_first_in_whatever_order_they_were_built() -> None:
    built = [
        says("b-quick", cost=Cost.MICROSECONDS),
        says("a-slow", cost=Cost.NETWORK),
        raises("broken", ValueError(), cost=Cost.MILLISECONDS),
        says("a-quick", cost=Cost.MICROSECONDS),
        raises("also-broken", ValueError(), cost=Cost.NETWORK),
    ]
    for order in permutations(built):
        screening = screen(screener_of(*order))
        assert seen_by(screening) == ["a-quick", "b-quick", "a-slow"]
        assert [name for name, _ in failures_of(screening)] == ["broken", "also-broken"]


def test_the_same_content_is_always_decided_the_same() -> None:
    screener = screener_of(says("words", score=0.7), raises("broken", ValueError()), says("links"))
    assert [screen(screener) for _ in range(20)] == [screen(screener)] * 20


def test_detectors_share_what_was_read_once() -> None:
    extracts = []

    def note(extract: Extract) -> list[Signal]:
        extracts.append(extract)
        return []

    screen(screener_of(Scripted("one", note), Scripted("two", note)))
    assert extracts[0] is extracts[1]
    assert extracts[0].passages is extracts[1].passages


def test_detectors_are_built_once_and_only_when_needed() -> None:
    built = []
    together = threading.Barrier(8, timeout=PATIENCE_S)

    def build() -> list[Detector]:
        built.append("once")
        return [says("words")]

    def first_use(screener: Screener) -> tuple[Detector, ...]:
        together.wait()
        return screener.detectors

    screener = Screener(build)
    assert built == []
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(first_use, [screener] * 8))
    assert built == ["once"]
    assert all(each is found[0] for each in found)


def test_uploads_screened_at_the_same_time_do_not_mix() -> None:
    def echo(extract: Extract) -> list[Signal]:
        text = extract.content.text
        return [make_signal(detector="echo", evidence=(Evidence("text", 0, len(text), text),))]

    screener = screener_of(Scripted("echo", echo))
    texts = [f"upload {number}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        screenings = pool.map(lambda text: screen(screener, make_content(text=text)), texts)
    assert [each.signals[0].evidence[0].excerpt for each in screenings] == texts


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        # The bytes say what a file is, whatever its name and declared type say.
        (make_content(file=make_file(png(), "a.mp3", "audio/mpeg")), "image/png"),
        # Without a file there is no type.
        (make_content(text="hello"), ""),
    ],
)
def test_a_screening_tells_what_the_file_is(content: Content, media_type: str) -> None:
    screening = screen(screener_of(), content)
    assert (screening.media_type, screening.duration_s) == (media_type, None)
