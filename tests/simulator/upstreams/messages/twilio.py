"""Twilio's messages: sending one, and the list that tells whether one is there."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from tests.simulator.http import Request, Response, Route, json_response

PATH = r"/2010-04-01/Accounts/(AC\w+)/Messages\.json"
STATUSES = {20003: 401, 20429: 429}


class Twilio:
    """Mode: `code`, an error code for every message. `messages` is what was taken, newest last."""

    name = "twilio"
    latency_s = 0.1

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._code: int | None = None
        self._numbers = itertools.count(1)
        self.messages: list[dict[str, Any]] = []

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"code"}:
            raise ValueError(f"twilio has no mode {', '.join(sorted(unknown))}")
        self._code = options.get("code", self._code)

    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", PATH, self._send, pattern=True),
            Route("GET", PATH, self._list, pattern=True),
        )

    def error(self, status: int) -> Response:
        return json_response({"code": 20500, "message": "It did not work.", "status": status}, status=status)

    def _send(self, request: Request, match: Any) -> Response:
        if not _signed_in(request, match[1]):
            return _refusal(20003)
        if self._code is not None:
            return _refusal(self._code)
        form = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}
        sid = f"SM{next(self._numbers):032d}"
        message = {"sid": sid, "status": "queued", "to": form["To"], "from": form["From"], "body": form["Body"]}
        self.messages.append(message)
        return json_response(message, status=201)

    def _list(self, request: Request, match: Any) -> Response:
        if not _signed_in(request, match[1]):
            return _refusal(20003)
        to = request.query.get("To")
        return json_response({"messages": [one for one in self.messages[::-1] if to in (None, one["to"])]})


def _signed_in(request: Request, account: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme == "Basic" and base64.b64decode(given).decode().startswith(f"{account}:")


def _refusal(code: int) -> Response:
    status = STATUSES.get(code, 400)
    return json_response({"code": code, "message": "No.", "more_info": "", "status": status}, status=status)
