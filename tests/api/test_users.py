"""What a signed-in person reads and writes about themselves over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import text

from tests.api.people import Person, sign_up
from violet.extensions import db

PHONE = "ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]"
APNS = "0f" * 32
WHOLE_PREFERENCES = {
    "preferred_vibes": ["study", "food"],
    "budget": {"min": 5, "max": 20},
    "dietary_restrictions": ["vegan", "gluten-free"],
    "max_walk_minutes_default": 12,
    "interests": "jazz 🎷 and old maps",
    "commute_preference": "both",
    "vibes": {"study": 0.9, "party": 0},
    "distance_limit_minutes": 20,
    "indoor_outdoor": "either",
}

BAD_PREFERENCES: list[tuple[dict[str, Any], str]] = [
    ({"favorite_color": "violet"}, "favorite_color"),
    ({"max_walk_minutes_default": 4}, "max_walk_minutes_default"),
    ({"max_walk_minutes_default": 61}, "max_walk_minutes_default"),
    ({"max_walk_minutes_default": "soon"}, "max_walk_minutes_default"),
    ({"preferred_vibes": ["sleep"]}, "preferred_vibes.0"),
    ({"preferred_vibes": "study"}, "preferred_vibes"),
    ({"dietary_restrictions": ["carnivore"]}, "dietary_restrictions.0"),
    ({"budget": {"min": 30, "max": 20}}, "budget"),
    ({"budget": {"min": -1}}, "budget.min"),
    ({"budget": {"most": 1}}, "budget.most"),
    ({"commute_preference": "rocket"}, "commute_preference"),
    ({"interests": "x" * 501}, "interests"),
    ({"vibes": {"study": 2}}, "vibes.study"),
]


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return sign_up(client, first_name="Ana")


def test_me_is_the_user_of_the_log_in_with_recent_activity(person: Person):
    answer = person.get("/user/me")
    assert answer.status_code == 200
    assert answer.get_json() == person.user | {"recent_activity": []}
    assert answer.headers["Cache-Control"] == "no-store"


def test_profile_changes_only_what_is_given_and_clears_with_null_or_empty(person: Person):
    address = "370 Jay St, Brooklyn"
    assert person.post("/user/profile", {"home_address": address}).get_json() == {
        "first_name": "Ana",
        "home_address": address,
    }
    assert person.post("/user/profile", {"first_name": "Bea"}).get_json()["home_address"] == address
    assert person.post("/user/profile", {}).get_json() == {"first_name": "Bea", "home_address": address}
    assert person.get("/user/profile").get_json() == {"first_name": "Bea", "home_address": address}
    assert person.post("/user/profile", {"first_name": None, "home_address": ""}).get_json() == {
        "first_name": None,
        "home_address": None,
    }


def test_the_home_address_is_encrypted_at_rest(person: Person, app: OpenAPI):
    person.post("/user/profile", {"home_address": "370 Jay St, Brooklyn"})
    person.post("/user/notification_token", {"token": PHONE})
    with app.app_context(), db.engine.connect() as connection:
        stored = connection.execute(text("SELECT home_address FROM users")).scalar_one()
        token = connection.execute(text("SELECT token FROM notification_tokens")).scalar_one()
    assert "Jay" not in stored
    assert "Exponent" not in token


def test_line_breaks_in_a_name_or_address_become_spaces(person: Person):
    answer = person.post("/user/profile", {"first_name": "A\r\nX: y", "home_address": "1 Main St\nApt 2\x00"})
    assert answer.get_json() == {"first_name": "A X: y", "home_address": "1 Main St Apt 2"}


def test_preferences_are_whole_from_the_start(person: Person):
    assert person.get("/user/preferences").get_json() == {
        "preferred_vibes": [],
        "budget": {"min": None, "max": None},
        "dietary_restrictions": [],
        "max_walk_minutes_default": None,
        "interests": None,
        "commute_preference": None,
        "vibes": {},
        "distance_limit_minutes": None,
        "indoor_outdoor": None,
    }


def test_every_preference_can_be_written_and_read_back(person: Person):
    assert person.post("/user/preferences", WHOLE_PREFERENCES).get_json() == WHOLE_PREFERENCES
    assert person.get("/user/preferences").get_json() == WHOLE_PREFERENCES
    assert person.get("/user/me").get_json()["preferences"] == WHOLE_PREFERENCES
    assert person.log_in_again().user["preferences"] == WHOLE_PREFERENCES


def test_a_preference_alone_leaves_the_others_and_null_clears_it(person: Person):
    empty = person.get("/user/preferences").get_json()
    person.post("/user/preferences", WHOLE_PREFERENCES)
    for key, value in WHOLE_PREFERENCES.items():
        cleared = WHOLE_PREFERENCES | {key: empty[key]}
        assert person.post("/v1/user/preferences", {key: None}).get_json() == cleared
        assert person.post("/v1/user/preferences", {key: value}).get_json() == WHOLE_PREFERENCES


def test_the_survey_of_the_apps_is_whole_so_what_it_leaves_out_is_cleared(person: Person):
    person.post("/user/preferences", WHOLE_PREFERENCES)
    survey = {"preferred_vibes": ["study"], "max_walk_minutes_default": 15}
    stored = person.post("/user/preferences", survey).get_json()
    assert stored == WHOLE_PREFERENCES | survey | {
        "budget": {"min": None, "max": None}, "dietary_restrictions": [], "interests": None,
    }  # fmt: skip
    assert person.get("/v1/user/preferences").get_json() == stored


def test_the_versioned_preferences_leave_what_is_left_out(person: Person):
    person.post("/user/preferences", WHOLE_PREFERENCES)
    changed = person.post("/v1/user/preferences", {"max_walk_minutes_default": 15}).get_json()
    assert changed == WHOLE_PREFERENCES | {"max_walk_minutes_default": 15}


@pytest.mark.parametrize("nothing", ["", "  ", None])
@pytest.mark.parametrize("version", ["", "/v1"])
def test_an_empty_home_address_clears_it(person: Person, version: str, nothing: str | None):
    person.post("/user/profile", {"home_address": "370 Jay St"})
    cleared = person.post(f"{version}/user/profile", {"home_address": nothing}).get_json()
    assert cleared == {"first_name": "Ana", "home_address": None}
    assert person.get("/user/me").get_json()["home_address"] is None


def test_bad_preferences_name_the_key_and_change_nothing(person: Person):
    for body, field in BAD_PREFERENCES:
        answer = person.post("/user/preferences", body | {"indoor_outdoor": "indoor"})
        assert (answer.status_code, answer.get_json()["field"]) == (400, field)
        assert field in answer.get_json()["error"]
    assert person.get("/user/preferences").get_json()["indoor_outdoor"] is None


def test_settings_default_merge_and_refuse_unknown_keys(person: Person):
    defaults = {
        "google_calendar_enabled": False,
        "calendar_integration_enabled": False,
        "notifications_enabled": False,
        "use_preferences_for_personalization": True,
    }
    assert person.get("/user/settings").get_json() == defaults
    changed = person.post("/user/settings", {"notifications_enabled": True}).get_json()
    assert changed == defaults | {"notifications_enabled": True}
    refused = person.post("/user/settings", {"is_admin": True})
    assert refused.status_code == 400
    assert refused.get_json()["field"] == "is_admin"
    assert person.post("/user/settings", {"notifications_enabled": "sure"}).status_code == 400
    assert person.get("/user/settings").get_json() == changed


def test_activity_comes_back_newest_first_and_only_the_last_fifty(person: Person):
    for number in range(52):
        answer = person.post("/user/activity", {"type": "view", "place_id": f"p{number}", "score": number / 100})
        assert answer.get_json() == {"status": "ok"}
    recent = person.get("/user/me").get_json()["recent_activity"]
    assert [item["place_id"] for item in recent] == [f"p{number}" for number in range(51, 1, -1)]
    assert recent[0]["type"] == "view"
    assert recent[0]["score"] == 0.51
    assert recent[0]["name"] is None
    assert datetime.fromisoformat(recent[0]["created_at"]).utcoffset() is not None


def test_activity_needs_a_type_and_takes_a_number_as_place_id(person: Person):
    assert person.post("/user/activity", {"place_id": "x"}).get_json()["field"] == "type"
    assert person.post("/user/activity", {"type": "click", "place_id": 7, "vibe": "study"}).status_code == 200
    assert person.get("/user/me").get_json()["recent_activity"][0]["place_id"] == "7"


def test_push_tokens_of_both_kinds_are_taken_again_and_again(person: Person):
    tokens = [PHONE, "ExpoPushToken[abc]", APNS, "AB" * 40, "12345678-abcd-1234-ABCD-1234567890ab"]
    for token in [*tokens, *tokens]:
        assert person.post("/user/notification_token", {"token": token}).get_json() == {"status": "ok"}
    assert person.get("/user/export").get_json()["notification_tokens"] == tokens


def test_what_is_no_push_token_is_refused(person: Person):
    for token in ("", "abc", "ExponentPushToken[]", "ExponentPushToken[x] y", "0f" * 31, None, 7, [PHONE]):
        answer = person.post("/user/notification_token", {"token": token})
        assert (answer.status_code, answer.get_json()["field"]) == (400, "token")
    assert person.get("/user/export").get_json()["notification_tokens"] == []


def test_a_phone_belongs_to_whoever_logged_in_on_it_last_and_to_nobody_after_log_out(client: FlaskClient):
    first, second = sign_up(client), sign_up(client)
    first.post("/user/notification_token", {"token": PHONE})
    second.post("/user/notification_token", {"token": PHONE})
    assert first.get("/user/export").get_json()["notification_tokens"] == []
    assert second.get("/user/export").get_json()["notification_tokens"] == [PHONE]
    other_device = second.log_in_again()
    second.post("/auth/logout")
    assert other_device.get("/user/export").get_json()["notification_tokens"] == []


def test_both_prefixes_serve_the_same_account(person: Person):
    assert person.client.get("/api/v1/user/me", headers=person.headers).get_json() == person.get("/user/me").get_json()


def test_dollars_are_whole_on_the_wire(app: OpenAPI):
    person = sign_up(app.test_client())
    sent = {"budget": {"min": 12.5, "max": 20.0}}
    answers = [
        person.post("/user/preferences", sent).get_json()["budget"],
        person.get("/user/preferences").get_json()["budget"],
        person.get("/user/me").get_json()["preferences"]["budget"],
    ]
    assert [repr(sorted(answer.items())) for answer in answers] == ["[('max', 20), ('min', 12)]"] * 3


def test_cents_stored_before_are_shown_as_whole_dollars(app: OpenAPI):
    person = sign_up(app.test_client())
    with app.app_context(), db.engine.begin() as connection:
        statement = "UPDATE users SET preferences = :document WHERE id = :id"
        user_id = person.get("/user/me").get_json()["id"]
        connection.execute(text(statement), {"document": '{"budget": {"min": 12.5, "max": null}}', "id": user_id})
    budget = person.get("/user/me").get_json()["preferences"]["budget"]
    assert repr(budget["min"]) == "12"
    assert budget["max"] is None
