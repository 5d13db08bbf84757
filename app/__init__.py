"""The shell: HTTP, mail, database and clock around the two domains."""

from flask import Flask

from app.auth import KeyRing
from app.config import Settings
from app.http import accounts, contents, docs, health, problems, uploads
from app.http.context import KEYS, SERVICES, authenticate
from app.store import tables
from app.store.base import Database, db, engine_options
from app.wiring import Services, build_services

BLUEPRINTS = (uploads, contents, accounts, health)


def create_app(settings: Settings, services: Services | None = None) -> Flask:
    """The web application; tests pass their own services."""
    assert tables.ALL  # importing them is what makes them known to migrations
    app = Flask(__name__, static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    db.init_app(app)
    with app.app_context():
        database = Database(db.engine, settings.synchronous)
    services = services or build_services(settings, database)
    per_minute = settings.requests_per_minute / settings.web_processes
    app.extensions[SERVICES] = services
    app.extensions[KEYS] = KeyRing(
        services.database, services.monotonic, per_minute if settings.rate_limits else None
    )
    app.before_request(authenticate)
    problems.register(app)
    docs.register(app, [module.blueprint for module in BLUEPRINTS])
    return app
