"""/openapi.json and /docs: the API describes itself, with assets served from here."""

from collections.abc import Sequence
from importlib.resources import files

import orjson
from flask import Blueprint as FlaskBlueprint
from flask import Flask, Response, abort, send_from_directory
from flask_smorest import Api, Blueprint

from app.permissions import public

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portcullis API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
START = """window.ui = SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, docExpansion: "list"
});
"""
ASSETS = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)

pages = FlaskBlueprint("docs", __name__)


class ProblemApi(Api):
    """flask-smorest without its error handlers: `problems.py` has the only ones."""

    def _register_error_handlers(self) -> None:
        return


def register(app: Flask, blueprints: Sequence[Blueprint]) -> None:
    """Serve the API and its description."""
    app.config.update(
        API_TITLE="Portcullis",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,
        API_SPEC_OPTIONS={
            "info": {"description": "Content moderation and copyright claims."},
            "security": [{"key": []}],
        },
    )
    api = ProblemApi(app)
    api.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.register_blueprint(pages)

    @app.get("/openapi.json")
    @public
    def openapi() -> Response:
        """The description of all this."""
        return Response(orjson.dumps(api.spec.to_dict()), content_type="application/json")


@pages.get("/docs")
@public
def page() -> Response:
    """The API's pages."""
    return _with_policy(Response(PAGE, content_type="text/html; charset=utf-8"))


@pages.get("/docs/start.js")
@public
def start() -> Response:
    """Starts the page; a file, because inline scripts are not allowed."""
    return Response(START, content_type="text/javascript; charset=utf-8")


@pages.get("/docs/<name>")
@public
def asset(name: str) -> Response:
    """What the page needs, from the installed package."""
    if name not in ASSETS:
        abort(404)
    return send_from_directory(str(files("flask_swagger_ui") / "dist"), name, max_age=86400)


def _with_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
