"""Settings: the one place that reads the environment.

`docs/operations.md` lists the variables. A value that cannot be used is refused with the
variable's name and what would be right.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

MEBIBYTE = 1024 * 1024
PROJECT = Path(__file__).resolve().parent.parent

_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


class SettingRefused(Exception):
    """An environment variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set. Sizes in bytes, times in seconds."""

    home: Path
    environment: str = "development"
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 2
    database_url: str = ""
    broker_url: str = ""
    blob_url: str = ""
    clamd_url: str = ""
    policies: Path = PROJECT / "policies"
    max_upload: int = 200 * MEBIBYTE
    screening_budget_s: float = 10.0
    detector_limit_s: float = 5.0
    rate_limits: bool = True
    requests_per_minute: int = 6000
    clock_offset: timedelta = timedelta()
    synchronous: str = "FULL"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Self:
        """Settings from `PORTCULLIS_*`; SettingRefused for a value that cannot be used."""
        read = _Reader(os.environ if env is None else env)
        home = Path(read.text("HOME", "./var")).resolve()
        settings = cls(
            home=home,
            environment=read.choice("ENV", "development", "production"),
            host=read.text("HOST", "127.0.0.1"),
            port=read.whole("PORT", 8000),
            web_processes=read.whole("WEB_PROCESSES", 2),
            database_url=read.text("DATABASE_URL", f"sqlite:///{home / 'portcullis.sqlite3'}"),
            broker_url=read.url("BROKER_URL", "redis", "amqp"),
            blob_url=read.url("BLOB_URL", "file") or f"file://{home / 'blobs'}",
            clamd_url=read.url("CLAMD_URL", "tcp", "unix"),
            policies=Path(read.text("POLICIES", str(PROJECT / "policies"))),
            max_upload=read.whole("MAX_UPLOAD_MB", 200) * MEBIBYTE,
            screening_budget_s=float(read.whole("SCREENING_BUDGET_S", 10)),
            detector_limit_s=float(read.whole("DETECTOR_LIMIT_S", 5)),
            rate_limits=read.choice("RATE_LIMITS", "on", "off") == "on",
            requests_per_minute=read.whole("REQUESTS_PER_MINUTE", 6000),
            clock_offset=read.duration("CLOCK_OFFSET"),
            synchronous=read.choice("SQLITE_SYNCHRONOUS", "full", "normal").upper(),
        )
        settings.refuse_development_only()
        return settings

    def refuse_development_only(self) -> None:
        """What must never be set in production."""
        if self.environment == "development":
            return
        if self.clock_offset:
            raise SettingRefused(
                "PORTCULLIS_CLOCK_OFFSET works only with PORTCULLIS_ENV=development"
            )
        if not self.rate_limits:
            raise SettingRefused(
                "PORTCULLIS_RATE_LIMITS=off works only with PORTCULLIS_ENV=development"
            )


class _Reader:
    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def text(self, name: str, default: str) -> str:
        return self._env.get(f"PORTCULLIS_{name}", "").strip() or default

    def whole(self, name: str, default: int) -> int:
        text = self.text(name, str(default))
        if not text.isdecimal() or int(text) == 0:
            raise SettingRefused(f"PORTCULLIS_{name} must be a whole number above 0, not '{text}'")
        return int(text)

    def choice(self, name: str, *known: str) -> str:
        text = self.text(name, known[0])
        if text not in known:
            raise SettingRefused(
                f"PORTCULLIS_{name} must be one of {', '.join(known)}, not '{text}'"
            )
        return text

    def url(self, name: str, *schemes: str) -> str:
        text = self.text(name, "")
        if text and urlsplit(text).scheme not in schemes:
            starts = " or ".join(f"{scheme}://" for scheme in schemes)
            raise SettingRefused(f"PORTCULLIS_{name} must start with {starts}")
        return text

    def duration(self, name: str) -> timedelta:
        text = self.text(name, "")
        if not text:
            return timedelta()
        match = _DURATION.fullmatch(text)
        if match is None or text.endswith(("P", "T")):
            raise SettingRefused(f"PORTCULLIS_{name} must be an ISO 8601 duration such as P15D")
        parts = {unit: int(n) for unit, n in match.groupdict().items() if unit != "sign" and n}
        length = timedelta(**parts)
        return -length if match["sign"] else length
