"""What probes and people who operate the server see."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.ports import free_port
from tests.servers import RedisServer, execute_sql, query_sql
from violet.app import create_app
from violet.extensions import db
from violet.settings import Settings


@pytest.fixture
def settings(postgres_database: str, redis_process: RedisServer) -> Settings:
    return make_settings(database_url=postgres_database, redis_url=redis_process.url, commit_sha="0123abc")


def client_of(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def test_everything_there(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ok",
        "database": "connected",
        "redis": "connected",
        "version": "1.0.0",
        "commit": "0123abc",
    }
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.get_json()["status"] == "ready"
    assert ready.get_json()["migrations"] == "at_head"


def test_an_administrator_is_told_where_they_come_from(settings: Settings) -> None:
    client = client_of(settings.model_copy(update={"client_address_header": "do-connecting-ip"}))
    behind = {"do-connecting-ip": "203.0.113.7"}
    admin, person = sign_up(client), sign_up(client)
    client.application.test_cli_runner().invoke(args=["users", "promote", admin.email])
    assert client.get("/health", headers=admin.headers | behind).get_json()["you_come_from"] == "203.0.113.7"
    assert client.get("/health", headers=admin.headers).get_json()["you_come_from"] == "127.0.0.1"
    for headers in (person.headers | behind, behind, {"Authorization": "Bearer nonsense"}):
        assert "you_come_from" not in client.get("/health", headers=headers).get_json()


def test_redis_not_configured(sqlite_database: str) -> None:
    answer = client_of(make_settings(database_url=sqlite_database)).get("/health")
    assert answer.status_code == 200
    assert answer.get_json()["redis"] == "not_configured"


def test_without_redis_the_server_is_degraded_and_ready(sqlite_database: str) -> None:
    client = client_of(make_settings(database_url=sqlite_database, redis_url=f"redis://127.0.0.1:{free_port()}"))
    answer = client.get("/health")
    assert answer.status_code == 200
    assert (answer.get_json()["status"], answer.get_json()["redis"]) == ("degraded", "disconnected")
    assert client.get("/health/ready").status_code == 200


def test_without_the_database_it_lives_and_can_serve_somebody() -> None:
    client = client_of(make_settings(database_url=f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"))
    answer = client.get("/health")
    assert answer.status_code == 503
    body = answer.get_json()
    assert body["database"] == "disconnected"
    assert body["code"] == "unavailable"
    assert body["request_id"] == answer.headers["X-Request-ID"]
    assert body["error"].endswith(".")
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.get_json()["status"]) == (200, "ready")
    assert (ready.get_json()["migrations"], ready.get_json()["database"]) == ("unknown", "disconnected")
    assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize("change", ["UPDATE alembic_version SET version_num = '0001'", "DELETE FROM alembic_version"])
def test_tables_older_than_the_code_are_not_ready(postgres_database: str, client: FlaskClient, change: str) -> None:
    execute_sql(postgres_database, change)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.get_json()["migrations"] == "behind"
    assert client.get("/health").status_code == 200


def test_tables_newer_than_the_code_are_ready_and_a_release_leaves_them(
    postgres_database: str, app: OpenAPI, client: FlaskClient
) -> None:
    execute_sql(postgres_database, "UPDATE alembic_version SET version_num = 'of next year'")
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.get_json()["migrations"]) == (200, "ahead")
    released = app.test_cli_runner().invoke(args=["release"])
    assert released.exit_code == 0
    assert "newer than this version" in released.output
    assert query_sql(postgres_database, "SELECT version_num FROM alembic_version") == [("of next year",)]


def test_a_release_brings_an_empty_database_up_to_date(tmp_path: Path) -> None:
    app = create_app(make_settings(database_url=f"sqlite:///{tmp_path}/new.db"))
    assert app.test_client().get("/health/ready").status_code == 503
    assert app.test_cli_runner().invoke(args=["release"]).exit_code == 0
    app = create_app(make_settings(database_url=f"sqlite:///{tmp_path}/new.db"))
    assert app.test_client().get("/health/ready").get_json()["migrations"] == "at_head"


def test_a_database_without_tables_is_not_ready(postgres_database: str, client: FlaskClient) -> None:
    execute_sql(postgres_database, "DROP TABLE alembic_version")
    assert client.get("/health/ready").get_json()["migrations"] == "behind"


def test_probes_that_come_together_cost_one_look(app: OpenAPI) -> None:
    client = app.test_client()
    with app.app_context():
        pool = db.engine.pool
    client.get("/health/ready")
    taken = pool.status()
    with app.app_context():
        db.engine.dispose()
    for path in ("/health/ready", "/health"):
        assert client.get(path).status_code == 200
    with app.app_context():
        assert "Connections in pool: 0" in db.engine.pool.status()
    assert "Connections in pool: 1" in taken


@pytest.fixture
def guarded(sqlite_database: str) -> FlaskClient:
    return client_of(make_settings(database_url=sqlite_database, metrics_token="scrape-me-please"))


def test_metrics_say_what_is_running(guarded: FlaskClient) -> None:
    answer = guarded.get("/metrics", headers={"Authorization": "Bearer scrape-me-please"})
    assert 'violet_build{commit="unknown",version="1.0.0"} 1.0' in answer.text


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic scrape-me-please", "Bearer", "Bearer schlüssel"])
def test_metrics_need_the_token(guarded: FlaskClient, header: str | None) -> None:
    answer = guarded.get("/metrics", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "unauthorized"


def test_metrics_name_routes_and_never_addresses(guarded: FlaskClient) -> None:
    for path in ("/health/live", "/nothing/at/all?latitude=40.6934", "/health/live"):
        guarded.get(path, buffered=True)
    answer = guarded.get("/metrics", headers={"Authorization": "Bearer scrape-me-please"})
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    assert 'violet_http_requests_total{method="GET",route="/health/live",status="200"}' in answer.text
    assert 'route="unmatched",status="404"' in answer.text
    assert "40.6934" not in answer.text
    assert "/nothing" not in answer.text


def test_the_access_line_says_who_what_and_how_long_but_no_more(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client = client_of(make_settings(database_url=sqlite_database, log_format="json", log_level="INFO"))
    headers = {"X-Request-ID": "request-0001", "traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01"}
    answer = client.get("/api/v1/nothing?latitude=40.6934&email=ada@nyu.edu", headers=headers, buffered=True)
    assert answer.headers["X-Request-ID"] == answer.get_json()["request_id"] == "request-0001"
    printed = capsys.readouterr().err
    (line,) = [json.loads(line) for line in printed.splitlines() if '"event":"request"' in line.replace('": ', '":')]
    assert line.pop("timestamp")
    assert line.pop("ms") >= 0
    assert line.pop("pid") == os.getpid()
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "violet.access",
        "request_id": "request-0001",
        "trace_id": "a" * 32,
        "user_id": None,
        "method": "GET",
        "route": "unmatched",
        "status": 404,
        "upstream_calls": 0,
        "upstream": {},
    }
    assert "40.6934" not in printed
    assert "ada@" not in printed


def test_a_scrape_tells_what_the_database_has_of_jobs_and_messages(sqlite_database: str) -> None:
    """Whoever works at them: with Redis that is a worker, which nobody scrapes."""
    client = client_of(make_settings(database_url=sqlite_database, redis_url=None))
    person = sign_up(client)
    assert person.post("/v1/user/exports").status_code == 202
    text = client.get("/metrics").text
    counts = dict(re.findall(r'^violet_jobs_on_record\{kind="user.export",state="(\w+)"\} (\S+)$', text, re.MULTILINE))
    assert sum(map(float, counts.values())) == 1
    assert set(counts) == {"queued", "running", "retrying", "succeeded", "failed", "dead"}
    assert re.search(r'^violet_outbox_on_record\{channel="email",state="dead"\} 0.0$', text, re.MULTILINE)
    assert re.search(r"^violet_jobs_oldest_due_seconds \S+$", text, re.MULTILINE)
