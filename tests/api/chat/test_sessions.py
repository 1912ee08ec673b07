"""Whose conversation it is: header, body, cookie, account; and what forgets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.chat.conftest import TANDON, Device, MakeDevice, ids
from tests.api.contract import SESSION_ID
from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.hand_clock import HandClock
from tests.sessions import issued_session
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.security.session_ids import SessionIds
from violet.settings import Settings
from violet.store.memory_store import MemoryStore
from violet.wiring import build_container

FORGOTTEN = {"status": "session_cleared"}


@pytest.fixture
def app(shared_app: DocumentedApp) -> DocumentedApp:
    return shared_app


def _ask(client: FlaskClient, message: str = "coffee", *, header: str | None = None, body: str | None = None) -> str:
    """The session id that the answer belongs to."""
    headers = {"X-Session-ID": header} if header is not None else {}
    answer = client.post("/api/chat", json={"message": message, "session_id": body, **TANDON}, headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["session_id"])


def test_the_header_goes_before_the_body_and_the_body_before_the_cookie(app: DocumentedApp):
    client = app.test_client()
    mine, yours, ours = issued_session(), issued_session(), issued_session()
    client.set_cookie("violet_session", ours)
    assert _ask(client, header=mine, body=yours) == mine
    client.set_cookie("violet_session", ours)
    assert _ask(client, body=yours) == yours
    client.set_cookie("violet_session", ours)
    assert _ask(client) == ours
    assert _ask(client, header="", body="") == ours


@pytest.mark.parametrize(
    "malformed",
    ["short", "a" * 65, "with space in it", "ünïcödé-session", "../../etc/passwd", "*" * 20, "user:1:conversation", "a;b=c,d.e"],
)  # fmt: skip
def test_a_malformed_id_gets_a_fresh_one(app: DocumentedApp, malformed: str):
    given = {_ask(app.test_client(), body=malformed) for _ in range(2)}
    if malformed.isascii():
        given |= {_ask(app.test_client(), header=malformed) for _ in range(2)}
    assert malformed not in given
    assert len(given) in (2, 4)
    assert all(SESSION_ID.fullmatch(session_id) for session_id in given)


def test_without_an_id_every_device_gets_one_that_cannot_be_guessed(app: DocumentedApp):
    given = {_ask(app.test_client()) for _ in range(20)}
    assert len(given) == 20
    assert min(map(len, given)) >= 24


def test_the_cookie_is_for_this_server_alone_and_lasts_a_day(app: DocumentedApp):
    cookie = _cookie(app.test_client().post("/api/chat", json={"message": "coffee"}))
    assert {"HttpOnly", "SameSite=Lax", "Max-Age=86400", "Path=/"} <= cookie
    assert "Secure" not in cookie


def test_in_production_the_cookie_goes_over_https_only(emptied_database: str):
    settings = make_settings(
        environment="production", database_url=emptied_database, jwt_secret="q7Zt0cQ2w9sVbXy5LkPf8RmJ3dHgN6uE", bcrypt_rounds=10,
        public_base_url="https://api.violet.nyu.edu",
        allowed_origins=("https://violet.nyu.edu",), ratelimit_enabled=True,
        field_encryption_keys=("b25seSBmb3IgdGVzdHMsIGFuZCAzMiBieXRlcyBsb24=",),
    )  # fmt: skip
    client = create_app(settings).test_client()
    answer = client.post("/api/chat", json={"message": "coffee"}, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in _cookie(answer)


def _cookie(answer: TestResponse) -> set[str]:
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("violet_session=")]
    return set(cookie.split("; "))


def test_two_sessions_never_see_each_other(device: MakeDevice):
    ana, ben = device(), device()
    libraries = ana.say("quiet library")
    pizza = ben.say("pizza")
    assert ids(ana.say("tell me about the first one")) == ids(libraries)[:1]
    assert ids(ben.say("tell me about the first one")) == ids(pizza)[:1]
    stranger = device()
    assert stranger.say("the second one")["places"] == []


def test_the_same_id_on_another_device_is_the_same_conversation(device: MakeDevice):
    mine = issued_session()
    first = device(**{"X-Session-ID": mine}).say("quiet library")
    assert ids(device().say("the second one", session_id=mine)) == ids(first)[1:2]


def _altered(session_id: str) -> str:
    return session_id[:-1] + ("A" if session_id[-1] != "A" else "B")


@pytest.mark.parametrize(
    "chosen",
    [
        lambda: "mine-0123456789",
        lambda: "a" * 48,
        lambda: issued_session("another server's secret"),
        lambda: _altered(issued_session()),
        lambda: issued_session()[:23] + issued_session()[23:],
    ],
    ids=["plain", "right length", "another server's", "altered", "of two"],
)
def test_an_id_that_somebody_chose_is_nobodys_conversation(device: MakeDevice, chosen: Callable[[], str]):
    """One who makes another chat under an id of their choice would read along."""
    session_id = chosen()
    victim = device(**{"X-Session-ID": session_id}).say("quiet library")
    assert victim["session_id"] != session_id
    eve = device().say("the second one", session_id=session_id)
    assert (eve["places"], eve["session_id"] == session_id) == ([], False)


def test_an_id_known_before_log_in_gives_nothing_after(app: DocumentedApp, device: MakeDevice):
    """Eve gets an id from the server and leaves it on a phone that somebody else then logs in on."""
    eve = device()
    planted = eve.say("pizza")["session_id"]
    phone = device()
    phone.client.set_cookie("violet_session", planted)
    phone.say("quiet library")
    person = sign_up(phone.client)
    cookie = phone.client.get_cookie("violet_session")
    assert cookie is not None
    assert cookie.value != planted
    assert phone.say("bars nearby", session_id=None)["session_id"] == cookie.value
    assert eve.say("the second one", session_id=planted)["places"] == []
    assert device(**{"X-Session-ID": planted}).say("the second one")["session_id"] != planted
    person.post("/auth/logout")
    after = phone.client.get_cookie("violet_session")
    assert after is not None
    assert after.value != cookie.value
    assert device().say("the second one", session_id=cookie.value)["places"] == []


def test_an_id_that_is_over_stays_over_for_as_long_as_it_could_be_good(sqlite_database: str):
    settings, seconds = make_settings(database_url=sqlite_database), HandClock()
    today = datetime(2026, 11, 24, 12, tzinfo=UTC)
    container = replace(
        build_container(settings),
        clock=lambda: today + timedelta(seconds=seconds.now),
        store=MemoryStore(clock=seconds),
    )
    app = create_app(settings, container=container)
    phone = app.test_client()
    planted = _ask(phone)
    sign_up(phone)
    for days in (0, 1, 2, 15, 29, 30, 31, 32, 40):
        seconds.now = days * 24 * 3600.0
        assert _ask(app.test_client(), header=planted) != planted, days


def test_an_id_is_good_for_a_month(app: DocumentedApp):
    ids = SessionIds(["secret"])
    made = ids.issue(datetime(2026, 1, 1, tzinfo=UTC))
    assert ids.recognizes(made, datetime(2026, 1, 31, tzinfo=UTC))
    assert not ids.recognizes(made, datetime(2026, 2, 1, tzinfo=UTC))
    assert not ids.recognizes(made, datetime(2025, 12, 31, tzinfo=UTC))
    assert SessionIds(["new", "secret"]).recognizes(made, datetime(2026, 1, 2, tzinfo=UTC)), "after a change of secrets"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ({"message": "", "clear_session": True}, {}),
        ({"message": "   ", "clear_session": True}, {}),
        ({"clear_session": True}, {}),
        ({"message": None, "clear_session": True}, {}),
        ({"message": ""}, {"X-Clear-Session": "true"}),
        ({}, {"X-Clear-Session": "True"}),
    ],
)
def test_an_empty_message_that_clears_forgets_the_conversation(
    device: MakeDevice, body: dict[str, object], headers: dict[str, str]
):
    phone = device()
    phone.say("quiet library")
    answer = phone.client.post("/api/chat", json=body, headers=headers)
    assert (answer.status_code, answer.get_json()) == (200, FORGOTTEN)
    assert phone.say("the second one")["places"] == []


def test_a_message_that_clears_starts_afresh(device: MakeDevice):
    phone = device()
    phone.say("quiet library")
    pizza = phone.say("pizza", clear_session=True)
    assert ids(phone.say("the first one")) == ids(pizza)[:1]
    shown_before = phone.say("quiet library", clear_session=True)
    assert ids(phone.say("another one", clear_session=True)) != ids(shown_before)


@pytest.mark.parametrize(
    "body", [{"message": ""}, {"message": "  \n"}, {}, {"message": None}, {"clear_session": False}]
)
def test_an_empty_message_alone_is_refused(device: MakeDevice, body: dict[str, object]):
    answer = device().client.post("/api/chat", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["field"] == "message"
    assert answer.get_json()["error"] == "Please type a message."


def test_a_bad_token_is_the_same_as_none(device: MakeDevice):
    for token in ("", "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."):
        phone = device(Authorization=f"Bearer {token}")
        first = phone.say("quiet library")
        assert ids(phone.say("the second one")) == ids(first)[1:2]


def test_a_conversation_ends_a_day_after_its_last_turn(settings: Settings):
    client = create_app(settings.model_copy(update={"conversation_ttl_s": 0})).test_client()
    phone = Device(client, TANDON)
    phone.say("quiet library")
    assert phone.say("the second one")["places"] == []
