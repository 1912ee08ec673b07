"""What the ranking is told of a person, when they say not to, and when the database does not answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.ports import free_port
from violet.app import create_app
from violet.security.tokens import Claims, TokenKind
from violet.services.accounts.personalization import preferences_of, recent_activity
from violet.services.ranking.preferences import Preferences


def test_preferences_and_activity_are_told_unless_the_person_says_not_to(client: FlaskClient, app: OpenAPI):
    person = sign_up(client)
    user_id = person.user["id"]
    person.post("/user/preferences", {"dietary_restrictions": ["vegan"], "budget": {"max": 15}})
    person.post("/user/activity", {"type": "view", "place_id": "p1", "vibe": "study"})
    with app.app_context():
        assert preferences_of(user_id) == Preferences(diets=frozenset({"vegan"}), budget_max=15)
        assert [(item.type, item.place_id, item.vibe) for item in recent_activity(user_id)] == [("view", "p1", "study")]
    person.post("/user/settings", {"use_preferences_for_personalization": False})
    with app.app_context():
        assert preferences_of(user_id) is None
        assert recent_activity(user_id) == []
        assert preferences_of(10**6) is None


@pytest.fixture
def without_database() -> OpenAPI:
    """An app whose database refuses connections."""
    return create_app(make_settings(database_url=f"postgresql://violet@127.0.0.1:{free_port()}/violet"))


def test_without_a_database_a_token_makes_nobody_known_and_account_calls_say_so(without_database: OpenAPI):
    client, deps = without_database.test_client(), without_database.extensions["violet"]
    token = deps.tokens.sign(TokenKind.ACCESS, Claims(1, "0" * 32), now=datetime.now(UTC), ttl_s=60)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/quick_recs?category=chill_cafes", headers=headers).status_code == 200
    for answer in (
        client.get("/api/user/me", headers=headers),
        client.post("/api/user/preferences", json={"interests": "jazz"}, headers=headers),
        client.post("/api/auth/login", json={"email": "ana@nyu.edu", "password": "a long walk"}),
        client.post("/api/auth/signup", json={"email": "ana@nyu.edu", "password": "a long walk"}),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
    assert client.get("/api/user/me").status_code == 401
    with without_database.app_context():
        assert preferences_of(1) is None
        assert recent_activity(1) == []
