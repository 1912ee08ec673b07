"""Changing, forgetting and resetting passwords, and confirming an address, over HTTP. Mail goes through real SMTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import Queue
from threading import Barrier

import bcrypt
import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import text

from tests.api.people import PASSWORD, sign_up
from tests.conftest import make_settings
from tests.smtp import Mail, smtp_server
from violet.app import create_app
from violet.database import use
from violet.extensions import db
from violet.security.passwords import PasswordHasher
from violet.settings import Settings

NEW = "an even longer walk over the bridge"
MAIL_DEADLINE_S = 10


@pytest.fixture
def inbox() -> Iterator[tuple[int, Queue[Mail]]]:
    with smtp_server() as server:
        yield server


@pytest.fixture
def settings(database_url: str, inbox: tuple[int, Queue[Mail]]) -> Settings:
    return make_settings(database_url=database_url, smtp_host="127.0.0.1", smtp_port=inbox[0], smtp_security="none")


def token_in(mail: Mail) -> str:
    found = re.search(r"token=([\w.-]+)", mail.text)
    assert found
    return found[1]


def log_in(client: FlaskClient, email: str, password: str) -> int:
    return client.post("/api/auth/login", json={"email": email, "password": password}).status_code


def deliver(client: FlaskClient) -> None:
    """What the clock does with what waits in the outbox."""
    container = client.application.extensions["violet"]
    use(container.engine)
    container.courier.deliver()
    use(None)


def test_the_owner_of_the_address_is_told_of_a_change(client: FlaskClient, inbox: tuple[int, Queue[Mail]]):
    person = sign_up(client)
    person.post("/user/password", {"current_password": "wrong", "new_password": NEW})
    assert person.post("/user/password", {"current_password": PASSWORD, "new_password": NEW}).status_code == 200
    deliver(client)
    told = inbox[1].get(timeout=MAIL_DEADLINE_S)
    assert (told.to, told.subject) == ([person.email], "Your password was changed")
    assert "token=" not in told.text
    client.post("/api/auth/password/forgot", json={"email": person.email})
    link = inbox[1].get(timeout=MAIL_DEADLINE_S)
    body = {"token": token_in(link), "password": "the longest walk of them all"}
    assert client.post("/api/auth/password/reset", json=body).status_code == 200
    deliver(client)
    assert "was changed" in inbox[1].get(timeout=MAIL_DEADLINE_S).subject
    assert inbox[1].empty(), "once each"


def test_the_owner_is_told_of_every_change_whoever_made_it_how(client: FlaskClient, inbox: tuple[int, Queue[Mail]]):
    person, had = sign_up(client), PASSWORD
    sign_up(client)
    for new in ("the first walk of the year", "the second walk of the year", "the third walk of the year"):
        answer = person.post("/user/password", {"current_password": had, "new_password": new})
        person.token, had = answer.get_json()["token"], new
        deliver(client)
        assert "was changed" in inbox[1].get(timeout=MAIL_DEADLINE_S).subject
    for new in ("the fourth walk of the year", "the fifth walk of the year"):
        client.post("/api/auth/password/forgot", json={"email": person.email})
        body = {"token": token_in(inbox[1].get(timeout=MAIL_DEADLINE_S)), "password": new}
        assert client.post("/api/auth/password/reset", json=body).status_code == 200
        deliver(client)
        assert "was changed" in inbox[1].get(timeout=MAIL_DEADLINE_S).subject
    assert inbox[1].empty(), "once each"


def test_a_changed_password_closes_every_log_in_and_opens_one(client: FlaskClient):
    person = sign_up(client)
    other_device = person.log_in_again()
    person.post("/user/notification_token", {"token": "ExpoPushToken[abc]"})
    answer = person.post("/user/password", {"current_password": PASSWORD, "new_password": NEW})
    assert answer.status_code == 200
    assert person.get("/user/me").status_code == 401
    assert other_device.get("/user/me").status_code == 401
    assert client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).status_code == 401
    person.token = answer.get_json()["token"]
    assert person.get("/user/export").get_json()["notification_tokens"] == ["ExpoPushToken[abc]"]
    assert log_in(client, person.email, PASSWORD) == 401
    assert log_in(client, person.email, NEW) == 200


def test_a_wrong_current_password_changes_nothing_and_keeps_the_app_logged_in(client: FlaskClient):
    person = sign_up(client)
    answer = person.post("/user/password", {"current_password": "wrong", "new_password": NEW})
    assert answer.status_code == 403
    assert answer.get_json()["field"] == "current_password"
    assert person.get("/user/me").status_code == 200
    assert log_in(client, person.email, NEW) == 401


def test_a_new_password_must_be_a_good_one(client: FlaskClient):
    person = sign_up(client)
    for new in ("short", "password123", "qwertyuiop", person.email):
        answer = person.post("/user/password", {"current_password": PASSWORD, "new_password": new})
        assert (answer.status_code, answer.get_json()["field"]) == (400, "new_password")
    assert person.get("/user/me").status_code == 200


def test_a_forgotten_password_is_reset_once_with_the_link_in_the_mail(
    client: FlaskClient, inbox: tuple[int, Queue[Mail]]
):
    person = sign_up(client)
    asked = client.post("/api/auth/password/forgot", json={"email": person.email.upper()})
    mail = inbox[1].get(timeout=MAIL_DEADLINE_S)
    assert mail.to == [person.email]
    unknown = client.post("/api/auth/password/forgot", json={"email": "nobody@nyu.edu"})
    assert (asked.status_code, asked.get_json()) == (unknown.status_code, unknown.get_json())
    body = {"token": token_in(mail), "password": NEW}
    assert client.post("/api/auth/password/reset", json=body | {"password": "short"}).status_code == 400
    assert client.post("/api/auth/password/reset", json=body).status_code == 200
    deliver(client)
    assert "was changed" in inbox[1].get(timeout=MAIL_DEADLINE_S).subject
    assert inbox[1].empty(), "once each"
    again = client.post("/api/auth/password/reset", json=body | {"password": PASSWORD})
    assert again.status_code == 400
    assert again.get_json()["field"] == "token"
    assert person.get("/user/me").status_code == 401
    assert log_in(client, person.email, PASSWORD) == 401
    assert log_in(client, person.email, NEW) == 200
    assert inbox[1].empty()


def test_a_reset_link_ends_with_its_hour_and_with_a_change_of_password(
    client: FlaskClient, inbox: tuple[int, Queue[Mail]]
):
    person = sign_up(client)
    client.post("/api/auth/password/forgot", json={"email": person.email})
    body = {"token": token_in(inbox[1].get(timeout=MAIL_DEADLINE_S)), "password": NEW}
    with time_machine.travel(timedelta(hours=1, seconds=1)):
        assert client.post("/api/auth/password/reset", json=body).status_code == 400
    person.post("/user/password", {"current_password": PASSWORD, "new_password": "third time is the charm"})
    assert client.post("/api/auth/password/reset", json=body).status_code == 400


def test_a_reset_link_used_twice_at_once_is_good_once(
    client: FlaskClient, inbox: tuple[int, Queue[Mail]], monkeypatch: pytest.MonkeyPatch
):
    person = sign_up(client)
    client.post("/api/auth/password/forgot", json={"email": person.email})
    token = token_in(inbox[1].get(timeout=MAIL_DEADLINE_S))
    hashing, together = PasswordHasher.hash, Barrier(2, timeout=MAIL_DEADLINE_S)

    def hash_together(hasher: PasswordHasher, password: str) -> str:
        together.wait()  # both have found the link good by now
        return hashing(hasher, password)

    monkeypatch.setattr(PasswordHasher, "hash", hash_together)
    tries = ("the longest walk of them all", "the shortest walk of them all")
    app = client.application

    def reset(new: str) -> int:
        body = {"token": token, "password": new}
        return app.test_client().post("/api/auth/password/reset", json=body).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(reset, tries))
    assert sorted(statuses) == [200, 400]
    assert log_in(client, person.email, tries[statuses.index(200)]) == 200
    assert log_in(client, person.email, tries[statuses.index(400)]) == 401


def test_a_passphrase_counts_beyond_72_bytes(client: FlaskClient):
    start = "é" * 36
    assert len(start.encode()) == 72
    person = sign_up(client, password=start + " and then some")
    assert log_in(client, person.email, start + " and then some") == 200
    for other in (start, start + " and then", start + " and then some more"):
        assert log_in(client, person.email, other) == 401
    exactly = sign_up(client, password=start)
    assert log_in(client, exactly.email, start) == 200
    assert log_in(client, exactly.email, start + "x") == 401


def test_an_old_plain_bcrypt_hash_still_logs_in_and_is_renewed(client: FlaskClient, app: OpenAPI):
    person = sign_up(client)
    long_password = "a" * 40 + "b" * 60
    old = bcrypt.hashpw(long_password.encode()[:72], bcrypt.gensalt(4)).decode()
    set_hash(app, person.email, old)
    assert log_in(client, person.email, "wrong") == 401
    assert stored_hash(app, person.email) == old
    assert log_in(client, person.email, long_password) == 200
    assert stored_hash(app, person.email).startswith("bcrypt-sha256$")
    assert log_in(client, person.email, long_password) == 200
    assert log_in(client, person.email, long_password[:72]) == 401


def test_another_bcrypt_cost_is_taken_up_at_the_next_log_in(client: FlaskClient, app: OpenAPI, settings: Settings):
    person = sign_up(client)
    cheap = stored_hash(app, person.email)
    assert log_in(client, person.email, PASSWORD) == 200
    assert stored_hash(app, person.email) == cheap
    costlier = create_app(settings.model_copy(update={"bcrypt_rounds": 5}))
    assert log_in(costlier.test_client(), person.email, PASSWORD) == 200
    assert stored_hash(app, person.email).startswith("bcrypt-sha256$$2b$05$")


def set_hash(app: OpenAPI, email: str, hashed: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE users SET password_hash = :h WHERE email = :e"), {"h": hashed, "e": email})


def stored_hash(app: OpenAPI, email: str) -> str:
    with app.app_context(), db.engine.begin() as connection:
        statement = text("SELECT password_hash FROM users WHERE email = :e")
        return str(connection.execute(statement, {"e": email}).scalar_one())
