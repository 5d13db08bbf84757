"""Threads that are kept for the next piece of work and never hold up the end of a process.

`concurrent.futures` joins its threads at exit, so one hung detector would keep a stopped
server alive; these are daemons, and a stuck one is simply not used again.
"""

import queue
import signal
import threading
from collections.abc import Callable


class DaemonThreads:
    """Runs work in idle threads, starting another whenever none is idle."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def start(self, work: Callable[[], None]) -> None:
        """Begin the work now; it must not raise."""
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._serve, name=self._name, daemon=True).start()
        self._work.put(work)

    def _serve(self) -> None:
        # The kernel may hand a signal to any thread that takes it; taken here it would not
        # wake a main thread that waits, and a server would not stop.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        while True:
            self._work.get()()
            self._idle.release()
