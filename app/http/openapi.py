"""What /openapi.json says beyond the schemas: problems, parameters, the three body forms."""

from typing import Any

from marshmallow import Schema

from app.http.schemas import ProblemDocument, UploadFields

Json = dict[str, Any]


def problems(*statuses: int) -> Json:
    """The problems a route can answer, for `blueprint.doc`.

    Not `alt_response`: each of those wraps the view once more, and the wrappers of one
    route together cost as much as parsing its body.
    """
    problem = {"application/problem+json": {"schema": ProblemDocument}}
    return {
        "responses": {
            str(status): {"description": "Problem", "content": problem} for status in statuses
        }
    }


def accepted(schema: type[Schema]) -> Json:
    """The answer to `Prefer: respond-async`, for `blueprint.doc`."""
    content = {"application/json": {"schema": schema}}
    return {"responses": {"202": {"description": "Accepted; decided later", "content": content}}}


def query_parameter(name: str, *, required: bool = False, **schema: Any) -> Json:
    """A query parameter, a string unless said otherwise."""
    return {
        "in": "query",
        "name": name,
        "required": required,
        "schema": {"type": "string"} | schema,
    }


def page_parameters() -> list[Json]:
    """`limit` and `after` of every list."""
    return [
        query_parameter("limit", type="integer", minimum=1, maximum=200, default=100),
        query_parameter("after", description="`next` of the page before"),
    ]


def upload_bodies() -> Json:
    """The body forms of an upload, its headers, and the fields as query parameters."""
    form = {"allOf": [{"$ref": "#/components/schemas/UploadFields"}, _FILE_PART]}
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": UploadFields},
                "multipart/form-data": {"schema": form},
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            },
        },
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "schema": {"type": "string", "maxLength": 255},
                "description": "The same key and request get the first answer again.",
            },
            {
                "in": "header",
                "name": "Prefer",
                "schema": {"type": "string", "enum": ["respond-async"]},
            },
        ],
        "description": "With a raw body, any content type of a file is taken, and the fields "
        "are sent as query parameters (`url` may be repeated, `metadata` is JSON text).",
    }


_FILE_PART = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
}
