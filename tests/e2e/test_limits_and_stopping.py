"""Rate limits across workers, and what a server that is told to stop still does."""

from __future__ import annotations

import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from tests.e2e.serving import chat, running, wait_for
from tests.servers import frozen, redis_server
from tests.sessions import issued_session
from tests.simulator.running import running_simulator

# One device: how its server would have named it.
IMPATIENT = issued_session()


def send(url: str) -> requests.Response:
    return chat(requests.Session(), url, IMPATIENT, "somewhere for coffee")


def test_the_eleventh_chat_in_a_minute_is_refused_whichever_worker_answers(
    sqlite_database: str, tmp_path: Path
) -> None:
    with (
        redis_server() as redis,
        running(tmp_path, {"database_url": sqlite_database, "redis_url": redis.url, "redis_timeout_s": 5}) as server,
    ):
        one, two = server.workers()
        with frozen([one]):
            before = [send(server.url) for _ in range(5)]
        with frozen([two]), ThreadPoolExecutor(6) as pool:
            after = list(pool.map(send, [server.url] * 6))
        assert [answer.status_code for answer in before] == [200] * 5
        assert Counter(answer.status_code for answer in after) == {200: 5, 429: 1}
        wait_for(lambda: len(server.lines("request")) == 11, 10, "a line comes after its answer, but it comes")
        assert Counter(line["pid"] for line in server.lines("request")) == {two: 5, one: 6}
        (refused,) = [answer for answer in after if answer.status_code == 429]
        assert refused.json()["code"] == "rate_limited"
        assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_a_server_that_is_told_to_stop_finishes_turns_and_streams_first(sqlite_database: str, tmp_path: Path) -> None:
    with running_simulator() as simulator:
        settings = {**simulator.settings, "database_url": sqlite_database, "web_concurrency": 1}
        with running(tmp_path, settings) as server:
            simulator.state.set_latency("gemini", 1.0)

            def ask(accept: str) -> requests.Response:
                return chat(requests.Session(), server.url, f"session-{accept[:4]}", "coffee nearby", Accept=accept)

            with ThreadPoolExecutor(2) as pool:
                turn, stream = (pool.submit(ask, kind) for kind in ("application/json", "text/event-stream"))
                wait_for(lambda: len(simulator.state.requests("gemini")) == 2, 10, "the model was not asked")
                exit_code = server.stop()
                assert turn.result().status_code == 200
                assert turn.result().json()["reply"]
                assert stream.result().status_code == 200
                assert "event: done" in stream.result().text
            assert exit_code == 0
            assert server.process is not None
            assert server.process.returncode != -signal.SIGKILL
