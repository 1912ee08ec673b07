"""Two gunicorn workers, PostgreSQL and Redis: what one worker changes or closes, the other knows at once."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes import Server, gunicorn_server
from tests.servers import RedisServer

MOST_CONNECTIONS = 100


class Line:
    """One kept connection, and so one worker."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        self.call("GET", "/health/live")
        self.worker = server.worker_behind(self._connection.sock.getsockname()[1])

    def call(self, method: str, path: str, body: object = None, token: str | None = None) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def lines(postgres_database: str, redis_process: RedisServer, tmp_path: Path) -> Iterator[tuple[Line, Line]]:
    """A connection to each of the two workers."""
    environ = {"DATABASE_URL": postgres_database, "REDIS_URL": redis_process.url, "WEB_CONCURRENCY": "2"}
    with gunicorn_server(tmp_path, BCRYPT_ROUNDS="4", **environ) as server:
        opened = [Line(server)]
        while opened[-1].worker == opened[0].worker and len(opened) < MOST_CONNECTIONS:
            opened.append(Line(server))
        yield opened[0], opened[-1]
        for line in opened:
            line.close()


def test_what_one_worker_changes_the_other_shows_and_what_it_closes_the_other_refuses(lines: tuple[Line, Line]):
    one, two = lines
    assert one.worker is not None
    assert two.worker is not None
    assert one.worker != two.worker
    person = {"email": "ana@nyu.edu", "password": "a long walk over the bridge"}
    assert one.call("POST", "/api/auth/signup", person)[0] == 201

    def log_in() -> dict[str, Any]:
        status, body = one.call("POST", "/api/auth/login", person)
        assert status == 200
        assert two.call("GET", "/api/user/me", token=body["token"])[0] == 200
        return dict(body)

    first = log_in()
    for name in ("Ana", "Anna"):
        assert one.call("POST", "/api/user/profile", {"first_name": name}, token=first["token"])[0] == 200
        assert two.call("GET", "/api/user/me", token=first["token"])[1]["first_name"] == name
    assert one.call("POST", "/api/auth/logout", token=first["token"])[0] == 200
    assert two.call("GET", "/api/user/me", token=first["token"])[0] == 401
    assert two.call("POST", "/api/auth/refresh", {"refresh_token": first["refresh_token"]})[0] == 401

    second, third = log_in(), log_in()
    assert two.call("POST", "/api/auth/logout_all", token=second["token"])[0] == 200
    assert one.call("GET", "/api/user/me", token=third["token"])[0] == 401

    fourth = log_in()
    fresh = one.call("POST", "/api/auth/refresh", {"refresh_token": fourth["refresh_token"]})[1]
    assert two.call("POST", "/api/auth/refresh", {"refresh_token": fourth["refresh_token"]})[1] == fresh, "asked twice"
    assert two.call("POST", "/api/auth/refresh", {"refresh_token": fresh["refresh_token"]})[0] == 200
    assert one.call("POST", "/api/auth/refresh", {"refresh_token": fourth["refresh_token"]})[0] == 401
    assert one.call("GET", "/api/user/me", token=fresh["token"])[0] == 401

    wrong = person | {"password": "wrong"}
    tries = [worker.call("POST", "/api/auth/login", wrong)[0] for worker in (one, two)]
    assert tries == [401, 429], "both workers count together: four log-ins before, five a minute"
