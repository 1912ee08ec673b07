"""Streams that are cut off and read on from another worker: two real ones, PostgreSQL, Redis, and a model that types."""

from __future__ import annotations

import http.client
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest

from tests.e2e.conftest import Whole
from tests.e2e.serving import Gunicorn, wait_for
from tests.sessions import issued_session

CUTS = 10
SENTENCES = 40
SENTENCE = "Enjoy your afternoon there."
TEXT = " ".join([SENTENCE] * SENTENCES)
TANDON = {"latitude": 40.6942, "longitude": -73.9866}
MAX_CONNECTIONS = 200
PATIENCE_S = 30


@pytest.fixture(scope="module")
def typing(whole: Whole) -> Iterator[Whole]:
    """The model writes a few words, and a few more a moment later."""
    whole.simulator.state.set_mode("gemini", {"text": TEXT, "chunk_pause_s": 0.02})
    yield whole
    whole.simulator.state.reset()


def connect(server: Gunicorn, *, not_to: int | None = None) -> tuple[http.client.HTTPConnection, int]:
    """A kept connection, with the process id of the worker at its other end: another than `not_to`."""
    for _ in range(MAX_CONNECTIONS):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
        connection.request("GET", "/health/live")
        connection.getresponse().read()
        worker = _worker_behind(server, connection.sock.getsockname()[1])
        if worker is not None and worker != not_to:
            return connection, worker
        connection.close()
    raise AssertionError("no connection to the other worker")


def _worker_behind(server: Gunicorn, port: int) -> int | None:
    for worker in server.workers():
        with suppress(psutil.NoSuchProcess):
            if any(one.raddr and one.raddr.port == port for one in psutil.Process(worker).net_connections("tcp")):
                return worker
    return None


@dataclass
class Phone:
    """Reads a turn from one worker after the other, and notes every whole event by its id."""

    server: Gunicorn
    session: str = field(default_factory=issued_session)
    turn_id: str = ""
    connection: http.client.HTTPConnection | None = None
    heard: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    workers: list[int] = field(default_factory=list)

    def ask(self) -> http.client.HTTPResponse:
        connection = self._connect()
        body = json.dumps({"message": "quiet place to study", **TANDON})
        headers = {**self._headers(), "Content-Type": "application/json", "Accept": "text/event-stream"}
        connection.request("POST", "/api/v1/chat", body, headers)
        answer = connection.getresponse()
        assert answer.status == 200
        self.turn_id = answer.headers["X-Turn-ID"]
        return answer

    def resume(self) -> http.client.HTTPResponse:
        connection = self._connect()
        headers = self._headers() | {"Last-Event-ID": str(self.heard[-1][0] if self.heard else "")}
        connection.request("GET", f"/api/v1/chat/turns/{self.turn_id}/events", headers=headers)
        return connection.getresponse()

    def hear(self, answer: http.client.HTTPResponse, events: int | None = None) -> None:
        """The next so many events; all of them where None."""
        while events is None or events > 0:
            block = self._block(answer)
            if block is None:
                return
            if "id" in block:  # what is no event keeps the connection open
                self.heard.append((int(block["id"]), block["event"], json.loads(block["data"])))
                events = None if events is None else events - 1

    def get(self, path: str) -> Any:
        connection, _ = connect(self.server, not_to=self.workers[-1])
        connection.request("GET", path, headers=self._headers())
        answer = connection.getresponse()
        assert answer.status == 200
        read = json.loads(answer.read())
        connection.close()
        return read

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        """To another worker than the one before, whose connection is closed."""
        if self.connection is not None:
            self.connection.close()
        self.connection, worker = connect(self.server, not_to=self.workers[-1] if self.workers else None)
        self.workers.append(worker)
        return self.connection

    def _block(self, answer: http.client.HTTPResponse) -> dict[str, str] | None:
        lines: dict[str, str] = {}
        while line := answer.readline().decode().rstrip("\n"):
            name, _, value = line.partition(": ")
            lines[name] = value
        return lines or None

    def _headers(self) -> dict[str, str]:
        return {"X-Session-ID": self.session}


def cut(answer: http.client.HTTPResponse, chance: random.Random) -> None:
    """In the middle of an event, as networks do."""
    answer.read1(chance.randint(1, 12))
    answer.close()


def test_ten_cuts_and_another_worker_each_time_cost_no_word(typing: Whole) -> None:
    phone, chance = Phone(typing.server), random.Random(11)
    answer = phone.ask()
    for _ in range(CUTS):
        phone.hear(answer, chance.randint(1, 3))
        cut(answer, chance)
        answer = phone.resume()
        assert answer.status == 200
    phone.hear(answer)
    answer.close()
    assert [number for number, _, _ in phone.heard] == list(range(1, len(phone.heard) + 1))
    assert [name for _, name, _ in phone.heard] == ["cards", *["delta"] * (len(phone.heard) - 2), "done"]
    done = phone.heard[-1][2]
    assert "".join(data["text"] for _, name, data in phone.heard if name == "delta") == done["reply"]
    assert done["reply"].count(SENTENCE) == SENTENCES
    assert len(phone.workers) == CUTS + 1
    assert all(one != other for one, other in zip(phone.workers, phone.workers[1:], strict=False))
    with phone.resume() as answer:
        assert answer.status == 204
    phone.close()


def test_a_turn_whose_reader_left_is_in_the_history_of_the_other_worker(typing: Whole) -> None:
    phone = Phone(typing.server)
    answer = phone.ask()
    phone.hear(answer, 1)
    answer.close()
    phone.close()
    turns: list[dict[str, Any]] = []

    def remembered() -> bool:
        turns[:] = phone.get("/api/v1/chat/history")["turns"]
        return bool(turns)

    wait_for(remembered, PATIENCE_S, "the turn was not remembered")
    [turn] = turns
    assert (turn["turn_id"], turn["message"]) == (phone.turn_id, "quiet place to study")
    assert turn["reply"].count(SENTENCE) == SENTENCES
    assert [card["place_id"] for card in turn["places"]] == [card["place_id"] for card in phone.heard[0][2]["places"]]
