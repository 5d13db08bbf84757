"""API keys: hashed, scoped, bounded, revocable."""

from sqlalchemy import text

from app.auth import OPERATOR, KeyRing
from app.http.context import KEYS
from app.permissions import Scope
from app.workflows.manage_keys import revoke
from tests.platforms import Platform


def test_a_key_is_stored_only_as_its_hash(platform: Platform) -> None:
    for row in platform.rows("SELECT * FROM api_key"):
        assert platform.key not in str(row)


def test_a_revoked_key_stops_working(platform: Platform) -> None:
    assert platform.post(text="hello").status_code == 201
    ((key_id,),) = platform.rows("SELECT id FROM api_key")
    revoke(platform.services, key_id, OPERATOR)
    platform.clock_second_passes()
    assert platform.post(text="hello").status_code == 401


def test_the_last_use_of_a_key_is_remembered(platform: Platform) -> None:
    assert platform.rows("SELECT last_used_at FROM api_key") == [(None,)]
    platform.post(text="hello")
    ((used,),) = platform.rows("SELECT last_used_at FROM api_key")
    assert str(used).startswith("2026-11-21 12:00:00")


def test_the_admin_scope_may_do_everything(platform: Platform) -> None:
    platform.key = platform.make_key(Scope.ADMIN)
    assert platform.post(text="hello").status_code == 201


def test_too_many_requests_are_told_when_to_come_back(platform: Platform) -> None:
    now = [0.0]
    ring = KeyRing(platform.services.database, lambda: now[0], requests_per_minute=2)
    platform.app.extensions[KEYS] = ring
    assert [platform.post(text="hello").status_code for _ in range(3)] == [201, 201, 429]
    refused = platform.post(text="hello")
    assert refused.json
    assert refused.json["type"] == "/problems/too-many-requests"
    assert refused.headers["Retry-After"] == "31"
    now[0] = 31.0
    assert platform.post(text="hello").status_code == 201


def test_readiness_needs_a_policy_and_detectors(platform: Platform) -> None:
    ready = platform.client.get("/readyz")
    assert (ready.status_code, ready.json and ready.json["status"]) == (200, "ok")
    with platform.services.database.transaction() as connection:
        connection.execute(text("DELETE FROM policy_version"))
    platform.clock_second_passes()
    missing = platform.client.get("/readyz")
    assert missing.status_code == 503
    assert missing.json
    assert missing.json["parts"]["policy"] == "none published"
    assert platform.post(text="hello").status_code == 503
    assert platform.client.get("/healthz").status_code == 200
