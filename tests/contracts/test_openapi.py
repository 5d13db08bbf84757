"""What the API answers is what /openapi.json says."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.journeys import media
from tests.platforms import Platform, body

DOCUMENT = "urn:openapi"


def described(platform: Platform) -> dict[str, Any]:
    return body(platform.client.get("/openapi.json"), 200)


def assert_fits(platform: Platform, name: str, answer: dict[str, Any]) -> None:
    """Against the published schema, with no property that it does not name."""
    document = described(platform)
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = schema.get("additionalProperties", False)
    registry: Registry[Any] = Registry().with_resource(
        DOCUMENT, DRAFT202012.create_resource(document)
    )
    validator = Draft202012Validator(
        {"$ref": f"{DOCUMENT}#/components/schemas/{name}"},
        registry=registry,
        format_checker=FormatChecker(),
    )
    assert [error.message for error in validator.iter_errors(answer)] == []


def test_the_description_is_valid_openapi(sqlite_platform: Platform) -> None:
    validate(described(sqlite_platform))


def test_every_operation_says_what_it_answers_without_a_key(sqlite_platform: Platform) -> None:
    for path, operations in described(sqlite_platform)["paths"].items():
        for method, operation in operations.items():
            if method != "parameters" and path.startswith("/v1/"):
                assert "401" in operation["responses"], (method, path)


@pytest.mark.parametrize("prefer", ["", "respond-async"])
def test_an_upload_is_answered_as_described(sqlite_platform: Platform, prefer: str) -> None:
    platform = sqlite_platform
    status = 202 if prefer else 201
    headers = {"Prefer": prefer}
    text = "c4s1n0 bonus, win real money"
    upload = body(platform.post(headers=headers, text=text), status)
    assert str(status) in described(platform)["paths"]["/v1/uploads"]["post"]["responses"]
    assert_fits(platform, "UploadDocument", upload)
    again = body(platform.get(f"/v1/uploads/{upload['id']}"), 200)
    assert_fits(platform, "UploadDocument", again)


def test_files_contents_histories_and_accounts_are_as_described(sqlite_platform: Platform) -> None:
    platform = sqlite_platform
    upload = body(platform.post_file(media.mp3(), "song.mp3", "audio/mpeg"))
    assert_fits(platform, "UploadDocument", upload)
    path = f"/v1/content/{upload['content_id']}"
    assert_fits(platform, "ContentDocument", body(platform.get(path), 200))
    assert_fits(platform, "HistoryDocument", body(platform.get(f"{path}/history"), 200))
    assert_fits(platform, "AccountDocument", body(platform.get("/v1/accounts/uploader-1"), 200))
    assert_fits(platform, "ContentDocument", body(platform.delete(path), 200))


def test_problems_are_as_described(sqlite_platform: Platform) -> None:
    platform = sqlite_platform
    assert_fits(platform, "ProblemDocument", body(platform.post(), 422))
    assert_fits(platform, "ProblemDocument", body(platform.get("/v1/uploads/none"), 404))
