"""Events over HTTP: the apps' lists, search, questions, pages, iCalendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from flask.testing import FlaskClient

from tests.api.events.conftest import NOW, Served


@pytest.fixture
def client(served: Served) -> FlaskClient:
    return served.client


def events(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/events", query_string=query)
    assert answer.status_code == 200, answer.json
    return list(answer.get_json()["events"])


def titles(client: FlaskClient, **query: Any) -> set[str]:
    return {event["name"] for event in events(client, **query)}


def test_the_apps_list_of_city_events(client: FlaskClient) -> None:
    listed = client.get("/api/events").get_json()["nyc_permitted"]
    assert listed
    for event in listed:
        assert {"event_name", "event_start", "latitude", "longitude", "address"} == set(event)
        assert isinstance(event["latitude"], float)
        assert isinstance(event["longitude"], float)
        assert NOW - timedelta(days=1) <= datetime.fromisoformat(event["event_start"]) < NOW + timedelta(days=7)
    assert [event["event_start"] for event in listed] == sorted(event["event_start"] for event in listed)


@pytest.mark.parametrize(("days", "counted"), [(1, 1), (7, 7), (99, 30), (-5, 1)])
def test_the_apps_list_of_engage_events(client: FlaskClient, days: int, counted: int) -> None:
    listed = client.get(f"/api/nyu_engage_events?days={days}").get_json()["engage_events"]
    starts = [datetime.fromisoformat(event["start"]) for event in listed]
    assert starts
    assert max(starts) < NOW + timedelta(days=counted)
    assert starts[0].utcoffset() == timedelta(hours=-5)
    keys = {"name", "start", "end", "description", "location", "organization", "image", "url"}
    assert all(keys <= set(event) for event in listed)
    mic = next(event for event in listed if event["name"] == "Open Mic Night")
    assert mic["location"] == "Kimmel Center for University Life, room 802"
    assert mic["start"] == "2026-11-24T18:30:00-05:00"


def test_an_event_is_a_card_with_more(client: FlaskClient) -> None:
    mic = next(e for e in events(client, q="open mic") if e["name"] == "Open Mic Night")
    assert mic["type"] == "event"
    assert (mic["start"], mic["end"]) == ("2026-11-24T18:30:00-05:00", "2026-11-24T20:30:00-05:00")
    assert mic["address"].startswith("Kimmel Center for University Life, room 802")
    assert mic["free"] is True
    assert mic["description"].startswith("Tonight 6:30 PM")
    assert mic["details"] is None or not mic["details"].startswith("Tonight"), "the source's own words"
    assert set(mic["location"]) == {"lat", "lng"}
    assert mic["also_from"] == [
        {"source": "nyu_calendar", "source_id": mic["also_from"][0]["source_id"], "url": mic["also_from"][0]["url"]}
    ]
    one = client.get(f"/api/v1/events/{mic['id']}").get_json()
    assert {key: one[key] for key in ("name", "start", "place")} == {
        key: mic[key] for key in ("name", "start", "place")
    }


def test_a_far_event_says_the_ride_and_a_near_one_the_walk(client: FlaskClient) -> None:
    def mic(**where: float) -> dict[str, Any]:
        return next(e for e in events(client, q="open mic", radius_m=5000, **where) if e["name"] == "Open Mic Night")

    far = mic(latitude=40.6942, longitude=-73.9866)
    assert "without waiting" in far["ride"]
    assert int(far["walk_time"].split()[0]) > 30
    assert mic(latitude=40.7308, longitude=-73.9973).get("ride") is None


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("jazz this weekend", {"Jazz at the Loft", "Jazz Jam Session", "Bill Mays Trio"}, {"Larry Fuller Trio", "Frank Perowsky Quartet", "Open Mic Night"}),
        ("what's happening at Kimmel tomorrow", {"Kimmel Craft Fair", "Trivia at Kimmel", "Free lunch, study tips"}, {"Open Mic Night", "Stand-Up Showcase", "Sunrise Yoga"}),
        ("anything free and fun tonight?", {"Open Mic Night", "Salsa Social", "Movie Night: Spirited Away"}, {"Diwali Celebration", "Comedy Cellar stand-up", "Robotics Build Night", "Free Pizza & Algorithms"}),
        ("stand-up comedy on Thursday", {"Stand-Up Showcase"}, {"Trivia at Kimmel"}),
        ("film screenings tonight", {"Movie Night: Spirited Away"}, {"Salsa Social"}),
        ("robotics", {"Robotics Build Night"}, {"Salsa Social"}),
    ],
)  # fmt: skip
def test_questions(client: FlaskClient, question: str, wanted: set[str], unwanted: set[str]) -> None:
    found = titles(client, q=question, limit=100)
    assert wanted <= found
    assert not unwanted & found


def test_tonight_is_tonight_in_new_york(client: FlaskClient) -> None:
    for event in events(client, q="anything free and fun tonight?", limit=100):
        start = datetime.fromisoformat(event["start"])
        end = datetime.fromisoformat(event["end"] or event["start"])
        assert start.utcoffset() == timedelta(hours=-5)
        assert start < datetime(2026, 11, 25, 2, tzinfo=NOW.tzinfo)
        assert end > datetime(2026, 11, 24, 17, tzinfo=NOW.tzinfo)
        assert event["free"] is True


def test_a_cancelled_or_past_event_never_appears(served: Served) -> None:
    client = served.client
    names = titles(client, limit=100, order="soonest", ends=(NOW + timedelta(days=20)).isoformat())
    assert "Free Pizza & Algorithms" not in names
    assert not {name for name in names if "Poetry Slam" in name}
    assert "Open Mic Night" in names
    mic = next(e for e in events(client, q="open mic") if e["name"] == "Open Mic Night")
    served.clock.now = datetime(2026, 11, 24, 20, 30, tzinfo=NOW.tzinfo)
    assert "Open Mic Night" not in titles(client, q="open mic")
    assert client.get(f"/api/v1/events/{mic['id']}").status_code == 404
    assert client.get(f"/api/v1/events/{mic['id']}.ics").status_code == 404


def test_filters(client: FlaskClient) -> None:
    comedy = events(client, category="comedy", limit=50)
    assert comedy
    assert all("comedy" in event["categories"] for event in comedy)
    either = events(client, category="comedy,film", limit=100)
    assert {"comedy", "film"} <= {word for event in either for word in event["categories"]}
    assert all(event["free"] is True for event in events(client, free="true", limit=50))
    assert all(event["source"] == "nyc_parks" for event in events(client, source="nyc_parks", limit=50))
    near = events(client, latitude=40.6942, longitude=-73.9866, radius_m=500, limit=50)
    assert near
    assert all(event["walk_time"] and event["estimated"] for event in near)
    assert all(abs(event["location"]["lat"] - 40.6942) < 0.005 for event in near)
    window = {"starts": "2026-11-26T12:00:00-05:00", "ends": "2026-11-26T14:00:00-05:00"}
    for event in events(client, **window, limit=50):
        assert datetime.fromisoformat(event["start"]) < datetime.fromisoformat(window["ends"])


@pytest.mark.parametrize("order", ["best", "soonest"])
@pytest.mark.parametrize("query", [{}, {"q": "music"}])
def test_pages_go_on_to_the_end_and_repeat_nothing(client: FlaskClient, order: str, query: dict[str, str]) -> None:
    seen: list[int] = []
    after = None
    for _ in range(100):
        given: dict[str, str] = {"after": after} if after else {}
        answer = client.get("/api/v1/events", query_string={"limit": 60, "order": order, **query, **given}).get_json()
        seen += [event["id"] for event in answer["events"]]
        after = answer["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen))
    whole = client.get("/api/v1/events", query_string={"limit": 100, "order": order, **query}).get_json()
    assert seen[:100] == [event["id"] for event in whole["events"]]
    assert len(seen) >= len(whole["events"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"latitude": "91", "longitude": "0"}, "latitude"),
        ({"latitude": "nan", "longitude": "0"}, "latitude"),
        ({"latitude": "40"}, "longitude"),
        ({"starts": "2026-11-24T10:00:00"}, "starts"),
        ({"starts": "2026-11-24T10:00:00-05:00", "ends": "2026-11-24T09:00:00-05:00"}, "ends"),
        ({"after": "nonsense!"}, "after"),
        ({"after": "bm9uc2Vuc2U"}, "after"),
        ({"order": "random"}, "order"),
        ({"free": "perhaps"}, "free"),
        ({"q": "x" * 301}, "q"),
        ({"radius_m": "0"}, "radius_m"),
    ],
)
def test_bad_input_names_the_field(client: FlaskClient, query: dict[str, str], field: str) -> None:
    answer = client.get("/api/v1/events", query_string=query)
    assert answer.status_code == 400
    assert field in answer.get_json()["error"] + str(answer.get_json().get("field"))


def test_one_event_and_a_list_as_icalendar(client: FlaskClient) -> None:
    mic = next(e for e in events(client, q="open mic") if e["name"] == "Open Mic Night")
    answer = client.get(f"/api/v1/events/{mic['id']}.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    calendar: Any = icalendar.Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == "Open Mic Night"
    assert event["DTSTART"].dt == datetime.fromisoformat(mic["start"])
    assert event["DTEND"].dt == datetime.fromisoformat(mic["end"])
    assert mic["calendar_url"].endswith(f"/api/v1/events/{mic['id']}.ics")
    several: Any = icalendar.Calendar.from_ical(client.get("/api/v1/events.ics?q=jazz&limit=5").data)
    assert len(several.walk("VEVENT")) == 5


@pytest.mark.parametrize("path", ["/api/v1/events/1", "/api/v1/events/1.ics", "/api/v1/events/99999999999999999"])
def test_an_unknown_event(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert set(answer.get_json()) >= {"error", "code", "request_id"}


def test_sources_show_how_fresh_they_are(served: Served) -> None:
    client = served.client
    sources = {one["source"]: one for one in client.get("/api/v1/events/sources").get_json()["sources"]}
    assert {one["status"] for one in sources.values()} == {"ok"}
    assert sources["nyu_engage"]["last_success"] == "2026-11-24T15:00:00-05:00"
    assert sources["nyu_engage"]["rejected"] == {"too_far_away": 1}
    assert sources["nyu_engage"]["rejected_examples"]["too_far_away"]
    served.clock.now += timedelta(hours=2)
    sources = {one["source"]: one for one in client.get("/api/v1/events/sources").get_json()["sources"]}
    assert {one["status"] for one in sources.values()} == {"stale"}


def test_quick_recommendations_of_events(client: FlaskClient) -> None:
    answer = client.get("/api/quick_recs?category=events&limit=8&latitude=40.7299&longitude=-73.9979").get_json()
    assert answer["category"] == "events"
    cards = answer["places"]
    assert len(cards) == 8
    assert all(card["type"] == "event" and card["start"] for card in cards)
    assert [card["score"] for card in cards] == sorted((card["score"] for card in cards), reverse=True)
    assert len({card["name"] for card in cards}) == 8
    assert all(card["walk_time"] and card["estimated"] for card in cards)


def test_an_empty_table_is_an_empty_list(served: Served) -> None:
    served.clock.now += timedelta(days=400)
    assert served.client.get("/api/events").get_json() == {"nyc_permitted": [], "events": [], "next": None}
    assert served.client.get("/api/quick_recs?category=events").get_json()["places"] == []
