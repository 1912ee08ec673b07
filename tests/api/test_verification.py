"""Confirming an e-mail address where the setting asks for it, and sign-up for certain domains only."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Queue

import pytest
from flask.testing import FlaskClient

from tests.api.people import PASSWORD, sign_up
from tests.api.test_passwords import MAIL_DEADLINE_S, token_in
from tests.conftest import make_settings
from tests.smtp import Mail, smtp_server
from violet.settings import Settings


@pytest.fixture
def inbox() -> Iterator[tuple[int, Queue[Mail]]]:
    with smtp_server() as server:
        yield server


@pytest.fixture
def settings(database_url: str, inbox: tuple[int, Queue[Mail]]) -> Settings:
    return make_settings(
        database_url=database_url, smtp_host="127.0.0.1", smtp_port=inbox[0], smtp_security="none",
        email_verification="required", signup_email_domains=("nyu.edu", "stern.nyu.edu"),
    )  # fmt: skip


def test_until_confirmed_an_account_can_only_be_looked_at_and_left(client: FlaskClient, inbox: tuple[int, Queue[Mail]]):
    person = sign_up(client, "ana@stern.nyu.edu")
    assert person.user["email_verified"] is False
    refused = person.post("/user/preferences", {"interests": "jazz"})
    assert (refused.status_code, refused.get_json()["code"]) == (403, "email_unverified")
    assert person.get("/user/me").status_code == 200
    assert person.get("/user/export").status_code == 200
    mail = inbox[1].get(timeout=MAIL_DEADLINE_S)
    assert mail.to == [person.email]
    assert client.post("/api/auth/email/verify", json={"token": token_in(mail)}).status_code == 200
    assert person.post("/user/preferences", {"interests": "jazz"}).status_code == 200
    assert person.get("/user/me").get_json()["email_verified"] is True
    again = client.post("/api/auth/email/verify", json={"token": token_in(mail)})
    assert (again.status_code, again.get_json()["field"]) == (400, "token")


def test_the_mail_can_be_sent_again_until_it_is_of_no_more_use(client: FlaskClient, inbox: tuple[int, Queue[Mail]]):
    person = sign_up(client)
    inbox[1].get(timeout=MAIL_DEADLINE_S)
    assert person.post("/auth/email/resend").status_code == 200
    mail = inbox[1].get(timeout=MAIL_DEADLINE_S)
    assert client.post("/api/auth/email/verify", json={"token": token_in(mail)}).status_code == 200
    assert person.post("/auth/email/resend").status_code == 200
    client.post("/api/auth/password/forgot", json={"email": person.email})
    assert "Reset" in inbox[1].get(timeout=MAIL_DEADLINE_S).subject, "no further mail to confirm came before this one"


def test_a_reset_by_mail_confirms_the_address_as_well(client: FlaskClient, inbox: tuple[int, Queue[Mail]]):
    person = sign_up(client)
    inbox[1].get(timeout=MAIL_DEADLINE_S)
    client.post("/api/auth/password/forgot", json={"email": person.email})
    body = {"token": token_in(inbox[1].get(timeout=MAIL_DEADLINE_S)), "password": "an even longer walk"}
    assert client.post("/api/auth/password/reset", json=body).status_code == 200
    assert person.log_in_again("an even longer walk").user["email_verified"] is True


def test_sign_up_is_for_the_given_domains(client: FlaskClient):
    for email in ("ana@gmail.com", "ana@evil-nyu.edu", "ana@nyu.edu.evil.com", "ana@tisch.nyu.edu"):
        answer = client.post("/api/auth/signup", json={"email": email, "password": PASSWORD})
        assert (answer.status_code, answer.get_json()["field"]) == (400, "email")
        assert "nyu.edu or stern.nyu.edu" in answer.get_json()["error"]
    assert sign_up(client, "ana@nyu.edu").user["email"] == "ana@nyu.edu"
