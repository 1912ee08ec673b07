"""The attack list over HTTP on real PostgreSQL, one row a case: nothing breaks, nothing is gained, nobody is touched."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import time_machine
from flask_openapi3 import OpenAPI
from sqlalchemy import text

from tests.api.attacks import Attack, Target, attacks, forged
from tests.api.conftest import WEDNESDAY_AFTERNOON
from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.servers import execute_sql
from violet.app import create_app
from violet.extensions import db

ROWS = attacks()
# A stall is seconds; a shared machine is slow now and then.
LONGEST_S = 2.0


@pytest.fixture(scope="module")
def app(postgres_url: str, _postgres_template: str) -> Iterator[OpenAPI]:
    """One server for all rows: what an attack leaves behind meets the next one."""
    execute_sql(postgres_url, f"CREATE DATABASE attacked TEMPLATE {_postgres_template}")
    app = create_app(make_settings(database_url=postgres_url.replace("/postgres?", "/attacked?")))
    yield app
    with app.app_context():
        db.engine.dispose()
    execute_sql(postgres_url, "DROP DATABASE attacked WITH (FORCE)")


@pytest.fixture(scope="module")
def target(app: OpenAPI) -> Target:
    client = app.test_client()
    with time_machine.travel(WEDNESDAY_AFTERNOON):  # when the rows are sent
        return Target(client, sign_up(client, first_name="Eve"), sign_up(client, first_name="Victim"))


@pytest.mark.parametrize("attack", ROWS, ids=[row.name.encode("unicode_escape").decode() for row in ROWS])
def test_attack_gains_nothing(attack: Attack, target: Target, app: OpenAPI) -> None:
    began = time.monotonic()
    answer = attack.send(target)
    seconds = time.monotonic() - began
    assert answer.status_code in attack.answers, answer.text[:500]
    assert seconds < LONGEST_S
    if answer.status_code >= 400:
        body = answer.get_json()
        assert {"error", "code", "request_id"} <= set(body)
        assert isinstance(body["error"], str)
        assert "psycopg2" not in answer.text
        assert "Traceback" not in answer.text
    assert "evil" not in answer.headers.get("Location", "").partition("?")[0]
    assert "x=y" not in str(answer.headers)
    _nobody_is_touched(target, app)


def _nobody_is_touched(target: Target, app: OpenAPI) -> None:
    victim = target.neighbor.get("/user/me").get_json()
    assert (victim["first_name"], victim["home_address"], victim["recent_activity"]) == ("Victim", None, [])
    assert target.neighbor.get("/user/export").get_json()["notification_tokens"] == []
    assert target.person.get("/user/me").get_json()["email"] == target.person.email
    with app.app_context(), db.engine.connect() as connection:
        assert set(connection.execute(text("SELECT role FROM users")).scalars()) == {"user"}
        assert connection.execute(text("SELECT count(email_verified_at) FROM users")).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM users")).scalar_one() == 2


def test_the_forgers_tool_itself_works(target: Target) -> None:
    headers = {"Authorization": f"Bearer {forged(target.person)}"}
    assert target.client.get("/api/user/me", headers=headers).status_code == 200


def test_no_two_rows_have_one_name() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
