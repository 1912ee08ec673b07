"""Signing up, logging in, refreshing and logging out over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import PASSWORD, Person, sign_up
from tests.sessions import issued_session
from violet.services.accounts import sessions
from violet.settings import DEVELOPMENT_JWT_SECRET

BAD_SIGN_UPS: list[tuple[dict[str, object], str]] = [
    ({"password": PASSWORD}, "email"),
    ({"email": "ana@nyu.edu"}, "password"),
    ({"email": "no address", "password": PASSWORD}, "email"),
    ({"email": "ana@nyu.edu", "password": "short"}, "password"),
    ({"email": "ana@nyu.edu", "password": "Password123"}, "password"),
    ({"email": "ana@nyu.edu", "password": "ana@nyu.edu"}, "password"),
    ({"email": "ana@nyu.edu", "password": "aaaaaaaaaaaa"}, "password"),
    ({"email": "ana@nyu.edu", "password": PASSWORD, "first_name": 7}, "first_name"),
    ({"email": ["ana@nyu.edu"], "password": PASSWORD}, "email"),
]


def test_sign_up_answers_tokens_and_the_whole_user(client: FlaskClient):
    answer = client.post(
        "/api/auth/signup", json={"email": "  Ana.Diaz@NYU.edu ", "password": PASSWORD, "first_name": "Ana"}
    )
    assert answer.status_code == 201
    body = answer.get_json()
    assert set(body) == {"token", "refresh_token", "user"}
    assert body["user"]["email"] == "ana.diaz@nyu.edu"
    assert body["user"]["first_name"] == "Ana"
    assert body["user"]["home_address"] is None
    assert body["user"]["preferences"]["dietary_restrictions"] == []
    assert body["user"]["settings"]["use_preferences_for_personalization"] is True
    assert isinstance(body["user"]["id"], int)


def test_log_in_finds_the_account_however_the_address_is_written(client: FlaskClient):
    person = sign_up(client, "Ana@nyu.edu")
    answer = client.post("/api/v1/auth/login", json={"email": " aNA@NYU.EDU ", "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.get_json()["user"] == person.user


def test_a_taken_address_is_a_conflict(client: FlaskClient):
    sign_up(client, "ana@nyu.edu")
    answer = client.post("/api/auth/signup", json={"email": "ANA@nyu.edu", "password": PASSWORD})
    assert answer.status_code == 409
    assert "log in" in answer.get_json()["error"]


def test_bad_sign_ups_name_the_field(client: FlaskClient):
    for body, field in BAD_SIGN_UPS:
        answer = client.post("/api/auth/signup", json=body)
        assert (answer.status_code, answer.get_json()["field"]) == (400, field)
        assert PASSWORD not in answer.text


def test_wrong_password_and_unknown_account_get_the_same_answer(client: FlaskClient):
    sign_up(client, "ana@nyu.edu")
    wrong = client.post("/api/auth/login", json={"email": "ana@nyu.edu", "password": "not her password"})
    unknown = client.post("/api/auth/login", json={"email": "nobody@nyu.edu", "password": "not her password"})
    impossible = client.post("/api/auth/login", json={"email": "no address", "password": "not her password"})
    assert [a.status_code for a in (wrong, unknown, impossible)] == [401, 401, 401]
    assert wrong.get_json()["error"] == unknown.get_json()["error"] == impossible.get_json()["error"]


def test_refresh_rotates(client: FlaskClient):
    person = sign_up(client)
    answer = client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token})
    assert answer.status_code == 200
    assert set(answer.get_json()) == {"token", "refresh_token"}
    second = client.post("/api/auth/refresh", json={"refresh_token": answer.get_json()["refresh_token"]})
    assert second.status_code == 200
    person.token = second.get_json()["token"]
    assert person.get("/user/me").status_code == 200


def test_a_refresh_token_used_twice_closes_the_whole_log_in_and_no_other(client: FlaskClient):
    person = sign_up(client)
    other_device = person.log_in_again()
    fresh = client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).get_json()
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=11)):
        assert client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).status_code == 401
    assert client.post("/api/auth/refresh", json={"refresh_token": fresh["refresh_token"]}).status_code == 401
    person.token = fresh["token"]
    assert person.get("/user/me").status_code == 401
    assert other_device.get("/user/me").status_code == 200


def test_a_log_in_is_renewed_for_its_own_account_only(client: FlaskClient):
    """Whoever knew the secret of tokens could still not go on with somebody's log-in under another name."""
    person, neighbor = sign_up(client), sign_up(client)
    header = jwt.get_unverified_header(person.refresh_token)
    claims = jwt.decode(person.refresh_token, options={"verify_signature": False})
    mixed = jwt.encode(claims | {"sub": str(neighbor.user["id"])}, DEVELOPMENT_JWT_SECRET, headers=header)
    assert client.post("/api/auth/refresh", json={"refresh_token": mixed}).status_code == 401
    assert person.get("/user/me").status_code == 200
    assert client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).status_code == 200


def test_a_phone_that_asks_twice_at_once_gets_the_same_tokens_twice(client: FlaskClient):
    person = sign_up(client)
    old = {"refresh_token": person.refresh_token}
    first = client.post("/api/auth/refresh", json=old)
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=9)):
        again = client.post("/api/auth/refresh", json=old)
        assert (again.status_code, again.get_json()) == (200, first.get_json())
        following = client.post("/api/auth/refresh", json={"refresh_token": first.get_json()["refresh_token"]})
        assert following.status_code == 200
        assert client.post("/api/auth/refresh", json=old).status_code == 401, "its successor was used already"
        person.token = following.get_json()["token"]
        assert person.get("/user/me").status_code == 401


@pytest.mark.parametrize(
    ("later_s", "status"), [(-10.001, 401), (-10, 200), (-1, 200), (0, 200), (10, 200), (10.001, 401)]
)
def test_the_same_tokens_again_for_ten_seconds(client: FlaskClient, later_s: float, status: int):
    person, moment = sign_up(client), datetime.now(UTC)
    for seconds, expected in ((0, 200), (later_s, status)):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            answer = client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token})
        assert answer.status_code == expected


def test_of_a_persons_log_ins_only_the_newest_stay_and_others_keep_theirs(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sessions, "MAX_SESSIONS", 3)
    moment = datetime.now(UTC)
    people = [[sign_up(client)] for _ in range(3)]
    for minutes in range(1, 6):
        with time_machine.travel(moment + timedelta(minutes=minutes)):
            people[1].append(people[1][0].log_in_again())
    with time_machine.travel(moment + timedelta(minutes=6)):
        assert [device.get("/user/me").status_code for device in people[1]] == [401, 401, 401, 200, 200, 200]
        assert [device.get("/user/me").status_code for (device,) in (people[0], people[2])] == [200, 200]


def test_log_out_closes_this_device_only(client: FlaskClient):
    person = sign_up(client)
    other_device = person.log_in_again()
    assert person.post("/auth/logout").get_json() == {"status": "ok"}
    assert person.get("/user/me").status_code == 401
    assert client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).status_code == 401
    assert other_device.get("/user/me").status_code == 200


def test_log_out_all_closes_every_device(client: FlaskClient):
    person = sign_up(client)
    other_device = person.log_in_again()
    neighbor = sign_up(client)
    assert person.post("/auth/logout_all").status_code == 200
    assert person.get("/user/me").status_code == 401
    assert other_device.get("/user/me").status_code == 401
    assert neighbor.get("/user/me").status_code == 200


def test_without_a_token_the_person_is_asked_to_log_in(client: FlaskClient):
    for path in ("me", "export", "profile", "preferences", "settings"):
        answer = client.get(f"/api/user/{path}")
        assert (answer.status_code, answer.get_json()["error"]) == (401, "Please log in again.")


def test_a_stranger_is_sent_to_log_in_before_the_body_is_looked_at(client: FlaskClient):
    assert client.post("/api/user/activity", json={"nonsense": 1}).status_code == 401


def test_what_was_said_before_logging_in_becomes_the_accounts(app: OpenAPI):
    """By cookie as the apps keep it, by header or by body; and another session's words stay where they are."""

    def said(person: Person) -> list[str]:
        return [turn["message"] for turn in person.get("/user/export").get_json()["conversation"]]

    message = {"message": "a quiet cafe near Tandon"}
    with_cookie, plain = app.test_client(), app.test_client(use_cookies=False)
    with_cookie.post("/api/chat", json=message)
    person = sign_up(with_cookie)
    person.client = plain
    assert said(person) == [message["message"]]
    by_header, by_body, somebody_else = issued_session(), issued_session(), issued_session()
    for number, (headers, body) in enumerate([({"X-Session-ID": by_header}, {}), ({}, {"session_id": by_body})]):
        plain.post("/api/chat", json={"message": f"pizza number {number}", **body}, headers=headers)
        log_in = {"email": person.email, "password": PASSWORD, **body}
        assert plain.post("/api/auth/login", json=log_in, headers=headers).status_code == 200
    plain.post("/api/chat", json={"message": "sushi"}, headers={"X-Session-ID": somebody_else})
    plain.post("/api/auth/login", json={"email": person.email, "password": "wrong", "session_id": somebody_else})
    assert said(person) == [message["message"], "pizza number 0", "pizza number 1"]


def test_the_next_person_on_a_device_does_not_get_the_last_ones_words(client: FlaskClient):
    """The Expo app chats without a token, so that what was said lies in the device's anonymous session."""
    first = sign_up(client)
    client.post("/api/chat", json={"message": "somewhere private"})
    first.post("/auth/logout")
    second = sign_up(client)
    assert second.get("/user/export").get_json()["conversation"] == []
    kept = first.log_in_again().get("/user/export").get_json()["conversation"]
    assert [turn["message"] for turn in kept] == ["somewhere private"]
