"""Trusted contacts: asked once, told nothing before they agree, and left alone for good when they say so."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Any
from urllib.parse import unquote_plus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.api.people import Person
from tests.api.together.conftest import World, ok, refused
from violet.models import ContactRow, OutboxRow
from violet.services.together import contacts
from violet.services.working.database import reading

PHONE = "+12125550123"


def add(person: Person, **fields: Any) -> dict[str, Any]:
    return dict(ok(person.post("/v1/contacts", {"name": "Mom", **fields}), 201)["contact"])


def outbox(recipient: str = "contact:") -> list[Any]:
    with reading() as connection:
        rows = connection.execute(select(OutboxRow.__table__).order_by(OutboxRow.id))
        return [row for row in rows if row.recipient.startswith(recipient)]


def token_to(world: World, contact: dict[str, Any]) -> str:
    """The link of the request, as it goes out."""
    [row] = [row for row in outbox(f"contact:{contact['id']}") if row.subject.startswith("contact:")]
    assert row.data["url"] in row.body or row.channel == "email"
    return str(row.data["url"].rpartition("/c/")[2])


def confirm(world: World, contact: dict[str, Any]) -> None:
    answer = world.client.post(f"/api/v1/consent/{token_to(world, contact)}", json={"answer": "confirm"})
    assert ok(answer)["state"] == "confirmed"


def test_a_contact_is_asked_by_text_message_or_mail(world: World):
    ada = world.person()
    mom = add(ada, phone="(212) 555-0123")
    dad = add(ada, name="Dad", email="Dad@Example.com ")
    assert (mom["phone"], mom["email"], mom["state"]) == (PHONE, None, "pending")
    assert (dad["phone"], dad["email"]) == (None, "dad@example.com")
    assert ok(ada.get("/v1/contacts")) == {"contacts": [mom, dad], "next": None}
    while world.container.courier.deliver():
        pass
    [sent] = world.simulator.state.requests("twilio")
    assert "Ada" in unquote_plus(sent.body.decode())
    assert [row.state for row in outbox()] == ["sent", "sent"]


def test_looking_at_the_link_changes_nothing_and_the_button_does(world: World):
    ada = world.person()
    mom = add(ada, phone=PHONE)
    token = token_to(world, mom)
    assert ok(world.client.get(f"/api/v1/consent/{token}")) == {"first_name": "Ada", "name": "Mom", "state": "pending"}
    page = world.client.get(f"/c/{token}")
    assert page.status_code == 200
    assert "Ada would like you as a trusted contact" in page.text
    assert ok(ada.get("/v1/contacts"))["contacts"][0]["state"] == "pending"
    pressed = world.client.post(f"/c/{token}", data={"answer": "confirm"})
    assert "You are Ada's trusted contact" in pressed.text or "You are Ada&#39;s trusted contact" in pressed.text
    assert ok(ada.get("/v1/contacts"))["contacts"][0]["state"] == "confirmed"
    world.client.post(f"/c/{token}", data={"answer": "stop"})
    assert ok(ada.get("/v1/contacts"))["contacts"][0]["state"] == "stopped"
    assert world.client.post(f"/c/{token}", data={"answer": "anything"}).status_code == 200


def test_links_that_are_none_lead_nowhere(world: World):
    for token in ("x", "a" * 150, "%00", "..%2f"):
        assert world.client.get(f"/c/{token}").status_code == 404
        assert world.client.get(f"/s/{token}").status_code == 404
        assert world.client.get(f"/api/v1/consent/{token}").status_code == 404
        assert world.client.get(f"/api/v1/shared/{token}").status_code == 404


def test_whoever_stopped_is_asked_by_nobody(world: World):
    ada, ben = world.person(), world.person("Ben")
    mom = add(ada, phone=PHONE)
    token = token_to(world, mom)
    ok(world.client.post(f"/api/v1/consent/{token}", json={"answer": "stop"}))
    assert [row.state for row in outbox()] == ["dropped"], "what was not out yet stays here"
    ok(ada.delete(f"/v1/contacts/{mom['id']}"))
    assert add(ada, phone=PHONE)["state"] == "stopped"
    assert add(ben, phone=PHONE)["state"] == "stopped"
    assert len(outbox()) == 1
    assert contacts.stop_address(world.container.together, "+442071838750") == 0


def test_three_requests_an_hour_go_out_and_removing_contacts_buys_none(world: World):
    ada = world.person()
    for number in range(3):
        contact = add(ada, email=f"friend{number}@example.com")
        ok(ada.delete(f"/v1/contacts/{contact['id']}"))
    answer = ada.post("/v1/contacts", {"name": "Four", "email": "friend4@example.com"})
    assert refused(answer, 429)["code"] == "rate_limited"
    assert 3500 < int(answer.headers["Retry-After"]) <= 3601
    assert ok(ada.get("/v1/contacts"))["contacts"] == []
    world.clock.advance(hours=1, seconds=1)
    add(ada, email="friend4@example.com")


def test_one_address_is_asked_three_times_a_day_whoever_asks(world: World):
    for number in range(3):
        add(world.person(f"P{number}"), phone=PHONE)
    refused(world.person("P4").post("/v1/contacts", {"name": "Mom", "phone": PHONE}), 429)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "Mom"}, None),
        ({"name": "Mom", "phone": PHONE, "email": "mom@example.com"}, None),
        ({"name": "", "phone": PHONE}, "name"),
        ({"name": "Mom", "phone": "911"}, "phone"),
        ({"name": "Mom", "phone": "+0123456789"}, "phone"),
        ({"name": "Mom", "phone": "call me"}, "phone"),
        ({"name": "Mom", "phone": "٢١٢٥٥٥٠١٢٣"}, "phone"),
        ({"name": "Mom", "email": "mom"}, "email"),
        ({"name": "Mom", "email": "mom@example.com\r\nBcc: all@example.com"}, "email"),
    ],
)
def test_what_is_no_contact_is_refused(world: World, body: dict[str, Any], field: str | None):
    answer = refused(world.person().post("/v1/contacts", body), 400)
    assert answer.get("field") == field
    assert outbox() == []


def test_contacts_are_sealed_and_somebody_elses_are_not_there(world: World):
    ada, eve = world.person(), world.person("Eve")
    mom = add(ada, name="Canary Mom", phone=PHONE)
    refused(ada.post("/v1/contacts", {"name": "Again", "phone": "212 555 0123"}), 409)
    refused(eve.delete(f"/v1/contacts/{mom['id']}"), 404)
    refused(ada.delete("/v1/contacts/99999"), 404)
    assert ok(eve.get("/v1/contacts"))["contacts"] == []
    with reading() as connection:
        rows = str(list(connection.execute(select(ContactRow.__table__))))
        rows += str(list(connection.execute(select(OutboxRow.address, OutboxRow.recipient, OutboxRow.target))))
    assert "Canary" not in rows
    assert "5550123" not in rows
    assert token_to(world, mom) not in rows
    [exported] = ok(ada.get("/user/export"))["contacts"]
    assert (exported["name"], exported["address"], exported["state"]) == ("Canary Mom", PHONE, "pending")


def test_the_pages_load_nothing_and_ask_to_be_left_out_of_searches(world: World):
    ada = world.person()
    client: FlaskClient = world.client
    page = client.get(f"/c/{token_to(world, add(ada, phone=PHONE))}")
    assert re.findall(r"(?:src|href|action)=\"?(?:https?:)?//", page.text) == []
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    policies = page.headers.getlist("Content-Security-Policy")
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "unsafe-inline" not in policies[0]


def test_stop_by_text_message_ends_it_where_twilio_signed_it(world: World):
    ada = world.person()
    mom = add(ada, phone=PHONE)
    agreed = world.client.post(f"/api/v1/consent/{token_to(world, mom)}", json={"answer": "confirm"})
    assert ok(agreed)["state"] == "confirmed"
    settings = world.container.settings
    fields = {"From": PHONE, "To": "+12125550100", "Body": " Stop\n", "MessageSid": "SM1"}
    signed = f"{settings.public_base_url}/api/v1/sms/replies" + "".join(
        f"{name}{fields[name]}" for name in sorted(fields)
    )
    assert settings.twilio_auth_token is not None
    digest = hmac.new(settings.twilio_auth_token.encode(), signed.encode(), hashlib.sha1).digest()
    good = base64.b64encode(digest).decode()
    for signature, body in (("", fields), ("AAAA", fields), (good, fields | {"From": "+12125550199"})):
        answer = world.client.post("/api/v1/sms/replies", data=body, headers={"X-Twilio-Signature": signature})
        refused(answer, 403)
    assert ok(ada.get("/v1/contacts"))["contacts"][0]["state"] == "confirmed"
    answer = world.client.post("/api/v1/sms/replies", data=fields, headers={"X-Twilio-Signature": good})
    assert answer.status_code == 204
    assert ok(ada.get("/v1/contacts"))["contacts"][0]["state"] == "stopped"
