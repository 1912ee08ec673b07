"""What a student clicks on moves what they are shown, unless they said not to use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.extensions import db

TANDON = {"latitude": 40.6942, "longitude": -73.9866, "limit": 10}
MUSEUM = "new-york-transit-museum"


def _score_of_museums(person: Person) -> float:
    answer = person.get("/quick_recs", query_string={"category": "explore", **TANDON})
    assert answer.json is not None
    cards: list[dict[str, Any]] = answer.json["places"]
    return max((card["score"] for card in cards if card["top_category"] == "culture"), default=0.0)


def test_clicks_move_the_order_and_personalization_off_moves_it_back(client: FlaskClient) -> None:
    student = sign_up(client)
    before = _score_of_museums(student)
    for _ in range(8):
        student.post("/user/activity", {"type": "like", "place_id": MUSEUM, "name": "New York Transit Museum"})
    assert _score_of_museums(student) > before
    student.post("/user/settings", {"use_preferences_for_personalization": False})
    assert _score_of_museums(student) == pytest.approx(before)


@pytest.fixture(params=["with keys", "without"])
def either_client(
    request: pytest.FixtureRequest, simulator: RunningSimulator, sqlite_database: str
) -> Iterator[FlaskClient]:
    """Of a server whose places are Google's, and of one whose places are the guide's."""
    keys = simulator.settings if request.param == "with keys" else {}
    app = create_app(make_settings(**{"database_url": sqlite_database, "ratelimit_enabled": False, **keys}))
    yield app.test_client()
    if keys:
        app.extensions["violet"].places._transport.close()
    with app.app_context():
        db.engine.dispose()


def test_fifteen_likes_of_a_card_move_the_taste_whoever_its_place_is_from(either_client: FlaskClient) -> None:
    student = sign_up(either_client)
    answer = student.get("/quick_recs", query_string={"category": "explore", **TANDON})
    assert answer.json is not None
    card = answer.json["places"][0]
    for _ in range(15):
        student.post("/user/activity", {"type": "like", "place_id": card["place_id"], "name": card["name"]})
    learned = student.get("/user/affinity").json
    assert learned is not None
    assert learned["activities"] == 15
    assert learned["affinity"] == {card["top_category"]: pytest.approx(1.0, abs=0.001)}
    cleared = student.delete("/user/affinity").json
    assert cleared is not None
    assert cleared["affinity"] == {}
