"""Firebase Cloud Messaging, HTTP v1, and the sign-in of service accounts."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import jwt

from tests.simulator.http import Request, Response, Route, json_response

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
STATUSES = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE",
}  # fmt: skip
OWN_CODES = {
    "INVALID_ARGUMENT": 400, "THIRD_PARTY_AUTH_ERROR": 401, "SENDER_ID_MISMATCH": 403, "UNREGISTERED": 404,
    "QUOTA_EXCEEDED": 429, "INTERNAL": 500, "UNAVAILABLE": 503,
}  # fmt: skip


class FcmOAuth:
    """The token endpoint, for service accounts alone. Mode: `denied`."""

    name = "fcm_oauth"
    latency_s = 0.05

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._denied = False
        self.asked = 0

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"denied"}:
            raise ValueError(f"fcm_oauth has no mode {', '.join(sorted(unknown))}")
        self._denied = bool(options.get("denied", self._denied))

    def routes(self) -> Sequence[Route]:
        return (Route("POST", "/service/token", self._token),)

    def error(self, status: int) -> Response:
        return json_response({"error": "invalid_grant"}, status=status)

    def _token(self, request: Request, _match: object) -> Response:
        form = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}
        claims = jwt.decode(form["assertion"], options={"verify_signature": False})
        if self._denied or form["grant_type"] != GRANT or "firebase.messaging" not in claims["scope"]:
            return self.error(400)
        self.asked += 1
        return json_response({"access_token": f"ya29.{self.asked}", "expires_in": 3599, "token_type": "Bearer"})


class Fcm:
    """Modes: `code` (one of FCM's own, or "bad_value": an invalid value without one), `retry_after`."""

    name = "fcm"
    latency_s = 0.05

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._code: str | None = None
        self._retry_after: str | None = None
        self._numbers = itertools.count(1)
        self.shown: Counter[tuple[str, str]] = Counter()

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"code", "retry_after"}:
            raise ValueError(f"fcm has no mode {', '.join(sorted(unknown))}")
        self._code = options.get("code", self._code)
        self._retry_after = options.get("retry_after", self._retry_after)

    def routes(self) -> Sequence[Route]:
        return (Route("POST", r"/v1/projects/[\w-]+/messages:send", self._send, pattern=True),)

    def error(self, status: int) -> Response:
        return _error(status, STATUSES.get(status, "INTERNAL"), [])

    def _send(self, request: Request, _match: object) -> Response:
        if not request.headers.get("authorization", "").startswith("Bearer ya29."):
            return self.error(401)
        if self._code == "bad_value":
            violation = {"@type": BAD_REQUEST, "fieldViolations": [{"field": "message.token", "description": "No."}]}
            return _error(400, "INVALID_ARGUMENT", [violation])
        if self._code is not None:
            status = OWN_CODES[self._code]
            answer = _error(status, STATUSES[status], [{"@type": FCM_ERROR, "errorCode": self._code}])
            if self._retry_after is not None:
                answer.headers = [("Retry-After", self._retry_after)]
            return answer
        message = request.json()["message"]
        if any(not isinstance(value, str) for value in message["data"].values()):
            return self.error(400)
        self.shown[message["token"], message["android"]["notification"]["tag"]] += 1
        return json_response({"name": f"projects/p/messages/0:{next(self._numbers)}"})


def _error(status: int, word: str, details: Sequence[Mapping[str, Any]]) -> Response:
    body = {"code": status, "message": "It did not work.", "status": word, "details": list(details)}
    return json_response({"error": body}, status=status)
