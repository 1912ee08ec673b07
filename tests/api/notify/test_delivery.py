"""What goes out, when, and what providers' answers do to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from tests.api.notify.conftest import World, utc
from tests.api.notify.test_devices_and_inbox import notice
from tests.simulator.faults import Fault
from violet.models import OutboxRow
from violet.services.notify.kinds import Channel, Kind
from violet.services.notify.notices import outbox_row
from violet.services.notify.outbox import LEASE, Outbox
from violet.services.working.database import writing

NIGHT = "2026-11-19T02:30:00-05:00"


def test_a_push_has_what_the_app_needs(world: World) -> None:
    person = world.person(token="mine")
    world.tell(notice(person, data={"event_id": 1}))
    world.tick()
    (push,) = world.pushed()
    assert (push["title"], push["body"]) == ("Jazz", "Starts at 7 PM")
    inbox_id = person.get("/v1/notifications").get_json()["notifications"][0]["id"]
    assert push["data"] == {
        "event_id": "1", "url": "violetvibes://events/1", "kind": "reminder", "notification_id": str(inbox_id),
    }  # fmt: skip
    (row,) = world.outbox()
    assert (row.state, row.provider, row.provider_id, row.attempts) == ("sent", "expo", "receipt-1", 1)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SAFETY])
def test_nothing_is_sent_in_quiet_hours_but_safety(world: World, kind: Kind) -> None:
    person = world.person(token="mine")
    person.post("/v1/notifications/preferences", {"quiet_hours": {"start": "23:00", "end": "08:00"}})
    world.clock.now = utc(NIGHT)
    world.tell(notice(person, kind=kind), notice(person, kind=Kind.SAFETY, subject="walk:1"))
    world.tick()
    assert [push["data"]["kind"] for push in world.pushed()] == ["safety"]
    assert person.get("/v1/notifications").get_json()["unread"] == 2, "the inbox wakes nobody"
    world.clock.now = utc("2026-11-19T07:59:00-05:00")
    world.tick()
    assert len(world.pushed()) == 1
    world.clock.now = utc("2026-11-19T08:00:00-05:00")
    world.tick()
    assert [push["data"]["kind"] for push in world.pushed()] == ["safety", kind.value]


def test_quiet_hours_are_by_the_clocks_of_the_person_s_campus(world: World) -> None:
    here, there = world.person(token="here"), world.person(token="there")
    for person in (here, there):
        person.post("/v1/notifications/preferences", {"quiet_hours": {"start": "23:00", "end": "08:00"}})
    assert there.post("/user/settings", {"campus": "unimelb"}).status_code == 200
    world.clock.now = utc("2026-11-19T00:30:00+11:00")
    world.tell(notice(here), notice(there))
    world.tick()
    assert [push["to"] for push in world.pushed()] == ["ExponentPushToken[here]"]
    world.clock.now = utc("2026-11-19T08:00:00+11:00")
    world.tick()
    assert [push["to"] for push in world.pushed()][1:] == ["ExponentPushToken[there]"]


@pytest.mark.parametrize("channel", ["push", "inbox"])
def test_nothing_goes_to_who_switched_it_off(world: World, channel: str) -> None:
    person = world.person(token="mine")
    person.post("/v1/notifications/preferences", {"kinds": {"reminder": {channel: False}}})
    world.tell(notice(person))
    world.tick()
    assert len(world.pushed()) == (channel != "push")
    assert person.get("/v1/notifications").get_json()["unread"] == (channel != "inbox")


def test_who_switches_it_off_before_it_is_sent_does_not_get_it(world: World) -> None:
    person = world.person(token="mine")
    world.tell(notice(person))
    person.post("/user/settings", {"notifications_enabled": False})
    world.tick()
    assert world.pushed() == []
    (row,) = world.outbox()
    assert (row.state, row.reason) == ("dropped", "switched_off")


def test_free_time_is_told_once_a_day_and_four_times_a_week(world: World) -> None:
    person = world.person(token="mine")
    sent = []
    for day in range(7):
        for part in range(2):
            world.tell(notice(person, kind=Kind.FREE_TIME, subject="gap", occurrence=f"{day}-{part}"))
        world.tick()
        sent.append(len(world.pushed()))
        world.clock.advance(days=1, minutes=1)
    assert max(later - earlier for earlier, later in zip([0, *sent], sent, strict=False)) == 1
    assert sent[-1] <= 4


def test_a_dead_device_is_forgotten_at_the_ticket_and_at_the_receipt(world: World) -> None:
    person = world.person(token="mine")
    world.simulator.state.set_mode("expo", {"ticket": "DeviceNotRegistered"})
    world.tell(notice(person))
    world.tick()
    assert person.get("/v1/notifications/devices").get_json()["devices"] == []
    assert world.outbox()[0].state == "dead"
    person.post("/v1/notifications/devices", {"kind": "expo", "token": "ExponentPushToken[next]"})
    world.simulator.state.set_mode("expo", {"ticket": None, "receipt": "DeviceNotRegistered", "not_ready": True})
    world.tell(notice(person, occurrence="2"))
    world.tick()
    world.clock.advance(minutes=16)
    assert world.container.courier.check_receipts() == 0
    assert len(person.get("/v1/notifications/devices").get_json()["devices"]) == 1, "nobody knows yet"
    world.simulator.state.set_mode("expo", {"not_ready": False})
    world.clock.advance(minutes=16)
    assert world.container.courier.check_receipts() == 1
    assert person.get("/v1/notifications/devices").get_json()["devices"] == []


def test_a_provider_that_is_down_for_an_hour_delays_and_loses_nothing(world: World) -> None:
    people = [world.person(token=f"phone{number}") for number in range(3)]
    world.simulator.state.set_fault("expo", Fault("status", status=503))
    world.tell(*(notice(person) for person in people))
    for _ in range(60):
        world.tick()
        world.clock.advance(minutes=1)
    assert [row.state for row in world.outbox()] == ["queued"] * 3
    world.simulator.state.set_fault("expo", None)
    world.simulator.state.forget_requests()
    world.clock.advance(minutes=7)
    world.tick()
    assert sorted(push["to"] for push in world.pushed()) == [f"ExponentPushToken[phone{number}]" for number in range(3)]
    assert [row.state for row in world.outbox()] == ["sent"] * 3


def test_what_was_sent_while_the_database_went_away_is_noted_when_it_is_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    courier = world.container.courier
    world.tell(*(notice(world.person(token=f"phone{number}")) for number in range(3)))
    note, down = Outbox.note, OperationalError("", {}, ConnectionError())

    def fail(*args: Any, **options: Any) -> None:
        raise down

    monkeypatch.setattr(Outbox, "note", fail)
    for _ in range(2):
        with pytest.raises(OperationalError):
            courier.deliver()
    monkeypatch.setattr(Outbox, "note", note)
    world.clock.now += LEASE * 2
    assert courier.deliver() == 0
    assert [row.state for row in world.outbox()] == ["sent"] * 3
    assert len(world.pushed()) == 3, "nobody is sent anything twice"


def test_a_second_copy_replaces_the_first_on_the_phone(world: World) -> None:
    world.tell(notice(world.person(token="mine")))
    outbox = Outbox(world.clock)
    outbox.begin(outbox.claim(10))
    world.tick()
    world.clock.now += LEASE
    world.tick()
    (push,) = world.pushed()
    assert push["collapseId"] == push["tag"]
    assert len(push["tag"]) == 32


def test_a_retry_waits_as_long_as_the_provider_asks(world: World) -> None:
    person = world.person(token="mine")
    world.simulator.state.set_fault("expo", Fault("status", status=429, retry_after="120", times=1))
    world.tell(notice(person))
    world.tick()
    world.clock.advance(seconds=119)
    world.tick()
    assert world.outbox()[0].state == "queued"
    world.clock.advance(seconds=2)
    world.tick()
    assert world.outbox()[0].state == "sent"


def test_what_is_too_late_to_be_of_use_is_not_sent(world: World) -> None:
    person = world.person(token="mine")
    world.tell(notice(person, expires_at=world.clock() + timedelta(minutes=5)))
    world.clock.advance(minutes=6)
    world.tick()
    assert world.pushed() == []
    assert world.outbox()[0].reason == "expired"


def test_a_sender_that_died_before_asking_leaves_nothing_twice(world: World) -> None:
    person = world.person(token="mine")
    world.tell(notice(person))
    outbox = Outbox(world.clock)
    (claimed,) = outbox.claim(10)
    assert not claimed.ambiguous
    assert outbox.claim(10) == [], "it is the other sender's"
    world.clock.now += LEASE
    world.tick()
    assert len(world.pushed()) == 1


def sms(world: World, **fields: Any) -> None:
    person = world.person()
    row = outbox_row(
        notice(person, kind=Kind.SAFETY, url="https://violet.example/s/k3"), Channel.SMS, "", world.clock()
    )
    row |= {"address": world.container.identity.cipher.encrypt("+12125550123")} | fields
    with writing() as connection:
        connection.execute(insert(OutboxRow).values(row))


def test_a_text_message_whose_sender_died_in_between_is_looked_for_first(world: World) -> None:
    twilio: Any = world.simulator.state.upstreams["twilio"]
    sms(world, body="Ada has not arrived: https://violet.example/s/k3")
    outbox = Outbox(world.clock)
    claimed = outbox.claim(10)
    outbox.begin(claimed)
    twilio.messages.append(
        {"sid": "SM1", "to": "+12125550123", "body": "Ada has not arrived: https://violet.example/s/k3"}
    )
    world.clock.now += LEASE
    world.tick()
    assert len(twilio.messages) == 1
    (row,) = world.outbox()
    assert (row.state, row.provider_id) == ("sent", "SM1")


def test_a_text_message_the_provider_never_got_is_sent(world: World) -> None:
    twilio: Any = world.simulator.state.upstreams["twilio"]
    sms(world, body="Ada has not arrived: https://violet.example/s/k3")
    outbox = Outbox(world.clock)
    outbox.begin(outbox.claim(10))
    world.clock.now += LEASE
    world.tick()
    assert [one["body"] for one in twilio.messages] == ["Ada has not arrived: https://violet.example/s/k3"]
