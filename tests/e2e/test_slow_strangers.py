"""A hundred feeds that drip and two hundred slow clients at once: the server answers everybody else, and shows nobody's
calendar as empty. The whole server, on real PostgreSQL and Redis."""

from __future__ import annotations

import socket
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial

import psutil
import pytest
import requests

from tests.e2e.conftest import Whole, whole_server
from tests.e2e.serving import Gunicorn, InThreads, chat, wait_for
from tests.sessions import issued_session
from tests.simulator.faults import Fault

FEEDS = 100
CLIENTS = 200
BYSTANDERS = 6
SHORT_S = 1.0
# For a 95th percentile that means something.
ENOUGH = 100
HALF_SENT = (
    b"POST /api/v1/chat HTTP/1.1\r\nHost: violet\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
)
UNREAD = b"GET /api/docs/openapi.json HTTP/1.1\r\nHost: violet\r\n\r\n" * 60
SLOW_CLIENTS = (b"", b"GET /health/li", HALF_SENT, UNREAD)
PASSWORD = "a long walk over the bridge"


@pytest.fixture(scope="module")
def attacked(postgres_url: str, _postgres_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Two workers whose readings of calendars are old at once, and which are patient with clients for a few seconds."""
    patience = dict.fromkeys(("client_header_timeout_s", "client_body_timeout_s", "client_write_timeout_s"), 4)
    readings = {"calendar_allow_private_addresses": "true", "calendar_cache_ttl_s": 0}
    folder = tmp_path_factory.mktemp("attacked")
    memory = {"malloc_arena_max": 2, "malloc_mmap_threshold_": 131_072}  # as app.yaml has it
    with whole_server(postgres_url, _postgres_template, folder, **patience, **readings, **memory) as whole:
        yield whole


class Student:
    """An account with a class today in a linked feed."""

    def __init__(self, whole: Whole, number: int) -> None:
        self._url = whole.server.url
        self._http = requests.Session()
        body = {"email": f"student-{number}@nyu.edu", "password": PASSWORD}
        token = self._http.post(f"{self._url}/api/v1/auth/signup", json=body, timeout=30).json()["token"]
        self._http.headers["Authorization"] = f"Bearer {token}"
        self.feed = f"{whole.simulator.url}/ical/student-{number}/basic.ics"

    def link(self) -> int:
        return self._http.put(f"{self._url}/api/v1/calendar/ical", json={"url": self.feed}, timeout=30).status_code

    def today(self) -> tuple[int, list[str]]:
        answer = self._http.get(f"{self._url}/api/v1/calendar/today", timeout=30)
        return answer.status_code, [event["name"] for event in answer.json().get("events", [])]

    def leave(self) -> None:
        self._http.close()


def all_day_class() -> str:
    """Yesterday to tomorrow: on today wherever the clock stands."""
    today = datetime.now(UTC).date()
    days = (
        f"DTSTART;VALUE=DATE:{today - timedelta(days=1):%Y%m%d}\r\nDTEND;VALUE=DATE:{today + timedelta(days=2):%Y%m%d}"
    )
    event = f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Class\r\n{days}\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}END:VCALENDAR\r\n"


class Bystanders(InThreads):
    """Strangers who look whether the server lives, and chat, while the rest goes on; how long each took."""

    def __init__(self, url: str) -> None:
        self.live_s: list[float] = []
        self.chat_s: list[float] = []
        self.failures: list[str] = []
        self._url = url
        super().__init__(*(partial(self._go, number) for number in range(BYSTANDERS)))

    def _go(self, number: int) -> None:
        http, session_id = requests.Session(), issued_session()
        while not self.over.wait(0.1):
            began = time.monotonic()
            try:
                if number % 2:
                    answer = http.get(f"{self._url}/health/live", timeout=20)
                else:
                    answer = chat(http, self._url, session_id, "hello")
            except requests.RequestException as error:
                self.failures.append(type(error).__name__)
                continue
            (self.live_s if number % 2 else self.chat_s).append(time.monotonic() - began)
            if answer.status_code != 200:
                self.failures.append(str(answer.status_code))


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def held(server: Gunicorn) -> tuple[int, float]:
    """Connections of clients in all workers, and their private memory in MB."""
    workers = [psutil.Process(pid) for pid in server.workers()]
    connections = sum(
        one.laddr.port == server.port and one.status != "LISTEN"
        for worker in workers
        for one in worker.net_connections()
    )
    return connections, sum(worker.memory_full_info().uss for worker in workers) / 1e6


def dropped(server: Gunicorn) -> float:
    """How many clients were let go for being slow."""
    return sum(value for name, value in server.metrics().items() if "slow_clients" in name)


def threads(server: Gunicorn) -> int:
    return sum(psutil.Process(pid).num_threads() for pid in server.workers())


def slow_clients(stack: ExitStack, port: int) -> list[socket.socket]:
    clients = []
    for number in range(CLIENTS):
        client = stack.enter_context(socket.socket())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", port))
        client.sendall(SLOW_CLIENTS[number % len(SLOW_CLIENTS)])
        clients.append(client)
    return clients


def test_nobody_else_notices(attacked: Whole) -> None:
    """At 70b824e every thread hung in the first feeds: no request was answered for as long as they dripped, and then
    `/calendar/today` was 200 with an empty list."""
    server, simulator = attacked.server, attacked.simulator
    simulator.state.set_mode("private_ical", {"body": all_day_class()})
    simulator.state.set_latency("private_ical", 0.01)
    with ThreadPoolExecutor(10) as pool:
        students = list(pool.map(lambda number: Student(attacked, number), range(FEEDS)))
    with ThreadPoolExecutor(FEEDS) as pool:  # all at once: the server has its threads before it is measured
        assert set(pool.map(Student.link, students)) == {200}
    with Bystanders(server.url) as first:  # what a first question loads is not what an attack leaves behind
        wait_for(lambda: len(first.chat_s) > 10, 30, "nobody chatted")
    before_mb = held(server)[1]
    simulator.state.set_fault("private_ical", Fault("drip"))
    with ExitStack() as stack, Bystanders(server.url) as bystanders, ThreadPoolExecutor(FEEDS) as pool:
        slow_clients(stack, server.port)
        seen = [answer for _ in range(2) for answer in pool.map(Student.today, students)]
        while min(len(bystanders.live_s), len(bystanders.chat_s)) < ENOUGH:
            seen += pool.map(Student.today, students)
        relinked = list(pool.map(Student.link, students))
        wait_for(lambda: dropped(server) >= CLIENTS / 2, 30, "the slow clients were kept")
    assert set(map(repr, seen)) == {repr((200, ["Class"]))}, "nobody's calendar is shown empty"
    assert set(relinked) == {503}
    assert bystanders.failures == []
    assert p95(bystanders.live_s) < SHORT_S
    assert p95(bystanders.chat_s) < SHORT_S
    simulator.state.set_fault("private_ical", None)
    for student in students:
        student.leave()
    assert_all_is_back(server, before_mb)


def assert_all_is_back(server: Gunicorn, before_mb: float) -> None:
    """Threads end with their pools only, which are bounded: 64 that serve, 32 that read calendars, those of the
    libraries; memory may keep what the pools' stacks and a few large answers took."""
    wait_for(lambda: held(server)[0] == 0, 20, "connections stayed", detail=lambda: str(held(server)))
    assert held(server)[1] < before_mb + 60
    assert threads(server) < 2 * (64 + 32 + 64)
