"""From an `Authorization` header to a Principal, before any view runs.

Routes are closed unless marked; `app/permissions.py` has the marks. A key's row is looked
up at most once a second per process, so a revoked key stops working within that second.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import KeyMissing, ScopeMissing, TooManyRequests
from app.permissions import Scope
from app.store.base import Database
from app.store.keys import ApiKey, digest_of, find_key, record_use

LOOK_AGAIN_AFTER_S = 1.0
RECORD_USE_EVERY = timedelta(minutes=1)
MOST_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling, as audit entries name them: `key:<id>`, `user:<id>`, `system`."""

    name: str
    scopes: frozenset[Scope] = frozenset()


SYSTEM = Principal("system")
OPERATOR = Principal("operator")  # somebody at the command line


@dataclass(slots=True)
class _Seen:
    key: ApiKey
    looked_at: float
    tokens: float
    filled_at: float


class KeyRing:
    """Knows the keys in use, and how much each has used this minute."""

    def __init__(
        self, database: Database, monotonic: Callable[[], float], requests_per_minute: float | None
    ) -> None:
        self._database = database
        self._monotonic = monotonic
        self._per_minute = requests_per_minute
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._lock = threading.Lock()

    def authenticate(self, header: str, scope: Scope, now: datetime) -> Principal:
        """Who calls; KeyMissing, ScopeMissing or TooManyRequests when they may not."""
        scheme, _, text = header.partition(" ")
        if scheme.lower() != "bearer" or not text:
            raise KeyMissing("Send your API key as `Authorization: Bearer <key>`.")
        seen = self._look(digest_of(text.strip()), now)
        self._spend(seen)
        if scope not in seen.key.scopes and Scope.ADMIN not in seen.key.scopes:
            raise ScopeMissing(f"This key has no scope '{scope}'.")
        return Principal(f"key:{seen.key.id}", seen.key.scopes)

    def forget(self) -> None:
        """Look every key up again."""
        with self._lock:
            self._seen.clear()

    def _look(self, digest: str, now: datetime) -> _Seen:
        at = self._monotonic()
        seen = self._seen.get(digest)
        if seen is not None and at - seen.looked_at < LOOK_AGAIN_AFTER_S:
            return seen
        with self._database.reading() as connection:
            key = find_key(connection, digest)
        if key is None:
            raise KeyMissing("This API key is not known, or was revoked.")
        self._record_use(key, now)
        with self._lock:
            tokens, filled_at = (seen.tokens, seen.filled_at) if seen else (self._full(), at)
            seen = self._seen[digest] = _Seen(key, at, tokens, filled_at)
            while len(self._seen) > MOST_REMEMBERED:
                self._seen.popitem(last=False)
        return seen

    def _record_use(self, key: ApiKey, now: datetime) -> None:
        if key.last_used_at is None or now - key.last_used_at >= RECORD_USE_EVERY:
            with self._database.transaction() as connection:
                record_use(connection, key.id, now)

    def _full(self) -> float:
        return self._per_minute or 0.0

    def _spend(self, seen: _Seen) -> None:
        """A token bucket a key: a minute's worth at once, refilled steadily."""
        if self._per_minute is None:
            return
        with self._lock:
            at = self._monotonic()
            refill = (at - seen.filled_at) * self._per_minute / 60
            seen.tokens = min(self._per_minute, seen.tokens + refill)
            seen.filled_at = at
            if seen.tokens < 1:
                raise TooManyRequests(int((1 - seen.tokens) * 60 / self._per_minute) + 1)
            seen.tokens -= 1
