"""What Google's APIs have in common: the key, the error envelope, field masks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from tests.simulator.http import RefusalError, Request, Response, json_response

STATUS_WORDS = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
}  # fmt: skip
MESSAGES = {
    403: "Places API (New) has not been used in project 1 before or it is disabled.",
    404: "Requested entity was not found.",
    429: "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}
REASONS = {403: "SERVICE_DISABLED", 429: "RATE_LIMIT_EXCEEDED"}


def google_error(status: int, message: str | None = None, *, reason: str | None = None) -> Response:
    """The envelope of google.rpc.Status."""
    error: dict[str, Any] = {
        "code": status,
        "message": message or MESSAGES.get(status, "Request failed."),
        "status": STATUS_WORDS.get(status, "UNKNOWN"),
    }
    reason = reason or REASONS.get(status)
    if reason is not None:
        info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
        error["details"] = [info]
    return json_response({"error": error}, status=status)


def refuse(message: str) -> RefusalError:
    """400 INVALID_ARGUMENT."""
    return RefusalError(google_error(400, message))


def check_key(request: Request) -> None:
    key = request.headers.get("x-goog-api-key") or request.query.get("key")
    if not key:
        message = "Method doesn't allow unregistered callers (callers without established identity)."
        raise RefusalError(google_error(403, message, reason="CREDENTIALS_MISSING"))
    if key == "wrong":
        message = "API key not valid. Please pass a valid API key."
        raise RefusalError(google_error(400, message, reason="API_KEY_INVALID"))


def json_body(request: Request, allowed: Iterable[str]) -> Mapping[str, Any]:
    """The body as an object with only `allowed` fields."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise refuse("Request content type must be application/json.")
    try:
        body = request.json()
    except orjson.JSONDecodeError as error:
        raise refuse("Invalid JSON payload received.") from error
    if not isinstance(body, dict):
        raise refuse("Invalid JSON payload received. Root must be an object.")
    for name in body:
        if name not in allowed:
            raise refuse(f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
    return body


def mask_of(request: Request) -> tuple[str, ...]:
    mask = request.headers.get("x-goog-fieldmask") or request.query.get("fields") or request.query.get("$fields")
    if not mask:
        raise refuse(
            "FieldMask is a required parameter. See https://cloud.google.com/apis/docs/system-parameters on how to "
            "provide it."
        )
    paths = tuple(mask.split(","))
    if any(path != path.strip() or not path for path in paths):
        raise refuse("Invalid field mask: no spaces, no empty paths.")
    return paths


def masked(value: Any, paths: Iterable[str]) -> Any:
    """`value` with only what the paths name; lists are looked through."""
    wanted: dict[str, list[str]] = {}
    for path in paths:
        name, _, rest = path.partition(".")
        wanted.setdefault(name, []).append(rest)
    if "*" in wanted:
        return value
    return _pick(value, wanted)


def _pick(value: Any, wanted: Mapping[str, list[str]]) -> Any:
    if isinstance(value, list):
        return [_pick(item, wanted) for item in value]
    if not isinstance(value, dict):
        return value
    picked = {}
    for name, rests in wanted.items():
        if name in value:
            picked[name] = value[name] if "" in rests else masked(value[name], rests)
    return picked


def latlng(value: Any, what: str) -> tuple[float, float]:
    """A google.type.LatLng."""
    try:
        lat, lng = float(value.get("latitude", 0.0)), float(value.get("longitude", 0.0))
    except (AttributeError, TypeError, ValueError) as error:
        raise refuse(f"Invalid {what}.") from error
    if not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise refuse(f"Invalid {what}: out of range.")
    return lat, lng
