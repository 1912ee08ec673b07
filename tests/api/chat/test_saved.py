"""Saved places, over HTTP and in chat; the conversation's history; numbers to call; what was learned."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.people import Person, sign_up

WSQ = {"latitude": 40.7298, "longitude": -73.9973}
DIBNER, BOBST = "dibner-library", "bobst-library"


@pytest.fixture
def student(client: FlaskClient) -> Person:
    return sign_up(client)


def _put(person: Person, place_id: str) -> Any:
    return person.client.put(f"/api/v1/saved/{place_id}", headers=person.headers)


def _drop(person: Person, place_id: str) -> Any:
    return person.client.delete(f"/api/v1/saved/{place_id}", headers=person.headers)


def _saved(person: Person, **query: Any) -> dict[str, Any]:
    answer = person.get("/v1/saved", query_string=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def _say(person: Person, message: str) -> dict[str, Any]:
    answer = person.post("/v1/chat", {"message": message, **WSQ})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_place_is_saved_once_listed_newest_first_and_removed(student: Person):
    assert _saved(student) == {"saved": [], "places": [], "next": None}
    assert _put(student, DIBNER).get_json()["place"]["name"] == "Bern Dibner Library"
    assert [_put(student, BOBST).status_code for _ in range(2)] == [200, 200]
    body = _saved(student, **WSQ)
    assert [one["place_id"] for one in body["saved"]] == [BOBST, DIBNER]
    assert [card["place_id"] for card in body["places"]] == [BOBST, DIBNER]
    assert body["places"][0]["walk_time"] is not None
    assert _drop(student, BOBST).get_json() == {"saved": False, "place_id": BOBST, "place": None}
    assert _drop(student, BOBST).status_code == 404
    assert [one["place_id"] for one in _saved(student)["saved"]] == [DIBNER]


def test_pages_of_saved_places_follow_the_cursor(student: Person):
    for place_id in (DIBNER, BOBST, "new-york-transit-museum"):
        assert _put(student, place_id).status_code == 200
    first = _saved(student, limit=2)
    rest = _saved(student, limit=2, cursor=first["next"])
    assert [one["place_id"] for one in first["saved"] + rest["saved"]] == ["new-york-transit-museum", BOBST, DIBNER]
    assert rest["next"] is None
    refused = student.get("/v1/saved", query_string={"cursor": "x"})
    assert (refused.status_code, refused.get_json()["field"]) == (400, "cursor")


def test_only_places_that_exist_are_saved_and_only_for_their_owner(student: Person, client: FlaskClient):
    assert _put(student, "no-such-place").status_code == 404
    assert _put(student, DIBNER).status_code == 200
    other = sign_up(client)
    assert _saved(other)["saved"] == []
    assert _drop(other, DIBNER).status_code == 404
    assert client.get("/api/v1/saved").status_code == 401


def test_the_second_card_is_saved_in_chat_and_told_when_asked(student: Person):
    second = _say(student, "a quiet place to study")["places"][1]
    answer = _say(student, "can you save the second one")
    assert answer["intent"] == "saved"
    assert second["name"] in answer["reply"]
    assert [one["place_id"] for one in _saved(student)["saved"]] == [second["place_id"]]
    listed = _say(student, "what did I save?")
    assert [card["place_id"] for card in listed["places"]] == [second["place_id"]]
    assert second["name"] in listed["reply"]
    _say(student, f"remove {second['name']} from my saved places")
    assert _saved(student)["saved"] == []


@pytest.mark.parametrize("message", ["save me some time, where is lunch?", "save money on dinner", "I want to save"])
def test_a_wish_that_mentions_saving_stays_a_wish(student: Person, message: str):
    assert _say(student, message)["intent"] != "saved"


def test_who_is_not_signed_in_is_told_to_sign_in(client: FlaskClient):
    client.post("/api/v1/chat", json={"message": "coffee", **WSQ})
    answer = client.post("/api/v1/chat", json={"message": "save the first one", **WSQ}).get_json()
    assert answer["intent"] == "saved"
    assert "sign" in answer["reply"]


def test_history_returns_the_turns_with_their_cards_a_page_at_a_time(client: FlaskClient):
    said = [client.post("/api/v1/chat", json={"message": m, **WSQ}).get_json() for m in ("coffee", "hi", "museums")]
    latest = client.get("/api/v1/chat/history?limit=2").get_json()
    assert [turn["message"] for turn in latest["turns"]] == ["hi", "museums"]
    first = client.get("/api/v1/chat/history", query_string={"cursor": latest["next"]}).get_json()
    assert (first["turns"][0]["turn_id"], first["next"]) == (said[0]["turn_id"], None)
    assert [card["id"] for card in first["turns"][0]["places"]] == [card["id"] for card in said[0]["places"]]
    assert first["turns"][0]["reply"] == said[0]["reply"]
    assert client.get("/api/v1/chat/history", query_string={"cursor": "0" * 32}).status_code == 400


def test_history_is_nobody_elses(app: Any, client: FlaskClient):
    client.post("/api/v1/chat", json={"message": "coffee", **WSQ})
    assert app.test_client().get("/api/v1/chat/history").get_json() == {"turns": [], "next": None}


def test_the_numbers_to_call_need_no_account(client: FlaskClient):
    body = client.get("/api/v1/safety").get_json()
    assert (body["emergency"], body["crisis"], body["safety"]["phone"]) == ("911", "988", "212-998-2222")
    assert [one["kind"] for one in body["numbers"]] == ["emergency", "safety", "crisis", "counseling"]


def test_what_was_learned_is_shown_and_forgotten(student: Person):
    assert student.get("/v1/user/affinity").get_json() == {"affinity": {}, "activities": 0, "used": True}
    for _ in range(3):
        student.post("/user/activity", {"type": "like", "place_id": "new-york-transit-museum"})
    learned = student.get("/v1/user/affinity").get_json()
    assert learned["affinity"]["culture"] > 0
    assert learned["activities"] == 3
    assert student.delete("/v1/user/affinity").get_json()["affinity"] == {}
    assert student.get("/user/me").get_json()["recent_activity"] == []


def test_every_claim_of_a_reply_is_what_its_card_holds(client: FlaskClient):
    answer = client.post("/api/v1/chat", json={"message": "a quiet place to study with wifi", **WSQ}).get_json()
    cards = {card["id"]: card for card in answer["places"]}
    assert {claim["card_id"] for claim in answer["claims"]} == set(cards)
    for claim in answer["claims"]:
        assert claim["sentence"] in answer["reply"]
        if claim["field"] == "name":
            assert cards[claim["card_id"]]["name"] == claim["value"]
    assert answer["clarify"] is None


@pytest.mark.parametrize("message", ["coffee", "hi", "un café cerca", "附近的咖啡店"])
def test_what_is_suggested_is_understood_by_the_next_turn(client: FlaskClient, message: str):
    answer = client.post("/api/v1/chat", json={"message": message, **WSQ}).get_json()
    assert 2 <= len(answer["suggestions"]) <= 3
    for suggestion in answer["suggestions"]:
        following = client.post("/api/v1/chat", json={"message": suggestion, **WSQ}).get_json()
        assert following["intent"] not in ("out_of_scope", "smalltalk"), suggestion
