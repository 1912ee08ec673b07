"""What a student clicks on moves what they are shown, unless they said not to use it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.people import Person, sign_up

TANDON = {"latitude": 40.6942, "longitude": -73.9866, "limit": 10}
MUSEUM = "new-york-transit-museum"


def _score_of_museums(person: Person) -> float:
    answer = person.get("/quick_recs", query_string={"category": "explore", **TANDON})
    assert answer.json is not None
    cards: list[dict[str, Any]] = answer.json["places"]
    return max((card["score"] for card in cards if card["top_category"] == "culture"), default=0.0)


def test_clicks_move_the_order_and_personalisation_off_moves_it_back(client: FlaskClient) -> None:
    student = sign_up(client)
    before = _score_of_museums(student)
    for _ in range(8):
        student.post("/user/activity", {"type": "like", "place_id": MUSEUM, "name": "New York Transit Museum"})
    assert _score_of_museums(student) > before
    student.post("/user/settings", {"use_preferences_for_personalization": False})
    assert _score_of_museums(student) == pytest.approx(before)
