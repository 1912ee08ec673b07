"""What an attacker tries in several steps, over HTTP on real PostgreSQL: races, lifetimes, timing. One request each is in
`attacks`."""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import text

from tests.api.people import PASSWORD, Person, sign_up
from tests.conftest import make_settings
from violet.app import create_app
from violet.extensions import db
from violet.settings import Settings

DAY = timedelta(days=1)


@pytest.fixture
def database_url(emptied_database: str) -> str:
    return emptied_database


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return sign_up(client)


def status_of(client: FlaskClient, token: str) -> int:
    return client.get("/api/user/me", headers={"Authorization": f"Bearer {token}"}).status_code


def refresh_status(client: FlaskClient, token: str) -> int:
    return client.post("/api/auth/refresh", json={"refresh_token": token}).status_code


def test_access_ends_after_seven_days_and_refresh_after_thirty(client: FlaskClient, person: Person):
    with time_machine.travel(datetime.now(UTC) + 7 * DAY - timedelta(minutes=1)):
        assert status_of(client, person.token) == 200
    with time_machine.travel(datetime.now(UTC) + 7 * DAY + timedelta(minutes=1)):
        assert status_of(client, person.token) == 401
    with time_machine.travel(datetime.now(UTC) + 30 * DAY + timedelta(minutes=1)):
        assert refresh_status(client, person.refresh_token) == 401
    with time_machine.travel(datetime.now(UTC) + 30 * DAY - timedelta(minutes=1)):
        assert refresh_status(client, person.refresh_token) == 200


def test_tokens_hold_nothing_personal(client: FlaskClient):
    person = sign_up(client, "canary.name@nyu.edu", first_name="Canary")
    for token in (person.token, person.refresh_token):
        claims = jwt.decode(token, options={"verify_signature": False})
        assert set(claims) <= {"sub", "sid", "kind", "iat", "exp", "ver"}
        assert "canary" not in json.dumps(claims).lower()


def test_nothing_works_after_deletion_and_the_id_is_not_given_again(client: FlaskClient, person: Person):
    assert person.delete("/user/me", {"password": "wrong"}).status_code == 403
    assert person.delete("/user/me", {}).status_code == 400
    assert person.get("/user/me").status_code == 200
    assert person.delete("/user/me", {"password": PASSWORD}).status_code == 200
    assert status_of(client, person.token) == 401
    assert refresh_status(client, person.refresh_token) == 401
    assert client.post("/api/auth/login", json={"email": person.email, "password": PASSWORD}).status_code == 401
    assert sign_up(client, person.email).user["id"] != person.user["id"]


def test_no_field_reaches_another_account_or_a_higher_role(client: FlaskClient, person: Person, app: OpenAPI):
    victim = sign_up(client, "victim@nyu.edu", first_name="Victim")
    extra = {
        "id": victim.user["id"], "user_id": victim.user["id"], "email": "taken@nyu.edu", "role": "admin", "is_admin": True,
        "password_hash": "x", "email_verified": True, "created_at": "2020-01-01T00:00:00Z",
    }  # fmt: skip
    person.post("/user/profile", {"first_name": "Eve"} | extra)
    person.post("/user/activity", {"type": "view"} | extra)
    person.post("/user/notification_token", {"token": "ExpoPushToken[eve]"} | extra)
    for path in ("/user/preferences", "/user/settings"):
        assert person.post(path, extra).status_code == 400
    answer = client.post("/api/auth/signup", json={"email": "new@nyu.edu", "password": PASSWORD} | extra)
    assert answer.status_code == 400 or answer.get_json()["user"]["email"] == "taken@nyu.edu"
    assert person.get("/user/me").get_json()["email"] == person.email
    seen = victim.get("/user/me").get_json()
    assert (seen["first_name"], seen["recent_activity"]) == ("Victim", [])
    assert victim.get("/user/export").get_json()["notification_tokens"] == []
    with app.app_context(), db.engine.connect() as connection:
        assert set(connection.execute(text("SELECT role FROM users")).scalars()) == {"user"}
        assert connection.execute(text("SELECT count(email_verified_at) FROM users")).scalar_one() == 0


def test_control_characters_break_nothing(client: FlaskClient, person: Person):
    for character in ("\x00", "\U0001f600", "\u202e", "\x1b[31m", "\ufffe"):
        assert (
            person.post("/user/profile", {"first_name": character, "home_address": f"a{character}"}).status_code == 200
        )
        body = {"interests": f"a{character}", "vibes": {f"a{character}": 0.5}}
        assert person.post("/user/preferences", body).status_code == 200
        assert person.post("/user/activity", {"type": f"a{character}", "name": character}).status_code == 200
        assert person.post("/user/activity", {"type": character}).status_code in (200, 400)
        login = {"email": f"a{character}@nyu.edu", "password": character}
        assert client.post("/api/auth/login", json=login).status_code == 401
        assert (
            person.post("/user/password", {"current_password": character, "new_password": PASSWORD}).status_code == 403
        )
    assert person.get("/user/export").status_code == 200
    headers = person.headers | {"Content-Type": "application/json"}
    lone = client.post("/api/user/profile", data=rb'{"first_name": "\ud800"}', headers=headers)
    assert lone.status_code == 400


def test_an_address_that_only_looks_like_another_is_not_that_account(client: FlaskClient):
    sign_up(client, "mike@nyu.edu")
    for lookalike in (
        "mıke@nyu.edu",
        "mіke@nyu.edu",
        "ｍike@nyu.edu",
        "mike@nуu.edu",
        "MİKE@nyu.edu",
        "mike\u200b@nyu.edu",
    ):
        assert client.post("/api/auth/login", json={"email": lookalike, "password": PASSWORD}).status_code == 401
        signed_up = client.post("/api/auth/signup", json={"email": lookalike, "password": PASSWORD})
        assert signed_up.status_code in (201, 400)
        if signed_up.status_code == 201:
            assert signed_up.get_json()["user"]["email"].isascii()
            assert signed_up.get_json()["user"]["email"] != "mike@nyu.edu"
    for same in ("mike@ｎｙｕ.edu", "MIKE@nyu.EDU"):
        assert client.post("/api/auth/signup", json={"email": same, "password": PASSWORD}).status_code == 409


def test_two_sign_ups_racing_for_one_address_end_as_one_account(app: OpenAPI):
    barrier = threading.Barrier(4)

    def race(number: int) -> int:
        barrier.wait()
        body = {"email": "Race@nyu.edu" if number % 2 else "race@NYU.edu", "password": PASSWORD}
        return app.test_client().post("/api/auth/signup", json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert Counter(pool.map(race, range(4))) == {201: 1, 409: 3}


def test_racing_refreshes_give_one_pair_and_later_none(app: OpenAPI, person: Person):
    barrier = threading.Barrier(4)
    body = {"refresh_token": person.refresh_token}

    def race(_: int) -> tuple[int, str]:
        barrier.wait()
        answer = app.test_client().post("/api/auth/refresh", json=body)
        return answer.status_code, answer.get_json()["token"]

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(race, range(4)))
    ((status, token),) = answers
    assert status == 200
    assert status_of(app.test_client(), token) == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=11)):
        assert refresh_status(app.test_client(), person.refresh_token) == 401
    assert status_of(app.test_client(), token) == 401


def test_a_log_in_that_crosses_a_change_of_password_does_not_outlive_it(app: OpenAPI, person: Person):
    """Whatever the order, nothing opened with the old password is good once the change has been answered."""

    def log_in(_: int) -> str | None:
        body = {"email": person.email, "password": PASSWORD}
        answer = app.test_client().post("/api/auth/login", json=body)
        return str(answer.get_json()["token"]) if answer.status_code == 200 else None

    with ThreadPoolExecutor(6) as pool:
        attempts = [pool.submit(log_in, number) for number in range(12)]
        changed = person.post("/user/password", {"current_password": PASSWORD, "new_password": "another long walk"})
        assert changed.status_code == 200
        tokens = [attempt.result() for attempt in attempts]
    assert {status_of(app.test_client(), token) for token in tokens if token} <= {401}
    assert status_of(app.test_client(), changed.get_json()["token"]) == 200


class TestTiming:
    """How long a refusal takes must not tell whether there is an account."""

    ROUNDS = 9
    TRIES = 15

    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return make_settings(database_url=database_url, bcrypt_rounds=self.ROUNDS)

    @pytest.fixture
    def seconds(self, client: FlaskClient) -> Any:
        def measure(email: str) -> float:
            begun = time.thread_time()
            answer = client.post("/api/auth/login", json={"email": email, "password": "not the password"})
            assert answer.status_code == 401
            return time.thread_time() - begun

        return measure

    def test_log_in_takes_as_long_for_an_unknown_account(self, client: FlaskClient, seconds: Any):
        known = sign_up(client).email
        pairs = [(seconds(known), seconds("nobody@nyu.edu")) for _ in range(self.TRIES)]
        ratio = statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)
        assert 0.8 < ratio < 1.25, ratio


def test_nobody_but_an_administrator_reaches_what_is_not_theirs(app: OpenAPI):
    rules = [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/docs")]
    deletes = {
        rule.rule.removeprefix("/api/v1").removeprefix("/api") for rule in rules if "DELETE" in (rule.methods or ())
    }
    own = {
        "/user/me", "/user/affinity", "/auth/session", "/calendar/busy", "/calendar/ical", "/calendar/google",
        "/notifications/devices/<int:device_id>", "/saved/<place_id>", "/saved/loops/<loop_id>",
        "/contacts/<contact_id>",
        "/rooms/<room_id>/position", "/rooms/<room_id>/members/me",
    }  # fmt: skip
    # The page is the same for everybody, and moderators have the queue.
    apart = {"/admin"} | {rule.rule for rule in rules if "/admin/queue" in rule.rule}
    administration = {rule.rule for rule in rules if "admin" in rule.rule or "users" in rule.rule} - apart
    policies = {
        getattr(app.view_functions[rule.endpoint], "auth_policy", None) for rule in rules if rule.rule in administration
    }
    assert {path for path in deletes if not path.startswith("/admin/")} == own, "a person deletes what is theirs"
    assert policies == {"admin"}, "and everything else is for administrators"


def test_another_apps_secret_opens_nothing(client: FlaskClient, person: Person, settings: Settings):
    other = create_app(settings.model_copy(update={"jwt_secret": "o" * 48}))
    assert status_of(other.test_client(), person.token) == 401
    assert refresh_status(other.test_client(), person.refresh_token) == 401


def test_sql_in_any_field_is_kept_as_text(person: Person):
    poison = "'; DROP TABLE users; --"
    assert person.post("/user/profile", {"first_name": poison, "home_address": poison}).status_code == 200
    assert person.post("/user/preferences", {"interests": poison, "vibes": {"x'); --": 0.5}}).status_code == 200
    assert person.post("/user/activity", {"type": poison, "place_id": poison, "name": poison}).status_code == 200
    me = person.get("/user/me").get_json()
    assert me["first_name"] == me["home_address"] == me["preferences"]["interests"] == poison
    assert me["preferences"]["vibes"] == {"x'); --": 0.5}
    assert me["recent_activity"][0]["type"] == poison
