"""People for the API tests: signing up, logging in and calling with a token."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "a long walk over the bridge"


@dataclass
class Person:
    """A signed-up account and the client it calls with. Paths are relative to /api."""

    client: FlaskClient
    email: str
    token: str
    refresh_token: str
    user: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(f"/api{path}", headers=self.headers, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        return self.client.post(f"/api{path}", json=body, headers=self.headers, **options)

    def delete(self, path: str, body: Any = None) -> TestResponse:
        return self.client.delete(f"/api{path}", json=body, headers=self.headers)

    def log_in_again(self, password: str = PASSWORD) -> Person:
        """The same person on another device."""
        answer = self.client.post("/api/auth/login", json={"email": self.email, "password": password})
        assert answer.status_code == 200, answer.json
        return _person(self.client, self.email, answer)


def sign_up(client: FlaskClient, email: str | None = None, password: str = PASSWORD, **fields: Any) -> Person:
    email = email or f"{uuid.uuid4().hex[:12]}@nyu.edu"
    answer = client.post("/api/auth/signup", json={"email": email, "password": password, **fields})
    assert answer.status_code == 201, answer.json
    return _person(client, email, answer)


def _person(client: FlaskClient, email: str, answer: TestResponse) -> Person:
    body = answer.get_json()
    return Person(client, email, body["token"], body["refresh_token"], body["user"])
