"""Quick recommendations and top picks: lists of cards with no conversation, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.chat.conftest import TANDON, WASHINGTON_SQUARE, Clock, minutes
from tests.api.contract import assert_cards
from violet.campus.schema import GuidePlace

Campus = dict[str, GuidePlace]
KINDS = {
    "quick_bites": {"quick_bite", "pizza", "bakery", "dessert", "market", "restaurant"},
    "chill_cafes": {"cafe", "bakery", "tea_house", "dessert"},
    "explore": {"park", "garden", "waterfront", "viewpoint", "plaza", "recreation", "museum", "gallery", "landmark",
                "shopping", "bookstore", "market", "live_music", "theatre", "cinema", "comedy"},
}  # fmt: skip
KINDS["cozy_cafes"] = KINDS["chill_cafes"]


def places(client: FlaskClient, path: str = "/api/quick_recs", **query: Any) -> list[dict[str, Any]]:
    answer = client.get(path, query_string={**WASHINGTON_SQUARE, **query})
    assert answer.status_code == 200, answer.text
    body = answer.get_json()
    assert set(body) == {"category", "places"}
    assert_cards(body["places"], at_most=50)
    found: list[dict[str, Any]] = body["places"]
    return found


@pytest.mark.parametrize("category", KINDS)
@pytest.mark.parametrize("where", [TANDON, WASHINGTON_SQUARE], ids=["tandon", "washington square"])
def test_a_category_holds_places_of_its_kinds_nearby_and_none_that_is_closed(
    client: FlaskClient, guide: Campus, category: str, where: Any
):
    found = places(client, category=category, **where)
    assert len(found) == 10
    for card in found:
        assert KINDS[category].intersection(guide[card["place_id"]].kinds)
        assert minutes(card) <= 25
        assert card["open_now"] is not False
        assert card["why"]


def test_the_two_names_of_the_cafes_hold_the_same(client: FlaskClient):
    assert places(client, category="cozy_cafes") == places(client, category="chill_cafes")


def test_the_answer_repeats_the_category_that_was_asked_for(client: FlaskClient):
    for category in ("quick_bites", "cozy_cafes", "chill_cafes", "explore", "events"):
        assert client.get("/api/quick_recs", query_string={"category": category}).get_json()["category"] == category
    assert client.get("/api/quick_recs").get_json()["category"] == "explore"
    assert client.get("/api/top_recommendations").get_json()["category"] == "top"


def test_without_a_position_the_lists_are_for_the_home_campus(client: FlaskClient):
    at_home = client.get("/api/quick_recs", query_string={"category": "quick_bites", **TANDON}).get_json()
    assert client.get("/api/quick_recs", query_string={"category": "quick_bites"}).get_json() == at_home


def test_with_no_events_known_the_list_of_events_is_there_and_empty_or_all_events(client: FlaskClient):
    found = places(client, category="events")
    assert all(card["type"] == "event" and card["start"] for card in found)


def test_the_same_question_has_the_same_answer(client: FlaskClient):
    assert places(client, category="explore", limit=50) == places(client, category="explore", limit=50)


def test_strangers_share_an_answer_and_a_bad_question_is_refused_each_time(client: FlaskClient):
    first, again = (client.get("/api/v1/quick_recs", query_string=WASHINGTON_SQUARE) for _ in range(2))
    assert first.data == again.data
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]
    for _ in range(2):
        refused = client.get("/api/v1/quick_recs", query_string=WASHINGTON_SQUARE | {"category": "magic"})
        assert refused.status_code == 400
        assert refused.get_json()["error"].startswith("category: ")


def test_a_longer_list_begins_like_a_shorter_one(client: FlaskClient):
    short = [card["id"] for card in places(client, category="quick_bites", limit=5)]
    long = [card["id"] for card in places(client, category="quick_bites", limit=20)]
    assert long[:5] == short


def test_top_picks_are_of_several_kinds_and_each_tells_which(client: FlaskClient, guide: Campus):
    found = places(client, "/api/top_recommendations", limit=10)
    assert len(found) == 10
    assert len({card["top_category"] for card in found}) >= 2
    assert all(card["top_category"] for card in found)


def test_rain_keeps_people_indoors(client: FlaskClient, guide: Campus):
    def outdoors(**query: Any) -> int:
        found = places(client, "/api/top_recommendations", limit=10, vibe="explore", **query)
        return sum(guide[card["place_id"]].setting == "outdoor" for card in found)

    assert outdoors(weather="rain") < outdoors(weather="clear")
    assert outdoors(weather="snow") < outdoors(weather="sunny")
    assert outdoors(weather="no such weather") == outdoors()
    for emoji, word in {"☀️": "sunny", "☁️": "clouds", "🌧️": "rain", "❄️": "snow", "⛈️": "rain", "🌧": "rain"}.items():
        assert outdoors(weather=emoji) == outdoors(weather=word), emoji
    assert outdoors(weather="🌧️") < outdoors(weather="☀️")


@pytest.mark.parametrize(
    ("vibe", "category"),
    [("study", "study"), ("party", "bars"), ("shopping", "shopping"), ("fast_bite", "quick_bites"), ("bookstore", "shopping")],
)  # fmt: skip
def test_a_picked_vibe_decides_the_top_picks(client: FlaskClient, vibe: str, category: str):
    found = places(client, "/api/top_recommendations", vibe=vibe, limit=5)
    assert [card["top_category"] for card in found].count(category) >= 3


def test_an_unknown_vibe_is_the_same_as_none(client: FlaskClient):
    for path in ("/api/quick_recs", "/api/top_recommendations"):
        assert places(client, path, vibe="zen") == places(client, path)


def test_late_at_night_what_is_closed_makes_way(client: FlaskClient, clock: Clock):
    by_day = {card["id"] for card in places(client, category="quick_bites")}
    clock.set("2026-11-18 23:45")
    found = places(client, category="quick_bites")
    assert found
    assert all(card["open_now"] is not False for card in found)
    assert {card["id"] for card in found} != by_day
