"""Connections that are opened at one moment and kept open are shared by both workers."""

from __future__ import annotations

import socket
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from tests.e2e.serving import Gunicorn, running, wait_for

CONNECTIONS = 40
FEWEST_OF_A_WORKER = 12
# A head start is a matter of a millisecond, which a busy machine may not give a worker: most moments count, not each.
MOMENTS = 7
REQUEST = b"GET /health/live HTTP/1.1\r\nHost: violet\r\n\r\n"


def test_connections_of_one_moment_are_shared_though_one_worker_wakes_late(
    sqlite_database: str, tmp_path: Path
) -> None:
    # With few threads, which then are started soon, an accept costs little and the worker that is awake takes most.
    settings = {
        "database_url": sqlite_database,
        "web_threads": 8,
        "gunicorn_cmd_args": "--worker-class=tests.e2e.drowsy_worker.DrowsyWorker",
    }
    with running(tmp_path, settings) as server:
        fewest = []
        for _ in range(MOMENTS):
            with answered_connections(server.port):
                fewest.append(min(shares(server)))
            wait_for(lambda: sum(shares(server)) == 0, 10, "the connections stayed open")
    assert statistics.median(fewest) >= FEWEST_OF_A_WORKER


@contextmanager
def answered_connections(port: int) -> Iterator[None]:
    """All begun before any is answered."""
    with ExitStack() as stack:
        clients = [stack.enter_context(socket.socket()) for _ in range(CONNECTIONS)]
        for client in clients:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        for client in clients:
            client.settimeout(10)
            client.sendall(REQUEST)
        for client in clients:
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        yield


def shares(server: Gunicorn) -> list[int]:
    """How many connections each worker holds."""
    held = [psutil.Process(pid).net_connections() for pid in server.workers()]
    return [sum(one.status == "ESTABLISHED" and one.laddr.port == server.port for one in of) for of in held]
