"""The policy in force, kept parsed and looked up again at most once a second.

A published version reaches every process within that second; no request parses YAML.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.errors import NotReady
from app.store.base import Database
from app.store.policies import current_policy_id, find_policy
from moderation import Policy, parse_policy

LOOK_AGAIN_AFTER_S = 1.0


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    policy: Policy
    looked_at: float


class PolicyInForce:
    """Answers `current()` from memory whenever it can."""

    def __init__(self, database: Database, monotonic: Callable[[], float]) -> None:
        self._database = database
        self._monotonic = monotonic
        self._known: _Known | None = None

    def current(self) -> Policy:
        """The newest published policy; NotReady when none was ever published."""
        now = self._monotonic()
        known = self._known
        if known is None or now - known.looked_at >= LOOK_AGAIN_AFTER_S:
            known = self._known = self._look(known, now)
        return known.policy

    def _look(self, known: _Known | None, now: float) -> _Known:
        with self._database.reading() as connection:
            policy_id = current_policy_id(connection)
            if policy_id is None:
                raise NotReady("No policy is published yet.")
            if known is not None and known.id == policy_id:
                return _Known(policy_id, known.policy, now)
            document = find_policy(connection, policy_id).document
        return _Known(policy_id, parse_policy(document), now)

    def forget(self) -> None:
        """Look again at the next use."""
        self._known = None
