"""Rate limits over HTTP, counted in memory and in a real Redis: who is refused, and who is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import PASSWORD, sign_up
from tests.conftest import make_settings
from tests.servers import RedisServer, redis_server
from tests.sessions import issued_session
from violet.app import create_app
from violet.settings import Settings

CAMPUS = "203.0.113.7"


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database, ratelimit_enabled=True, trusted_proxies=1)


def log_in(client: FlaskClient, email: str, *, address: str = CAMPUS, password: str = "wrong") -> int:
    headers = {"X-Forwarded-For": address}
    return client.post("/api/auth/login", json={"email": email, "password": password}, headers=headers).status_code


def test_log_in_is_five_a_minute_for_one_account_and_address(client: FlaskClient):
    person = sign_up(client)
    assert [log_in(client, person.email) for _ in range(6)] == [401] * 5 + [429]
    assert log_in(client, person.email.upper(), password=PASSWORD) == 429, "not even with the right password"
    assert log_in(client, "somebody.else@nyu.edu") == 401, "others behind the same address are not locked out"
    assert log_in(client, person.email, address="198.51.100.9", password=PASSWORD) == 200, "nor is she elsewhere"


def test_a_refusal_says_when_to_come_back_in_the_one_shape(client: FlaskClient):
    for _ in range(5):
        log_in(client, "ana@nyu.edu")
    body = {"email": "ana@nyu.edu", "password": "wrong"}
    refused = client.post("/api/v1/auth/login", json=body, headers={"X-Forwarded-For": CAMPUS})
    assert refused.status_code == 429, "/api and /api/v1 count together"
    assert set(refused.get_json()) == {"error", "code", "request_id"}
    assert refused.get_json()["code"] == "rate_limited"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Limit"] == refused.headers["X-RateLimit-Limit"] == "5"
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert 0 <= int(refused.headers["RateLimit-Reset"]) <= 61


def test_who_keeps_failing_waits_longer_and_longer(client: FlaskClient):
    waits = []
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        for _ in range(18):
            body = {"email": "ana@nyu.edu", "password": "wrong"}
            answer = client.post("/api/auth/login", json=body, headers={"X-Forwarded-For": CAMPUS})
            if answer.status_code == 429:
                waits.append(int(answer.headers["Retry-After"]))
                clock.shift(timedelta(seconds=waits[-1] + 1))
    minutes = [round(wait / 60) for wait in waits]
    assert len(minutes) == 4
    assert minutes == sorted(set(minutes)), "each wait is longer than the one before"
    assert minutes[0] == 1
    assert minutes[-1] > 60


def test_an_address_beyond_the_trusted_proxies_counts_for_nothing(client: FlaskClient):
    """With one trusted proxy, only what that proxy appended is believed."""
    for number in range(5):
        log_in(client, "ana@nyu.edu", address=f"10.0.0.{number}, {CAMPUS}")
    assert log_in(client, "ana@nyu.edu", address=f"10.9.9.9, {CAMPUS}") == 429
    assert log_in(client, "ana@nyu.edu", address=f"{CAMPUS}, 198.51.100.9") == 401


def test_the_named_header_says_the_address_before_the_proxies_and_only_where_it_is_an_address(sqlite_database: str):
    platform = make_settings(
        database_url=sqlite_database,
        ratelimit_enabled=True,
        trusted_proxies=1,
        client_address_header="do-connecting-ip",
    )
    client = create_app(platform).test_client()

    def failing(named: str, forwarded: str) -> int:
        headers = {"DO-Connecting-IP": named, "X-Forwarded-For": forwarded}
        body = {"email": "ana@nyu.edu", "password": "wrong"}
        return client.post("/api/auth/login", json=body, headers=headers).status_code

    assert [failing(CAMPUS, f"10.0.0.{number}") for number in range(6)] == [401] * 5 + [429]
    assert failing("2001:db8::7", "10.0.0.1") == 401
    assert [failing(f"{number}, {CAMPUS}", "198.51.100.9") for number in range(6)] == [401] * 5 + [429]


def test_a_header_that_no_setting_names_counts_for_nothing(client: FlaskClient):
    def failing(named: str) -> int:
        headers = {"DO-Connecting-IP": named, "X-Forwarded-For": CAMPUS}
        body = {"email": "ana@nyu.edu", "password": "wrong"}
        return client.post("/api/auth/login", json=body, headers=headers).status_code

    assert [failing(f"203.0.113.{number}") for number in range(6)] == [401] * 5 + [429]


def test_passwords_cannot_be_guessed_with_a_stolen_token(client: FlaskClient):
    person = sign_up(client)
    statuses = [person.delete("/user/me", {"password": "wrong"}).status_code for _ in range(3)]
    change = {"current_password": "wrong", "new_password": "something long"}
    statuses += [person.post("/user/password", change).status_code for _ in range(3)]
    assert statuses == [403] * 5 + [429]


def test_an_answer_that_is_shared_counts_like_any_other(client: FlaskClient):
    mine = {"X-Session-ID": issued_session()}

    def ask() -> int:
        return client.get("/api/quick_recs?category=explore", headers=mine).status_code

    assert [ask() for _ in range(31)] == [200] * 30 + [429]


def test_health_is_never_refused(client: FlaskClient):
    assert {client.get("/health/live").status_code for _ in range(310)} == {200}
    assert client.get("/api/user/me").status_code == 401


def test_every_other_path_has_a_limit_by_default(client: FlaskClient):
    person, neighbor = sign_up(client), sign_up(client)
    statuses = [person.get("/user/settings").status_code for _ in range(301)]
    assert statuses == [200] * 300 + [429]
    assert neighbor.get("/user/settings").status_code == 200


def test_limits_are_off_where_the_setting_says_so(sqlite_database: str):
    app = create_app(make_settings(database_url=sqlite_database, ratelimit_enabled=False))
    client = app.test_client()
    assert {log_in(client, "ana@nyu.edu") for _ in range(12)} == {401}


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


def test_counts_are_in_redis_for_all_workers_and_in_memory_while_it_is_away(
    sqlite_database: str, own_redis: RedisServer
):
    settings = make_settings(database_url=sqlite_database, ratelimit_enabled=True, redis_url=own_redis.url)
    one, two = create_app(settings).test_client(), create_app(settings).test_client()
    statuses = [log_in(client, "ana@nyu.edu") for client in (one, two, one, two, one, two)]
    assert statuses == [401] * 5 + [429]
    own_redis.kill()
    statuses = [log_in(one, "bea@nyu.edu") for _ in range(7)]
    assert statuses == [401] * 5 + [429] * 2


def test_a_campus_behind_one_address_goes_on_while_one_abuser_is_refused(app: OpenAPI):
    """Chat is ten a minute for each person, signed in or not; everybody here has the same address."""
    everybody = {"X-Forwarded-For": CAMPUS}

    def chat(client: FlaskClient, headers: dict[str, str]) -> int:
        return client.post("/api/chat", json={"message": "hello"}, headers=headers | everybody).status_code

    abuser = app.test_client()
    assert chat(abuser, {}) == 200
    assert [chat(abuser, {}) for _ in range(11)] == [200] * 10 + [429]
    member = sign_up(app.test_client())
    assert [chat(member.client, member.headers) for _ in range(11)] == [200] * 10 + [429]
    elsewhere = {"Authorization": member.headers["Authorization"], "X-Session-ID": issued_session()}
    assert chat(app.test_client(), elsewhere) == 429, "an account is the same on every device"
    assert {chat(app.test_client(), {}) for _ in range(30)} == {200}
    neighbor = sign_up(app.test_client())
    assert chat(neighbor.client, neighbor.headers) == 200
    wrong = {"Authorization": "Bearer garbage", "X-Session-ID": issued_session()}
    assert [chat(app.test_client(), wrong) for _ in range(11)] == [200] * 10 + [429]


@pytest.mark.parametrize(
    "how", [{"json": {"clear_session": True}}, {"json": {}, "headers": {"X-Clear-Session": "true"}}]
)
def test_clearing_the_session_costs_no_turn_but_is_not_endless(client: FlaskClient, how: dict[str, Any]):
    client.set_cookie("violet_session", issued_session())
    assert [client.post("/api/chat", **how).status_code for _ in range(11)] == [200] * 10 + [429]
    turns = [client.post("/api/chat", json={"message": "hello", "clear_session": True}) for _ in range(11)]
    assert [turn.status_code for turn in turns] == [200] * 10 + [429]


def test_an_address_is_refused_what_no_crowd_sends(app: OpenAPI):
    """Changing sessions does not help for ever: forty callers' shares for all strangers at one address."""
    client = app.test_client(use_cookies=False)
    statuses = []
    for number in range(405):
        headers = {
            "X-Forwarded-For": CAMPUS,
            "X-Session-ID": issued_session() if number % 2 else f"session-{number:04}",
        }
        answer = client.post("/api/chat", json={"message": "", "clear_session": True}, headers=headers)
        statuses.append(answer.status_code)
    assert statuses == [200] * 400 + [429] * 5


@pytest.mark.parametrize(
    "spellings",
    [
        ["x@nyu.edu", "x@nyu。edu", "x@ⓝyu.edu", "X@NYU.EDU", " x@ｎｙｕ.edu ", "x@nyu.edu"],
        ["y@bücher.example", "y@xn--bcher-kva.example", "Y@BÜCHER.example", "y@bu\u0308cher.example"] * 2,
    ],
)
def test_an_account_is_counted_by_its_address_and_not_by_its_spelling(client: FlaskClient, spellings: list[str]):
    statuses = [log_in(client, email) for email in spellings]
    assert statuses[:6] == [401] * 5 + [429]
    forgotten = [
        client.post("/api/auth/password/forgot", json={"email": email}, headers={"X-Forwarded-For": CAMPUS}).status_code
        for email in spellings
    ]
    assert forgotten[:4] == [200] * 3 + [429]


def test_an_account_is_guarded_from_many_addresses_at_once(client: FlaskClient):
    person = sign_up(client)
    statuses = [log_in(client, person.email, address=f"198.51.{number}.9") for number in range(31)]
    assert statuses == [401] * 30 + [429]
    assert log_in(client, "somebody.else@nyu.edu", address="198.51.1.9") == 401
    mails = [
        client.post(
            "/api/auth/password/forgot",
            json={"email": person.email},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        ).status_code
        for number in range(7)
    ]
    assert mails == [200] * 6 + [429]


def test_a_body_that_does_not_fit_counts_as_well(client: FlaskClient):
    person = sign_up(client)
    wrong = [{"email": person.email, "password": 7}, {"email": person.email}, {"email": person.email, "password": None}]
    statuses = [
        client.post("/api/auth/login", json=body, headers={"X-Forwarded-For": CAMPUS}).status_code for body in wrong * 2
    ]
    assert statuses == [400] * 5 + [429]
    assert [person.post("/user/password", {"current_password": 1}).status_code for _ in range(6)] == [400] * 5 + [429]
    nonsense = [client.post("/api/auth/signup", data=b"{", content_type="application/json") for _ in range(61)]
    assert nonsense[-1].status_code == 429


def test_a_network_of_ipv6_is_one_caller(client: FlaskClient):
    def failing(address: str) -> int:
        return log_in(client, "ana@nyu.edu", address=address)

    assert [failing(f"2001:db8:1:2:{number:x}::7") for number in range(6)] == [401] * 5 + [429]
    assert failing("2001:db8:1:3::7") == 401, "the next network is another"
    assert failing("::ffff:203.0.113.7") == 401
    assert [log_in(client, "ana@nyu.edu") for _ in range(5)] == [401] * 4 + [429], "an IPv4 address in two spellings"


def test_the_mail_is_sent_again_to_the_callers_own_address_and_counted_there(client: FlaskClient):
    person, neighbor = sign_up(client), sign_up(client)

    def resend(number: int) -> int:
        body = {"email": f"somebody.{number}@nyu.edu"}
        return client.post("/api/auth/email/resend", json=body, headers=person.headers).status_code

    assert [resend(number) for number in range(4)] == [200] * 3 + [429]
    assert neighbor.post("/auth/email/resend", {"email": person.email}).status_code == 200
