"""Signing up, logging in, refreshing and logging out over HTTP."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.api.people import PASSWORD, sign_up

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
    assert client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).status_code == 401
    assert client.post("/api/auth/refresh", json={"refresh_token": fresh["refresh_token"]}).status_code == 401
    person.token = fresh["token"]
    assert person.get("/user/me").status_code == 401
    assert other_device.get("/user/me").status_code == 200


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
    neighbour = sign_up(client)
    assert person.post("/auth/logout_all").status_code == 200
    assert person.get("/user/me").status_code == 401
    assert other_device.get("/user/me").status_code == 401
    assert neighbour.get("/user/me").status_code == 200


def test_without_a_token_the_person_is_asked_to_log_in(client: FlaskClient):
    for path in ("me", "export", "profile", "preferences", "settings"):
        answer = client.get(f"/api/user/{path}")
        assert (answer.status_code, answer.get_json()["error"]) == (401, "Please log in again.")


def test_a_stranger_is_sent_to_log_in_before_the_body_is_looked_at(client: FlaskClient):
    assert client.post("/api/user/activity", json={"nonsense": 1}).status_code == 401
