"""Changing JWT_SECRET and FIELD_ENCRYPTION_KEYS under people who are logged in, on both databases."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from cryptography.fernet import Fernet
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from prometheus_client import REGISTRY
from sqlalchemy import text

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.app import create_app
from violet.extensions import db

SECRETS = ("first secret " * 4, "second secret " * 4)
KEYS = (Fernet.generate_key().decode(), Fernet.generate_key().decode())
ADDRESS = "370 Jay St, Brooklyn"
PHONE = "ExpoPushToken[abc]"


def app_with(database_url: str, *, secret: str, keys: tuple[str, ...], previous: str | None = None) -> OpenAPI:
    return create_app(
        make_settings(
            database_url=database_url, jwt_secret=secret, jwt_secret_previous=previous, field_encryption_keys=keys
        )
    )


def on(app: OpenAPI, person: Person) -> Person:
    """The same person with the same tokens, calling another app."""
    return Person(app.test_client(), person.email, person.token, person.refresh_token, person.user)


def before(database_url: str) -> Person:
    person = sign_up(app_with(database_url, secret=SECRETS[0], keys=KEYS[:1]).test_client())
    person.post("/user/profile", {"home_address": ADDRESS})
    person.post("/user/notification_token", {"token": PHONE})
    return person


def refresh(client: FlaskClient, token: str) -> int:
    return client.post("/api/auth/refresh", json={"refresh_token": token}).status_code


def test_with_the_previous_secret_and_key_nobody_notices(database_url: str):
    rotated = app_with(database_url, secret=SECRETS[1], previous=SECRETS[0], keys=(KEYS[1], KEYS[0]))
    person = on(rotated, before(database_url))
    assert person.get("/user/me").get_json()["home_address"] == ADDRESS
    assert person.get("/user/export").get_json()["notification_tokens"] == [PHONE]
    answer = person.client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token})
    assert answer.status_code == 200
    alone = app_with(database_url, secret=SECRETS[1], keys=(KEYS[1], KEYS[0]))
    person.token = answer.get_json()["token"]
    assert on(alone, person).get("/user/me").status_code == 200, "new tokens are signed with the new secret"


def test_without_the_previous_secret_old_tokens_end_cleanly(database_url: str):
    alone = app_with(database_url, secret=SECRETS[1], keys=(KEYS[1], KEYS[0]))
    person = on(alone, before(database_url))
    answer = person.get("/user/me")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthorized")
    assert refresh(person.client, person.refresh_token) == 401
    assert person.log_in_again().user["home_address"] == ADDRESS


def test_without_the_old_key_an_address_is_absent_and_can_be_written_anew(database_url: str):
    alone = app_with(database_url, secret=SECRETS[0], keys=KEYS[1:])
    person = on(alone, before(database_url))
    me = person.get("/user/me")
    assert (me.status_code, me.get_json()["home_address"]) == (200, None)
    assert person.get("/user/export").get_json()["notification_tokens"] == []
    assert person.post("/user/profile", {"home_address": ADDRESS}).get_json()["home_address"] == ADDRESS


def test_after_reencryption_the_old_key_is_not_missed(database_url: str):
    person = before(database_url)
    rotated = app_with(database_url, secret=SECRETS[0], keys=(KEYS[1], KEYS[0]))
    result = rotated.test_cli_runner().invoke(args=["users", "reencrypt"])
    assert (result.exit_code, result.output) == (0, "Renewed 2 fields.\n")
    person = on(app_with(database_url, secret=SECRETS[0], keys=KEYS[1:]), person)
    assert person.get("/user/me").get_json()["home_address"] == ADDRESS
    assert person.get("/user/export").get_json()["notification_tokens"] == [PHONE]


def test_reencryption_without_the_old_key_says_so_and_spoils_nothing(database_url: str):
    person = before(database_url)
    alone = app_with(database_url, secret=SECRETS[0], keys=KEYS[1:])
    result = alone.test_cli_runner().invoke(args=["users", "reencrypt"])
    assert result.exit_code == 1
    assert "2 fields" in result.output
    assert person.get("/user/me").get_json()["home_address"] == ADDRESS


def test_roles_are_given_on_the_command_line(app: OpenAPI, client: FlaskClient):
    person = sign_up(client)
    runner = app.test_cli_runner()
    for command, role in (("promote", "admin"), ("demote", "user")):
        result = runner.invoke(args=["users", command, f" {person.email.upper()}"])
        assert (result.exit_code, result.output) == (0, f"Account {person.user['id']} is now: {role}.\n")
        assert person.get("/user/export").get_json()["account"]["role"] == role
    for nobody in ("nobody@nyu.edu", "no address"):
        result = runner.invoke(args=["users", "promote", nobody])
        assert result.exit_code == 1
        assert re.match(r"Error: \w.*\.\n", result.output)
    with app.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM users WHERE role = 'admin'")).scalar_one() == 0


# The one way to change a secret, in three deployments: (secret, previous, keys) before, after each, and at the end.
DEPLOYMENTS = (
    (SECRETS[0], None, KEYS[:1]),
    (SECRETS[0], SECRETS[1], (KEYS[0], KEYS[1])),
    (SECRETS[1], SECRETS[0], (KEYS[1], KEYS[0])),
    (SECRETS[1], None, KEYS[1:]),
)


def test_each_step_serves_beside_the_one_before_it(database_url: str):
    """While a deployment goes on, an old and a new instance serve the same people, who notice nothing."""
    apps = [
        app_with(database_url, secret=secret, previous=previous, keys=keys) for secret, previous, keys in DEPLOYMENTS
    ]
    person = sign_up(apps[0].test_client())
    for old, new in pairwise(apps):
        for written_by, read_by in ((old, new), (new, old)):
            there = on(written_by, person).log_in_again()
            there.post("/user/profile", {"home_address": ADDRESS})
            here = on(read_by, there)
            assert here.get("/user/me").get_json()["home_address"] == ADDRESS
            refreshed = here.client.post("/api/auth/refresh", json={"refresh_token": there.refresh_token})
            assert refreshed.status_code == 200
            there.token = refreshed.get_json()["token"]
            assert there.get("/user/me").status_code == 200, "tokens of either are good with the other"
        if new is apps[2]:
            assert new.test_cli_runner().invoke(args=["users", "reencrypt"]).exit_code == 0


def test_a_field_that_fits_no_key_is_logged_and_counted(database_url: str, capsys: pytest.CaptureFixture[str]):
    person = before(database_url)
    alone = app_with(database_url, secret=SECRETS[0], keys=KEYS[1:])
    count = REGISTRY.get_sample_value("violet_unreadable_fields_total") or 0
    assert on(alone, person).get("/user/me").get_json()["home_address"] is None
    assert REGISTRY.get_sample_value("violet_unreadable_fields_total") == count + 1
    said = capsys.readouterr().err
    assert "field_fits_no_key" in said
    assert ADDRESS not in said
