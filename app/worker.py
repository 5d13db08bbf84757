"""The worker: takes due rows under a lease and does what they ask.

One process runs this loop beside the web server; more may run on other machines. The
database alone says what is due, so a killed worker loses nothing: its lease runs out and
the row is taken again.
"""

import threading
from collections.abc import Callable

import structlog

from app.logs import places
from app.store.due_rows import DueWork, Work, retry_due, take_due
from app.wiring import Services
from app.workflows.erase_blob import erase_blob
from app.workflows.forget_keys import forget_keys
from app.workflows.screen_accepted import screen_accepted

log = structlog.get_logger()

HANDLERS: dict[Work, Callable[[Services, DueWork], None]] = {
    Work.SCREEN_UPLOAD: screen_accepted,
    Work.ERASE_BLOB: erase_blob,
}
LOOK_EVERY_S = 0.5
SWEEP_EVERY_S = 3600.0


def work_off(services: Services) -> int:
    """Do everything that is due now; how many rows that were."""
    done = 0
    while taken := _take(services):
        for work in taken:
            _do(services, work)
            done += 1
    return done


def run(services: Services, stop: threading.Event) -> None:
    """Work until told to stop."""
    log.info("worker.started")
    swept_at = -SWEEP_EVERY_S
    while not stop.is_set():
        try:
            work_off(services)
            if services.monotonic() - swept_at >= SWEEP_EVERY_S:
                forget_keys(services)
                swept_at = services.monotonic()
        except Exception as error:  # noqa: BLE001 - a database that is away comes back
            _log_failure(error)
        stop.wait(LOOK_EVERY_S)
    log.info("worker.stopped")


def _take(services: Services) -> list[DueWork]:
    with services.database.transaction() as connection:
        return list(take_due(connection, services.clock.now()))


def _do(services: Services, work: DueWork) -> None:
    try:
        HANDLERS[work.work](services, work)
    except Exception as error:  # noqa: BLE001 - recorded on the row, retried, then for a person
        _report(work, error)
        with services.database.transaction() as connection:
            retry_due(connection, work, type(error).__name__, services.clock.now())


def _log_failure(error: Exception) -> None:
    log.error("worker.failed", error=type(error).__name__, places=places(error))


def _report(work: DueWork, error: Exception) -> None:
    log.error(
        "work.failed",
        work=work.work,
        row=work.id,
        error=type(error).__name__,
        places=places(error),
    )
