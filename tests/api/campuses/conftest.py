"""One server with three campuses, shared by the tests of a module: each has its own accounts and conversations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.campuses.facts import ALL, IDS, Facts
from tests.conftest import make_settings
from tests.packs import make_third_pack
from violet.app import create_app

Say = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the third pack lies."""
    folder = tmp_path_factory.mktemp("third") / "packs"
    make_third_pack(folder)
    return folder


@pytest.fixture(scope="module")
def server(packs: Path, _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAPI]:
    database = tmp_path_factory.mktemp("campuses") / "violet.db"
    database.write_bytes(_sqlite_template.read_bytes())
    app = create_app(make_settings(database_url=f"sqlite:///{database}", campuses_dir=packs, campuses=tuple(IDS)))
    yield app
    app.extensions["violet"].engine.dispose()


@pytest.fixture
def client(server: OpenAPI) -> FlaskClient:
    return server.test_client()


@pytest.fixture(params=ALL, ids=IDS)
def campus(request: pytest.FixtureRequest) -> Facts:
    facts: Facts = request.param
    return facts


@pytest.fixture
def say(client: FlaskClient, campus: Facts) -> Say:
    """One message from the campus, in a conversation of its own unless it names one."""

    def say(message: str, **body: Any) -> dict[str, Any]:
        sent = {"message": message, "campus": campus.id, **campus.where, **body}
        answer = client.post("/api/v1/chat", json=sent)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    return say
