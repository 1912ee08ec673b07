"""RSVPs, reminders and changes of events."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.events.conftest import NEW_YORK
from tests.api.notify.conftest import EVENT_ID, World
from tests.api.people import PASSWORD, Person

KIMMEL_IS_NEAR: dict[str, Any] = {"latitude": 40.7308, "longitude": -73.9973}


def going(person: Person, event_id: int = EVENT_ID, /, **fields: Any) -> dict[str, Any]:
    answer = person.post(f"/v1/events/{event_id}/rsvp", {"status": "going", **fields})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_an_answer_is_remembered_changed_and_taken_back(world: World) -> None:
    person, event_id = world.person(), world.add_event()
    start = world.clock() + timedelta(hours=3)
    answer = going(person, remind_minutes_before=60)
    assert answer["event_id"] == event_id
    assert answer["status"] == "going"
    assert datetime.fromisoformat(answer["remind_at"]) == start - timedelta(minutes=60)
    assert answer["remind_at"].endswith("-05:00")
    (mine,) = person.get("/v1/events/mine").get_json()["events"]
    assert (mine["name"], mine["status"], mine["remind_minutes_before"]) == ("Jazz night", "going", 60)
    person.post(f"/v1/events/{event_id}/rsvp", {"status": "interested"})
    (mine,) = person.get("/v1/events/mine").get_json()["events"]
    assert (mine["status"], mine["remind_at"]) == ("interested", None)
    assert b"Jazz night" in person.get("/v1/events/mine.ics").data
    gone = person.post(f"/v1/events/{event_id}/rsvp", {"status": "none"}).get_json()
    assert (gone["status"], gone["remind_at"]) == ("none", None)
    assert person.get("/v1/events/mine").get_json() == {"events": []}


def test_what_cannot_be_answered(world: World) -> None:
    person, event_id = world.person(), world.add_event()
    assert person.post("/v1/events/1/rsvp", {"status": "going"}).status_code == 404
    assert world.client.post(f"/api/v1/events/{event_id}/rsvp", json={"status": "going"}).status_code == 401
    assert world.client.get("/api/v1/events/mine").status_code == 401
    for body in (
        {},
        {"status": "maybe"},
        {"status": "going", "remind_minutes_before": -1},
        {"status": "going", "remind_minutes_before": 10081},
    ):
        assert person.post(f"/v1/events/{event_id}/rsvp", body).status_code == 400
    half = person.post(f"/v1/events/{event_id}/rsvp", {"status": "going", "latitude": 40.7})
    assert half.status_code == 400


def test_a_reminder_comes_once_at_its_minute(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    going(person, remind_minutes_before=60)
    world.clock.advance(hours=1, minutes=59)
    world.tick()
    assert world.pushed() == []
    world.clock.advance(minutes=1)
    for _ in range(5):
        world.tick()
        world.clock.advance(seconds=10)
    (push,) = world.pushed()
    assert (push["title"], push["body"]) == ("Jazz night", "Starts at 6 PM · Kimmel Center")
    assert push["data"]["url"] == f"violetvibes://events/{EVENT_ID}"
    (told,) = person.get("/v1/notifications").get_json()["notifications"]
    assert (told["kind"], told["data"]["event_id"]) == ("reminder", EVENT_ID)
    assert person.get("/v1/events/mine").get_json()["events"][0]["remind_at"] is None


def test_the_walk_is_counted(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    answer = going(person, remind_minutes_before=0, **KIMMEL_IS_NEAR)
    walk = answer["walk_minutes"]
    assert walk >= 1
    due = datetime.fromisoformat(answer["remind_at"])
    assert due == world.clock() + timedelta(hours=3) - timedelta(minutes=walk)
    world.clock.now = due
    world.tick()
    assert world.pushed()[0]["body"] == f"Leave now: {walk} minutes to Kimmel Center"


def test_a_reminder_speaks_the_phones_language(world: World) -> None:
    person, _ = world.person(token="mine", locale="es-MX"), world.add_event()
    going(person, remind_minutes_before=30)
    world.clock.advance(hours=2, minutes=30)
    world.tick()
    assert world.pushed()[0]["body"] == "Empieza: 18:00 · Kimmel Center"


def test_a_reminder_taken_back_does_not_come(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    going(person, remind_minutes_before=60)
    going(person)
    world.clock.advance(hours=2)
    world.tick()
    assert world.pushed() == []


def test_a_server_that_was_away_reminds_late_but_not_after_the_start(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    late = world.add_event(id=2, source_id="2", hours=5, title="Later")
    going(person, remind_minutes_before=170)
    going(person, late, remind_minutes_before=60)
    world.clock.advance(hours=4, minutes=10)
    world.tick()
    assert [push["title"] for push in world.pushed()] == ["Later"]


def test_a_change_is_told_once_a_change(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    going(person, remind_minutes_before=60)
    new_start = world.clock() + timedelta(hours=4)
    for fields, said in (
        ({"starts_at": new_start}, "Now at 7 PM"),
        ({"venue": "Bobst"}, "New place: Bobst"),
        ({"venue": "Kimmel Center"}, "New place: Kimmel Center"),
        ({"venue": "Bobst"}, "New place: Bobst"),
        ({"cancelled": True}, "Cancelled"),
        ({"cancelled": False}, "Back on at 7 PM"),
    ):
        world.simulator.state.forget_requests()
        world.change_event(**fields)
        world.tick()
        world.tick()
        assert [push["body"] for push in world.pushed()] == [said]
    assert person.get("/v1/notifications").get_json()["unread"] == 6


def test_a_reminder_moves_with_its_event(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    going(person, remind_minutes_before=60)
    world.change_event(starts_at=world.clock() + timedelta(hours=5), over_at=world.clock() + timedelta(hours=7))
    world.tick()
    remind_at = person.get("/v1/events/mine").get_json()["events"][0]["remind_at"]
    assert datetime.fromisoformat(remind_at) == (world.clock() + timedelta(hours=4)).astimezone(NEW_YORK)


def test_a_title_or_an_image_is_no_change_worth_telling(world: World) -> None:
    person, _ = world.person(token="mine"), world.add_event()
    going(person)
    world.change_event(title="Jazz Night!", description="More", fingerprint="g")
    world.tick()
    assert world.pushed() == []


def test_many_changes_at_once_go_out_as_one(world: World) -> None:
    person = world.person(token="mine")
    for number in range(1, 5):
        going(person, world.add_event(id=number, source_id=str(number), title=f"Event {number}"))
        world.change_event(number, cancelled=True)
    world.tick()
    (push,) = world.pushed()
    assert push["title"] == "4 of your events changed"
    assert person.get("/v1/notifications").get_json()["unread"] == 4


def test_a_changed_password_is_told_by_mail_to_the_address_of_before(world: World) -> None:
    person = world.person(token="mine")
    changed = person.post("/user/password", {"current_password": PASSWORD, "new_password": "another long password"})
    assert changed.status_code == 200
    mails = [row for row in world.outbox() if row.channel == "email"]
    assert len(mails) == 1
    assert world.container.identity.cipher.decrypt(mails[0].address) == person.email
    assert "password" in mails[0].title.lower()
    person.token = changed.get_json()["token"]
    assert person.get("/v1/notifications").get_json()["notifications"][0]["kind"] == "security"


@pytest.mark.parametrize("bad", [{"notifications_enabled": False}])
def test_a_security_mail_goes_out_whatever_is_switched_off(
    world: World, bad: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    person = world.person()
    person.post("/user/settings", bad)
    off = {"kinds": {"security": {"email": False, "push": False}}}
    assert person.post("/v1/notifications/preferences", off).status_code == 200
    person.post("/user/password", {"current_password": PASSWORD, "new_password": "another long password"})
    world.tick()
    assert f"--- mail to {person.email}: Your password was changed" in capsys.readouterr().err
