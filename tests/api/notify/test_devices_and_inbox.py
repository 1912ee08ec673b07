"""Devices, the inbox and preferences through the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.notify.conftest import World
from tests.api.people import Person
from violet.services.notify.kinds import Kind
from violet.services.notify.notices import Notice

SUBSCRIPTION = {
    "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "keys": {"p256dh": "B" * 87, "auth": "a" * 22},
}


def notice(person: Person, **fields: Any) -> Notice:
    own: dict[str, Any] = {
        "user_id": person.user["id"], "kind": Kind.REMINDER, "subject": "event:1", "occurrence": "1", "title": "Jazz",
        "body": "Starts at 7 PM", "url": "violetvibes://events/1",
    }  # fmt: skip
    return Notice(**(own | fields))


def test_devices_are_added_listed_and_removed(world: World) -> None:
    person, other = world.person(), world.person()
    for body in (
        {"kind": "expo", "token": "ExponentPushToken[a]", "locale": "es-MX"},
        {"kind": "apns", "token": "ab" * 32},
        {"kind": "fcm", "token": "a-token-of-a-phone-by-google:123"},
        {"kind": "webpush", "subscription": SUBSCRIPTION},
    ):
        answer = person.post("/v1/notifications/devices", body)
        assert answer.status_code == 201, answer.text
    listed = person.get("/v1/notifications/devices").get_json()["devices"]
    assert [one["kind"] for one in listed] == ["expo", "apns", "fcm", "webpush"]
    assert listed[0]["locale"] == "es-MX"
    assert "ExponentPushToken" not in person.get("/v1/notifications/devices").text
    device_id = listed[0]["id"]
    assert other.delete(f"/v1/notifications/devices/{device_id}").status_code == 404
    assert person.delete(f"/v1/notifications/devices/{device_id}").status_code == 200
    assert person.delete(f"/v1/notifications/devices/{device_id}").status_code == 404
    assert len(person.get("/v1/notifications/devices").get_json()["devices"]) == 3


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "pigeon", "token": "x"},
        {"kind": "expo", "token": "x"},
        {"kind": "expo"},
        {"kind": "apns", "token": "not hex"},
        {"kind": "webpush", "token": "ExponentPushToken[a]"},
        {"kind": "webpush", "subscription": {"endpoint": "http://evil.example/x", "keys": SUBSCRIPTION["keys"]}},
        {"kind": "webpush", "subscription": {"endpoint": SUBSCRIPTION["endpoint"]}},
        {"kind": "expo", "token": "ExponentPushToken[a]", "locale": "not a locale"},
    ],
)
def test_what_is_no_device_is_refused(world: World, body: dict[str, Any]) -> None:
    assert world.person().post("/v1/notifications/devices", body).status_code == 400


def test_a_token_moves_with_its_last_owner(world: World) -> None:
    first, second = world.person(token="shared"), world.person()
    world.tell(notice(first))
    second.post("/v1/notifications/devices", {"kind": "expo", "token": "ExponentPushToken[shared]"})
    assert first.get("/v1/notifications/devices").get_json()["devices"] == []
    world.tick()
    assert world.pushed() == [], "what was meant for the first owner is not shown to the second"
    world.tell(notice(second))
    world.tick()
    assert [one["to"] for one in world.pushed()] == ["ExponentPushToken[shared]"]


def test_a_device_goes_with_its_log_in(world: World) -> None:
    person = world.person(token="mine")
    again = person.log_in_again()
    person.post("/auth/logout")
    assert again.get("/v1/notifications/devices").get_json()["devices"] == []


def test_the_apps_way_of_registering_makes_a_device(world: World) -> None:
    person = world.person()
    for token, kind in (("ExponentPushToken[old]", "expo"), ("cd" * 32, "apns")):
        assert person.post("/user/notification_token", {"token": token}).status_code == 200
        assert person.get("/v1/notifications/devices").get_json()["devices"][-1]["kind"] == kind


def test_the_inbox_has_pages_and_what_is_read(world: World) -> None:
    person, other = world.person(), world.person()
    for number in range(5):
        world.tell(notice(person, occurrence=str(number), title=f"Jazz {number}"))
        world.clock.advance(minutes=1)
    world.tell(notice(other))
    first = person.get("/v1/notifications?limit=2").get_json()
    assert [one["title"] for one in first["notifications"]] == ["Jazz 4", "Jazz 3"]
    assert first["unread"] == 5
    assert first["notifications"][0]["data"] == {"url": "violetvibes://events/1"}
    second = person.get(f"/v1/notifications?limit=2&cursor={first['next']}").get_json()
    assert [one["title"] for one in second["notifications"]] == ["Jazz 2", "Jazz 1"]
    last = person.get(f"/v1/notifications?limit=2&cursor={second['next']}").get_json()
    assert (len(last["notifications"]), last["next"]) == (1, None)
    ids = [one["id"] for one in first["notifications"]]
    assert person.post("/v1/notifications/read", {"ids": ids}).get_json() == {"unread": 3}
    unread = person.get("/v1/notifications?unread=true").get_json()["notifications"]
    assert [one["title"] for one in unread] == ["Jazz 2", "Jazz 1", "Jazz 0"]
    assert other.post("/v1/notifications/read", {"ids": [unread[0]["id"]]}).get_json() == {"unread": 1}
    assert person.post("/v1/notifications/read", {"all": True}).get_json() == {"unread": 0}
    assert person.get("/v1/notifications").get_json()["notifications"][0]["read_at"] is not None
    for body in ({}, {"ids": [1], "all": True}, {"ids": "all"}):
        assert person.post("/v1/notifications/read", body).status_code == 400
    assert person.get("/v1/notifications?cursor=x").status_code == 400


def test_the_same_thing_is_told_once(world: World) -> None:
    person = world.person(token="mine")
    assert world.tell(notice(person)) == 1
    assert world.tell(notice(person)) == 0
    world.tick()
    world.tell(notice(person))
    world.tick()
    assert len(world.pushed()) == 1
    assert person.get("/v1/notifications").get_json()["unread"] == 1


def test_preferences_have_defaults_and_change_in_parts(world: World) -> None:
    person = world.person()
    whole = person.get("/v1/notifications/preferences").get_json()
    assert set(whole["kinds"]) == {"reminder", "event_change", "free_time", "together", "safety", "security"}
    assert all(channels["push"] and channels["inbox"] for channels in whole["kinds"].values())
    assert {kind for kind, channels in whole["kinds"].items() if channels["email"]} == {"security"}
    assert whole["quiet_hours"] is None
    patch = {"kinds": {"reminder": {"push": False, "email": True}}, "quiet_hours": {"start": "23:00", "end": "08:00"}}
    changed = person.post("/v1/notifications/preferences", patch).get_json()
    assert changed["kinds"]["reminder"] == {"push": False, "email": True, "inbox": True}
    assert changed["quiet_hours"] == {"start": "23:00", "end": "08:00"}
    person.post("/v1/notifications/preferences", {"kinds": {"reminder": {"email": False}}})
    kept = person.get("/v1/notifications/preferences").get_json()
    assert kept["kinds"]["reminder"] == {"push": False, "email": False, "inbox": True}
    assert kept["quiet_hours"] is not None
    assert person.post("/v1/notifications/preferences", {"quiet_hours": None}).get_json()["quiet_hours"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kinds": {"safety": {"inbox": False}}}, "kinds.safety.inbox"),
        ({"kinds": {"security": {"inbox": False}}}, "kinds.security.inbox"),
        ({"kinds": {"gossip": {"push": True}}}, "kinds.gossip"),
        ({"kinds": {"reminder": {"smoke": True}}}, "kinds.reminder.smoke"),
        ({"quiet_hours": {"start": "25:00", "end": "08:00"}}, "quiet_hours.start"),
        ({"quiet_hours": {"start": "08:00", "end": "08:00"}}, "quiet_hours"),
    ],
)
def test_what_cannot_be_preferred_is_named(world: World, body: dict[str, Any], field: str) -> None:
    answer = world.person().post("/v1/notifications/preferences", body)
    assert answer.status_code == 400
    assert answer.get_json()["field"] == field


def test_browsers_get_a_key_to_subscribe_with(world: World) -> None:
    key = world.client.get("/api/v1/notifications/webpush_key").get_json()["public_key"]
    assert len(key) == 87
