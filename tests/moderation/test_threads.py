"""Threads that are used again, never waited for, and never in each other's way."""

import threading
from collections.abc import Callable

import pytest

from moderation.threads import DaemonThreads

PATIENCE_S = 10  # for what comes at once, also on a busy machine


@pytest.fixture
def threads() -> DaemonThreads:
    return DaemonThreads("test")


def run(threads: DaemonThreads, work: Callable[[], object]) -> threading.Thread:
    """Do the work there, wait for it, and tell which thread did it."""
    done = threading.Event()
    workers = []

    def noted() -> None:
        work()
        workers.append(threading.current_thread())
        done.set()

    threads.start(noted)
    assert done.wait(PATIENCE_S)
    return workers[0]


def test_work_is_done_elsewhere(threads: DaemonThreads) -> None:
    assert run(threads, lambda: None) is not threading.current_thread()


def test_a_thread_never_holds_up_the_end_of_the_process(threads: DaemonThreads) -> None:
    worker = run(threads, lambda: None)
    assert worker.daemon
    assert worker.name == "test"


def test_an_idle_thread_is_used_again(threads: DaemonThreads) -> None:
    """Not for certain the next time: it may still be on its way back."""
    workers = {run(threads, lambda: None) for _ in range(50)}
    assert len(workers) < 50


def test_works_run_at_the_same_time(threads: DaemonThreads) -> None:
    together = threading.Barrier(5, timeout=PATIENCE_S)

    def arrive() -> None:
        together.wait()

    for _ in range(4):
        threads.start(arrive)
    together.wait()  # raises if any of the five does not come


def test_a_stuck_work_keeps_no_other_waiting(threads: DaemonThreads) -> None:
    release, stuck = threading.Event(), threading.Event()

    def hang() -> None:
        stuck.set()
        release.wait()

    threads.start(hang)
    try:
        assert stuck.wait(PATIENCE_S)
        for _ in range(10):
            run(threads, lambda: None)
    finally:
        release.set()
