"""Every route says who may call it, and the description says the same."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.http.problems import PROBLEMS
from app.permissions import MARK, Scope, scope_of
from tests.platforms import settings_for

OPEN = {"/docs", "/docs/<name>", "/docs/start.js", "/healthz", "/openapi.json", "/readyz"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home: Path = tmp_path_factory.mktemp("home")
    return create_app(settings_for(home))


def test_every_route_is_marked(app: Flask) -> None:
    unmarked = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], MARK)
    ]
    assert unmarked == []


def test_only_the_routes_listed_here_are_open_to_anyone(app: Flask) -> None:
    found = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if scope_of(app.view_functions[rule.endpoint]) is None
    }
    assert found == OPEN


@pytest.mark.parametrize("held", [None, *Scope])
def test_a_route_answers_403_or_401_to_every_other_scope(
    held: Scope | None, sqlite_platform: "object"
) -> None:
    from tests.platforms import Platform

    assert isinstance(sqlite_platform, Platform)
    platform = sqlite_platform
    key = platform.make_key(held) if held else "pck_none"
    for rule in platform.app.url_map.iter_rules():
        needed = scope_of(platform.app.view_functions[rule.endpoint])
        if needed is None or held in (needed, Scope.ADMIN):
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            path = rule.rule.replace("<content_id>", "x").replace("<upload_id>", "x")
            path = path.replace("<uploader_id>", "x")
            response = platform.client.open(
                path, method=method, headers={"Authorization": f"Bearer {key}"}
            )
            assert response.status_code == (403 if held else 401), (method, path)


def test_every_refusal_has_a_problem_and_every_problem_its_paragraph() -> None:
    from app import errors

    refusals = {
        value
        for value in vars(errors).values()
        if isinstance(value, type)
        and issubclass(value, errors.Refusal)
        and value is not errors.Refusal
    }
    assert set(PROBLEMS) == refusals
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    assert [p.slug for p in PROBLEMS.values() if f"`{p.slug}`" not in page] == []
