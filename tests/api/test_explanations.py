"""Why a turn answered as it did, told to the person whose turn it was and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

QUESTION = {"message": "cheap vegan lunch within 10 minutes walk, no pizza", "latitude": 40.6942, "longitude": -73.9866}


def _ask(client: FlaskClient) -> dict[str, object]:
    answer = client.post("/api/v1/chat", json=QUESTION)
    assert isinstance(answer.json, dict)
    return answer.json


def test_the_own_turn_is_explained(client: FlaskClient) -> None:
    turn = _ask(client)
    explained = client.get(f"/api/v1/chat/explain/{turn['turn_id']}").json
    assert explained is not None
    assert explained["intent"]["kind"] == "recommend"
    assert explained["intent"]["constraints"]["diets"] == ["vegan"]
    assert explained["intent"]["constraints"]["max_walk_minutes"] == 10
    assert [card["name"] for card in explained["cards"]] == [card["name"] for card in turn["places"]]  # type: ignore[attr-defined]
    for card in explained["cards"]:
        assert card["score"] == pytest.approx(sum(part["points"] for part in card["features"].values()), abs=1e-9)
    assert {item["reason"] for item in explained["filtered"]} & {"walk", "diet", "price"}
    assert explained["degraded"] == []


def test_nobody_else_gets_it(client: FlaskClient, app: OpenAPI) -> None:
    turn = _ask(client)
    stranger = app.test_client()
    _ask(stranger)
    assert stranger.get(f"/api/v1/chat/explain/{turn['turn_id']}").status_code == 404
    assert app.test_client().get(f"/api/v1/chat/explain/{turn['turn_id']}").status_code == 404


def test_a_forgotten_conversation_explains_nothing(client: FlaskClient, app: OpenAPI) -> None:
    turn = _ask(client)
    client.post("/api/v1/chat", json={"clear_session": True})
    assert client.get(f"/api/v1/chat/explain/{turn['turn_id']}").status_code == 404
    assert app.extensions["violet"].store.get(f"explanation:{turn['turn_id']}") is None


def test_a_malformed_id_is_named(client: FlaskClient) -> None:
    answer = client.get("/api/v1/chat/explain/nope")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["field"] == "turn_id"


def _why_not(client: FlaskClient, turn: dict[str, object], name: str) -> dict[str, Any]:
    where = {"latitude": str(QUESTION["latitude"]), "longitude": str(QUESTION["longitude"])}
    answer = client.get(f"/api/v1/chat/explain/{turn['turn_id']}", query_string={"why_not": name, **where})
    assert answer.status_code == 200, answer.text
    told = answer.get_json()["why_not"]
    assert isinstance(told, dict)
    assert all(0 <= part["value"] <= 1 for part in told["features"].values())
    assert told["score"] == pytest.approx(sum(part["points"] for part in told["features"].values()), abs=1e-9)
    return told


def test_nothing_is_said_of_a_place_that_was_not_named(client: FlaskClient) -> None:
    turn = _ask(client)
    assert client.get(f"/api/v1/chat/explain/{turn['turn_id']}").get_json()["why_not"] is None


def test_the_first_card_needs_no_change(client: FlaskClient) -> None:
    turn = _ask(client)
    told = _why_not(client, turn, turn["places"][0]["name"])  # type: ignore[index]
    assert (told["position"], told["changes"]) == (1, [])
    assert told["first"] == told["name"]


def test_every_place_of_the_guide_that_was_left_out_is_told_why(client: FlaskClient) -> None:
    """Each has what it breaks lifted; too far is also whoever does not start out by it."""
    turn = _ask(client)
    left_out = client.get(f"/api/v1/chat/explain/{turn['turn_id']}").get_json()["filtered"]
    by_reason = {one["reason"]: one["name"] for one in left_out if one["reason"] in ("walk", "diet", "price")}
    assert by_reason
    for reason, name in by_reason.items():
        told = _why_not(client, turn, name)
        assert reason in told["broken"]
        assert told["position"] is None
        kinds = {change["kind"] for change in told["changes"]}
        assert reason in kinds or (reason == "walk" and "near" in kinds)
        assert told["words"].startswith(f"{told['name']} would have come first if you had ")


def test_a_place_of_another_kind_has_to_be_asked_for(client: FlaskClient) -> None:
    told = _why_not(client, _ask(client), "bern dibner library")
    assert told["name"].startswith("Bern Dibner Library")
    assert {"kind", "name"} & {change["kind"] for change in told["changes"]}
    assert told["position"] is None


@pytest.mark.parametrize(
    ("query", "status"), [("why_not=Atlantis", 404), ("why_not=", 400), ("why_not=Bobst&latitude=40", 400)]
)
def test_what_cannot_be_compared_is_refused(client: FlaskClient, query: str, status: int) -> None:
    turn = _ask(client)
    answer = client.get(f"/api/v1/chat/explain/{turn['turn_id']}?{query}")
    assert answer.status_code == status
    assert answer.get_json()["field"]


def test_a_turn_without_places_compares_nothing(client: FlaskClient) -> None:
    answer = client.post("/api/v1/chat", json={"message": "hi there"}).get_json()
    refused = client.get(f"/api/v1/chat/explain/{answer['turn_id']}?why_not=Bobst%20Library")
    assert refused.status_code == 400
    assert refused.get_json()["field"] == "why_not"


def test_nobody_else_is_told_why_not(client: FlaskClient, app: OpenAPI) -> None:
    turn = _ask(client)
    assert app.test_client().get(f"/api/v1/chat/explain/{turn['turn_id']}?why_not=Bobst").status_code == 404
