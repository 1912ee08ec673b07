"""Rooms and positions: who gets in, who sees whom, and what is forgotten when."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, select

from tests.api.people import PASSWORD
from tests.api.together.conftest import CORNER, SQUARE, World, ok, refused
from tests.conftest import make_settings
from violet.app import create_app
from violet.models import QueueRow
from violet.services.together import rooms
from violet.services.together.rooms import ALPHABET, CODE_LENGTH, MAX_MEMBERS, MAX_ROOMS
from violet.services.working.database import reading


def test_a_room_has_a_name_a_code_and_its_maker(world: World):
    ada = world.person()
    room = ok(ada.post("/v1/rooms", {"expires_in_hours": 3}), 201)["room"]
    assert room["members"] == [{"id": ada.user["id"], "first_name": "Ada", "sharing": False}]
    assert len(room["code"]) == CODE_LENGTH
    assert set(room["code"]) <= set(ALPHABET)
    assert room["code"] in room["join_url"]
    assert datetime.fromisoformat(room["expires_at"]) == world.clock() + timedelta(hours=3)
    assert room["name"].split()[0][0].isupper()
    assert ok(ada.get(f"/v1/rooms/{room['id']}"))["room"] == room
    assert ok(ada.get("/v1/rooms")) == {"rooms": [room], "next": None}


def test_a_code_lets_in_however_it_is_typed_and_once(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, name="Thursday study")
    typed = f" {room['code'][:4].lower()}-{room['code'][4:]} "
    for _ in range(2):
        joined = ok(ben.post("/v1/rooms/join", {"code": typed}))["room"]
        assert [member["first_name"] for member in joined["members"]] == ["Ada", "Ben"]
    assert joined["name"] == "Thursday study"
    assert [told["member_id"] for told in world.live.of("member")] == [ben.user["id"]]
    assert world.room(ada)["code"] != room["code"]


def test_nobody_else_reads_writes_or_leaves_a_room(world: World):
    ada, eve = world.person(), world.person("Eve")
    room = world.room(ada)
    ok(world.put(ada, f"/rooms/{room['id']}/position", SQUARE))
    for room_id in (room["id"], "nothing"):
        path = f"/v1/rooms/{room_id}"
        refused(eve.get(path), 404)
        refused(eve.get(f"{path}/positions"), 404)
        refused(world.put(eve, f"/rooms/{room_id}/position", SQUARE), 404)
        refused(eve.delete(f"{path}/position"), 404)
        refused(eve.delete(f"{path}/members/me"), 404)
        refused(eve.post(f"{path}/report", {}), 404)
    assert ok(eve.get("/v1/rooms"))["rooms"] == []
    refused(eve.post("/v1/rooms/join", {"code": "ABCD2345"}), 404)


def test_the_last_to_leave_ends_a_room(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    ok(ada.delete(f"/v1/rooms/{room['id']}/members/me"))
    refused(ada.get(f"/v1/rooms/{room['id']}"), 404)
    assert len(ok(ben.get(f"/v1/rooms/{room['id']}"))["room"]["members"]) == 1
    ok(ben.delete(f"/v1/rooms/{room['id']}/members/me"))
    refused(ada.post("/v1/rooms/join", {"code": room["code"]}), 404)


def test_a_room_is_over_when_its_time_is(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, expires_in_hours=1)
    ok(world.put(ada, f"/rooms/{room['id']}/position", SQUARE))
    world.clock.advance(hours=1)
    refused(ada.get(f"/v1/rooms/{room['id']}"), 404)
    refused(ben.post("/v1/rooms/join", {"code": room["code"]}), 404)
    refused(ada.get(f"/v1/rooms/{room['id']}/positions"), 404)
    assert rooms.prune(world.container.together) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"expires_in_hours": 0}, "expires_in_hours"),
        ({"expires_in_hours": 73}, "expires_in_hours"),
        ({"expires_in_hours": "many"}, "expires_in_hours"),
        ({"name": "x" * 61}, "name"),
        ({"name": ""}, "name"),
        ({"name": "\u200b\u202e"}, "name"),
        ({"name": "f u c k this"}, "name"),
        ({"name": "sh1t show"}, "name"),
    ],
)
def test_a_room_that_cannot_be_names_what_is_wrong(world: World, body: dict[str, Any], field: str):
    assert refused(world.person().post("/v1/rooms", body), 400)["field"] == field


def test_names_that_only_sound_bad_are_fine(world: World):
    ada = world.person()
    for name in ("Scunthorpe fans", "Magna cum laude", "Essex  \n  dinner", "自习室", "Café à midi"):
        assert ok(ada.post("/v1/rooms", {"name": name}), 201)["room"]["name"] == " ".join(name.split())


def test_a_person_is_in_so_many_rooms_and_a_room_has_so_many_people(world: World):
    ada = world.person()
    for _ in range(MAX_ROOMS):
        world.room(ada)
    refused(ada.post("/v1/rooms", {}), 409)
    ben = world.person("Ben")
    room = world.room(ben, *(world.person(f"P{number}") for number in range(MAX_MEMBERS - 1)))
    refused(world.person().post("/v1/rooms/join", {"code": room["code"]}), 409)


def test_members_see_who_shares_and_where(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    path = f"/v1/rooms/{room['id']}"
    own = ok(world.put(ada, f"/rooms/{room['id']}/position", SQUARE | {"accuracy_m": 12}))
    assert own["kept_s"] == 90
    [seen] = ok(ben.get(f"{path}/positions"))["positions"]
    assert {name: seen[name] for name in ("member_id", "lat", "lng")} == {"member_id": ada.user["id"]} | SQUARE
    assert datetime.fromisoformat(seen["at"]) == world.clock()
    assert [one["sharing"] for one in ok(ben.get(path))["room"]["members"]] == [True, False]
    [told] = world.live.of("position")
    assert (told["room_id"], told["lat"]) == (room["id"], SQUARE["lat"])
    ok(ada.delete(f"{path}/position"))
    assert ok(ben.get(f"{path}/positions"))["positions"] == []
    assert world.live.of("member")[-1]["change"] == "stopped"


def test_a_position_is_gone_after_ninety_seconds(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    ok(world.put(ada, f"/rooms/{room['id']}/position", SQUARE))
    world.clock.advance(seconds=89)
    assert len(ok(ben.get(f"/v1/rooms/{room['id']}/positions"))["positions"]) == 1
    world.clock.advance(seconds=1)
    assert ok(ben.get(f"/v1/rooms/{room['id']}/positions"))["positions"] == []


def test_the_newest_position_counts_in_whatever_order_they_come(world: World):
    ada = world.person()
    room = world.room(ada)
    path, now = f"/rooms/{room['id']}/position", world.clock()
    ok(world.put(ada, path, CORNER | {"at": now.isoformat()}))
    late = ok(world.put(ada, path, SQUARE | {"at": (now - timedelta(seconds=20)).isoformat()}))
    assert late["position"]["lat"] == CORNER["lat"]
    for at in (now - timedelta(seconds=91), now + timedelta(minutes=5)):
        assert refused(world.put(ada, path, SQUARE | {"at": at.isoformat()}), 400)["field"] == "at"


def test_an_approximate_position_is_made_so_before_anybody_sees_it(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    ok(world.put(ada, f"/rooms/{room['id']}/position", SQUARE | {"precision": "approximate"}))
    [seen] = ok(ben.get(f"/v1/rooms/{room['id']}/positions"))["positions"]
    assert seen["lat"] != SQUARE["lat"]
    assert abs(seen["lat"] - SQUARE["lat"]) <= 0.0015
    assert abs(seen["lng"] - SQUARE["lng"]) <= 0.0015
    assert str(SQUARE["lat"]) not in str(world.live.told)


def test_a_position_goes_with_its_log_in_by_whatever_way_that_ends(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    path = f"/rooms/{room['id']}/position"

    def seen() -> int:
        return len(ok(ben.get(f"/v1/rooms/{room['id']}/positions"))["positions"])

    phone = ada.log_in_again()
    ok(world.put(phone, path, SQUARE))
    ok(ada.post("/auth/logout"))
    assert seen() == 1, "another device"
    ok(phone.post("/auth/logout"))
    assert seen() == 0
    assert world.live.of("member")[-1]["change"] == "stopped"
    phone = ada.log_in_again()
    ok(world.put(phone, path, SQUARE))
    changed = {"current_password": PASSWORD, "new_password": "another walk over the bridge"}
    token = ok(phone.post("/user/password", changed))["token"]
    assert seen() == 0
    phone.token = token
    ok(world.put(phone, path, SQUARE))
    ok(phone.post("/auth/logout_all"))
    assert seen() == 0


def test_deleting_an_account_ends_its_rooms_and_takes_its_positions(world: World):
    ada, ben = world.person(), world.person("Ben")
    alone, shared = world.room(ada), world.room(ada, ben)
    ok(world.put(ada, f"/rooms/{shared['id']}/position", SQUARE))
    ok(ada.delete("/user/me", {"password": PASSWORD}))
    assert [one["first_name"] for one in ok(ben.get(f"/v1/rooms/{shared['id']}"))["room"]["members"]] == ["Ben"]
    assert ok(ben.get(f"/v1/rooms/{shared['id']}/positions"))["positions"] == []
    refused(ben.post("/v1/rooms/join", {"code": alone["code"]}), 404)
    assert not any(key.endswith(f":{ada.user['id']}") for key in _stored(world))


def test_that_one_shared_is_in_the_export_and_where_is_nowhere(world: World, caplog: pytest.LogCaptureFixture):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben, name="Thursday study")
    canary = {"lat": 40.712345, "lng": -73.998765}
    begun = world.clock()
    for _ in range(5):
        ok(world.put(ada, f"/rooms/{room['id']}/position", canary))
        world.clock.advance(seconds=20)
    ok(ada.delete(f"/v1/rooms/{room['id']}/position"))
    world.clock.advance(minutes=10)
    ok(world.put(ada, f"/rooms/{room['id']}/position", canary))
    export = ok(ada.get("/user/export"))
    first, second = export["position_shares"]
    assert first["room"] == "Thursday study"
    assert datetime.fromisoformat(first["from"]) == begun
    assert datetime.fromisoformat(first["until"]) == begun + timedelta(seconds=100)
    assert datetime.fromisoformat(second["until"]) == world.clock() + timedelta(seconds=90)
    assert [one["name"] for one in export["rooms"]] == ["Thursday study"]
    everything = f"{_rows()} {export} {ok(ben.get('/user/export'))} {caplog.text}"
    assert "12345" not in everything
    assert "98765" not in everything


def test_a_name_can_be_reported_once_by_each(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben, name="Almost fine")
    for text in ("rude", "very rude"):
        ok(ben.post(f"/v1/rooms/{room['id']}/report", {"text": text}))
    [report] = ok(ben.get("/user/export"))["room_reports"]
    assert (report["name"], report["text"]) == ("Almost fine", "very rude")
    with reading() as connection:
        [item] = connection.execute(select(QueueRow.kind, QueueRow.subject, QueueRow.name, QueueRow.state))
    assert tuple(item) == ("name", f"room:{room['id']}", "Almost fine", "open")


def test_many_who_make_and_join_at_once_all_end_in_one_room(world: World):
    ada = world.person()
    room = world.room(ada)
    people = [world.person(f"P{number}") for number in range(6)]
    answers: list[int] = []

    def join(number: int) -> None:
        client = world.client.application.test_client()
        answer = client.post("/api/v1/rooms/join", json={"code": room["code"]}, headers=people[number].headers)
        answers.append(answer.status_code)

    threads = [threading.Thread(target=join, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 6
    assert len(ok(ada.get(f"/v1/rooms/{room['id']}"))["room"]["members"]) == 7


def test_codes_cannot_be_guessed_for_long(sqlite_database: str):
    client = create_app(make_settings(database_url=sqlite_database, ratelimit_enabled=True)).test_client()
    signed_up = client.post("/api/auth/signup", json={"email": "eve@nyu.edu", "password": PASSWORD})
    headers = {"Authorization": f"Bearer {signed_up.get_json()['token']}"}
    answers = [
        client.post("/api/v1/rooms/join", json={"code": f"ABCD23{number}A"}, headers=headers).status_code
        for number in range(10, 18)
    ]
    assert answers == [404] * 5 + [429] * 3


def _rows() -> str:
    tables = MetaData()
    with reading() as connection:
        tables.reflect(connection)
        return str([row for table in tables.sorted_tables for row in connection.execute(select(table))])


def _stored(world: World) -> list[str]:
    store: Any = world.container.store
    return [key for key, _, _ in store.snapshot() if key.startswith("whereabouts:")]
