"""The attack list over real sockets, one row a case: gunicorn on PostgreSQL and Redis. Nothing breaks, nothing is gained,
nobody is touched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from flask.testing import FlaskClient

from tests.api.attacks import Attack, Target, attacks, forged
from tests.api.people import sign_up
from tests.e2e.conftest import whole_server
from tests.e2e.wire import Wire
from tests.servers import query_sql

ROWS = attacks()
# A stall is seconds; a shared machine is slow now and then.
LONGEST_S = 2.0
WHAT_AN_ATTACK_WOULD_CHANGE = """
    SELECT count(*), count(email_verified_at), count(*) FILTER (WHERE role <> 'user') FROM users
"""


@dataclass(frozen=True)
class Attacked:
    """The people of the server, and where its rows are."""

    target: Target
    database_url: str


@pytest.fixture(scope="module")
def attacked(
    postgres_url: str, _postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attacked]:
    """One server for all rows: what an attack leaves behind meets the next one."""
    with whole_server(postgres_url, _postgres_template, tmp_path_factory.mktemp("attacked")) as whole:
        client = cast("FlaskClient", Wire(whole.server.url))
        eve, victim = (sign_up(client, first_name=name) for name in ("Eve", "Victim"))
        yield Attacked(Target(client, eve, victim), whole.postgres_url)


@pytest.mark.parametrize("attack", ROWS, ids=[row.name.encode("unicode_escape").decode() for row in ROWS])
def test_attack_gains_nothing(attack: Attack, attacked: Attacked) -> None:
    began = time.monotonic()
    answer = attack.send(attacked.target)
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
    _nobody_is_touched(attacked)


def _nobody_is_touched(attacked: Attacked) -> None:
    person, neighbor = attacked.target.person, attacked.target.neighbor
    victim = neighbor.get("/user/me").get_json()
    assert (victim["first_name"], victim["home_address"], victim["recent_activity"]) == ("Victim", None, [])
    assert neighbor.get("/user/export").get_json()["notification_tokens"] == []
    assert person.get("/user/me").get_json()["email"] == person.email
    assert query_sql(attacked.database_url, WHAT_AN_ATTACK_WOULD_CHANGE) == [(2, 0, 0)]


def test_the_forgers_tool_itself_works(attacked: Attacked) -> None:
    headers = {"Authorization": f"Bearer {forged(attacked.target.person)}"}
    assert attacked.target.client.get("/api/user/me", headers=headers).status_code == 200


def test_no_two_rows_have_one_name() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
