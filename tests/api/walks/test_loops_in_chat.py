"""Round walks in chat: found, changed by follow-ups, kept, and shared by a link."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.settings import Settings

SQUARE = {"latitude": 40.7308, "longitude": -73.9973}
WISH = "a 40 minute walk past water and a bakery"


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return sign_up(client)


def say(person: Person, message: str) -> dict[str, Any]:
    answer = person.post("/chat", {"message": message} | SQUARE)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def walked(person: Person, message: str) -> dict[str, Any]:
    body = say(person, message)
    assert body["intent"] == "loop", body["reply"]
    assert body["loop"]["name"] in body["reply"]
    return body


def kinds(body: dict[str, Any]) -> set[str]:
    return {place["name"] for place in body["places"]}


def test_a_walk_that_is_wished_has_its_length_its_stop_and_a_name(person: Person) -> None:
    body = walked(person, WISH)
    assert abs(body["loop"]["meters"] - 3200) <= 320
    assert len(body["places"]) == 1
    assert body["places"][0]["name"] in body["reply"]
    start, end = body["loop"]["polyline"][0], body["loop"]["polyline"][-1]
    assert start == end == [SQUARE["latitude"], SQUARE["longitude"]]


def test_follow_ups_change_it_and_keep_the_rest(person: Person) -> None:
    first = walked(person, WISH)
    shorter = walked(person, "make it shorter")
    assert abs(shorter["loop"]["meters"] - 2400) <= 240
    assert shorter["loop"]["name"] == first["loop"]["name"]
    assert shorter["loop"]["id"] != first["loop"]["id"]
    coffee = walked(person, "add a coffee stop")
    assert len(coffee["places"]) == 2
    assert kinds(shorter) < kinds(coffee)
    without = walked(person, "skip the bakery")
    assert kinds(without) == kinds(coffee) - kinds(shorter)
    another = walked(person, "a different coffee place")
    assert len(another["places"]) == 1
    assert not kinds(another) & kinds(without)
    from_bobst = walked(person, "start from Bobst")
    assert "Bobst" in from_bobst["reply"]
    assert from_bobst["loop"]["polyline"][0] != shorter["loop"]["polyline"][0]
    assert abs(from_bobst["loop"]["meters"] - 2400) <= 240


def test_a_walk_through_a_neighborhood_begins_there_and_a_run_counts_no_minutes_on_foot(person: Person) -> None:
    village = walked(person, "walk me through the East Village with a coffee on the way")
    assert "from East Village" in village["reply"]
    run = walked(person, "morning run of 5k")
    assert abs(run["loop"]["meters"] - 5000) <= 500
    assert "minutes" not in run["reply"]


def test_what_nobody_knows_of_it_is_said(person: Person) -> None:
    reply = walked(person, "a well lit 30 minute walk past a bakery")["reply"]
    assert "I can't say whether the way is lit" in reply


def test_more_stops_than_fit_are_not_taken(person: Person) -> None:
    walked(person, "an hour long walk past a bakery, a coffee and a bookstore")
    assert "3 stops" in say(person, "add a pizza place")["reply"]


def test_it_is_saved_listed_shared_and_found_by_its_link(person: Person) -> None:
    found = walked(person, WISH)["loop"]
    assert found["share_url"] in say(person, "share it")["reply"]
    assert "Saved" in say(person, "save it")["reply"]
    assert found["name"] in say(person, "what walks did I save")["reply"]
    [kept] = person.get("/v1/saved/loops").get_json()["loops"]
    assert (kept["id"], kept["name"], kept["meters"]) == (found["id"], found["name"], found["meters"])
    page = person.client.get(found["share_url"].removeprefix("http://127.0.0.1:5001"))
    assert page.status_code == 200
    assert found["name"] in page.text


def test_whoever_is_not_signed_in_gets_a_link_for_a_day(client: FlaskClient) -> None:
    client.post("/api/chat", json={"message": WISH} | SQUARE)
    body = client.post("/api/chat", json={"message": "save it"} | SQUARE).get_json()
    assert "signed in" in body["reply"]
    assert "/r/" in body["reply"]


def test_a_place_near_by_is_no_walk(person: Person) -> None:
    assert say(person, "coffee within a 10 minute walk")["intent"] == "recommend"
    walked(person, WISH)
    assert say(person, "somewhere quiet to study")["places"]
    assert say(person, "closer")["intent"] == "refine"


def test_a_walk_from_home_says_what_is_missing(person: Person) -> None:
    walked(person, WISH)
    assert "home address" in say(person, "start from my place")["reply"]
