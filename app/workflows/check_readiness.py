"""Whether the service can do its work, part by part."""

from sqlalchemy.exc import SQLAlchemyError

from app.errors import NotReady
from app.store.schema import is_up_to_date
from app.wiring import Services
from moderation import PolicyError


def check_readiness(services: Services) -> dict[str, str]:
    """Each part with `ok` or what is wrong."""
    database = _database(services)
    return {
        "database": database,
        "migrations": _migrations(services) if database == "ok" else "unknown",
        "policy": _policy(services) if database == "ok" else "unknown",
        "detectors": "ok" if services.screener.detectors else "none loaded",
    }


def _database(services: Services) -> str:
    try:
        return "ok" if services.database.answers() else "does not answer"
    except SQLAlchemyError:
        return "does not answer"


def _migrations(services: Services) -> str:
    return "ok" if is_up_to_date(services.database) else "run: portcullis migrate"


def _policy(services: Services) -> str:
    try:
        services.policy.current()
    except (NotReady, PolicyError, SQLAlchemyError):
        return "none published"
    return "ok"
