"""Forget idempotency keys that are past their time; a worker's use case."""

from app.store.idempotency import forget_old_keys
from app.wiring import Services


def forget_keys(services: Services) -> int:
    """Remove them; how many that were."""
    with services.database.transaction() as connection:
        return forget_old_keys(connection, services.clock.now())
