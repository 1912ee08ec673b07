"""Why a turn answered as it did, told to the person whose turn it was and to nobody else."""

from __future__ import annotations

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
