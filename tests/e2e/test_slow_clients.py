"""Clients who are slow to ask, to go on, or to read, over real sockets: nobody else notices, and they are let go."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from tests.e2e.serving import Gunicorn, chat, running, wait_for

THREADS = 8
# More than there are threads, in each worker.
CLIENTS = 40
HEADER_S, BODY_S, WRITE_S = 0.6, 0.9, 1.0
HEAD = b"POST /api/v1/chat HTTP/1.1\r\nHost: violet\r\nContent-Type: application/json\r\n"
GET = b"GET /api/docs/openapi.json HTTP/1.1\r\nHost: violet\r\n\r\n"
SLOW = {
    "nothing": b"",
    "half a first line": b"GET /health/li",
    "half a head": HEAD,
    "half a body": HEAD + b'Content-Length: 400\r\n\r\n{"message": "cof',
    "half a chunk": HEAD + b'Transfer-Encoding: chunked\r\n\r\n40\r\n{"message"',
    "a body that is never sent": HEAD + b"Content-Length: 999999999\r\n\r\n",
    "unread pipelined answers": GET * 60,
}


@pytest.fixture(scope="module")
def server(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    folder = tmp_path_factory.mktemp("slow")
    database = folder / "violet.db"
    database.write_bytes(_sqlite_template.read_bytes())
    settings = {
        "database_url": f"sqlite:///{database}",
        "ratelimit_enabled": "false",
        "web_concurrency": 1,
        "web_threads": THREADS,
        "client_header_timeout_s": HEADER_S,
        "client_body_timeout_s": BODY_S,
        "client_write_timeout_s": WRITE_S,
    }
    with running(folder, settings) as server:
        yield server


@contextmanager
def clients(server: Gunicorn, sent: bytes, count: int = CLIENTS) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(connection(server, sent)) for _ in range(count)]
        yield opened


@contextmanager
def connection(server: Gunicorn, sent: bytes) -> Iterator[socket.socket]:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(10)
        client.connect(("127.0.0.1", server.port))
        client.sendall(sent)
        yield client


def read_all(client: socket.socket) -> bytes:
    """Until the server ends the connection."""
    pieces = []
    try:
        while piece := client.recv(65536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def others_are_served(server: Gunicorn, *, within_s: float = 3.0) -> None:
    began = time.monotonic()
    for _ in range(3):
        assert requests.get(f"{server.url}/health/live", timeout=5).status_code == 200
    assert chat(requests.Session(), server.url, "quick-student", "somewhere for coffee").status_code == 200
    assert time.monotonic() - began < within_s


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_others_are_served_and_the_slow_are_let_go(server: Gunicorn, sent: bytes) -> None:
    """Of gunicorn's own worker, all threads waited for these clients, and no request was answered."""
    with clients(server, sent) as slow:
        others_are_served(server)
        wait_for(lambda: open_connections(server) == 0, 10, "slow clients stayed")
        assert all(client.fileno() > 0 for client in slow)
    others_are_served(server)


def open_connections(server: Gunicorn) -> int:
    import psutil

    return sum(
        one.status == "ESTABLISHED" and one.laddr.port == server.port
        for pid in server.workers()
        for one in psutil.Process(pid).net_connections()
    )


def test_who_drips_has_the_time_on_the_clock(server: Gunicorn) -> None:
    """A byte every tenth of a second never made a gap long enough to be noticed."""
    with connection(server, b"") as client:
        began = time.monotonic()
        client.settimeout(0.1)
        answer = b""
        for byte in HEAD * 3:
            client.sendall(bytes([byte]))
            try:
                answer = client.recv(4096)
                break
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "timeout"
        assert HEADER_S * 0.9 < time.monotonic() - began < HEADER_S + 1.5


def test_a_head_that_is_too_long_is_refused_in_the_one_shape(server: Gunicorn) -> None:
    with connection(server, b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000) as client:
        answer = read_all(client)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert set(json.loads(answer.partition(b"\r\n\r\n")[2])) == {"error", "code", "request_id"}


def test_a_body_that_is_too_long_is_refused_by_its_head(server: Gunicorn) -> None:
    head = HEAD + b"Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n"
    with connection(server, head) as client:
        answer = read_all(client)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"\r\nConnection: close\r\n" in answer


def test_leave_to_send_a_body_is_given_once(server: Gunicorn) -> None:
    body = json.dumps({"message": "somewhere for coffee"}).encode()
    with connection(server, HEAD + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)) as client:
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)
        assert client.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")


def test_requests_in_one_piece_are_answered_in_their_order(server: Gunicorn) -> None:
    body = json.dumps({"message": "somewhere for coffee"}).encode()
    post = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body
    pieces = b"".join(b"%X\r\n%c\r\n" % (1, byte) for byte in body)
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + pieces + b"0\r\n\r\n"
    live = b"GET /health/live HTTP/1.1\r\nHost: violet\r\n\r\n"
    last = live.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with connection(server, post + live + chunked + last) as client:
        answers = read_all(client)
    assert answers.count(b"HTTP/1.1 200 OK\r\n") == 4
    assert [b"reply" in part for part in answers.split(b"HTTP/1.1 200 OK\r\n")[1:]] == [True, False, True, False]


def test_a_large_answer_reaches_a_reader_who_takes_it_in_time(server: Gunicorn) -> None:
    with connection(server, GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")) as client:
        answer = read_all(client)
    head, _, document = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert json.loads(document)["openapi"]


def test_idle_connections_give_way_when_there_are_too_many(sqlite_database: str, tmp_path: Path) -> None:
    settings = {
        "database_url": sqlite_database,
        "web_concurrency": 1,
        "client_header_timeout_s": 60,
        "gunicorn_cmd_args": "--worker-connections=80",
    }
    with running(tmp_path, settings) as server, clients(server, b"", 160):
        others_are_served(server, within_s=20)
        assert open_connections(server) <= 80
        stages = {name: value for name, value in server.metrics().items() if "violet_slow_clients_total" in name}
        assert stages['violet_slow_clients_total{stage="idle"}'] >= 80
