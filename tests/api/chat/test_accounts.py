"""Conversations of people with an account, on both databases."""

from __future__ import annotations

from tests.api.chat.conftest import TANDON, Device, MakeDevice, ids
from tests.api.people import sign_up
from violet.api.support.documentation import DocumentedApp


def test_a_stranger_who_knows_an_account_number_learns_nothing(app: DocumentedApp, device: MakeDevice):
    person = sign_up(app.test_client())
    Device(app.test_client(), TANDON, person.headers).say("quiet library")
    for guess in (f"user-{person.user['id']}", f"conversation-user-{person.user['id']}", f"{person.user['id']:08d}"):
        assert device().say("the second one", session_id=guess)["places"] == []


def test_a_signed_in_person_goes_on_talking_on_another_device(app: DocumentedApp):
    person = sign_up(app.test_client())
    phone = Device(app.test_client(), TANDON, person.headers)
    tablet = Device(app.test_client(), TANDON, person.log_in_again().headers)
    first = phone.say("quiet library")
    assert ids(tablet.say("the second one")) == ids(first)[1:2]
    tablet.client.post("/api/chat", json={"message": "", "clear_session": True}, headers=tablet.headers)
    assert phone.say("the second one")["places"] == []
