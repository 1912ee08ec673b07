"""Places that have closed, also where another provider still lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.content.conftest import promote, published, step
from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.database import use
from violet.extensions import db

TANDON = {"latitude": 40.6942, "longitude": -73.9866}


@pytest.fixture
def app(simulator: RunningSimulator, sqlite_database: str) -> Iterator[OpenAPI]:
    """A server whose places are Google's."""
    simulator.state.set_mode("google_places", {"unlisted": True})
    made = create_app(make_settings(database_url=sqlite_database, ratelimit_enabled=False, **simulator.settings))
    yield made
    use(None)
    made.extensions["violet"].places._transport.close()
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: OpenAPI) -> FlaskClient:
    return app.test_client()


def cards(app: OpenAPI) -> list[dict[str, Any]]:
    """What a stranger is shown."""
    asked = {"category": "chill_cafes", "limit": 20, **TANDON}
    answer = app.test_client().get("/api/v1/quick_recs", query_string=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["places"]
    return found


def theirs(app: OpenAPI) -> dict[str, Any]:
    """A card of a place that the guide does not know."""
    return next(card for card in cards(app) if card["name"] == "Nobody's Cafe")


def report(people: Sequence[Person], place_id: str, kind: str = "closed") -> list[Any]:
    return [person.post(f"/v1/places/{place_id}/reports", {"kind": kind}) for person in people]


def item_of(moderator: Person, query: str = "") -> dict[str, Any]:
    [item] = moderator.get(f"/v1/admin/queue{query}").get_json()["items"]
    found: dict[str, Any] = item
    return found


def resolve(moderator: Person, item: dict[str, Any], action: str) -> Any:
    return moderator.post(f"/v1/admin/queue/{item['id']}/resolve", {"action": action})


def test_a_place_that_only_google_knows_is_marked_then_off_the_lists_and_back(
    app: OpenAPI, client: FlaskClient
) -> None:
    people, moderator = [sign_up(client) for _ in range(3)], promote(client, sign_up(client), "moderator")
    place = theirs(app)
    answers = report(people, place["place_id"])
    assert [answer.get_json()["reported_closed"] for answer in answers] == [False, False, True]
    marked = {card["place_id"]: card.get("reported_closed") for card in cards(app)}
    assert {key for key, value in marked.items() if value} == {place["place_id"]}
    item = item_of(moderator)
    assert (item["name"], item["place_id"], item["count"]) == (place["name"], place["place_id"], 3)
    accepted = resolve(moderator, item, "accept").get_json()["item"]
    assert (accepted["state"], accepted["document_id"]) == ("accepted", None)
    assert place["place_id"] not in [card["place_id"] for card in cards(app)]
    assert resolve(moderator, item, "accept").status_code == 409
    assert resolve(moderator, item, "reject").get_json()["item"]["state"] == "rejected"
    back = next(card for card in cards(app) if card["place_id"] == place["place_id"])
    assert "reported_closed" not in back
    assert resolve(moderator, item, "reject").status_code == 409


def test_one_place_is_one_item_by_whichever_id_it_was_reported(app: OpenAPI, client: FlaskClient) -> None:
    container = app.extensions["violet"]
    moderator = promote(client, sign_up(client), "moderator")
    found = [card for card in cards(app) if card["source"] == "google_places"]
    places = [container.places.details(card["place_id"]) for card in found]
    place, own = next((one, own) for one in places if (own := container.guide_facts.own(one)) is not None)
    report([sign_up(client)], place.id, "wrong_hours")
    report([sign_up(client)], own.id, "wrong_hours")
    item = item_of(moderator)
    assert (item["place_id"], item["name"], item["count"]) == (own.id, own.name, 2)
    document_id = resolve(moderator, item, "accept").get_json()["item"]["document_id"]
    assert moderator.get(f"/v1/content/places/{document_id}").get_json()["data"]["id"] == own.id


def test_what_editors_closed_is_not_shown_though_google_lists_it(app: OpenAPI, client: FlaskClient) -> None:
    author, reviewer = (promote(client, sign_up(client), "editor") for _ in range(2))
    place = theirs(app)
    data = {"name": place["name"], **place["location"], "kinds": ["cafe"], "closed": True}
    document = published(author, reviewer, **data)
    assert place["name"] not in [card["name"] for card in cards(app)]
    step(author, document, "archive")
    assert place["name"] in [card["name"] for card in cards(app)]


def test_an_id_that_means_nothing_is_refused_and_one_nobody_can_ask_about_is_kept(
    app: OpenAPI, client: FlaskClient, simulator: RunningSimulator
) -> None:
    person, moderator = sign_up(client), promote(client, sign_up(client), "moderator")
    [unknown] = report([person], "ChIJ-nowhere")
    assert (unknown.status_code, unknown.get_json()["field"]) == (404, "place_id")
    simulator.state.set_fault("google_places", Fault("status", status=503))
    [kept] = report([person], "ChIJ-somewhere")
    assert kept.status_code == 201
    assert item_of(moderator)["name"] is None
