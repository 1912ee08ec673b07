"""Safe walks over HTTP: from the start to every end, who is told when, and what the link shows."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, select, update

from tests.api.people import PASSWORD
from tests.api.together.conftest import CORNER, SQUARE, World, ok, refused
from tests.api.together.walking import (
    PIN,
    WRONG,
    agree,
    alerts_of,
    contact_of,
    deliver,
    share_token,
    start,
    sweep,
    walk_of,
)
from violet.domain.geo import LatLng
from violet.models import OutboxRow, WalkRow
from violet.services.together import sharing, sweeper
from violet.services.working.database import reading, writing

PHONE = "+12125550123"


def test_a_walk_says_when_it_is_due_and_when_contacts_are_told(world: World):
    ada = world.person()
    mom = contact_of(world, ada, phone=PHONE)
    walk = start(ada, mom, expected_minutes=20, grace_minutes=7)
    now = world.clock()
    times = {name: datetime.fromisoformat(walk[name]) for name in ("started_at", "due_at", "escalates_at")}
    assert times == {
        "started_at": now,
        "due_at": now + timedelta(minutes=20),
        "escalates_at": now + timedelta(minutes=27),
    }
    assert walk["state"] == "walking"
    assert walk["destination"]["name"] == "the square"
    assert walk["contacts"] == [{"id": mom["id"], "name": "Mom", "told_at": None}]
    assert ok(ada.get("/v1/walks"))["walks"] == [walk]


def test_the_router_says_how_long_and_a_fifth_is_added(world: World):
    ada = world.person()
    walk = start(ada, expected_minutes=None, **{"from": CORNER})
    [leg] = world.container.walks.walks(_at(CORNER), [_at(SQUARE)])
    took = datetime.fromisoformat(walk["due_at"]) - datetime.fromisoformat(walk["started_at"])
    assert took == timedelta(seconds=leg.seconds * 1.2)
    assert start(ada, expected_minutes=None)["due_at"] > walk["started_at"]


def test_places_and_home_are_destinations(world: World):
    ada = world.person()
    place = next(place for place in world.container.campus.places if place.opening_hours)
    walk = start(ada, destination={"place_id": place.id}, expected_minutes=None)
    assert walk["destination"]["name"] == place.name
    assert refused(ada.post("/v1/walks", {"destination": "home", "pin": PIN}), 400)["field"] == "destination"
    assert ada.post("/user/profile", {"home_address": world.container.campus.areas[0].name}).status_code == 200
    assert start(ada, destination="home")["destination"]["name"] == "home"
    refused(ada.post("/v1/walks", {"destination": {"place_id": "nowhere"}, "pin": PIN}), 404)


@pytest.mark.parametrize(("act", "state"), [("arrive", "arrived"), ("cancel", "cancelled")])
def test_a_walk_ends_with_its_pin_and_nobody_hears_of_it(world: World, act: str, state: str):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    ended = ok(ada.post(f"/v1/walks/{walk['id']}/{act}", {"pin": PIN}))["walk"]
    assert (ended["state"], ended["ended_at"] is not None) == (state, True)
    assert ok(ada.post(f"/v1/walks/{walk['id']}/{act}", {"pin": PIN}))["walk"] == ended, "asked again"
    world.clock.advance(hours=2)
    sweep(world)
    assert alerts_of(walk) == {}
    assert ok(ada.get("/v1/walks"))["walks"] == []
    acts: dict[str, Any] = {"extend": {"minutes": 5}, "alarm": None, "resolve": {"pin": PIN}}
    for path, body in acts.items():
        assert refused(ada.post(f"/v1/walks/{walk['id']}/{path}", body), 409)["code"] == "conflict"
    refused(world.put(ada, f"/walks/{walk['id']}/position", SQUARE), 409)


def test_who_is_late_is_asked_then_contacts_are_told_once(world: World):
    ada = world.person()
    assert ada.post("/v1/notifications/devices", {"kind": "expo", "token": "ExponentPushToken[a]"}).status_code == 201
    mom = contact_of(world, ada, phone=PHONE)
    dad = contact_of(world, ada, name="Dad", email="dad@example.com")
    pending = contact_of(world, ada, name="Sis", email="sis@example.com", agreed=False)
    walk = start(ada, mom, dad, pending)
    ok(world.put(ada, f"/walks/{walk['id']}/position", CORNER))
    world.clock.advance(minutes=19, seconds=59)
    sweep(world)
    assert walk_of(ada, walk)["state"] == "walking"
    world.clock.advance(seconds=1)
    sweep(world)
    assert walk_of(ada, walk)["state"] == "overdue"
    assert alerts_of(walk) == {}
    world.clock.advance(minutes=5)
    for _ in range(3):
        sweep(world)
        deliver(world)
    told = walk_of(ada, walk)
    assert told["state"] == "escalated"
    assert set(alerts_of(walk).values()) == {1}
    assert [one["told_at"] is not None for one in told["contacts"]] == [True, True, False]
    [row] = [row for row in _outbox() if row.recipient == f"contact:{mom['id']}" and row.subject.startswith("walk:")]
    assert share_token(walk) in row.body
    assert "Ada" in row.body
    assert "3 PM" in row.body, "when the last position came"
    assert str(CORNER["lat"]) not in row.body
    titles = [one["title"] for one in ok(ada.get("/v1/notifications"))["notifications"]]
    assert titles == ["Your contacts were told", "Are you there?"]
    resolved = ok(ada.post(f"/v1/walks/{walk['id']}/resolve", {"pin": PIN}))["walk"]
    assert resolved["state"] == "resolved"


def test_a_walk_that_nobody_looked_at_still_goes_the_whole_way(world: World):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    world.clock.advance(hours=3)
    sweep(world)
    assert walk_of(ada, walk)["state"] == "escalated"
    assert len(alerts_of(walk)) == 1
    world.clock.advance(hours=24)
    sweep(world)
    assert walk_of(ada, walk)["state"] == "resolved"
    assert sweeper.prune(world.container.together) == 0
    world.clock.advance(days=31)
    assert sweeper.prune(world.container.together) == 1


def test_needing_longer_takes_the_question_back(world: World):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    world.clock.advance(minutes=21)
    sweep(world)
    longer = ok(ada.post(f"/v1/walks/{walk['id']}/extend", {"minutes": 10}))["walk"]
    assert longer["state"] == "walking"
    assert datetime.fromisoformat(longer["due_at"]) == world.clock() + timedelta(minutes=10)
    assert datetime.fromisoformat(longer["escalates_at"]) == world.clock() + timedelta(minutes=15)
    world.clock.advance(minutes=9)
    sweep(world)
    assert walk_of(ada, walk)["state"] == "walking"
    world.clock.advance(minutes=1)
    sweep(world)
    asked = [one for one in ok(ada.get("/v1/notifications"))["notifications"] if one["title"] == "Are you there?"]
    assert len(asked) == 2, "each time it falls due"
    world.clock.advance(minutes=5)
    sweep(world)
    refused(ada.post(f"/v1/walks/{walk['id']}/extend", {"minutes": 10}), 409)
    assert refused(ada.post(f"/v1/walks/{walk['id']}/extend", {"minutes": 0}), 400)["field"] == "minutes"


def test_no_walk_is_extended_beyond_half_a_day(world: World):
    ada = world.person()
    walk = start(ada)
    refused(ada.post(f"/v1/walks/{walk['id']}/extend", {"minutes": 720}), 409)


def test_an_alarm_tells_contacts_at_once_and_once(world: World):
    ada = world.person()
    mom = contact_of(world, ada, phone=PHONE)
    late = contact_of(world, ada, name="Dad", email="dad@example.com", agreed=False)
    walk = start(ada, mom, late)
    for _ in range(2):
        assert ok(ada.post(f"/v1/walks/{walk['id']}/alarm"))["walk"]["state"] == "alarm"
    assert alerts_of(walk) == {(f"contact:{mom['id']}", "alarm"): 1}
    agree(world, late)
    agree(world, late)
    assert alerts_of(walk)[f"contact:{late['id']}", "alarm"] == 1, "who agrees meanwhile learns of it"
    world.clock.advance(hours=1)
    sweep(world)
    assert walk_of(ada, walk)["state"] == "alarm"
    assert ok(ada.post(f"/v1/walks/{walk['id']}/arrive", {"pin": PIN}))["walk"]["state"] == "resolved"


def test_what_was_not_out_when_all_is_well_does_not_go_out(world: World):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    world.clock.advance(minutes=25)
    sweep(world)
    ok(ada.post(f"/v1/walks/{walk['id']}/resolve", {"pin": PIN}))
    deliver(world)
    assert [row.state for row in _outbox() if row.subject == f"walk:{walk['id']}"] == ["dropped"]


def test_an_alarm_after_the_escalation_is_a_message_of_its_own(world: World):
    """Also for a provider that is asked whether it has the first: each has a link of its own."""
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    world.clock.advance(minutes=25)
    sweep(world)
    deliver(world)
    ok(ada.post(f"/v1/walks/{walk['id']}/alarm"))
    with writing() as connection:
        again = update(OutboxRow).where(OutboxRow.occurrence == "alarm")
        connection.execute(again.values(attempts=1))
    deliver(world)
    assert len(world.simulator.state.requests("twilio")) >= 4, "two requests to confirm and look, two alerts"
    urls = [row.data["url"] for row in _outbox() if row.subject == f"walk:{walk['id']}"]
    assert len(set(urls)) == 2
    assert all(row.state == "sent" for row in _outbox() if row.subject == f"walk:{walk['id']}")


def test_arriving_is_noticed_by_position(world: World):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    path = f"/walks/{walk['id']}/position"
    near = {"lat": SQUARE["lat"] + 0.0004, "lng": SQUARE["lng"]}
    assert ok(world.put(ada, path, near))["walk"]["state"] == "walking"
    world.clock.advance(seconds=50)
    ok(world.put(ada, path, CORNER))
    world.clock.advance(seconds=20)
    assert ok(world.put(ada, path, near))["walk"]["state"] == "walking", "leaving begins anew"
    world.clock.advance(seconds=59)
    assert ok(world.put(ada, path, near))["walk"]["state"] == "walking"
    world.clock.advance(seconds=1)
    assert ok(world.put(ada, path, near))["walk"]["state"] == "arrived"
    assert sharing.last_seen(world.container.store, walk["id"]) is None


def test_whoever_chose_so_confirms_the_arrival_with_the_pin(world: World):
    ada = world.person()
    walk = start(ada, confirm_arrival=True)
    for _ in range(3):
        still = ok(world.put(ada, f"/walks/{walk['id']}/position", SQUARE))["walk"]
        world.clock.advance(seconds=60)
    assert still["state"] == "walking"
    [asked] = ok(ada.get("/v1/notifications"))["notifications"]
    assert asked["title"] == "You seem to have arrived"
    assert ok(ada.post(f"/v1/walks/{walk['id']}/arrive", {"pin": PIN}))["walk"]["state"] == "arrived"


def test_being_there_does_not_end_an_alarm(world: World):
    ada = world.person()
    walk = start(ada)
    ok(ada.post(f"/v1/walks/{walk['id']}/alarm"))
    for _ in range(3):
        assert ok(world.put(ada, f"/walks/{walk['id']}/position", SQUARE))["walk"]["state"] == "alarm"
        world.clock.advance(seconds=60)


def test_five_wrong_pins_and_every_pin_is_refused(world: World):
    ada = world.person()
    walk = start(ada)
    for _ in range(4):
        assert refused(ada.post(f"/v1/walks/{walk['id']}/arrive", {"pin": WRONG}), 403)["field"] == "pin"
    other = start(ada)
    ok(ada.post(f"/v1/walks/{other['id']}/cancel", {"pin": PIN}))
    refused(ada.post(f"/v1/walks/{walk['id']}/cancel", {"pin": "0000000000"}), 403)
    for act in ("arrive", "cancel", "resolve"):
        refused(ada.post(f"/v1/walks/{walk['id']}/{act}", {"pin": PIN}), 403)
    assert walk_of(ada, walk)["state"] == "walking"
    ok(ada.post(f"/v1/walks/{walk['id']}/alarm"))


def test_a_right_pin_forgives_wrong_ones_and_many_at_once_are_still_five(world: World):
    ada = world.person()
    walk = start(ada)
    for _ in range(4):
        refused(ada.post(f"/v1/walks/{walk['id']}/arrive", {"pin": WRONG}), 403)
    refused(ada.post(f"/v1/walks/{walk['id']}/resolve", {"pin": PIN}), 409)
    answers: list[int] = []

    def try_one(number: int) -> None:
        client = world.client.application.test_client()
        path = f"/api/v1/walks/{walk['id']}/arrive"
        answers.append(client.post(path, json={"pin": f"{number:04}"}, headers=ada.headers).status_code)

    threads = [threading.Thread(target=try_one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {403, 503}
    with reading() as connection:
        tried = connection.execute(select(WalkRow.pin_failures).where(WalkRow.id == walk["id"])).scalar_one()
    assert tried <= 5


def test_other_peoples_walks_and_contacts_are_not_there(world: World):
    ada, eve = world.person(), world.person("Eve")
    mom = contact_of(world, ada, phone=PHONE)
    walk = start(ada, mom)
    path = f"/v1/walks/{walk['id']}"
    refused(eve.get(path), 404)
    refused(world.put(eve, f"/walks/{walk['id']}/position", SQUARE), 404)
    acts: dict[str, Any] = {act: {"pin": PIN} for act in ("arrive", "cancel", "resolve")}
    for act, body in (acts | {"extend": {"minutes": 5}, "alarm": None}).items():
        refused(eve.post(f"{path}/{act}", body), 404)
    body = {"destination": SQUARE, "pin": PIN, "contact_ids": [mom["id"]]}
    assert refused(eve.post("/v1/walks", body), 400)["field"] == "contact_ids"
    assert walk_of(ada, walk)["state"] == "walking"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pin": "123"}, "pin"),
        ({"pin": "123456789"}, "pin"),
        ({"pin": "12a4"}, "pin"),
        ({"pin": "١٢٣٤"}, "pin"),
        ({"grace_minutes": 0}, "grace_minutes"),
        ({"grace_minutes": 31}, "grace_minutes"),
        ({"expected_minutes": 0}, "expected_minutes"),
        ({"expected_minutes": 100_000}, "expected_minutes"),
        ({"contact_ids": list(range(11))}, "contact_ids"),
        ({"contact_ids": [2**60]}, "contact_ids"),
        ({"destination": {"lat": 40.7}}, "destination.DestinationBody"),
        ({"destination": "work"}, "destination.literal['home']"),
        ({"destination": {"lat": -33.8, "lng": 151.2}, "expected_minutes": None}, "expected_minutes"),
    ],
)
def test_a_walk_that_cannot_be_names_what_is_wrong(world: World, change: dict[str, Any], field: str):
    body = {"destination": SQUARE, "expected_minutes": 10, "pin": PIN} | change
    said = refused(world.person().post("/v1/walks", body), 400)["field"]
    assert said.partition(".")[0] == field.partition(".")[0]


def test_the_link_shows_the_walk_and_dies_with_it(world: World):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    token = share_token(walk)
    seen = world.client.get(f"/api/v1/shared/{token}")
    assert ok(seen)["position"] is None
    assert seen.headers["X-Robots-Tag"].startswith("noindex")
    assert seen.headers["Cache-Control"] == "no-store"
    ok(world.put(ada, f"/walks/{walk['id']}/position", CORNER))
    shared = ok(world.client.get(f"/api/v1/shared/{token}"))
    assert {name: shared[name] for name in ("first_name", "state", "destination")} == {
        "first_name": "Ada",
        "state": "walking",
        "destination": {"name": "the square"},
    }
    assert {name: shared["position"][name] for name in ("lat", "lng")} == CORNER
    assert datetime.fromisoformat(shared["due_at"]) == datetime.fromisoformat(walk["due_at"])
    page = world.client.get(f"/s/{token}")
    assert page.status_code == 200
    for word in ("Ada", "is on the way", "the square", f"{CORNER['lat']:.5f}"):
        assert word in page.text
    assert "//" not in page.text.partition("<script>")[0], "nothing from anywhere else"
    ok(ada.post(f"/v1/walks/{walk['id']}/arrive", {"pin": PIN}))
    world.clock.advance(seconds=1)
    assert refused(world.client.get(f"/api/v1/shared/{token}"), 410)["code"] == "gone"
    over = world.client.get(f"/s/{token}")
    assert over.status_code == 410
    assert str(CORNER["lat"])[:6] not in over.text
    assert world.live.of("walk")[-1]["state"] in ("arrived",)
    assert all(told.get("position") is None for told in world.live.of("walk")[-2:])


def test_what_the_walker_calls_things_is_text_on_the_page(world: World):
    eve = world.person("<script>alert(1)</script>")
    walk = start(eve, destination=SQUARE | {"name": '"><img src=x onerror=alert(1)>'})
    page = world.client.get(f"/s/{share_token(walk)}").text
    assert "<script>alert" not in page
    assert "<img" not in page


def test_no_position_and_no_secret_of_a_walk_is_in_a_row_or_log(world: World, caplog: pytest.LogCaptureFixture):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE), destination={"lat": 40.711111, "lng": -73.922222})
    ok(world.put(ada, f"/walks/{walk['id']}/position", {"lat": 40.712345, "lng": -73.998765}))
    world.clock.advance(minutes=30)
    sweep(world)
    rows = _rows()
    assert "bcrypt" not in str([row for row in rows if row[0] == "walks"])
    for secret in ("12345", "98765", "11111", "22222"):
        assert secret not in str([row for row in rows if "outbox" not in str(row)]) + caplog.text, secret
    assert share_token(walk) not in caplog.text
    [exported] = ok(ada.get("/user/export"))["walks"]
    assert (exported["destination"]["lat"], exported["state"]) == (40.711111, "escalated")
    assert "712345" not in str(exported)


def test_deleting_the_account_takes_the_walk_and_its_position_along(world: World):
    ada = world.person()
    walk = start(ada, contact_of(world, ada, phone=PHONE))
    ok(world.put(ada, f"/walks/{walk['id']}/position", CORNER))
    ok(ada.delete("/user/me", {"password": PASSWORD}))
    assert sharing.last_seen(world.container.store, walk["id"]) is None
    world.clock.advance(hours=1)
    sweep(world)
    assert alerts_of(walk) == {}
    refused(world.client.get(f"/api/v1/shared/{share_token(walk)}"), 404)


def test_whom_no_message_reached_the_walker_is_told_of(world: World):
    ada = world.person()
    mom = contact_of(world, ada, phone=PHONE)
    walk = start(ada, mom)
    deliver(world)
    ok(ada.post(f"/v1/walks/{walk['id']}/alarm"))
    with writing() as connection:
        theirs = update(OutboxRow).where(OutboxRow.occurrence == "alarm")
        connection.execute(theirs.values(state="dead", reason="code_21610"))
    for _ in range(2):
        deliver(world)
    [told] = ok(ada.get("/v1/notifications"))["notifications"]
    assert told["title"] == "Mom was not reached"
    assert ok(ada.get("/v1/contacts"))["contacts"][0]["state"] == "stopped", "they answered STOP"


def _at(point: dict[str, float]) -> LatLng:
    return LatLng(point["lat"], point["lng"])


def _outbox() -> list[Any]:
    with reading() as connection:
        rows = connection.execute(select(OutboxRow.__table__).order_by(OutboxRow.id))
        return [row for row in rows if row.recipient.startswith("contact:")]


def _rows() -> list[Any]:
    tables = MetaData()
    with reading() as connection:
        tables.reflect(connection)
        return [(table.name, *row) for table in tables.sorted_tables for row in connection.execute(select(table))]
