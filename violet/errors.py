"""The errors a caller can see: one tree, each with an HTTP status and a machine code. A leaf; knows no Flask.

`message` is shown to a student as it stands, so it is a sentence that says what happened and what to do. Nothing
internal (SQL, keys, addresses, stack) goes into it.
"""

from __future__ import annotations

from typing import Any, ClassVar


class VioletError(Exception):
    """Base of all errors that leave the server as `{"error", "code", "request_id"}`."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    default_message: ClassVar[str] = "Something went wrong on our side. Please try again."

    def __init__(
        self, message: str | None = None, *, field: str | None = None, retry_after_s: int | None = None
    ) -> None:
        """`field` names the input at fault; `retry_after_s` becomes the Retry-After header (whole seconds)."""
        self.message = message or self.default_message
        self.field = field
        self.retry_after_s = retry_after_s
        super().__init__(self.message)


class BadInput(VioletError):
    """The request says something we cannot accept; `field` names it."""

    status = 400
    code = "bad_request"
    default_message = "Something in the request is not right."


class Unauthorized(VioletError):
    """No token, or one that is expired, revoked or forged; also a wrong password at log-in."""

    status = 401
    code = "unauthorized"
    default_message = "Please log in again."


class Forbidden(VioletError):
    status = 403
    code = "forbidden"
    default_message = "You are not allowed to do that."


class HttpsRequired(Forbidden):
    code = "https_required"
    default_message = "Please use https."


class EmailUnverified(Forbidden):
    code = "email_unverified"
    default_message = "Please confirm your e-mail address first: we sent you a link."


class NotFound(VioletError):
    status = 404
    code = "not_found"
    default_message = "We could not find that."


class Conflict(VioletError):
    status = 409
    code = "conflict"
    default_message = "That is already taken."


class Outdated(VioletError):
    """What was to be changed has been changed meanwhile; `current` is how it stands, on the wire."""

    status = 412
    code = "precondition_failed"
    default_message = "Somebody else has changed this meanwhile. Please look at the current version."

    def __init__(self, current: dict[str, Any]) -> None:
        self.current = current
        super().__init__(field="If-Match")


class PasswordNeeded(Forbidden):
    """The password was given too long ago for what is to be done."""

    code = "reauthentication_required"
    default_message = "Please confirm your password first."


class Suspended(Forbidden):
    code = "account_suspended"
    default_message = "This account is suspended. Please write to the people who run this service."


class Gone(VioletError):
    """It was there, and is over for good."""

    status = 410
    code = "gone"
    default_message = "That is over."


class RateLimited(VioletError):
    status = 429
    code = "rate_limited"
    default_message = "That was a lot of requests. Please wait a moment and try again."


class Unavailable(VioletError):
    """Something we depend on is down and there is no sensible answer without it."""

    status = 503
    code = "unavailable"
    default_message = "This is not available right now. Please try again in a minute."
