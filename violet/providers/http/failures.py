"""Which failures there are and which of them are worth another attempt: decided here and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from violet.ports import Failure, ProviderError

# A 400, 401, 403 or 404 will be the same next time, and so will an answer that makes no sense.
RETRYABLE = frozenset({Failure.TIMEOUT, Failure.CONNECTION, Failure.RATE_LIMITED, Failure.SERVER_ERROR})
# What tells that the upstream is not well (or does not want us), as opposed to a question it could not answer.
UNHEALTHY = RETRYABLE | {Failure.DENIED, Failure.BAD_RESPONSE}

_BY_STATUS = {
    401: Failure.DENIED,
    402: Failure.DENIED,
    403: Failure.DENIED,
    404: Failure.NOT_FOUND,
    408: Failure.TIMEOUT,
    410: Failure.NOT_FOUND,
    429: Failure.RATE_LIMITED,
    500: Failure.SERVER_ERROR,
    502: Failure.SERVER_ERROR,
    503: Failure.SERVER_ERROR,
    504: Failure.SERVER_ERROR,
}


class AttemptError(ProviderError):
    """One attempt failed. `retry_after_s` is how long the upstream asked us to wait, in seconds; `body` is the start of
    what the upstream answered, for the provider to read and never to be shown. A provider sets `elsewhere` where the
    next attempt goes to something else (another model), so that it may be made at once whatever the failure."""

    def __init__(
        self,
        provider: str,
        failure: Failure,
        detail: str = "",
        *,
        retry_after_s: float | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(provider, failure, detail)
        self.elsewhere = False
        self.retry_after_s = retry_after_s
        self.body = body


def failure_of_status(status: int) -> Failure:
    """The failure an HTTP status other than 200 means."""
    known = _BY_STATUS.get(status)
    if known is not None:
        return known
    return Failure.BAD_REQUEST if 400 <= status < 500 else Failure.BAD_RESPONSE


def worth_retrying(error: BaseException) -> bool:
    if isinstance(error, AttemptError) and error.elsewhere:
        return True
    return isinstance(error, ProviderError) and error.failure in RETRYABLE


def retry_after_s(value: str | None) -> float | None:
    """A Retry-After header (RFC 9110: seconds or an HTTP date) in seconds from now; None where it says nothing."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


class RefusedAddressError(ProviderError):
    """An address that somebody gave us is not one we call."""

    def __init__(self, provider: str) -> None:
        super().__init__(provider, Failure.DENIED, "refused address")
