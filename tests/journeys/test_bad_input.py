"""What cannot be taken gets the right problem, and nothing is half-stored."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import text

from app.http.context import SERVICES
from app.permissions import Scope
from tests.platforms import Platform

MEBIBYTE = 1024 * 1024


def assert_problem(response: Any, status: int, slug: str, *pointers: str) -> None:
    assert response.status_code == status, response.json
    assert response.content_type == "application/problem+json"
    problem = response.json
    assert problem["type"] == f"/problems/{slug}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"].endswith((".", "`.")), problem["detail"]
    assert sorted(e["pointer"] for e in problem.get("errors", [])) == sorted(pointers)


def assert_nothing_stored(platform: Platform) -> None:
    for table in ("content", "upload", "decision", "account", "review_job", "outbox"):
        assert platform.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    files = [path for path in platform.services.blobs.folder.rglob("*") if path.is_file()]
    assert files == []


def test_a_call_without_a_key_is_told_how_to_send_one(platform: Platform) -> None:
    response = platform.client.post("/v1/uploads", json=platform.fields(text="hello"))
    assert_problem(response, 401, "key-missing")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert_nothing_stored(platform)


def test_an_unknown_key_is_refused(platform: Platform) -> None:
    response = platform.post(headers={"Authorization": "Bearer pck_nobody"}, text="hello")
    assert_problem(response, 401, "key-missing")


def test_a_key_without_the_scope_is_refused(platform: Platform) -> None:
    key = platform.make_key(Scope.READ)
    response = platform.post(headers={"Authorization": f"Bearer {key}"}, text="hello")
    assert_problem(response, 403, "scope-missing")
    assert_nothing_stored(platform)


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        # A kind outside the closed set
        ({"kind": "novel"}, ["/kind"]),
        # Every missing field is named at once
        (
            {"external_id": None, "uploader_id": None, "kind": None},
            ["/external_id", "/kind", "/uploader_id"],
        ),
        # Metadata has at most 8 KiB
        ({"metadata": {"notes": "x" * 9 * 1024}}, ["/metadata"]),
        # Metadata is an object
        ({"metadata": ["a"]}, ["/metadata"]),
        # A field nobody knows is a mistake of the sender
        ({"txet": "hello"}, ["/txet"]),
        # A date needs its zone
        ({"uploader_created_at": "2026-01-01T00:00:00"}, ["/uploader_created_at"]),
        # An address that is none
        ({"uploader_email": "nobody"}, ["/uploader_email"]),
        # A URL is one that people can open
        ({"url": ["javascript:alert(1)"]}, ["/url/0"]),
        # PostgreSQL cannot store NUL, so nobody may send it
        ({"text": "a\x00b"}, ["/text"]),
        # A title has at most 1,000 characters
        ({"title": "x" * 1001}, ["/title"]),
        # An id has at most 255 characters and at least one
        ({"external_id": ""}, ["/external_id"]),
        ({"uploader_id": "u" * 256}, ["/uploader_id"]),
    ],
)
def test_unacceptable_fields_are_named(
    platform: Platform, change: dict[str, Any], pointers: list[str]
) -> None:
    fields = {k: v for k, v in (platform.fields(text="hello") | change).items() if v is not None}
    response = platform.client.post("/v1/uploads", json=fields, headers=platform.headers())
    assert_problem(response, 422, "fields-unacceptable", *pointers)
    assert_nothing_stored(platform)


def test_an_upload_needs_something_to_screen(platform: Platform) -> None:
    assert_problem(platform.post(), 422, "fields-unacceptable", "")


def test_a_user_name_is_text(platform: Platform) -> None:
    response = platform.post_file(b"hello", "a.txt", "text/plain", kind="username")
    assert_problem(response, 422, "fields-unacceptable", "/text")
    assert_nothing_stored(platform)


@pytest.mark.parametrize(
    "body",
    [
        b"{",  # cut off
        b'{"text": "\xff\xfe"}',  # not UTF-8
        b'["a list"]',  # not an object
        b'{"text": "\\ud800"}',  # half a surrogate pair is no character
        b"",
    ],
)
def test_a_body_that_is_no_json_object_is_unreadable(platform: Platform, body: bytes) -> None:
    response = platform.client.post(
        "/v1/uploads", data=body, content_type="application/json", headers=platform.headers()
    )
    assert_problem(response, 400, "body-unreadable")
    assert_nothing_stored(platform)


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "", "audio"])
def test_a_content_type_that_says_nothing_usable_is_refused(
    platform: Platform, media_type: str
) -> None:
    response = platform.client.post(
        "/v1/uploads",
        data=b"external_id=a",
        content_type=media_type,
        query_string=platform.fields(),
        headers=platform.headers(),
    )
    assert_problem(response, 415, "media-type-unsupported")
    assert_nothing_stored(platform)


def test_two_gigabytes_are_refused_before_they_are_read(platform: Platform) -> None:
    response = platform.client.post(
        "/v1/uploads",
        query_string=platform.fields(kind="track"),
        content_type="audio/mpeg",
        headers=platform.headers(),
        environ_overrides={"CONTENT_LENGTH": str(2**31), "wsgi.input": BytesIO(b"abc")},
    )
    assert_problem(response, 413, "file-too-large")
    assert_nothing_stored(platform)


def test_a_body_that_ends_early_is_not_stored(platform: Platform) -> None:
    response = platform.client.post(
        "/v1/uploads",
        query_string=platform.fields(kind="track"),
        content_type="audio/mpeg",
        headers=platform.headers(),
        environ_overrides={"CONTENT_LENGTH": "1000", "wsgi.input": BytesIO(b"abc")},
    )
    assert_problem(response, 400, "body-unreadable")
    assert_nothing_stored(platform)


def test_a_multipart_body_that_ends_early_is_not_stored(platform: Platform) -> None:
    body = (
        b"--edge\r\nContent-Disposition: form-data; name=file; filename=a.mp3\r\n"
        b"Content-Type: audio/mpeg\r\n\r\nhalf a so"
    )
    response = platform.client.post(
        "/v1/uploads",
        data=body,
        content_type="multipart/form-data; boundary=edge",
        headers=platform.headers(),
    )
    assert response.status_code in (400, 422), response.json
    assert_nothing_stored(platform)


def test_query_fields_that_are_not_utf8_are_unreadable(platform: Platform) -> None:
    response = platform.client.post(
        "/v1/uploads?external_id=a&uploader_id=u&kind=track&title=%ff%fe",
        data=b"abc",
        content_type="audio/mpeg",
        headers=platform.headers(),
    )
    assert_problem(response, 400, "body-unreadable")
    assert_nothing_stored(platform)


def test_one_file_an_upload(platform: Platform) -> None:
    form = platform.fields(kind="track") | {
        "file": [(BytesIO(b"a"), "a.mp3"), (BytesIO(b"b"), "b.mp3")]
    }
    response = platform.client.post("/v1/uploads", data=form, headers=platform.headers())
    assert_problem(response, 422, "fields-unacceptable", "/file")
    assert_nothing_stored(platform)


def test_a_suspended_account_may_not_upload(platform: Platform) -> None:
    assert platform.post(text="hello").status_code == 201
    with platform.services.database.transaction() as connection:
        connection.execute(text("UPDATE account SET standing = 'suspended'"))
    assert_problem(platform.post(text="hello again"), 403, "account-suspended")
    assert platform.rows("SELECT count(*) FROM upload") == [(1,)]


def test_content_stays_with_its_uploader(platform: Platform) -> None:
    first = platform.post(text="hello").json
    assert first
    response = platform.post(
        text="mine now", external_id=first["external_id"], uploader_id="somebody-else"
    )
    assert_problem(response, 409, "uploader-differs")


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("get", "/v1/uploads/nothing", 404, "not-found"),
        ("get", "/v1/content/nothing", 404, "not-found"),
        ("get", "/v1/content/nothing/history", 404, "not-found"),
        ("get", "/v1/accounts/nobody", 404, "not-found"),
        ("delete", "/v1/content/nothing", 404, "not-found"),
        ("get", "/v1/content?external_id=nothing", 404, "not-found"),
        ("get", "/v1/content", 422, "fields-unacceptable"),
        ("get", "/nowhere", 404, "not-found"),
        ("put", "/v1/uploads", 405, "method-not-allowed"),
    ],
)
def test_what_is_not_there_is_a_problem_too(
    platform: Platform, method: str, path: str, status: int, slug: str
) -> None:
    response = getattr(platform.client, method)(path, headers=platform.headers())
    assert response.status_code == status
    assert response.json["type"] == f"/problems/{slug}"


def test_a_failure_of_ours_says_nothing_of_its_inside(
    sqlite_platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    platform = sqlite_platform

    def broken() -> str:
        raise RuntimeError("private words of an uploader")

    platform.app.extensions[SERVICES] = replace(platform.services, new_id=broken)
    response = platform.post(text="hello")
    assert_problem(response, 500, "failed")
    assert "private" not in response.text
    logged = capsys.readouterr()
    assert "private" not in logged.out + logged.err
    assert_nothing_stored(platform)
