"""What a use case can refuse. `app/http/problems.py` has a row for each."""

from dataclasses import dataclass


class Refusal(Exception):
    """A request that is understood and not done; the message is a sentence for its sender."""


class KeyMissing(Refusal):
    """No key, or none that is known or still valid."""


class ScopeMissing(Refusal):
    """The key may not do this."""


class NotFound(Refusal):
    """There is no such thing."""


class AccountSuspended(Refusal):
    """The uploader may not upload."""


class BodyUnreadable(Refusal):
    """The body is not what its content type says, or ended early."""


class MediaTypeUnsupported(Refusal):
    """This content type is not taken here."""


class FileTooLarge(Refusal):
    """More bytes than an upload may have."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that is not acceptable; `pointer` is an RFC 6901 JSON pointer."""

    detail: str
    pointer: str


class FieldsUnacceptable(Refusal):
    """Fields are missing or have values that cannot be taken."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__("Some fields are missing or not acceptable.")
        self.errors = errors


class IdempotencyKeyReused(Refusal):
    """The same idempotency key came with another body."""


class RequestStillRunning(Refusal):
    """The first request with this idempotency key is not finished."""


class LostRace(Refusal):
    """Somebody else changed the same thing first."""


class UploaderDiffers(Refusal):
    """The content belongs to another uploader."""


class TooManyRequests(Refusal):
    """A limit is reached; try again after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"Too many requests; try again in {retry_after_s} seconds.")
        self.retry_after_s = retry_after_s


class NotReady(Refusal):
    """The service cannot work yet."""
