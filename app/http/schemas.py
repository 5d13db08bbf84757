"""The shapes the API takes and gives, for checking requests and for /openapi.json."""

from typing import Any

import orjson
from marshmallow import (
    RAISE,
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from app.enforcement import Ground
from app.store.accounts import Standing
from moderation import Action, Category, ContentKind, Subcategory

MOST_TEXT = 500_000
MOST_METADATA = 8 * 1024


def is_storable(text: str) -> None:
    """Every database takes it: no NUL, no lone surrogate."""
    if "\x00" in text:
        raise ValidationError("It contains a NUL character.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError("It is not valid Unicode text.") from error


def words(most: int, *checks: Any, least: int = 0, **options: Any) -> fields.String:
    """A text of bounded length."""
    length = validate.Length(min=least or None, max=most)
    return fields.String(validate=[length, is_storable, *checks], **options)


class JsonObject(fields.Field[dict[str, Any]]):
    """A JSON object, or its text where the body form has only text."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, Any]:
        if isinstance(value, str):
            try:
                value = orjson.loads(value)
            except orjson.JSONDecodeError as error:
                raise ValidationError("It is not JSON.") from error
        if not isinstance(value, dict):
            raise ValidationError("It must be a JSON object.")
        try:
            text = orjson.dumps(value)
        except (TypeError, ValueError) as error:
            raise ValidationError("It cannot be written as JSON.") from error
        if len(text) > MOST_METADATA:
            raise ValidationError(f"It has {len(text)} bytes; {MOST_METADATA} are allowed.")
        if b"\\u0000" in text:
            raise ValidationError("It contains a NUL character.")
        return value


class UploadFields(Schema):
    """The fields of an upload; the same in all three body forms."""

    class Meta:
        unknown = RAISE

    external_id = words(255, least=1, required=True)
    uploader_id = words(255, least=1, required=True)
    kind = fields.Enum(ContentKind, by_value=True, required=True)
    title = words(1000)
    text = words(MOST_TEXT)
    file_name = words(255, metadata={"description": "Name of a file sent as a raw body."})
    uploader_name = words(255)
    uploader_email = words(320, validate.Email())
    uploader_created_at = fields.AwareDateTime(format="iso")
    uploader_verified = fields.Boolean()
    url = fields.List(
        words(2048, validate.URL(schemes={"http", "https"})), validate=validate.Length(max=20)
    )
    language = words(35)
    metadata = JsonObject(metadata={"type": "object"})

    @post_load
    def none_is_absent(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Absent and empty are the same."""
        return {name: value for name, value in data.items() if value not in (None, "")}

    @validates_schema(skip_on_field_errors=False)
    def kind_has_its_fields(self, data: dict[str, Any], **_: Any) -> None:
        """A user name is text."""
        if data.get("kind") is ContentKind.USERNAME and not (data.get("text") or data.get("title")):
            raise ValidationError("A user name is sent as text.", "text")


class ProblemError(Schema):
    """One field that is not acceptable."""

    detail = fields.String(required=True)
    pointer = fields.String(required=True)


class ProblemDocument(Schema):
    """RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemError))


class CategoryDocument(Schema):
    """A category that asked for something."""

    category = fields.Enum(Category, by_value=True, required=True)
    subcategory = fields.Enum(Subcategory, by_value=True, required=True, allow_none=True)
    score = fields.Float(required=True)


class DecisionDocument(Schema):
    """A decision with its reasons."""

    id = fields.String(required=True)
    action = fields.Enum(Action, by_value=True, required=True)
    automated = fields.Boolean(required=True)
    policy_version = fields.String(required=True)
    categories = fields.List(fields.Nested(CategoryDocument), required=True)
    reasons = fields.List(fields.String(), required=True)
    failures = fields.List(fields.String(), required=True)
    decided_at = fields.AwareDateTime(required=True)


class RestrictionDocument(Schema):
    """One open restriction."""

    id = fields.String(required=True)
    ground = fields.Enum(Ground, by_value=True, required=True)
    source = fields.String(required=True)
    territory = fields.List(fields.String(), required=True)
    since = fields.AwareDateTime(required=True)


class EvidenceDocument(Schema):
    """Where; offsets are characters of the field as sent, bytes for `file`."""

    field = fields.String(required=True)
    start = fields.Integer(required=True, allow_none=True)
    end = fields.Integer(required=True, allow_none=True)
    excerpt = fields.String(required=True)


class SignalDocument(Schema):
    """What one detector saw."""

    category = fields.Enum(Category, by_value=True, required=True)
    subcategory = fields.Enum(Subcategory, by_value=True, required=True, allow_none=True)
    score = fields.Float(required=True)
    detector = fields.String(required=True)
    version = fields.String(required=True)
    evidence = fields.List(fields.Nested(EvidenceDocument), required=True)


class FileDocument(Schema):
    """What is known of a file."""

    name = fields.String(required=True)
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True)
    media_type = fields.String(required=True)
    declared_media_type = fields.String(required=True)
    duration_s = fields.Float(required=True, allow_none=True)


class AccountDocument(Schema):
    """An account's standing."""

    uploader_id = fields.String(required=True)
    standing = fields.Enum(Standing, by_value=True, required=True)
    strikes = fields.Integer(required=True)


class StateDocument(Schema):
    """What uploads and contents have in common."""

    id = fields.String(required=True)
    content_id = fields.String(required=True)
    external_id = fields.String(required=True)
    uploader_id = fields.String(required=True)
    kind = fields.Enum(ContentKind, by_value=True, required=True)
    revision = fields.Integer(required=True)
    created_at = fields.AwareDateTime(required=True)
    decision = fields.Nested(DecisionDocument, required=True, allow_none=True)
    visible = fields.Boolean(required=True)
    restrictions = fields.List(fields.Nested(RestrictionDocument), required=True)
    account = fields.Nested(AccountDocument, required=True)
    review_id = fields.String(required=True, allow_none=True)
    cases = fields.List(fields.Dict(), required=True)
    appeals = fields.List(fields.Dict(), required=True)


class UploadDocument(StateDocument):
    """The answer to an upload."""

    signals = fields.List(fields.Nested(SignalDocument), required=True)
    file = fields.Nested(FileDocument, required=True, allow_none=True)
    took_ms = fields.Integer(required=True, allow_none=True)


class ContentDocument(StateDocument):
    """The current state of content."""

    upload_id = fields.String(required=True)
    deleted_at = fields.AwareDateTime(required=True, allow_none=True)


class EventDocument(Schema):
    """One thing that happened."""

    type = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    data = fields.Dict(required=True)


class HistoryDocument(Schema):
    """Events, oldest first; `next` is the `after` of the next page."""

    events = fields.List(fields.Nested(EventDocument), required=True)
    next = fields.String(required=True, allow_none=True)


class HealthDocument(Schema):
    """Whether a part works, by name."""

    status = fields.String(required=True)
    parts = fields.Dict(keys=fields.String(), values=fields.String())
