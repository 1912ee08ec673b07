"""Conversations of people with an account, on both databases."""

from __future__ import annotations

import pytest

from tests.api.chat.conftest import TANDON, Device, MakeDevice, ids
from tests.api.people import sign_up
from violet.api.support.documentation import DocumentedApp


def test_a_stranger_who_knows_an_account_number_learns_nothing(app: DocumentedApp, device: MakeDevice):
    person = sign_up(app.test_client())
    Device(app.test_client(), TANDON, person.headers).say("quiet library")
    for guess in (f"user-{person.user['id']}", f"conversation-user-{person.user['id']}", f"{person.user['id']:08d}"):
        assert device().say("the second one", session_id=guess)["places"] == []


@pytest.mark.parametrize("question", ["how do I get home?", "How long is the walk home?", "directions home"])
def test_the_way_home_leads_to_the_address_of_the_profile(app: DocumentedApp, question: str):
    person = sign_up(app.test_client())
    person.post("/user/profile", {"home_address": "Bobst Library"})
    answer = Device(app.test_client(), TANDON, person.headers).say(question)
    assert [card["name"] for card in answer["places"]] == ["Home"]
    assert answer["places"][0]["location"]["lat"] == pytest.approx(40.7295, abs=0.001)
    assert answer["reply"].startswith("Home is ")
    assert "Bobst" not in str(answer), "a conversation keeps what was said"


def test_who_has_no_home_is_told_where_to_say_it(app: DocumentedApp, device: MakeDevice):
    assert "Save your home address in your profile" in device().say("how do I get home?")["reply"]
    person = sign_up(app.test_client())
    person.post("/user/profile", {"home_address": "99999 Nowhere Boulevard"})
    lost = Device(app.test_client(), TANDON, person.headers).say("how do I get home?")
    assert "can't find your home address" in lost["reply"]
    assert lost["places"] == []


def test_a_signed_in_person_goes_on_talking_on_another_device(app: DocumentedApp):
    person = sign_up(app.test_client())
    phone = Device(app.test_client(), TANDON, person.headers)
    tablet = Device(app.test_client(), TANDON, person.log_in_again().headers)
    first = phone.say("quiet library")
    assert ids(tablet.say("the second one")) == ids(first)[1:2]
    tablet.client.post("/api/chat", json={"message": "", "clear_session": True}, headers=tablet.headers)
    assert phone.say("the second one")["places"] == []
