"""Two workers behave as one server, also while Redis, PostgreSQL or one of them is lost."""

from __future__ import annotations

import os
import signal
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import orjson
import pytest
import redis
import requests

from tests.e2e.conftest import Whole
from tests.e2e.serving import Load, chat, wait_for
from tests.servers import RedisServer, frozen, postgres_gone, postgres_processes, query_sql
from tests.sessions import issued_session
from violet.services.working.people import KEPT_S
from violet.store.redis_store import RedisStore, connect

BACK_WITHIN_S = 10
PHASE_TURNS = 24
STATES = "SELECT state FROM pg_stat_activity WHERE application_name = 'violet' AND datname = current_database()"
WITHOUT_DATABASE = (
    "quick_recs?category=quick_bites",
    "quick_recs?category=events",
    "top_recommendations",
    "directions?lat=40.6942&lng=-73.9866",
    "weather",
)
CHAT_ROUTE = "/api/v1/chat"


def test_sixty_messages_of_which_twenty_cross_are_all_remembered_in_order(whole: Whole) -> None:
    session_id = issued_session()
    before = whole.server.metrics()

    def send(number: int) -> tuple[str, str]:
        message = f"somewhere for coffee, number {number}"
        answer = chat(requests.Session(), whole.server.url, session_id, message)
        assert answer.status_code == 200
        return message, answer.json()["reply"]

    answered: dict[str, str] = {}
    with ThreadPoolExecutor(20) as pool:
        for batch in range(3):
            answered |= dict(pool.map(send, range(batch * 20, batch * 20 + 20)))

    turns = conversation(whole.redis, session_id)
    assert len(turns) == 60
    assert {turn["message"]: turn["reply"] for turn in turns} == answered
    numbers = [int(turn["message"].rsplit(" ", 1)[1]) for turn in turns]
    assert [number // 20 for number in numbers] == [0] * 20 + [1] * 20 + [2] * 20

    after = whole.server.metrics()
    assert grown(before, after, f'violet_http_requests_total{{method="POST",route="{CHAT_ROUTE}",status="200"}}') == 60
    assert grown(before, after, "violet_chat_turns_total") == 60
    workers = {line["pid"] for line in whole.server.lines("request") if line["route"] == CHAT_ROUTE}
    assert workers == set(whole.server.workers())


def test_a_request_is_followed_by_its_id_from_the_access_line_through_its_upstream_calls(whole: Whole) -> None:
    whole.simulator.state.forget_requests()
    request_id = f"request-{uuid.uuid4().hex}"
    headers = {"X-Request-ID": request_id, "traceparent": f"00-{'c' * 32}-{'d' * 16}-01"}
    answer = chat(requests.Session(), whole.server.url, new_session(), "somewhere for a slice of pizza", **headers)
    assert answer.headers["X-Request-ID"] == request_id

    def lines(event: str) -> list[dict[str, Any]]:
        return [line for line in whole.server.lines(event) if line["request_id"] == request_id]

    wait_for(lambda: bool(lines("request")), BACK_WITHIN_S, "no access line")
    (access,), calls, made = lines("request"), lines("upstream_call"), whole.simulator.state.requests()
    assert (access["status"], access["route"]) == (200, CHAT_ROUTE)
    assert access["upstream_calls"] == len(calls) == len(made) > 1
    assert {"google_places", "gemini"} <= {line["provider"] for line in calls} == set(access["upstream"])
    assert {line["trace_id"] for line in (access, *calls)} == {"c" * 32}
    assert {request.headers["traceparent"].split("-")[1] for request in made} == {"c" * 32}
    log = "".join(map(str, whole.server.lines()))
    assert "canary" not in log
    assert "pizza" not in log


def test_redis_killed_restarted_empty_filled_and_frozen_costs_no_answer_and_no_turn(whole: Whole) -> None:
    operator = redis.Redis.from_url(whole.redis.url)
    with Load(whole.server.url) as load:
        load.go_on_for(PHASE_TURNS)
        whole.redis.kill()
        load.go_on_for(PHASE_TURNS)
        whole.redis.start()
        wait_for(whole.server.breakers_closed, BACK_WITHIN_S, "the killed Redis is not used again")

        operator.config_set("maxmemory", 1)
        load.go_on_for(PHASE_TURNS)
        operator.config_set("maxmemory", 0)
        wait_for(whole.server.breakers_closed, BACK_WITHIN_S, "the full Redis is not used again")

        assert whole.redis.process is not None
        with frozen([whole.redis.process.pid]):
            load.go_on_for(PHASE_TURNS)
        wait_for(whole.server.breakers_closed, BACK_WITHIN_S, "the frozen Redis is not used again")
        load.go_on_for(PHASE_TURNS)
    operator.close()
    assert (load.statuses, load.broken) == ({200: load.total()}, 0)
    for session_id, answered in load.answered.items():
        assert messages(whole.redis, session_id) == answered[-100:]


@pytest.mark.parametrize(
    "lost",
    [lambda url: frozen(postgres_processes(url)), postgres_gone],
    ids=["frozen", "killed and restarted"],
)
def test_a_database_that_is_lost_stops_accounts_and_not_the_chat(
    whole: Whole, lost: Callable[[str], AbstractContextManager[None]]
) -> None:
    http = requests.Session()
    account = {"email": f"{uuid.uuid4().hex}@nyu.edu", "password": "violet evenings 1831"}
    token = http.post(f"{whole.server.url}/api/v1/auth/signup", json=account, timeout=30).json()["token"]
    signed_in = {"Authorization": f"Bearer {token}"}
    profile = f"{whole.server.url}/api/v1/user/me"
    assert http.get(profile, headers=signed_in, timeout=30).status_code == 200
    forgotten_at = time.monotonic() + KEPT_S  # until then the database need not be asked who this is
    with Load(whole.server.url) as load:
        load.go_on_for(PHASE_TURNS)
        wait_for(lambda: time.monotonic() > forgotten_at, KEPT_S + 1, "time stands still")
        with lost(whole.postgres_url):
            refused = http.get(profile, headers=signed_in, timeout=30)
            assert refused.status_code == 503
            assert refused.json()["code"] == "unavailable"
            assert refused.json()["error"].endswith(".")
            assert http.get(f"{whole.server.url}/health/ready", timeout=30).status_code in (200, 503)
            load.go_on_for(PHASE_TURNS)
            for message in ("coffee", "free events tonight"):
                assert chat(http, whole.server.url, new_session(), message, **signed_in).status_code == 200
            for path in WITHOUT_DATABASE:
                assert http.get(f"{whole.server.url}/api/v1/{path}", headers=signed_in, timeout=30).status_code == 200
        wait_for(whole.server.breakers_closed, BACK_WITHIN_S, "the database is not used again")
    assert (load.statuses, load.broken) == ({200: load.total()}, 0)
    assert http.get(profile, headers=signed_in, timeout=30).status_code == 200


def test_no_transaction_is_open_while_an_upstream_is_asked(whole: Whole) -> None:
    whole.simulator.state.set_latency("gemini", 0.4)
    http = requests.Session()
    account = {"email": f"{uuid.uuid4().hex}@nyu.edu", "password": "violet evenings 1831"}
    token = http.post(f"{whole.server.url}/api/v1/auth/signup", json=account, timeout=30).json()["token"]
    with ThreadPoolExecutor(1) as pool:
        url, headers = whole.server.url, {"Authorization": f"Bearer {token}"}
        turn = pool.submit(chat, http, url, new_session(), "a quiet library", **headers)
        states = set()
        while not turn.done():
            states |= set(query_sql(whole.postgres_url, STATES))
        assert turn.result().status_code == 200
    whole.simulator.state.set_latency("gemini", 0)
    assert ("idle",) in states
    assert ("idle in transaction",) not in states


@pytest.mark.parametrize("victim", [0, 1])
def test_a_worker_that_is_killed_loses_no_answered_turn(whole: Whole, victim: int) -> None:
    students = 4
    with Load(whole.server.url, students=students) as load:
        load.go_on_for(PHASE_TURNS)
        pid = sorted(whole.server.workers())[victim]
        os.kill(pid, signal.SIGKILL)
        load.go_on_for(PHASE_TURNS)
        wait_for(lambda: len(set(whole.server.workers()) - {pid}) == 2, BACK_WITHIN_S, "no new worker")
    assert load.broken <= students
    assert load.statuses == {200: load.total()}
    for session_id, answered in load.answered.items():
        remembered = messages(whole.redis, session_id)
        assert [message for message in remembered if message in set(answered)] == answered[-len(remembered) :]
        assert len(remembered) <= len(answered) + load.broken


def conversation(server: RedisServer, session_id: str) -> list[dict[str, Any]]:
    """The turns that all workers see, oldest first."""
    client = connect(server.url, timeout_s=5, max_connections=1)
    try:
        return [orjson.loads(item) for item in RedisStore(client).items(f"conversation:session:{session_id}")]
    finally:
        client.connection_pool.disconnect()


def messages(server: RedisServer, session_id: str) -> list[str]:
    return [turn["message"] for turn in conversation(server, session_id)]


def new_session() -> str:
    return f"student-{uuid.uuid4().hex}"


def grown(before: Mapping[str, float], after: Mapping[str, float], name: str) -> float:
    """By how much a counter grew, all its series together."""

    def total(samples: Mapping[str, float]) -> float:
        return sum(value for sample, value in samples.items() if sample == name or sample.startswith(f"{name}{{"))

    return total(after) - total(before)
