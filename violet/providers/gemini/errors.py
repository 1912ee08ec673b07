"""What google-genai raises, as our failures. It does not wrap transport errors: httpx2's come through as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from violet.ports import Failure
from violet.providers.gemini.library import library
from violet.providers.http import AttemptError, failure_of_status

_SECONDS: Final = re.compile(r"([0-9.]+)s")
# A quota that is used up until midnight: no pause of ours helps, another model may.
A_DAY_S: Final = 86_400.0


def attempt_error(provider: str, error: Exception) -> AttemptError:
    """The failure an exception of the library means. Nothing of its message is kept: it may hold an address."""
    known = library()
    if isinstance(error, known.errors.APIError):
        return _of_api_error(provider, error)
    if isinstance(error, known.httpx2.TimeoutException):
        return AttemptError(provider, Failure.TIMEOUT)
    if isinstance(error, known.httpx2.HTTPError | known.httpx2.StreamError):
        return AttemptError(provider, Failure.CONNECTION)
    return AttemptError(provider, Failure.BAD_RESPONSE, type(error).__name__)


def _of_api_error(provider: str, error: Any) -> AttemptError:
    code = error.code if isinstance(error.code, int) else 0
    failure = failure_of_status(code) if code >= 400 else Failure.BAD_RESPONSE
    details = list(_details(error.details))
    if any(detail.get("reason") == "API_KEY_INVALID" for detail in details):
        failure = Failure.DENIED
    retry_after_s = _retry_delay(details) if failure is Failure.RATE_LIMITED else None
    return AttemptError(provider, failure, f"HTTP {code}", retry_after_s=retry_after_s)


def _details(body: Any) -> Iterator[Mapping[str, Any]]:
    """The `details` of a google.rpc.Status, which may come wrapped in "error" and in a list."""
    if isinstance(body, list):
        body = body[0] if body else None
    status = body.get("error", body) if isinstance(body, dict) else None
    details = status.get("details") if isinstance(status, dict) else None
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, dict):
            yield detail


def _retry_delay(details: list[Mapping[str, Any]]) -> float | None:
    """Seconds from RetryInfo, or a day where the daily quota is what ran out (a short RetryInfo may come with it)."""
    for detail in details:
        violations = detail.get("violations")
        for violation in violations if isinstance(violations, list) else ():
            if isinstance(violation, dict) and "PerDay" in str(violation.get("quotaId")):
                return A_DAY_S
    for detail in details:
        match = _SECONDS.fullmatch(str(detail.get("retryDelay", "")))
        if match is not None:
            return float(match[1])
    return None
