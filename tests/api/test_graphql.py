"""GraphQL: what the other routes read, within limits, for whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import sign_up
from tests.conftest import make_settings
from violet.api.graph.execution import Asked, answer
from violet.app import create_app
from violet.services.events.intake.refresh import refresh

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def app(sqlite_database: str) -> Iterator[OpenAPI]:
    app = create_app(make_settings(database_url=sqlite_database, graphql="on"))
    with app.app_context():
        refresh(app.extensions["violet"].intake, only=["campus_guide"])
    yield app
    app.extensions["violet"].engine.dispose()


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    def ask(query: str, *, path: str = "/api/graphql", headers: dict[str, str] | None = None, **variables: Any) -> Any:
        answer = client.post(path, json={"query": query, "variables": variables}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    return ask


def refused(client: FlaskClient, query: str, **body: Any) -> str:
    answer = client.post("/api/graphql", json={"query": query, **body})
    assert (answer.status_code, answer.get_json()["field"]) == (400, "query"), answer.text
    return str(answer.get_json()["error"])


def test_it_is_off_unless_switched_on(sqlite_database: str):
    client = create_app(make_settings(database_url=sqlite_database)).test_client()
    answer = client.post("/api/graphql", json={"query": "{ campuses { id } }"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_campuses_places_events_and_guides_in_one_question(ask: Ask):
    query = """query ($kinds: [String!]) {
      campuses { id timezone units location { lat lng } }
      campus { id }
      places(kinds: $kinds, limit: 3) { id name kinds address openNow location { lat } }
      events(limit: 2) { events { id title start } next }
      guides { slug }
      guide(slug: "nothing") { title }
    }"""
    body = ask(query, kinds=["library"])
    assert "errors" not in body
    data = body["data"]
    assert [one["id"] for one in data["campuses"]] == ["nyu", "unimelb"]
    assert data["campus"] == {"id": "nyu"}
    assert len(data["places"]) == 3
    assert all("library" in place["kinds"] for place in data["places"])
    assert len(data["events"]["events"]) == 2
    assert data["events"]["next"]
    assert (data["guides"], data["guide"]) == ([], None)


def test_one_place_and_one_event_by_id_and_null_for_none(ask: Ask):
    event = ask("{ events(limit: 1) { events { id title } } }")["data"]["events"]["events"][0]
    place = ask("{ places(limit: 1) { id name } }")["data"]["places"][0]
    query = "query ($e: ID!, $p: ID!) { event(id: $e) { id title } place(id: $p) { id name } }"
    assert ask(query, e=event["id"], p=place["id"])["data"] == {"event": event, "place": place}
    assert ask(query, e="12", p="nowhere")["data"] == {"event": None, "place": None}
    assert ask(query, e="x" * 50, p="")["data"] == {"event": None, "place": None}


def test_a_query_is_of_the_request_s_campus(ask: Ask):
    query = "{ campus { id } places(limit: 50) { address } }"
    data = ask(query, path="/api/v1/graphql?campus=unimelb")["data"]
    assert data["campus"] == {"id": "unimelb"}
    assert not any("NY" in (place["address"] or "") for place in data["places"])


def test_one_s_own_things_need_a_log_in(client: FlaskClient, ask: Ask):
    query = "{ me { email saved { saved { placeId name } } events { status event { title } } } campus { id } }"
    nobody = ask(query)
    assert nobody["data"] is None
    (error,) = nobody["errors"]
    assert error == {"message": "Please log in again.", "path": ["me"], "extensions": {"code": "unauthorized"}}
    person = sign_up(client, "reader@nyu.edu")
    place = ask("{ places(limit: 1) { id name } }")["data"]["places"][0]
    client.put(f"/api/v1/saved/{place['id']}", headers=person.headers)
    event = ask("{ events(limit: 1) { events { id title } } }")["data"]["events"]["events"][0]
    person.post(f"/v1/events/{event['id']}/rsvp", {"status": "going", "remind_minutes_before": None})
    me = ask(query, headers=person.headers)["data"]["me"]
    assert me["email"] == "reader@nyu.edu"
    assert me["saved"]["saved"] == [{"placeId": place["id"], "name": place["name"]}]
    assert me["events"] == [{"status": "going", "event": {"title": event["title"]}}]


def test_it_only_reads(client: FlaskClient):
    assert "mutation" in refused(client, "mutation { save }").lower()
    assert "subscription" in refused(client, "subscription { events }").lower()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("{ " + " ".join(f"a{n}: campus {{ id }}" for n in range(11)) + " }", "aliases"),
        (
            "{ campus { " + " ".join("...F" for _ in range(60)) + " } } fragment F on Campus { id name city units }",
            "fields",
        ),
        ("{ campuses { id } }" + " " + "#\n" * 3 + "query B { campus { " + "id " * 1000 + "} }", "token"),
        ("{ campus { ...A } } fragment A on Campus { ...B } fragment B on Campus { ...A }", "fragment"),
        ("{ nothing }", "nothing"),
        ("{ campus {", "Syntax"),
    ],
)
def test_what_is_too_large_or_no_query_is_refused(client: FlaskClient, query: str, says: str):
    assert says.casefold() in refused(client, query).casefold()


def test_depth_is_limited(client: FlaskClient):
    nested = "{ me { events { event { location { lat } } } } }"
    assert client.post("/api/graphql", json={"query": nested}).status_code == 200
    deep = "{ __schema { types { fields { type { ofType { ofType { ofType { ofType { name } } } } } } } } }"
    assert "depth" in refused(client, deep)


def test_arguments_are_clamped_and_bad_ones_named(ask: Ask):
    assert len(ask("{ places(limit: 100000, radiusM: 100000000) { id } }")["data"]["places"]) == 50
    (error,) = ask('{ events(starts: "tomorrow") { next } }')["errors"]
    assert error["message"].startswith("starts:")
    (error,) = ask("{ places(near: {lat: 91, lng: 0}) { id } }")["errors"]
    assert error["extensions"]["code"] == "bad_request"


def test_in_production_nobody_learns_the_schema_from_it(app: OpenAPI, client: FlaskClient):
    query = "{ __schema { queryType { name } } }"
    assert client.post("/api/graphql", json={"query": query}).status_code == 200
    container = app.extensions["violet"]
    production = container.settings.model_copy(update={"environment": "production"})

    with app.test_request_context("/api/graphql"), pytest.raises(Exception, match="introspection"):
        answer(Asked(query), introspection=not production.production)


def test_what_breaks_inside_is_not_told(ask: Ask, app: OpenAPI, monkeypatch: pytest.MonkeyPatch):
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("violet.api.graph.resolvers.catalog.search", broken)
    (error,) = ask("{ events { next } }")["errors"]
    assert error["extensions"]["code"] == "internal_error"
    assert "secret" not in str(error)
