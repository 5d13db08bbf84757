"""Services: everything a use case needs, built once. Tests replace what they must here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import uuid_utils

from app.clamd import Clamd
from app.config import Settings
from app.published import PolicyInForce
from app.store.base import Database
from app.store.blobs import BlobStore
from moderation import Budget, Detector, Screener
from moderation.detectors.registry import Resources, build_detectors


class Clock(Protocol):
    """Where the present moment comes from."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The only real clock; `offset` is the rehearsal clock's."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC) + self.offset


def new_id() -> str:
    """A time-ordered id (UUIDv7)."""
    return str(uuid_utils.uuid7())


@dataclass(frozen=True, slots=True)
class Services:
    """What use cases work with."""

    settings: Settings
    database: Database
    blobs: BlobStore
    screener: Screener
    policy: PolicyInForce
    clock: Clock
    new_id: Callable[[], str]
    monotonic: Callable[[], float]


def build_screener(settings: Settings) -> Screener:
    """A screener that loads its lists and models when it is first needed."""

    def build() -> tuple[Detector, ...]:
        scanner = Clamd(settings.clamd_url).scan if settings.clamd_url else None
        return build_detectors(Resources(policies=settings.policies, scanner=scanner))

    return Screener(build, Budget(settings.detector_limit_s, settings.screening_budget_s))


def build_services(settings: Settings, database: Database) -> Services:
    """The real things, for a server, a worker or a command."""
    return Services(
        settings=settings,
        database=database,
        blobs=BlobStore(blob_folder(settings), durable=settings.synchronous == "FULL"),
        screener=build_screener(settings),
        policy=PolicyInForce(database, time.monotonic),
        clock=SystemClock(settings.clock_offset),
        new_id=new_id,
        monotonic=time.monotonic,
    )


def blob_folder(settings: Settings) -> Path:
    """Where uploaded files are."""
    return Path(unquote(urlsplit(settings.blob_url).path))
