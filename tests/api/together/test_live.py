"""Live: real sockets to real servers, over a real Redis. Two of them, as where the load is shared."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
import redis
import socketio
import uvicorn
from flask.testing import FlaskClient
from socketio.exceptions import ConnectionError as RefusedError
from socketio.exceptions import SocketIOError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect as raw_socket
from websockets.typing import Origin

from tests.api.people import Person, sign_up
from tests.api.together.conftest import CORNER, SQUARE, ok
from tests.asyncapi import validator
from tests.conftest import make_settings
from tests.ports import free_port
from tests.processes import ROOT
from tests.servers import RedisServer
from violet.app import create_app
from violet.container import Container
from violet.database import use
from violet.observability import telemetry, tracing
from violet.realtime import upkeep
from violet.realtime.__main__ import config
from violet.realtime.access import Access
from violet.realtime.sockets import Socket, Sockets, address_of
from violet.security.tokens import Claims, TokenKind
from violet.services.notify.kinds import Kind
from violet.services.notify.notices import Notice, tell
from violet.services.working.database import writing
from violet.settings import Settings
from violet.store.live import RedisLive

SOON_S = 10
# What is not to come has had time enough by then: everything else comes in milliseconds.
NEVER_S = 0.4
MAX_OWN_SOCKETS = 3
# Of 20 KB each: more than kernels hold back for one reader.
MANY = 300
FILLING = "number"


@dataclass
class App:
    """A client that writes down what it is told."""

    client: socketio.Client = field(default_factory=lambda: socketio.Client(reconnection=False))
    told: list[tuple[str, Any]] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    def connect(self, url: str, auth: Any = None) -> App:
        self.client.on("*", lambda event, data=None: self.told.append((event, data)))
        self.client.on("disconnect", lambda *_: self.closed.set())
        self.client.connect(url, auth=auth, transports=["websocket"], wait_timeout=SOON_S)
        return self

    def close(self) -> None:
        """The client closes no socket that the server was the first to leave, a refused one among them. The garbage
        collector would, and warn of it in whatever test comes later."""
        engine = self.client.eio
        with suppress(Exception):
            self.client.disconnect()
        if engine.ws is not None:
            engine.ws.shutdown()
        for loop in (engine.write_loop_task, engine.read_loop_task):
            if loop is not None:
                loop.join(SOON_S)

    def ask(self, event: str, **data: Any) -> Any:
        return self.client.call(event, data, timeout=SOON_S)

    def wait_for(self, event: str, such: Callable[[Any], bool] = lambda _: True) -> Any:
        deadline = time.monotonic() + SOON_S
        while time.monotonic() < deadline:
            for name, data in list(self.told):
                if name == event and such(data):
                    return data
            self.closed.wait(0.01) if not self.closed.is_set() else time.sleep(0.01)
        raise AssertionError(f"no {event} in {self.told}")


@dataclass
class Live:
    client: FlaskClient
    container: Container
    urls: tuple[str, str]
    apps: list[App] = field(default_factory=list)

    def person(self, name: str = "Ada") -> Person:
        return sign_up(self.client, first_name=name)

    def app(self, person: Person | None = None, *, server: int = 0, auth: Any = None) -> App:
        given = {"token": person.token} if person is not None else auth
        return self.connect(self.urls[server], given)

    def connect(self, url: str, auth: Any = None) -> App:
        app = App()
        self.apps.append(app)  # whether or not it is let in
        return app.connect(url, auth)

    def room(self, *people: Person) -> dict[str, Any]:
        room = ok(people[0].post("/v1/rooms", {}), 201)["room"]
        for person in people[1:]:
            ok(person.post("/v1/rooms/join", {"code": room["code"]}))
        return dict(room)

    def put(self, person: Person, room: dict[str, Any], point: dict[str, float]) -> None:
        ok(self.client.put(f"/api/v1/rooms/{room['id']}/position", json=point, headers=person.headers))


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    server = uvicorn.Server(config(settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + SOON_S
    while not server.started and time.monotonic() < deadline:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{settings.realtime_port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def _live(
    _sqlite_template: Path, redis_process: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """The web server and two of the realtime kind."""
    path = tmp_path_factory.mktemp("live") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    with redis.Redis.from_url(redis_process.url) as client:
        client.flushall()
    settings = make_settings(
        database_url=f"sqlite:///{path}", redis_url=redis_process.url, realtime_max_sockets_per_user=MAX_OWN_SOCKETS
    )
    app = create_app(settings)
    with ExitStack() as stack:
        urls = [
            stack.enter_context(_served(settings.model_copy(update={"realtime_port": free_port()}))) for _ in range(2)
        ]
        yield Live(app.test_client(), app.extensions["violet"], (urls[0], urls[1]))
    app.extensions["violet"].engine.dispose()


@pytest.fixture
def live(_live: Live) -> Iterator[Live]:
    yield _live
    told = [one for app in _live.apps for one in app.told]
    for app in _live.apps:
        app.close()
    _live.apps.clear()
    for event, data in told:
        if FILLING not in data:
            validator(event).validate(data)


def test_members_on_either_server_see_each_other_move(live: Live):
    ada, ben = live.person(), live.person("Ben")
    room = live.room(ada, ben)
    first, second = live.app(ada), live.app(ben, server=1)
    assert first.ask("join", room_id=room["id"]) == {"ok": True}
    snapshot = first.wait_for("snapshot")
    assert (snapshot["room_id"], snapshot["positions"], snapshot["polls"]) == (room["id"], [], [])
    assert [member["first_name"] for member in snapshot["members"]] == ["Ada", "Ben"]
    live.put(ada, room, SQUARE)
    assert second.ask("join", room_id=room["id"]) == {"ok": True}
    [seen] = second.wait_for("snapshot")["positions"]
    assert {name: seen[name] for name in ("member_id", "lat", "lng")} == {"member_id": ada.user["id"]} | SQUARE
    live.put(ben, room, CORNER)
    for app in (first, second):
        moved = app.wait_for("position", lambda data: data["member_id"] == ben.user["id"])
        assert {name: moved[name] for name in ("lat", "lng")} == CORNER
        assert datetime.fromisoformat(moved["at"]).tzinfo is not None
    ok(ben.delete(f"/v1/rooms/{room['id']}/position"))
    assert first.wait_for("member", lambda data: data["change"] == "stopped")["member_id"] == ben.user["id"]


def test_members_on_two_instances_of_both_kinds_see_each_other(live: Live):
    """Each has a web server and a realtime process of its own; they share the database and Redis."""
    elsewhere = create_app(live.container.settings)
    web = elsewhere.test_client()
    ada, ben = live.person(), sign_up(web, first_name="Ben")
    room = live.room(ada, ben)
    first, second = live.app(ada), live.app(ben, server=1)
    for app in (first, second):
        assert app.ask("join", room_id=room["id"]) == {"ok": True}
    path = f"/api/v1/rooms/{room['id']}/position"
    ok(web.put(path, json=CORNER, headers=ben.headers))
    assert first.wait_for("position")["member_id"] == ben.user["id"]
    live.put(ada, room, SQUARE)
    assert second.wait_for("position", lambda data: data["member_id"] == ada.user["id"])["lat"] == SQUARE["lat"]
    for client, person in ((live.client, ben), (web, ada)):
        seen = ok(client.get(f"{path}s", headers=person.headers))["positions"]
        assert {one["member_id"] for one in seen} == {ada.user["id"], ben.user["id"]}
    elsewhere.extensions["violet"].engine.dispose()


def test_members_hear_of_members_and_polls(live: Live):
    ada, ben = live.person(), live.person("Ben")
    room = live.room(ada)
    app = live.app(ada)
    app.ask("join", room_id=room["id"])
    ok(ben.post("/v1/rooms/join", {"code": room["code"]}))
    joined = app.wait_for("member")
    assert (joined["change"], joined["first_name"]) == ("joined", "Ben")
    body = {"question": "When?", "options": [{"text": "now"}, {"text": "later"}]}
    poll = ok(ada.post(f"/v1/rooms/{room['id']}/polls", body), 201)["poll"]
    ok(ben.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": [poll["options"][0]["id"]]}))
    voted = app.wait_for("poll", lambda data: data["options"][0]["votes"] == 1)
    assert voted["question"] == "When?"
    late = live.app(ben)
    late.ask("join", room_id=room["id"])
    assert late.wait_for("snapshot")["polls"][0]["id"] == poll["id"]


def test_whoever_leaves_or_is_in_no_such_room_hears_nothing(live: Live):
    ada, ben, eve = live.person(), live.person("Ben"), live.person("Eve")
    room = live.room(ada, ben)
    apps = [live.app(ada), live.app(ben, server=1), live.app(eve)]
    assert [app.ask("join", room_id=room["id"]) for app in apps] == [{"ok": True}] * 2 + [{"error": "not_found"}]
    assert apps[2].ask("join", room_id="nothing") == {"error": "not_found"}
    assert apps[2].ask("join") == {"error": "not_found"}
    ok(ben.delete(f"/v1/rooms/{room['id']}/members/me"))
    apps[0].wait_for("member", lambda data: data["change"] == "left")
    apps[1].wait_for("member", lambda data: data["change"] == "left")
    apps[0].ask("leave", room_id=room["id"])
    third = live.app(ada)
    third.ask("join", room_id=room["id"])
    live.put(ada, room, SQUARE)
    third.wait_for("position")
    time.sleep(NEVER_S)
    assert [name for app in apps for name, _ in app.told if name == "position"] == []
    assert apps[2].told == []


def test_whoever_left_hears_of_it_also_where_the_word_of_it_was_lost(live: Live, monkeypatch: pytest.MonkeyPatch):
    ada, ben = live.person(), live.person("Ben")
    room = live.room(ada, ben)
    app = live.app(ben)
    app.ask("join", room_id=room["id"])
    monkeypatch.setattr(RedisLive, "tell", lambda *_: None)
    ok(ben.delete(f"/v1/rooms/{room['id']}/members/me"))
    left = app.wait_for("member", lambda data: data["change"] == "left")
    assert (left["room_id"], left["member_id"]) == (room["id"], ben.user["id"])


def test_a_walk_is_watched_by_its_link_and_ends(live: Live):
    ada = live.person()
    walk = ok(ada.post("/v1/walks", {"destination": SQUARE, "expected_minutes": 9, "pin": "2468"}), 201)["walk"]
    guest, own = live.app(), live.app(ada, server=1)
    token = walk["share_url"].rpartition("/")[2]
    assert guest.ask("watch", share_token="nothing") == {"error": "not_found"}
    assert guest.ask("join", room_id="any") == {"error": "unauthorized"}
    assert guest.ask("watch", share_token=token) == {"ok": True}
    assert guest.wait_for("walk")["state"] == "walking"
    ok(live.client.put(f"/api/v1/walks/{walk['id']}/position", json=CORNER, headers=ada.headers))
    seen = guest.wait_for("walk", lambda data: data["position"] is not None)
    assert {name: seen["position"][name] for name in ("lat", "lng")} == CORNER
    ok(ada.post(f"/v1/walks/{walk['id']}/cancel", {"pin": "2468"}))
    over = guest.wait_for("walk", lambda data: data["state"] == "cancelled")
    assert over["position"] is None
    assert own.wait_for("walk", lambda data: data["state"] == "cancelled")["walk_id"] == walk["id"]
    assert guest.ask("watch", share_token=token) == {"error": "gone"}


def test_what_comes_into_the_inbox_is_told_to_its_owner(live: Live):
    ada, ben = live.person(), live.person("Ben")
    first, second = live.app(ada), live.app(ben, server=1)
    first.ask("leave")
    time.sleep(1.2)  # the servers look at the inboxes once a second, from when somebody is there
    use(live.container.engine)
    with writing() as connection:
        notice = Notice(ada.user["id"], Kind.TOGETHER, "room:1", "1", "Hello", "There")
        tell(connection, [notice], now=datetime.now(UTC))
    told = first.wait_for("notification")
    assert (told["title"], told["kind"], told["read_at"]) == ("Hello", "together", None)
    assert "notification" not in [name for name, _ in second.told]


@pytest.mark.parametrize("auth", [{"token": "forged"}, {"token": None}, {"token": 7}, "token", ["token"]])
def test_a_token_that_is_none_is_refused(live: Live, auth: Any):
    if auth == {"token": None}:
        assert live.app(auth=auth).ask("join", room_id="any") == {"error": "unauthorized"}
        return
    with pytest.raises(RefusedError):
        live.app(auth=auth)


def test_a_token_in_the_address_is_refused_though_it_is_good(live: Live):
    ada = live.person()
    for name in ("token", "access_token"):
        with pytest.raises(RefusedError):
            live.connect(f"{live.urls[0]}?{name}={ada.token}")


def test_tokens_of_another_kind_and_expired_ones_are_refused(live: Live):
    ada = live.person()
    with pytest.raises(RefusedError):
        live.app(auth={"token": ada.refresh_token})
    with pytest.raises(RefusedError):
        live.app(auth={"token": _token(live, ada, ttl_s=-1)})


def test_an_open_socket_ends_with_its_token_and_with_its_log_in(live: Live):
    ada = live.person()
    short = live.app(auth={"token": _token(live, ada, ttl_s=2)})
    phone = ada.log_in_again()
    other = live.app(phone, server=1)
    assert not short.closed.is_set()
    assert short.closed.wait(SOON_S)
    ok(phone.post("/auth/logout"))
    assert other.closed.wait(SOON_S)
    with pytest.raises(RefusedError):
        live.app(phone)


def test_a_suspended_accounts_sockets_end_at_once(live: Live, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(upkeep, "STANDING_EVERY_S", 1000.0)  # it is the word over Redis that ends them
    ada, admin = live.person(), live.person()
    command = ["users", "promote", admin.email]
    assert admin.client.application.test_cli_runner().invoke(args=command).exit_code == 0
    sockets = [live.app(ada, server=number) for number in (0, 1)]
    bystander = live.app(admin)
    ok(admin.post(f"/v1/admin/users/{ada.user['id']}/suspend", {}))
    assert [socket.closed.wait(SOON_S) for socket in sockets] == [True, True]
    assert not bystander.closed.is_set()
    with pytest.raises(RefusedError):
        live.app(ada)


def test_a_person_has_so_many_sockets(live: Live):
    ada = live.person()
    for _ in range(MAX_OWN_SOCKETS):
        live.app(ada)
    with pytest.raises(RefusedError):
        live.app(ada)
    live.apps[0].client.disconnect()
    deadline = time.monotonic() + SOON_S
    while time.monotonic() < deadline:
        with suppress(RefusedError):
            live.app(ada)
            return
    raise AssertionError("the place of one that left is free again")


def test_whoever_asks_without_end_is_put_out(live: Live):
    app = live.app(live.person())
    with suppress(SocketIOError):
        for _ in range(100):
            app.client.emit("leave", {})
    assert app.closed.wait(SOON_S)


def test_a_reader_that_is_too_slow_is_dropped_and_others_are_not(live: Live, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(upkeep, "MAX_WAITING", 20)
    ada, ben = live.person(), live.person("Ben")
    room = live.room(ada, ben)
    quick = live.app(ada)
    quick.ask("join", room_id=room["id"])
    url = live.urls[0].replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    with raw_socket(url, max_queue=1, compression=None) as slow:
        slow.recv()
        slow.send("40" + json.dumps({"token": ben.token}))
        slow.recv()
        slow.send("420" + json.dumps(["join", {"room_id": room["id"]}]))
        before = _metric(live, 'violet_realtime_closed_total{reason="slow"}')
        for number in range(MANY):  # as fast as somebody reads, and no faster
            live.container.live.tell(f"room:{room['id']}", "poll", {"number": number, "filler": "x" * 20_000})
            if number % 10 == 9:
                quick.wait_for("poll", partial(_is_number, number))
                quick.told.clear()
        deadline = time.monotonic() + SOON_S
        while _metric(live, 'violet_realtime_closed_total{reason="slow"}') == before and time.monotonic() < deadline:
            time.sleep(0.05)
    assert _metric(live, 'violet_realtime_closed_total{reason="slow"}') == before + 1
    live.container.live.tell(f"room:{room['id']}", "poll", {"number": MANY})
    quick.wait_for("poll", partial(_is_number, MANY))


def test_what_nobody_expected_of_a_socket_is_reported(live: Live, monkeypatch: pytest.MonkeyPatch):
    reported: list[BaseException] = []
    spans: list[tracing.Span] = []
    monkeypatch.setattr(telemetry, "_error_sinks", [reported.append])
    monkeypatch.setattr(tracing, "_span_sinks", [spans.append])
    wrong = RuntimeError("a bug")

    def fail(*args: object) -> None:
        raise wrong

    monkeypatch.setattr(Access, "walk", fail)
    app = live.app()
    app.client.emit("watch", {"share_token": "x"})
    deadline = time.monotonic() + SOON_S
    while not any(span.name == "socket watch" for span in spans) and time.monotonic() < deadline:
        app.closed.wait(0.01)
    assert reported == [wrong]
    assert "socket watch" in {span.name for span in spans}


def test_only_websockets_are_served_and_pages_of_strangers_are_not(live: Live):
    with pytest.raises(HTTPError) as polling:
        urllib.request.urlopen(f"{live.urls[0]}/socket.io/?EIO=4&transport=polling", timeout=5)
    with polling.value:  # an answer like any other: it holds its socket until it is closed
        assert polling.value.code == 400
    url = live.urls[0].replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(InvalidStatus), raw_socket(url, origin=Origin("https://evil.example")):
        pass


def test_health_and_metrics_are_beside_the_sockets(live: Live):
    assert _get(live, "/health/live") == {"status": "ok"}
    ready = _get(live, "/health/ready")
    assert (ready["status"], ready["database"], ready["redis"]) == ("ready", "connected", "connected")
    assert _get(live, "/health")["status"] == "ok"
    live.app(live.person())
    assert _metric(live, 'violet_realtime_sockets{who="user"}') >= 1
    for path in ("/", "/api/v1/rooms", "/nothing"):
        with pytest.raises(HTTPError) as missing:
            urllib.request.urlopen(f"{live.urls[0]}{path}", timeout=5)
        with missing.value:
            assert missing.value.code == 404


def test_an_address_has_so_many_sockets_and_is_seen_past_proxies():
    settings = make_settings(realtime_max_sockets=5, realtime_max_sockets_per_address=3)
    sockets = Sockets(settings)
    for number in range(3):
        assert sockets.has_room_for("10.0.0.1", None)
        sockets.add(Socket(str(number), "10.0.0.1"))
    assert not sockets.has_room_for("10.0.0.1", None)
    for number in range(2):
        sockets.add(Socket(f"b{number}", f"10.0.1.{number}"))
    assert not sockets.has_room_for("10.0.2.1", None), "the whole process is full"
    sockets.remove("0")
    sockets.remove("0")
    assert sockets.has_room_for("10.0.0.1", None)
    behind = make_settings(trusted_proxies=1)
    claimed = {"REMOTE_ADDR": "10.1.1.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 5.6.7.8"}
    assert address_of(claimed, make_settings()) == "10.1.1.1"
    assert address_of(claimed, behind) == "5.6.7.8"
    assert address_of({"REMOTE_ADDR": "2001:db8:1:2:3::4"}, behind) == "2001:db8:1:2::"
    named = make_settings(client_address_header="Do-Connecting-IP")
    assert address_of(claimed | {"HTTP_DO_CONNECTING_IP": "9.9.9.9"}, named) == "9.9.9.9"


def test_asking_shows_the_same_while_the_process_is_away(live: Live):
    """Whatever is told is to be had by asking too, of a server that reaches no Redis any more."""
    ada, ben = live.person(), live.person("Ben")
    room = live.room(ada, ben)
    broken = replace(live.container, live=_Broken())
    client = create_app(live.container.settings, container=broken).test_client()
    path = f"/api/v1/rooms/{room['id']}/position"
    assert client.put(path, json=SQUARE, headers=ada.headers).status_code == 200
    [seen] = ok(client.get(f"{path}s", headers=ben.headers))["positions"]
    assert seen["lat"] == SQUARE["lat"]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_the_javascript_client_that_the_page_ships_works(live: Live):
    ada = live.person()
    room = live.room(ada)
    environ = {"PATH": os.environ["PATH"], "URL": live.urls[0], "TOKEN": ada.token, "ROOM": room["id"]}
    command = ["node", "--experimental-websocket", "--no-warnings", "--input-type=module", "--eval", JAVASCRIPT]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdout is not None
        try:
            assert json.loads(node.stdout.readline()) == ["joined", {"ok": True}]
            live.put(ada, room, SQUARE)
            name, moved = json.loads(node.stdout.readline())
            assert (name, moved["lat"]) == ("position", SQUARE["lat"])
        finally:
            node.kill()


JAVASCRIPT = """
const { io } = await import("VENDORED");
const { URL, TOKEN, ROOM } = process.env;
const say = (...words) => console.log(JSON.stringify(words));
const socket = io(URL, { transports: ["websocket"], auth: { token: TOKEN }, reconnection: false });
socket.on("connect", () => socket.emit("join", { room_id: ROOM }, (answer) => say("joined", answer)));
socket.on("connect_error", (error) => say("refused", error.message));
socket.on("position", (position) => say("position", position));
""".replace("VENDORED", (ROOT / "violet/web/vendor/socketio.mjs").as_uri())


def _is_number(number: int, data: Any) -> bool:
    return bool(data["number"] == number)


class _Broken:
    def tell(self, channel: str, event: str, data: Any) -> None:
        """Nobody is there."""


def _token(live: Live, person: Person, *, ttl_s: int) -> str:
    signer = live.container.identity.tokens
    claims, _ = signer.verify_until(TokenKind.ACCESS, person.token)
    return signer.sign(TokenKind.ACCESS, Claims(claims.user_id, claims.session_id), now=datetime.now(UTC), ttl_s=ttl_s)


def _get(live: Live, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{live.urls[0]}{path}", timeout=5) as answer:
        return dict(json.loads(answer.read()))


def _metric(live: Live, name: str) -> float:
    with urllib.request.urlopen(f"{live.urls[0]}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    return next(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))
