"""Everything a person wrote: whole in the export, and gone without a trace after deletion. PostgreSQL and Redis."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import MetaData, delete, insert, inspect, select

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.servers import RedisServer
from violet.database import use
from violet.extensions import db
from violet.models import CalendarLink, EventRow
from violet.services.notify.kinds import Kind
from violet.services.notify.notices import Notice, tell
from violet.services.working.database import writing
from violet.settings import Settings

PASSWORD = "canary-password for the test"
PROFILE = {"first_name": "Canaryfirst", "home_address": "1 Canaryhome Street"}
ACTIVITY = {
    "type": "canarytype",
    "place_id": "canaryplace",
    "name": "Canaryname",
    "vibe": "canaryvibe",
    "score": 0.8125,
}
PREFERENCES = {
    "preferred_vibes": ["nightlife"],
    "budget": {"min": 1337, "max": 42424},
    "dietary_restrictions": ["seafood-allergy"],
    "max_walk_minutes_default": 59,
    "interests": "canaryinterests",
    "commute_preference": "transit",
    "vibes": {"canarymood": 0.4375},
    "distance_limit_minutes": 177,
    "indoor_outdoor": "outdoor",
}
PHONE = "ExponentPushToken[canaryphone]"
EMAIL = "canary.mail@nyu.edu"
MESSAGES = ("canarymessage: a quiet cafe", "canaryanonymous: somewhere to study")
CALENDAR = {"blocks": [{"title": "Canaryblock"}]}
CANARIES = (
    "canaryfirst", "canaryhome", "canarytype", "canaryplace", "canaryname", "canaryvibe", "0.8125", "nightlife", "1337",
    "42424", "seafood-allergy", "canaryinterests", "canarymood", "0.4375", "canaryphone", "canary.mail", "canarymessage", "canaryanonymous", "canaryblock",
    "canaryevent", "bobst-library", "canarynotice", "canarybody", "23:17", "07:43",
)  # fmt: skip


@pytest.fixture
def database_url(emptied_database: str) -> str:
    return emptied_database


@pytest.fixture
def settings(database_url: str, redis_process: RedisServer) -> Settings:
    with redis.Redis.from_url(redis_process.url) as client:
        client.flushall()
    return make_settings(
        database_url=database_url, redis_url=redis_process.url, ratelimit_enabled=True, log_level="DEBUG"
    )


@pytest.fixture
def log_lines(app: OpenAPI, tmp_path: Path) -> Iterator[Path]:
    """Every line, at DEBUG, in the form it leaves the process."""
    path = tmp_path / "log"
    handler = logging.FileHandler(path)
    root = logging.getLogger()
    handler.setFormatter(root.handlers[0].formatter)
    root.addHandler(handler)
    yield path
    root.removeHandler(handler)
    handler.close()


def write_everything(client: FlaskClient) -> Person:
    person = sign_up(client, EMAIL, PASSWORD, first_name="Canaryfirst")
    assert person.post("/user/profile", PROFILE).status_code == 200
    assert person.post("/user/preferences", PREFERENCES).status_code == 200
    assert person.post("/user/activity", ACTIVITY).status_code == 200
    assert person.post("/user/notification_token", {"token": PHONE}).status_code == 200
    said = [person.post("/chat", {"message": MESSAGES[0]}), client.post("/api/chat", json={"message": MESSAGES[1]})]
    assert [answer.status_code for answer in said] == [200, 200]
    link_calendar(client.application, person.user["id"])
    be_told(client.application, person)
    assert client.post("/api/auth/login", json={"email": EMAIL, "password": "canary wrong"}).status_code == 401
    assert client.post("/api/auth/password/forgot", json={"email": EMAIL}).status_code == 200
    assert client.post("/api/auth/signup", json={"email": EMAIL, "password": PASSWORD}).status_code == 409
    assert person.post("/user/preferences", {"interests": "canaryinterests" * 100}).status_code == 400
    return person


def link_calendar(app: Flask, user_id: int) -> None:
    sealed = app.extensions["violet"].identity.cipher.encrypt(json.dumps(CALENDAR))
    row = {
        "user_id": user_id,
        "kind": "busy_times",
        "sealed": sealed,
        "status": "linked",
        "linked_at": datetime.now(UTC),
    }
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(insert(CalendarLink).values(row))


def be_told(app: Flask, person: Person) -> None:
    """An answer to an event with its reminder, a notice in the inbox and on its way, hours that are quiet, an export."""
    now = datetime.now(UTC)
    quiet = {"quiet_hours": {"start": "23:17", "end": "07:43"}}
    assert person.post("/v1/notifications/preferences", quiet).status_code == 200
    use(app.extensions["violet"].engine)
    event = {
        "id": 77, "source": "s", "source_id": "77", "fingerprint": "f", "title": "Canaryevent", "all_day": False,
        "starts_at": now + timedelta(days=1), "over_at": now + timedelta(days=1, hours=1), "online": False,
        "categories": [], "cancelled": False, "words": "", "changed_at": now,
    }  # fmt: skip
    with writing() as connection:
        connection.execute(insert(EventRow).values(event))
        notice = Notice(person.user["id"], Kind.REMINDER, "event:77", "1", "Canarynotice", "Canarybody")
        assert tell(connection, [notice], now=now) == 1
    use(None)
    assert person.client.put("/api/v1/saved/bobst-library", headers=person.headers).status_code == 200
    rsvp = {"status": "going", "remind_minutes_before": 1234}
    assert person.post("/v1/events/77/rsvp", rsvp).status_code == 200
    assert person.post("/v1/user/exports").status_code == 202
    with app.app_context(), db.engine.begin() as connection:  # what others announce is no data of theirs
        connection.execute(delete(EventRow))


def in_tables(app: OpenAPI) -> str:
    with app.app_context(), db.engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        assert "users" in tables.tables
        rows = [row for table in tables.sorted_tables for row in connection.execute(select(table))]
    return str(rows).lower()


def in_redis(url: str) -> str:
    """Every key with its value, whatever kind it is."""
    client = redis.Redis.from_url(url)
    dump = [key + (client.dump(key) or b"") for key in client.scan_iter()]
    client.close()
    assert dump, "the limits alone leave keys here"
    return str(dump).lower()


def test_the_export_holds_everything_that_was_written(client: FlaskClient):
    export = write_everything(client).get("/user/export")
    assert export.status_code == 200
    text = json.dumps(export.get_json(), ensure_ascii=False).lower()
    assert [canary for canary in CANARIES if canary not in text] == []
    assert PASSWORD not in export.text
    assert "bcrypt" not in export.text
    body = export.get_json()
    assert body["account"]["preferences"] == PREFERENCES
    assert body["account"]["role"] == "user"
    assert [{key: item[key] for key in ACTIVITY} for item in body["activity"]] == [ACTIVITY]
    assert body["notification_tokens"] == [PHONE]
    assert body["calendars"][0]["content"] == CALENDAR
    assert [turn["message"] for turn in body["conversation"]] == list(MESSAGES)
    assert len(body["log_ins"]) == 1


def test_every_table_with_an_owner_goes_with_the_account_and_is_in_the_export(client: FlaskClient, app: OpenAPI):
    """A new table fails here until somebody has thought of both."""
    with app.app_context():
        inspector = inspect(db.engine)
        owned = {
            table: [
                key["options"].get("ondelete")
                for key in inspector.get_foreign_keys(table)
                if key["constrained_columns"] == ["user_id"]
            ]
            for table in inspector.get_table_names()
            if any(column["name"] == "user_id" for column in inspector.get_columns(table))
        }
    assert owned == {
        table: ["CASCADE"]
        for table in (
            "activity",
            "calendar_links",
            "contacts",
            "exports",
            "jobs",
            "login_sessions",
            "notification_preferences",
            "notification_tokens",
            "notifications",
            "outbox",
            "place_reports",
            "poll_votes",
            "position_shares",
            "room_members",
            "room_reports",
            "rsvps",
            "saved_loops",
            "saved_places",
            "turn_feedback",
            "walks",
        )
    }


def test_nothing_is_left_after_deletion_in_tables_redis_or_log(
    client: FlaskClient, app: OpenAPI, settings: Settings, log_lines: Path, redis_process: RedisServer
):
    person = write_everything(client)
    neighbor = sign_up(app.test_client(), first_name="Neighbor")
    neighbor.post("/user/profile", {"home_address": "2 Other Street"})
    assert "canary.mail" in in_tables(app), "the scan sees what is there"
    assert person.delete("/user/me", {"password": "canary wrong"}).status_code == 403
    assert person.delete("/user/me", {"password": PASSWORD}).status_code == 200
    logged = log_lines.read_text().lower()
    assert "account_deleted" in logged
    for place, found in (("tables", in_tables(app)), ("redis", in_redis(redis_process.url)), ("log", logged)):
        assert [
            canary for canary in (*CANARIES, "canary", person.token, person.refresh_token) if canary.lower() in found
        ] == [], place
    assert neighbor.get("/user/me").get_json()["home_address"] == "2 Other Street"


def test_the_security_log_names_account_and_request_and_nothing_personal(client: FlaskClient, log_lines: Path):
    person = write_everything(client)
    other_device = person.log_in_again(PASSWORD)
    other_device.post("/auth/logout")
    following = client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token}).get_json()
    client.post("/api/auth/refresh", json={"refresh_token": following["refresh_token"]})
    client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token})
    fresh = person.log_in_again(PASSWORD)
    changed = fresh.post("/user/password", {"current_password": PASSWORD, "new_password": "another canary password"})
    fresh.token = changed.get_json()["token"]
    fresh.delete("/user/me", {"password": "another canary password"})
    lines = [line for line in log_lines.read_text().splitlines() if "violet.security" in line]
    for event in (
        "sign_up", "log_in", "log_in_failed", "log_out", "refresh_reuse", "password_changed", "password_reset_requested",
        "account_deleted",
    ):  # fmt: skip
        about = [line for line in lines if f" {event} " in line]
        assert about, event
        assert all(f"user_id={person.user['id']}" in line and "request_id=" in line for line in about), event
    assert all("source=127.0.0.0/24" in line for line in lines), "the network, not the address"
    assert "127.0.0.1" not in "".join(lines)
    assert "canary" not in "".join(lines).lower()
