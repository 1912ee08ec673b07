"""Expo's push service: tickets at once, receipts later."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tests.simulator.http import Request, Response, Route, json_response

MAX_MESSAGES = 100
REQUEST_ERRORS = {401: "UNAUTHORIZED", 429: "TOO_MANY_REQUESTS", 400: "VALIDATION_ERROR", 500: "API_ERROR"}


class Expo:
    """Modes: `ticket` and `receipt` (an error code for every message, None for ok), `request` ({"code", "status"} for
    whole requests), `not_ready` (receipts are absent), `one_object` (a single ticket comes without a list).

    `shown` counts what each token got, by the id under which a second copy replaces the first (the message's own where
    it has none): a count above 1 is a message that came twice, and that a phone shows once.
    """

    name = "expo"
    latency_s = 0.05

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._modes: dict[str, Any] = {
            "ticket": None, "receipt": None, "request": None, "not_ready": False, "one_object": False,
        }  # fmt: skip
        self._numbers = itertools.count(1)
        self.shown: Counter[tuple[str, str]] = Counter()

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - set(self._modes):
            raise ValueError(f"expo has no mode {', '.join(sorted(unknown))}")
        self._modes |= options

    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", "/--/api/v2/push/send", self._send),
            Route("POST", "/--/api/v2/push/getReceipts", self._receipts),
        )

    def error(self, status: int) -> Response:
        return _refusal(REQUEST_ERRORS.get(status, "API_ERROR"), status)

    def _send(self, request: Request, _match: object) -> Response:
        if (wrong := self._modes["request"]) is not None:
            return _refusal(wrong["code"], wrong["status"])
        messages = request.json()
        messages = messages if isinstance(messages, list) else [messages]
        if len(messages) > MAX_MESSAGES:
            return _refusal("PUSH_TOO_MANY_NOTIFICATIONS", 400)
        tickets = [self._ticket(message) for message in messages]
        alone = len(tickets) == 1 and self._modes["one_object"]
        return json_response({"data": tickets[0] if alone else tickets})

    def _ticket(self, message: Mapping[str, Any]) -> dict[str, Any]:
        if (code := self._modes["ticket"]) is not None:
            return _error(code)
        own = str(message.get("data", {}).get("notification_id", ""))
        self.shown[message["to"], str(message.get("collapseId") or own)] += 1
        return {"status": "ok", "id": f"receipt-{next(self._numbers)}"}

    def _receipts(self, request: Request, _match: object) -> Response:
        if self._modes["not_ready"]:
            return json_response({"data": {}})
        code = self._modes["receipt"]
        answer = {"status": "ok"} if code is None else _error(code)
        return json_response({"data": dict.fromkeys(request.json()["ids"], answer)})


def _refusal(code: str, status: int) -> Response:
    return json_response({"errors": [{"code": code, "message": "No."}]}, status=status)


def _error(code: str) -> dict[str, Any]:
    return {"status": "error", "message": "It did not work.", "details": {"error": code}}
