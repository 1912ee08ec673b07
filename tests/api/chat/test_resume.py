"""Streams that are cut off: the turn goes on, and its reader comes back for the rest, on whichever process."""

from __future__ import annotations

import json
import random
import threading
import uuid
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.chat.conftest import TANDON
from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.servers import RedisServer
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.extensions import db
from violet.ports import Prompt, Reply
from violet.services.chat.live import MAX_READERS_OF_OWNER, MAX_RUNNING_OF_OWNER
from violet.store.failover_store import FailoverStore
from violet.wiring import build_container

STREAM = "text/event-stream"
SENTENCES = 40
WAIT_S = 10


class Typist:
    """Writes a sentence whenever it is told to go on."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.may_write = threading.Semaphore(0)
        self.breaks = False

    def write(self, prompt: Prompt) -> Reply:
        return Reply("Enjoy your afternoon there.")

    def stream(self, prompt: Prompt) -> Iterator[str | Reply]:
        said, may_write = [], self.may_write
        for _ in range(SENTENCES):
            assert may_write.acquire(timeout=WAIT_S)
            if self.breaks:
                raise RuntimeError("a fault that nobody foresaw")
            said.append("Enjoy your afternoon there. ")
            yield said[-1]
        yield Reply("".join(said))

    def go_on(self, sentences: int = SENTENCES) -> None:
        for _ in range(sentences):
            self.may_write.release()


@dataclass
class Processes:
    """The server's, and who writes there."""

    apps: list[DocumentedApp]
    typist: Typist


@pytest.fixture(scope="module", params=["memory", "redis"])
def running(
    request: pytest.FixtureRequest, _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Processes]:
    path = tmp_path_factory.mktemp("resumed") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    settings, count = make_settings(database_url=f"sqlite:///{path}"), 1
    if request.param == "redis":
        redis: RedisServer = request.getfixturevalue("redis_process")
        settings, count = settings.model_copy(update={"redis_url": redis.url, "redis_timeout_s": 5.0}), 2
    typist = Typist()
    containers = [replace(build_container(settings), writer=typist) for _ in range(count)]
    apps = [create_app(settings, container=container) for container in containers]
    yield Processes(apps, typist)
    for app, container in zip(apps, containers, strict=True):
        with app.app_context():
            db.engine.dispose()
        if isinstance(container.store, FailoverStore):
            container.store.client.connection_pool.disconnect()


@pytest.fixture
def processes(running: Processes) -> Iterator[Processes]:
    """One where conversations are in its memory; two that share a Redis."""
    running.typist.begin()
    yield running
    running.typist.go_on(1000)


@dataclass
class Reader:
    """A phone that reads a turn, and notes each event by its id."""

    session: str
    headers: dict[str, str] = field(default_factory=dict)
    turn_id: str = ""
    heard: list[tuple[int, str, dict[str, object]]] = field(default_factory=list)

    def ask(self, app: DocumentedApp, message: str = "quiet place to study") -> Generator[None, None, None]:
        body = {"message": message, **TANDON}
        answer = self._client(app).post("/api/v1/chat", json=body, headers={**self._headers(), "Accept": STREAM})
        self.turn_id = answer.headers["X-Turn-ID"]
        return self._events(answer)

    def resume(self, app: DocumentedApp) -> Generator[None, None, None]:
        answer = self.get(app)
        assert answer.status_code == 200
        assert answer.mimetype == STREAM
        return self._events(answer)

    def get(self, app: DocumentedApp, after: object = None) -> TestResponse:
        last = self.heard[-1][0] if self.heard else ""
        headers = {**self._headers(), "Last-Event-ID": str(last if after is None else after)}
        return self._client(app).get(f"/api/v1/chat/turns/{self.turn_id}/events", headers=headers)

    def _events(self, answer: TestResponse) -> Generator[None, None, None]:
        """Notes one event at each step; closing it closes the connection."""
        try:
            for block in answer.iter_encoded():
                event_id, name, data = block.decode().removesuffix("\n\n").split("\n")
                number = int(event_id.removeprefix("id: "))
                self.heard.append((number, name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
                yield
        finally:
            answer.close()

    def _headers(self) -> dict[str, str]:
        return {"X-Session-ID": self.session, **self.headers}

    def _client(self, app: DocumentedApp) -> FlaskClient:
        return app.test_client(use_cookies=False)


@pytest.fixture
def reader(processes: Processes) -> Reader:
    answer = processes.apps[0].test_client().post("/api/chat", json={"message": "hi"})
    return Reader(answer.get_json()["session_id"])


def history(app: DocumentedApp, reader: Reader) -> str:
    """What the conversation remembers, by asking about it."""
    client = app.test_client(use_cookies=False)
    answer = client.post("/api/v1/chat", json={"message": "the second one"}, headers={"X-Session-ID": reader.session})
    return str(answer.get_json()["places"][0]["place_id"])


def test_not_a_word_is_lost_or_heard_twice_in_ten_cuts(processes: Processes, reader: Reader) -> None:
    chance = random.Random(7)
    cuts = sorted(chance.sample(range(2, SENTENCES + 1), 10))
    connection = reader.ask(processes.apps[0])
    for cut in cuts:
        processes.typist.go_on(chance.randint(cut - len(reader.heard), SENTENCES))
        while len(reader.heard) < cut:
            next(connection)
        connection.close()
        connection = reader.resume(chance.choice(processes.apps))
    processes.typist.go_on()
    for _ in connection:
        pass
    assert [number for number, _, _ in reader.heard] == list(range(1, len(reader.heard) + 1))
    assert [name for _, name, _ in reader.heard] == ["cards", *["delta"] * (len(reader.heard) - 2), "done"]
    done = reader.heard[-1][2]
    assert "".join(str(data["text"]) for _, name, data in reader.heard if name == "delta") == done["reply"]
    assert str(done["reply"]).count("Enjoy") == SENTENCES
    assert done["turn_id"] == reader.turn_id == reader.heard[0][2]["turn_id"]
    for app in processes.apps:
        assert reader.get(app).status_code == 204
        assert reader.get(app, after=0).text.count("event: done") == 1


def test_a_turn_whose_reader_left_is_remembered(processes: Processes, reader: Reader) -> None:
    connection = reader.ask(processes.apps[0])
    next(connection)
    connection.close()
    cards: list[dict[str, object]] = reader.heard[0][2]["places"]  # type: ignore[assignment]
    processes.typist.go_on()
    for _ in reader.resume(processes.apps[-1]):
        pass
    assert reader.heard[-1][1] == "done"
    assert history(processes.apps[-1], reader) == cards[1]["place_id"]


def test_nobody_else_may_read_on(processes: Processes, reader: Reader) -> None:
    app = processes.apps[-1]
    processes.typist.go_on()
    for _ in reader.ask(processes.apps[0]):
        pass
    other = app.test_client().post("/api/chat", json={"message": "hi"}).get_json()["session_id"]
    person = sign_up(app.test_client())
    for stranger in (Reader(other), Reader(""), Reader(reader.session + "x"), Reader("", person.headers)):
        stranger.turn_id = reader.turn_id
        answer = stranger.get(app, after=0)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    reader.turn_id = uuid.uuid4().hex
    assert reader.get(app).status_code == 404


def test_an_accounts_turn_is_the_accounts_on_every_device(processes: Processes) -> None:
    person = sign_up(processes.apps[0].test_client())
    processes.typist.go_on()
    phone = Reader("", person.headers)
    for _ in phone.ask(processes.apps[0]):
        pass
    laptop = Reader("", person.headers, phone.turn_id)
    for _ in laptop.resume(processes.apps[-1]):
        pass
    assert laptop.heard == phone.heard


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "99999999999999999999", "nan"])
def test_an_event_id_that_is_none_is_refused_by_name(processes: Processes, reader: Reader, after: str) -> None:
    reader.turn_id = uuid.uuid4().hex
    answer = reader.get(processes.apps[0], after=after)
    assert answer.status_code == 400
    assert answer.get_json()["field"] == "Last-Event-ID"


def test_one_person_has_so_many_turns_and_readers_at_once(processes: Processes, reader: Reader) -> None:
    app = processes.apps[0]
    turns = [Reader(reader.session) for _ in range(MAX_RUNNING_OF_OWNER)]
    connections = [turn.ask(app) for turn in turns]
    headers = {"X-Session-ID": reader.session, "Accept": STREAM}
    refused = (
        processes.apps[-1].test_client(use_cookies=False).post("/api/chat", json={"message": "coffee"}, headers=headers)
    )
    assert (refused.status_code, refused.get_json()["code"]) == (429, "rate_limited")
    assert refused.get_json()["reply"] == refused.get_json()["error"]
    again = [Reader(reader.session, {}, turns[0].turn_id) for _ in range(MAX_READERS_OF_OWNER)]
    open_ones = [one.resume(app) for one in again]
    for one in open_ones:
        next(one)
    assert again[0].get(processes.apps[-1]).status_code == 429
    open_ones[0].close()
    again[0].heard.clear()
    open_ones[0] = again[0].resume(processes.apps[-1])
    processes.typist.go_on(SENTENCES * (len(turns) + 1))
    for connection in (*connections, *open_ones):
        for _ in connection:
            pass
    assert {turn.heard[-1][1] for turn in (*turns, *again)} == {"done"}
    for _ in Reader(reader.session).ask(app, "thanks"):
        pass


def test_a_bug_ends_the_stream_with_an_error_and_is_logged(
    processes: Processes, reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    processes.typist.breaks = True
    processes.typist.go_on()
    for _ in reader.ask(processes.apps[0]):
        pass
    assert [name for _, name, _ in reader.heard] == ["cards", "error"]
    assert set(reader.heard[-1][2]) == {"error", "code"}
    assert "nobody foresaw" not in json.dumps(reader.heard[-1][2])
    assert "nobody foresaw" in capsys.readouterr().err
