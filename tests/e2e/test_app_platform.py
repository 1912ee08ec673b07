"""With app.yaml's own commands and environment the release runs, the app starts, is ready, serves and drains."""

from __future__ import annotations

import http.client
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from cryptography.fernet import Fernet

from tests.deployment import ROOT, app_spec, component, environment
from tests.ports import free_port
from tests.servers import RedisServer
from tests.simulator.running import RunningSimulator, as_variable, running_simulator

START_DEADLINE_S = 60
FROM_THE_EDGE = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
DRAIN_DEADLINE_S = 30
SECRETS = {
    "JWT_SECRET": "a-secret-of-a-test-that-is-long-enough-for-production",
    "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "METRICS_TOKEN": "a-token-for-the-scraper",
}


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    with running_simulator() as running:
        yield running


def filled(name: str, *, database: str, redis: str, simulator: RunningSimulator) -> dict[str, str]:
    """A component's environment as the platform would fill it, with services of this machine."""
    bound = {
        "${db.DATABASE_URL}": database,
        "${cache.DATABASE_URL}": redis,
        "${APP_URL}": "https://violet.example",
        "${_self.COMMIT_HASH}": "0123abc",
    }
    keys = {key.upper(): as_variable(value) for key, value in simulator.settings.items()}
    values = {
        key: SECRETS.get(key) or keys.get(key) or bound.get(variable.get("value", ""), variable.get("value", ""))
        for key, variable in environment(app_spec(), name).items()
    }
    return values | keys | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


@contextmanager
def serving(environ: dict[str, str], command: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = subprocess.Popen(shlex.split(command), cwd=ROOT, env=environ | {"PORT": str(port)})
    try:
        yield process, port
    finally:
        process.kill()
        process.wait()


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=FROM_THE_EDGE)
        return connection.getresponse().status
    except OSError:  # not listening yet, or listening and still loading
        return 0
    finally:
        connection.close()


def wait_until_ready(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while status(port, path) != 200:
        assert process.poll() is None, "it stopped by itself"
        assert time.monotonic() < deadline, "it is not ready in time"
        time.sleep(0.1)


def test_the_app_platform_spec_releases_serves_and_drains(
    postgres_url: str, redis_process: RedisServer, simulator: RunningSimulator, empty_database: str
) -> None:
    spec = app_spec()
    services: dict[str, Any] = {"database": empty_database, "redis": redis_process.url, "simulator": simulator}
    release = shlex.split(component(spec, "migrate")["run_command"])
    subprocess.run(release, cwd=ROOT, env=filled("migrate", **services), check=True, capture_output=True)

    web = component(spec, "web")
    with serving(filled("web", **services), web["run_command"]) as (process, port):
        wait_until_ready(process, port, web["health_check"]["http_path"])
        assert status(port, web["liveness_health_check"]["http_path"]) == 200
        assert status(port, "/api/v1/user/me") == 401
        assert status(port, "/health") == 200

        under_way = half_a_log_in(port)
        process.send_signal(signal.SIGTERM)
        wait_until_it_drains(process)
        answer = finish(under_way)
        assert process.wait(DRAIN_DEADLINE_S) == 0
    assert answer["code"] == "unauthorized", "a request that had begun is still answered"


LOG_IN = json.dumps({"email": "nobody@nyu.edu", "password": "a wrong password"}).encode()


def half_a_log_in(port: int) -> socket.socket:
    """A connection that was answered once, and has sent half of its second request."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: violet\r\n\r\n")
    assert answer_on(connection) == {"status": "ok"}
    head = f"POST /api/v1/auth/login HTTP/1.1\r\nHost: violet\r\nContent-Type: application/json\r\nContent-Length: {len(LOG_IN)}\r\nX-Forwarded-Proto: https\r\n\r\n"
    connection.sendall(head.encode() + LOG_IN[:10])
    return connection


def wait_until_it_drains(process: subprocess.Popen[bytes]) -> None:
    """The idle worker has gone, so the other one was told to go as well."""
    deadline = time.monotonic() + DRAIN_DEADLINE_S
    while len(psutil.Process(process.pid).children()) > 1:
        assert time.monotonic() < deadline, "the idle worker does not go"
        time.sleep(0.02)


def finish(connection: socket.socket) -> dict[str, str]:
    with connection:
        connection.sendall(LOG_IN[10:])
        return answer_on(connection)


def answer_on(connection: socket.socket) -> dict[str, str]:
    response = http.client.HTTPResponse(connection)
    response.begin()
    body: dict[str, str] = json.loads(response.read())
    return body
