"""Conversations over HTTP with only the cookie carried along, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.chat.conftest import TANDON, WASHINGTON_SQUARE, WEDNESDAY_ONE_PM, Clock, MakeDevice, ids, minutes
from violet.campus.schema import GuidePlace
from violet.domain.opening_hours import is_open

STUDY_KINDS = {"library", "study_space", "cafe", "tea_house"}
FIRST_QUESTION = "quiet place to study near Tandon"
Campus = dict[str, GuidePlace]


def test_the_first_question_of_a_newcomer(device: MakeDevice, guide: Campus):
    answer = device().say(FIRST_QUESTION)
    assert answer["intent"] == "recommend"
    assert answer["vibe"] == "study"
    assert 1 <= len(answer["places"]) <= 3
    for card in answer["places"]:
        place = guide[card["place_id"]]
        assert card["name"] == place.name
        assert card["address"] == place.address
        assert card["location"] == {"lat": place.lat, "lng": place.lng}
        assert STUDY_KINDS.intersection(place.kinds)
        assert place.tags.get("quiet") is True
        assert minutes(card) <= 20
        assert card["estimated"] is True
        assert f"{minutes(card)} min walk" in card["why"]
        assert "quiet" in card["why"]
        assert card["name"] in answer["reply"]
    assert [minutes(card) for card in answer["places"]] == sorted(map(minutes, answer["places"]))


def test_the_nearest_quiet_places_are_the_ones_shown(device: MakeDevice, guide: Campus):
    """No quiet library that is known to be open is left out for one that is farther."""
    answer = device().say(FIRST_QUESTION)
    shown = [guide[place_id] for place_id in ids(answer)]
    farthest = max(map(_squared_distance, shown))
    nearer = [
        place.id
        for place in guide.values()
        if {"library", "study_space"}.intersection(place.kinds[:1])
        and place.tags.get("quiet")
        and is_open(place.opening_hours, WEDNESDAY_ONE_PM)
        and _squared_distance(place) < farthest
        and place.id not in ids(answer)
    ]
    assert nearer == [], "a nearer library was left out"


def test_five_turns_and_more_about_studying(device: MakeDevice):
    phone = device()
    first = phone.say(FIRST_QUESTION)
    second = first["places"][1]

    asked = phone.say("is the second one open now?")
    assert asked["intent"] == "detail"
    assert ids(asked) == [second["place_id"]]
    assert asked["places"][0]["open_now"] is True
    assert asked["reply"] == f"Yes, {second['name']} is open until 6 PM."

    closer = phone.say("something closer")
    assert closer["intent"] == "refine"
    assert closer["places"]
    assert all(minutes(card) < minutes(second) for card in closer["places"])
    assert not set(ids(first)) & set(ids(closer))

    another = phone.say("another one")
    assert another["intent"] == "another"
    assert another["places"]
    assert not (set(ids(first)) | set(ids(closer))) & set(ids(another))

    way = phone.say("how do I get there")
    assert way["intent"] == "directions"
    assert ids(way) == ids(another)[:1]
    assert way["directions"]["mode"] == "walking"
    assert way["directions"]["polyline"][0] == pytest.approx([TANDON["latitude"], TANDON["longitude"]])
    assert str(way["directions"]["minutes"]) in way["reply"]

    named = phone.say(f"tell me more about {first['places'][0]['name']}")
    assert named["intent"] == "detail"
    assert ids(named) == ids(first)[:1]
    assert named["places"][0]["description"] in named["reply"]


def test_a_dinner_talked_over_at_length(device: MakeDevice, guide: Campus):
    phone = device(WASHINGTON_SQUARE)
    dinner = phone.say("dinner for two near Washington Square")
    cheaper = phone.say("cheaper")
    bar = _level(guide, dinner["places"][0])
    assert cheaper["places"]
    assert all(1 <= _level(guide, card) < bar for card in cheaper["places"])
    assert not set(ids(dinner)) & set(ids(cheaper))

    way = phone.say("how do I get to the first one")
    assert ids(way) == ids(cheaper)[:1]
    third = phone.say("tell me more about the third one")
    assert ids(third) == ids(cheaper)[2:], "positions count in the list, not in the one card talked about since"
    assert ids(phone.say("the second one?")) == ids(cheaper)[1:2]
    assert ids(phone.say("and the last one, how far is it")) == ids(cheaper)[2:]

    fancier = phone.say("fancier")
    assert fancier["places"]
    assert all(_level(guide, card) > _level(guide, third["places"][0]) for card in fancier["places"])

    vegan = phone.say("something vegan")
    assert vegan["places"]
    assert all(guide[place_id].diets.get("vegan") is True for place_id in ids(vegan))
    assert "vegan choices" in vegan["reply"]

    similar = phone.say("more like the second one")
    assert similar["intent"] == "more_like_this"
    assert not set(ids(similar)) & set(ids(vegan))
    assert all(guide[place_id].diets.get("vegan") is not False for place_id in ids(similar))

    more = phone.say("show me more")
    assert more["intent"] == "another"
    assert not set(ids(more)) & set(ids(similar))


def test_a_place_is_known_by_its_name_with_no_conversation_at_all(device: MakeDevice):
    assert ids(device().say("tell me more about Bobst")) == ["bobst-library"]
    assert ids(device().say("how do I get to Washington Square Park")) == ["washington-square-park"]
    assert ids(device().say("is the Strand open now?")) == ["strand-bookstore"]


def test_hours_are_told_as_they_are_at_that_moment(device: MakeDevice, clock: Clock):
    phone = device(WASHINGTON_SQUARE)
    question = "is the Strand open now?"
    open_then = phone.say(question)
    assert open_then["places"][0]["open_now"] is True
    clock.set("2026-11-18 03:00")
    closed_then = phone.say(question)
    assert closed_then["places"][0]["open_now"] is False
    assert "closed" in closed_then["reply"]
    assert open_then["places"][0]["id"] == closed_then["places"][0]["id"]


def test_what_is_known_to_be_closed_is_not_recommended(device: MakeDevice, clock: Clock):
    for wall in ("2026-11-18 03:00", "2026-11-18 09:00", "2026-11-22 22:30", "2026-11-01 01:30", "2026-03-08 02:30"):
        clock.set(wall)
        for message in ("coffee", "somewhere to study", "dinner", "a museum"):
            answer = device(WASHINGTON_SQUARE).say(message)
            if "Nothing that fits is open" not in answer["reply"]:
                assert [card["name"] for card in answer["places"] if card["open_now"] is False] == [], wall


def test_where_nothing_is_open_it_says_so_and_shows_when(device: MakeDevice, clock: Clock):
    """Within three minutes of this corner, every place for a coffee has hours, and all of them are closed by then."""
    clock.set("2026-11-18 04:30")
    answer = device({"latitude": 40.73765, "longitude": -73.988}).say("coffee within a 3 minute walk")
    assert answer["places"]
    assert answer["reply"].startswith("Nothing that fits is open right now")
    assert {card["open_now"] for card in answer["places"]} == {False}
    assert all(any(reason.startswith("opens at ") for reason in card["why"]) for card in answer["places"])


def _level(guide: Campus, card: dict[str, Any]) -> int:
    return guide[card["place_id"]].price_level or 0


def _squared_distance(place: GuidePlace) -> float:
    return (place.lat - TANDON["latitude"]) ** 2 + ((place.lng - TANDON["longitude"]) * 0.758) ** 2
