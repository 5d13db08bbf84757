"""Logs: event names and ids, one JSON object a line on stderr; never content.

An exception's message can quote what somebody uploaded, so only its type and the places
it came through are logged.
"""

import logging
import sys
import traceback
from pathlib import Path

import structlog

FRAMES = 6


def set_up_logs() -> None:
    """For processes that log: the server and the worker."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def places(error: BaseException) -> list[str]:
    """Where an exception came through, innermost last, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
