"""A fair place for a room, and its polls."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta
from typing import Any

import pytest

from tests.api.people import Person
from tests.api.together.conftest import CORNER, SQUARE, World, ok, refused
from violet.domain.fair_place import fairest
from violet.domain.geo import LatLng, meters_between
from violet.domain.opening_hours import is_open
from violet.services.chat.parts.poll_requests import asks_for_poll

BRIDGE = {"lat": 40.6925, "lng": -73.9865}


def share(world: World, room: dict[str, Any], person: Person, point: dict[str, float]) -> None:
    ok(world.put(person, f"/rooms/{room['id']}/position", point))


def meet(person: Person, room: dict[str, Any], wish: str = "coffee") -> dict[str, Any]:
    return ok(person.post(f"/v1/rooms/{room['id']}/meet", {"wish": wish, "travel": "walking"}))


def test_the_fairest_place_is_the_fairest_of_all(world: World):
    """Compared here with every cafe of the guide, by the campus's own router."""
    ada, ben, cem = world.person(), world.person("Ben"), world.person("Cem")
    room = world.room(ada, ben, cem)
    points = [SQUARE, CORNER, {"lat": 40.7356, "lng": -73.9910}]
    for person, point in zip((ada, ben, cem), points, strict=True):
        share(world, room, person, point)
    answer = meet(ada, room)
    assert answer["without"] == []
    for place in answer["places"]:
        assert place["worst"] == max(place["minutes"].values())
        assert place["total"] == sum(place["minutes"].values())
        assert set(place["minutes"]) == {str(person.user["id"]) for person in (ada, ben, cem)}
        assert place["walk_time"] is place["distance"] is None
    order = [(place["worst"], place["total"]) for place in answer["places"]]
    assert order == sorted(order)
    assert _best(world, "cafe", points) == order[0]


def _best(world: World, kind: str, points: list[dict[str, float]]) -> tuple[int, int]:
    places = [place for place in world.container.campus.places if kind in place.kinds]
    found = []
    for place in places:
        here = world.container.guide_places.details(place.id)
        legs = [world.container.walks.walks(LatLng(**point), [here.location])[0] for point in points]
        now = world.container.here.now()
        if all(
            is_open(here.opening_hours, now + timedelta(seconds=leg.seconds), here.location) is not False
            for leg in legs
        ):
            found.append((max(leg.minutes for leg in legs), sum(leg.minutes for leg in legs)))
    return min(found)


def test_it_is_the_same_whoever_asks_and_in_whatever_order_they_came(world: World):
    people = [world.person(name) for name in ("Ada", "Ben", "Cem")]
    points = [SQUARE, CORNER, {"lat": 40.7356, "lng": -73.9910}]
    answers = []
    for order in itertools.permutations(range(3)):
        room = world.room(*(people[number] for number in order))
        for number in order:
            share(world, room, people[number], points[number])
        answers.append(meet(people[order[0]], room, "somewhere quiet to study"))
    assert all(answer == answers[0] for answer in answers)


def test_everybodys_constraints_hold(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    share(world, room, ada, SQUARE)
    share(world, room, ben, CORNER)
    for answer in (meet(ada, room, "dinner"), meet(ben, room, "lunch")):
        assert answer["places"]
    assert ben.post("/user/preferences", {"max_walk_minutes_default": 8}).status_code == 200
    for place in meet(ada, room, "dinner")["places"]:
        assert place["minutes"][str(ben.user["id"])] <= 8
    assert ben.post("/user/preferences", {"dietary_restrictions": ["vegan"]}).status_code == 200
    refusing = {place.id for place in world.container.campus.places if place.diets.get("vegan") is False}
    assert not refusing & {place["place_id"] for place in meet(ada, room, "dinner")["places"]}
    assert ben.post("/user/settings", {"use_preferences_for_personalization": False}).status_code == 200
    assert meet(ada, room, "dinner")["places"]


def test_who_does_not_share_is_left_out_and_named(world: World):
    ada, ben, cem = world.person(), world.person("Ben"), world.person("Cem")
    room = world.room(ada, ben, cem)
    everybody = sorted(person.user["id"] for person in (ada, ben, cem))
    assert meet(ada, room) == {"places": [], "without": everybody}
    share(world, room, ben, CORNER)
    answer = meet(ada, room)
    assert answer["without"] == sorted([ada.user["id"], cem.user["id"]])
    assert all(list(place["minutes"]) == [str(ben.user["id"])] for place in answer["places"])
    world.clock.advance(seconds=90)
    assert meet(ada, room) == {"places": [], "without": everybody}


def test_nobodys_position_is_in_anybodys_answer(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    share(world, room, ada, {"lat": 40.7301234, "lng": -73.9951234})
    share(world, room, ben, {"lat": 40.7265678, "lng": -73.9845678})
    world.live.told.clear()
    for person in (ada, ben):
        text = str(meet(person, room, "coffee near me"))
        assert not any(part in text for part in ("301234", "951234", "265678", "845678"))
    assert world.live.told == []


def test_meeting_needs_a_wish_a_room_and_feet_that_reach(world: World):
    ada, eve = world.person(), world.person("Eve")
    room = world.room(ada)
    path = f"/v1/rooms/{room['id']}/meet"
    refused(eve.post(path, {"wish": "coffee"}), 404)
    assert refused(ada.post(path, {"wish": ""}), 400)["field"] == "wish"
    assert refused(ada.post(path, {"wish": "coffee", "travel": "rocket"}), 400)["field"] == "travel"
    ben = world.person("Ben")
    ok(ben.post("/v1/rooms/join", {"code": room["code"]}))
    share(world, room, ada, SQUARE)
    share(world, room, ben, {"lat": 34.05, "lng": -118.24})
    assert refused(ada.post(path, {"wish": "coffee"}), 400)["field"] == "wish"


def test_a_wish_for_a_dish_brings_places_that_serve_it(world: World):
    ada = world.person()
    room = world.room(ada)
    share(world, room, ada, SQUARE)
    world.clock.advance(seconds=1)
    answer = meet(ada, room, "ramen")
    served = {
        place.id for place in world.container.campus.places if "ramen" in place.kinds or "ramen" in place.cuisines
    }
    assert {place["place_id"] for place in answer["places"]} <= served | {
        place.id for place in world.container.campus.places if "japanese" in place.cuisines
    }


def test_of_a_thousand_random_groups_the_search_finds_the_best_and_keeps_it_in_any_order():
    chance = random.Random(20261118)
    for _ in range(1000):
        people, places = chance.randrange(1, 8), chance.randrange(1, 40)
        minutes = {f"p{number}": [chance.randrange(1, 30) for _ in range(people)] for number in range(places)}
        best = None
        for key, row in minutes.items():
            longest, total = row[0], 0
            for walk in row:
                longest, total = max(longest, walk), total + walk
            if best is None or (longest, total, key) < best:
                best = (longest, total, key)
        assert best is not None
        assert fairest(minutes, 1) == [best[2]]
        order = chance.sample(range(people), people)
        keys = chance.sample(sorted(minutes), places)
        shuffled = {key: [minutes[key][number] for number in order] for key in keys}
        assert fairest(shuffled, 5) == fairest(minutes, 5)


def test_a_poll_on_texts_and_cards(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    share(world, room, ada, SQUARE)
    card = meet(ada, room)["places"][0]
    options = [{"card_id": card["id"]}, {"card_id": world.container.campus.places[0].id}, {"text": "stay in"}]
    poll = ok(ada.post(f"/v1/rooms/{room['id']}/polls", {"question": "Where to?", "options": options}), 201)["poll"]
    assert [option["text"] for option in poll["options"]] == [
        card["name"],
        world.container.campus.places[0].name,
        "stay in",
    ]
    assert poll["options"][0]["card"]["place_id"] == card["place_id"]
    assert poll["options"][2]["card"] is None
    ids = [option["id"] for option in poll["options"]]
    ok(ada.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": ids}))
    ok(ben.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": ids[:1]}))
    after = ok(ada.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": [ids[2], ids[2]]}))["poll"]
    assert [option["votes"] for option in after["options"]] == [1, 0, 1]
    assert after["my_option_ids"] == [ids[2]]
    assert ok(ben.get(f"/v1/polls/{poll['id']}"))["poll"]["my_option_ids"] == ids[:1]
    taken_back = ok(ben.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": []}))["poll"]
    assert [option["votes"] for option in taken_back["options"]] == [0, 0, 1]
    assert [one["id"] for one in ok(ben.get(f"/v1/rooms/{room['id']}/polls"))["polls"]] == [poll["id"]]
    assert len(world.live.of("poll")) == 5
    assert "my_option_ids" not in world.live.of("poll")[-1]
    exported = ok(ada.get("/user/export"))["polls"]
    assert (exported["asked"][0]["question"], exported["votes"][0]["option"]) == ("Where to?", "stay in")


def test_a_poll_closes_at_its_time(world: World):
    ada = world.person()
    room = world.room(ada)
    body = {"question": "When?", "options": [{"text": "now"}, {"text": "later"}], "closes_in_minutes": 10}
    poll = ok(ada.post(f"/v1/rooms/{room['id']}/polls", body), 201)["poll"]
    first = poll["options"][0]["id"]
    ok(ada.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": [first]}))
    world.clock.advance(minutes=10)
    refused(ada.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": []}), 409)
    closed = ok(ada.get(f"/v1/polls/{poll['id']}"))["poll"]
    assert (closed["closed"], closed["options"][0]["votes"]) == (True, 1)


def test_polls_are_for_members(world: World):
    ada, eve = world.person(), world.person("Eve")
    room, elsewhere = world.room(ada), world.room(eve)
    body = {"question": "When?", "options": [{"text": "now"}, {"text": "later"}]}
    poll = ok(ada.post(f"/v1/rooms/{room['id']}/polls", body), 201)["poll"]
    other = ok(eve.post(f"/v1/rooms/{elsewhere['id']}/polls", body), 201)["poll"]
    refused(eve.post(f"/v1/rooms/{room['id']}/polls", body), 404)
    refused(eve.get(f"/v1/rooms/{room['id']}/polls"), 404)
    refused(eve.get(f"/v1/polls/{poll['id']}"), 404)
    refused(eve.post(f"/v1/polls/{poll['id']}/votes", {"option_ids": []}), 404)
    foreign = {"option_ids": [poll["options"][0]["id"]]}
    assert refused(eve.post(f"/v1/polls/{other['id']}/votes", foreign), 400)["field"] == "option_ids"
    ok(ada.delete(f"/v1/rooms/{room['id']}/members/me"))
    refused(ada.get(f"/v1/polls/{poll['id']}"), 404)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"question": ""}, 400, "question"),
        ({"question": "sh1t or not"}, 400, "question"),
        ({"options": [{"text": "one"}]}, 400, "options"),
        ({"options": [{"text": "same"}, {"text": "Same"}]}, 400, "options"),
        ({"options": [{"text": "a"}, {}]}, 400, "options.1"),
        ({"options": [{"text": "a"}, {"text": "b", "card_id": 1}]}, 400, "options.1"),
        ({"options": [{"text": "a"}, {"card_id": 123456789}]}, 404, "options"),
        ({"options": [{"text": "a"}, {"card_id": "no-such-place"}]}, 404, "place_id"),
        ({"closes_in_minutes": 0}, 400, "closes_in_minutes"),
    ],
)
def test_a_poll_that_cannot_be_names_what_is_wrong(world: World, change: dict[str, Any], status: int, field: str):
    ada = world.person()
    room = world.room(ada)
    body = {"question": "Where?", "options": [{"text": "here"}, {"text": "there"}]} | change
    assert refused(ada.post(f"/v1/rooms/{room['id']}/polls", body), status)["field"] == field


def test_members_far_apart_on_one_bridge_still_meet_between(world: World):
    ada, ben = world.person(), world.person("Ben")
    room = world.room(ada, ben)
    share(world, room, ada, SQUARE)
    share(world, room, ben, BRIDGE)
    answer = meet(ada, room, "a park")
    apart = meters_between(LatLng(**SQUARE), LatLng(**BRIDGE))
    assert answer["places"]
    assert answer["places"][0]["worst"] * 80 < apart * 1.6


def test_the_cards_of_the_chat_are_put_to_the_vote_in_ones_room(world: World):
    ada, ben = world.person(), world.person("Ben")
    asked = {"message": "vote on it with my roommates"}
    assert "no room yet" in _after_cards(ada, asked)["reply"]
    room = world.room(ada, ben, name="Thursday study")
    shown = ok(ada.post("/chat", {"message": "a quiet cafe near Washington Square"}))["places"]
    said = ok(ada.post("/chat", asked))
    assert said["intent"] == "poll"
    assert "Thursday study" in said["reply"]
    [poll] = ok(ben.get(f"/v1/rooms/{room['id']}/polls"))["polls"]
    assert [option["text"] for option in poll["options"]] == [card["name"] for card in shown]
    assert "Sign in" in ok(world.client.post("/api/chat", json=asked))["reply"]


def _after_cards(person: Person, asked: dict[str, Any]) -> dict[str, Any]:
    ok(person.post("/chat", {"message": "a quiet cafe near Washington Square"}))
    return ok(person.post("/chat", asked))


@pytest.mark.parametrize(
    "message",
    [
        "Vote on it with my roommates",
        "let's vote on these!",
        "make a poll",
        "Let my friends decide",
        "hagamos una encuesta",
    ],
)
def test_wordings_that_ask_for_a_poll(message: str):
    assert asks_for_poll(message)


@pytest.mark.parametrize(
    "message", ["who should I vote for", "where can I vote", "poll numbers", "vote", "cafes my friends like"]
)
def test_wordings_that_do_not(message: str):
    assert not asks_for_poll(message)
