"""Asking a server and keeping what it answers as an example: what scripts/record_examples stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scripts import record_together
from violet.api.support.documentation import DocumentedApp
from violet.domain.messages import MailMessage

PASSWORD = "a long walk over the bridge"  # noqa: S105 -- an example
# What is another one at each recording; an example keeps one of each.
STEADY = {
    "token": "eyJhbGciOiJIUzI1NiJ9.access", "refresh_token": "eyJhbGciOiJIUzI1NiJ9.refresh",
    "session_id": "kBKGsZ_A9tfdofHj4vYJZD3_F_7Dyklw", "turn_id": "5bec41c48d034b0481ed714d027a774f", "latency": 0.054,
    "authorization_url": "https://accounts.google.com/o/oauth2/v2/auth?response_type=code&state=kBKGsZ_A9tfd",
} | record_together.STEADY  # fmt: skip
# Long lists are cut: an example shows the shape.
MAX_ITEMS = 2


@dataclass(frozen=True)
class Call:
    """`shown` is what the example shows in place of a `body` or `path` that was only good once."""

    id: str
    body: Any = None
    query: dict[str, Any] = field(default_factory=dict)
    path: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Mailbox:
    """Where the links of mails are read from."""

    messages: list[MailMessage] = field(default_factory=list)

    def send(self, message: MailMessage) -> None:
        self.messages.append(message)

    def token(self) -> str:
        found = re.search(r"token=([\w.-]+)", self.messages[-1].text)
        assert found is not None
        return found[1]


class Recorder:
    """Calls operations by their id and keeps what was asked and answered."""

    def __init__(self, app: DocumentedApp) -> None:
        self._client: FlaskClient = app.test_client()
        self._where = {
            operation["operationId"]: (method, path)
            for path, item in app.api_doc["paths"].items()
            for method, operation in item.items()
        }
        self.headers: dict[str, str] = {}
        self.recorded: dict[str, Any] = {}

    def call(self, call: Call) -> TestResponse:
        method, path = self._where[call.id]
        answer = self._client.open(
            path.format(**call.path),
            method=method.upper(),
            json=call.body,
            query_string=call.query,
            headers={**self.headers, **call.headers},
        )
        assert answer.status_code < 400, (call.id, answer.text)
        self.recorded[call.id] = _example(call, answer)
        return answer

    def log_in(self, answer: TestResponse) -> None:
        self.headers = _bearer(answer)

    def somebody(self, app: DocumentedApp, name: str, role: str) -> dict[str, str]:
        """The headers of another account with a role."""
        whole = {"email": f"{name}@nyu.edu", "password": PASSWORD, "first_name": name.title()}
        headers = _bearer(self._client.post("/api/v1/auth/signup", json=whole))
        done = app.test_cli_runner().invoke(args=["users", "promote", whole["email"], "--role", role])
        assert done.exit_code == 0, done.output
        return headers


def _bearer(answer: TestResponse) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.get_json()['token']}"}


def _example(call: Call, answer: TestResponse) -> dict[str, Any]:
    shown = call.shown if call.shown is not None else call.body
    parameters = {**call.query, **(call.shown or call.path if call.path else {})}
    kept: dict[str, Any] = {"parameters": parameters} if parameters else {}
    if call.body is not None:
        kept["request"] = shown
    if answer.is_json:
        kept["responses"] = {str(answer.status_code): _steady(answer.get_json())}
    elif answer.mimetype == "text/calendar":
        kept["responses"] = {str(answer.status_code): answer.text}
    return kept


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: STEADY.get(name, _steady(inner)) for name, inner in value.items()}
    if isinstance(value, list):
        return [_steady(inner) for inner in value[:MAX_ITEMS]]
    return value
