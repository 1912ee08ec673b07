"""What is known and what is not, said of places: chains, access, diets, holidays, and people who are far away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.chat.conftest import TANDON, WASHINGTON_SQUARE, Clock, MakeDevice
from tests.api.people import sign_up
from violet.api.support.documentation import DocumentedApp
from violet.domain.geo import LatLng

FAR = {
    "Crown Heights": {"latitude": 40.668, "longitude": -73.944},
    "Jersey City": {"latitude": 40.7163, "longitude": -74.0328},
    "Hoboken": {"latitude": 40.744, "longitude": -74.0324},
    "Cupertino": {"latitude": 37.32, "longitude": -122.03},
}


@pytest.mark.parametrize("where", FAR.values(), ids=list(FAR))
@pytest.mark.parametrize("message", ["coffee", "somewhere quiet to study", "cheap dinner"])
def test_who_is_far_away_gets_the_campus_with_distances_and_no_walk(
    device: MakeDevice, where: dict[str, float], message: str
):
    answer = device(where).say(message)
    assert answer["places"]
    assert all(card["walk_time"] is None and card["distance"] for card in answer["places"])
    assert not any("min walk" in reason for card in answer["places"] for reason in card["why"])
    assert "campus" in answer["reply"]
    assert "minute walk" not in answer["reply"]


@pytest.mark.parametrize("where", FAR.values(), ids=list(FAR))
def test_lists_are_not_empty_far_away(client: Any, where: dict[str, float]):
    for path in ("quick_recs?category=cozy_cafes", "quick_recs?category=explore", "top_recommendations?limit=3"):
        sep = "&"
        url = f"/api/{path}{sep}latitude={where['latitude']}&longitude={where['longitude']}"
        cards = client.get(url).get_json()["places"]
        assert cards
        assert all(card["walk_time"] is None and card["distance"] for card in cards)


def test_nothing_is_to_be_loosened_that_nobody_set(device: MakeDevice):
    for where in FAR.values():
        answer = device(where).say("a kosher steakhouse with live music and dancing")
        assert "budget" not in answer["reply"]


def test_a_chain_is_its_nearest_branch_or_said_to_be_unknown(device: MakeDevice):
    phone = device(WASHINGTON_SQUARE)
    known = phone.say("trader joe's")["places"]
    assert all(card["name"].startswith("Trader Joe") for card in known)
    walks = [int(card["walk_time"].split()[0]) for card in known]
    assert walks == sorted(walks)
    answer = phone.say("is there a dunkin near me")
    assert "I don't know a Dunkin" in answer["reply"]
    assert not any("dunkin" in card["name"].lower() for card in answer["places"])


def test_a_place_known_not_to_be_quiet_never_answers_quiet(app: DocumentedApp, device: MakeDevice):
    campus = app.extensions["violet"].campus
    loud = {place.id for place in campus.places if place.tags.get("quiet") is False}
    assert loud
    for message in ("a quiet cafe", "somewhere quiet", "quiet bar", "quiet dinner", "quiet park"):
        shown = {card["place_id"] for card in device(WASHINGTON_SQUARE).say(message)["places"]}
        assert not shown & loud, message


def test_access_that_nobody_knows_of_is_unknown_on_the_card_and_in_words(device: MakeDevice):
    answer = device(TANDON).say("I need a place for dinner that is wheelchair accessible")
    assert answer["places"]
    assert all("step_free" in card["unknown"] or "step_free" in card["tags"] for card in answer["places"])
    assert "step-free" in answer["reply"]


@pytest.mark.parametrize(
    ("taste", "unknown"),
    [
        ({"dietary_restrictions": ["kosher"]}, "kosher"),
        ({"dietary_restrictions": ["nut-allergy"]}, "nut-allergy"),
        ({"interests": "jazz, and I have a peanut allergy"}, "peanut-allergy"),
    ],
)
def test_lists_say_what_is_known_of_a_diet_and_what_is_not(app: DocumentedApp, taste: dict[str, Any], unknown: str):
    person = sign_up(app.test_client())
    assert person.post("/v1/user/preferences", taste).status_code == 200
    where = {"latitude": 40.7298, "longitude": -73.9973}
    lists = [
        person.get("/v1/quick_recs", query_string={"category": "quick_bites", **where}).get_json()["places"],
        person.get("/v1/top_recommendations", query_string=where).get_json()["places"],
        person.get("/v1/dashboard", query_string=where).get_json()["quick_recommendations"]["quick_bites"],
    ]
    places = {place.id: place for place in app.extensions["violet"].campus.places}
    for cards in lists:
        assert cards
        for card in cards:
            eats = card["top_category"] in ("quick_bites", "restaurant", "cafe", "bars")
            assert not eats or unknown in card["unknown"] or unknown in card["diets"]
            assert places[card["place_id"]].diets.get(unknown) is not False


def test_on_a_public_holiday_hours_may_differ(device: MakeDevice, clock: Clock):
    phone = device(WASHINGTON_SQUARE)
    assert "may differ" not in phone.say("coffee")["reply"]
    clock.set("2026-11-26 13:00")
    answer = device(WASHINGTON_SQUARE).say("coffee")
    assert "Thanksgiving" in answer["reply"]
    assert any("holiday_hours" in card["unknown"] for card in answer["places"])
    asked = device(WASHINGTON_SQUARE).say("when does Caffe Reggio close?")
    assert "Thanksgiving" in asked["reply"]
    assert asked["places"][0]["unknown"] == ["holiday_hours"]
    unknown = device(WASHINGTON_SQUARE).say("is bobst open today?")["reply"]
    assert "I don't know the hours" in unknown
    assert "Thanksgiving" in unknown


def test_no_walk_crosses_a_river_where_no_bridge_is(app: DocumentedApp):
    walks = app.extensions["violet"].walks
    village, tandon = LatLng(40.7298, -73.9973), LatLng(40.6942, -73.9866)
    assert walks.reaches(tandon, village)
    for where in FAR.values():
        origin = LatLng(where["latitude"], where["longitude"])
        assert not walks.reaches(origin, village)


@pytest.mark.parametrize(
    ("message", "first"),
    [("cubbyhole", "Cubbyhole"), ("career center", "Wasserman"), ("the whole foods at union square", "Whole Foods")],
)
def test_a_place_that_is_named_comes_first(device: MakeDevice, message: str, first: str):
    assert device(WASHINGTON_SQUARE).say(message)["places"][0]["name"].startswith(first)


def test_a_place_that_is_named_to_be_left_out_is(device: MakeDevice):
    shown = device(WASHINGTON_SQUARE).say("a park thats not washington square park")["places"]
    assert shown
    assert "Washington Square Park" not in {card["name"] for card in shown}


@pytest.mark.parametrize("message", ["where can I get a haircut", "is there a florist near me", "a thrift store"])
def test_what_the_guide_has_no_kind_for_is_said_to_be_unknown(device: MakeDevice, message: str):
    answer = device(WASHINGTON_SQUARE).say(message)
    assert answer["places"] == []
    assert "I don't know" in answer["reply"]


def test_where_nothing_is_known_near_a_named_place_that_is_said(device: MakeDevice):
    assert (
        "I don't know places around Times Square" in device(WASHINGTON_SQUARE).say("pizza near times square")["reply"]
    )
