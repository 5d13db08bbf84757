"""The WSGI entry point for any server; settings come from the environment."""

from app import create_app
from app.config import Settings
from app.http.context import SERVICES
from app.logs import set_up_logs

set_up_logs()
app = create_app(Settings.from_env())
app.extensions[SERVICES].screener.detectors  # noqa: B018 - load the models before the first request
