"""One key, one effect: the first answer again instead of the first effect again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from app.store.idempotency import Claim, claim_key
from app.workflows.forget_keys import forget_keys
from tests.platforms import Platform, body


def test_the_same_request_gets_the_same_bytes_again(platform: Platform) -> None:
    first = platform.post(headers={"Idempotency-Key": '"k-1"'}, text="hello", external_id="a")
    again = platform.post(headers={"Idempotency-Key": '"k-1"'}, text="hello", external_id="a")
    assert first.status_code == again.status_code == 201
    assert again.data == first.data
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert platform.rows("SELECT count(*) FROM upload") == [(1,)]


def test_a_bare_key_is_the_same_as_a_quoted_one(platform: Platform) -> None:
    first = platform.post(headers={"Idempotency-Key": "k-1"}, text="hello", external_id="a")
    again = platform.post(headers={"Idempotency-Key": '"k-1"'}, text="hello", external_id="a")
    assert again.data == first.data


def test_another_body_under_the_same_key_is_refused(platform: Platform) -> None:
    platform.post(headers={"Idempotency-Key": "k-1"}, text="hello", external_id="a")
    other = platform.post(headers={"Idempotency-Key": "k-1"}, text="goodbye", external_id="a")
    assert body(other, 422)["type"] == "/problems/idempotency-key-reused"
    assert platform.rows("SELECT count(*) FROM upload") == [(1,)]


def test_a_refused_request_leaves_its_key_free(platform: Platform) -> None:
    refused = platform.post(headers={"Idempotency-Key": "k-1"}, external_id="a")
    assert refused.status_code == 422
    assert (
        platform.post(headers={"Idempotency-Key": "k-1"}, text="hello", external_id="a").status_code
        == 201
    )


def test_a_request_that_still_runs_is_said_to(platform: Platform) -> None:
    key = {"Idempotency-Key": "k-1"}
    platform.post(headers=key, text="hello", external_id="a")
    with platform.services.database.transaction() as connection:
        connection.execute(text("UPDATE idempotency_key SET status = NULL"))
    again = body(platform.post(headers=key, text="hello", external_id="a"), 409)
    assert again["type"] == "/problems/request-still-running"


def test_a_request_that_died_is_not_waited_for_long(platform: Platform) -> None:
    key_id = platform.rows("SELECT id FROM api_key")[0][0]
    services = platform.services
    claim_key(services.database, Claim("c"), f"key:{key_id}", "k-1", "f", platform.clock.now())
    platform.clock.advance(minutes=3)
    assert platform.post(headers={"Idempotency-Key": "k-1"}, text="hello").status_code == 201


def test_keys_are_kept_for_two_days_and_then_forgotten(platform: Platform) -> None:
    platform.post(headers={"Idempotency-Key": "k-1"}, text="hello")
    platform.clock.advance(hours=47)
    assert forget_keys(platform.services) == 0
    platform.clock.advance(hours=2)
    assert forget_keys(platform.services) == 1


def test_keys_belong_to_their_caller(platform: Platform) -> None:
    platform.post(headers={"Idempotency-Key": "k-1"}, text="hello", external_id="a")
    platform.key = platform.make_key()
    other = platform.post(headers={"Idempotency-Key": "k-1"}, text="other", external_id="b")
    assert other.status_code == 201


@pytest.mark.parametrize("key", ["x" * 256, "tab\there"])
def test_a_key_has_a_bounded_length_and_can_be_printed(platform: Platform, key: str) -> None:
    response = platform.post(headers={"Idempotency-Key": key}, text="hello")
    assert body(response, 422)["errors"][0]["pointer"] == "/Idempotency-Key"


def test_ten_at_once_have_one_effect(platform: Platform) -> None:
    fields = platform.fields(text="hello", external_id="a")
    headers = platform.headers(**{"Idempotency-Key": "k-1"})

    def send(_: int) -> int:
        return platform.client.post("/v1/uploads", json=fields, headers=headers).status_code

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, range(10)))
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert platform.rows("SELECT count(*) FROM upload") == [(1,)]
