"""People with rights, and documents to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.app import create_app
from violet.extensions import db

PLACE: dict[str, Any] = {
    "name": "The Quiet Kettle",
    "lat": 40.6945,
    "lng": -73.9865,
    "kinds": ["cafe"],
    "address": "1 MetroTech Center, Brooklyn, NY 11201",
    "about": "A tea and coffee room with long tables, made for the tests of the content of editors.",
    "opening_hours": "24/7",
    "tags": {"quiet": True, "wifi": True, "cozy": True, "outlets": True},
    "price_level": 1,
}

Staff = Callable[[str], Person]


def promote(client: FlaskClient, person: Person, role: str, *options: str) -> Person:
    arguments = ["users", "promote", person.email, "--role", role, *options]
    result = client.application.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 0, result.output
    return person


@pytest.fixture
def staff(client: FlaskClient) -> Staff:
    """Signs somebody up with a role."""
    return lambda role: promote(client, sign_up(client), role)


@pytest.fixture
def postgres_app(emptied_database: str) -> Iterator[OpenAPI]:
    """For what only a database with locks on rows can show."""
    app = create_app(make_settings(database_url=emptied_database))
    yield app
    with app.app_context():
        db.engine.dispose()


def put(person: Person, path: str, body: Any, version: object) -> Any:
    headers = person.headers | {"If-Match": f'"{version}"'}
    return person.client.put(f"/api/v1{path}", json=body, headers=headers)


def written(person: Person, kind: str = "places", **data: Any) -> dict[str, Any]:
    answer = person.post(f"/v1/content/{kind}", {"data": data or PLACE})
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.get_json()
    return document


def step(person: Person, document: dict[str, Any], name: str, body: Any = None) -> dict[str, Any]:
    answer = person.post(f"/v1/content/{document['kind']}/{document['id']}/{name}", body)
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.get_json()
    return changed


def published(author: Person, reviewer: Person, kind: str = "places", **data: Any) -> dict[str, Any]:
    document = written(author, kind, **data)
    step(author, document, "submit")
    step(reviewer, document, "approve")
    return step(reviewer, document, "publish", {})
