"""The one table of who may call what (policies.txt): that it names every route, and that each asks for its role and for
no more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.api.support.documentation import DocumentedApp
from violet.settings import Settings

TABLE = Path(__file__).parent / "policies.txt"
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
ROLES = ("user", "editor", "moderator", "admin")
# The least role of each policy; None where no account is asked for.
LEAST = {
    "public": None, "optional_user": None, "signed_in": "user", "signed_in_unverified": "user", "editor": "editor",
    "moderator": "moderator", "admin": "admin",
}  # fmt: skip
# What ends a log-in: asked by somebody who is not asked for anything else.
ENDS = ("DELETE /api/v1/user/me", "POST /api/v1/auth/logout", "POST /api/v1/auth/logout_all")
FILLED = {"kind": "places", "place_id": "bobst-library"}


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


def table() -> dict[str, str]:
    policies: dict[str, str] = {}
    policy = ""
    for line in TABLE.read_text().splitlines():
        if line.startswith("["):
            policy = line.strip("[]")
        elif line and not line.startswith("#"):
            assert line not in policies, f"{line} is there twice"
            policies[line] = policy
    return policies


def served(app: DocumentedApp) -> dict[str, str]:
    """Every route but the aliases and the documentation, with what its view asks for."""
    return {
        f"{method} {rule.rule}": str(getattr(app.view_functions[rule.endpoint], "auth_policy", None))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") or not rule.rule.startswith("/api/")
        for method in METHODS & (rule.methods or set())
    }


def test_the_table_names_every_route_with_its_policy(app: DocumentedApp) -> None:
    assert served(app) == table()


def test_each_route_asks_for_its_role_and_for_no_more(client: FlaskClient, app: DocumentedApp) -> None:
    people = {role: _with_role(client, role) for role in ROLES}
    routes = {route: LEAST[policy] for route, policy in table().items() if " /api/v1/" in route}
    wrong = []
    for route, least in routes.items():
        refused = _status(client, route, None) == (401, "unauthorized")
        if refused and least is None and "/auth/" not in route:
            wrong.append(f"{route} asks for an account")
        if not refused and least is not None:
            wrong.append(f"{route} asks for no account")
        for role, person in people.items():
            if least is None or (route in ENDS and role != "user"):
                continue
            asks = sign_up(client) if route in ENDS else person
            status, code = _status(client, route, asks)
            allowed = ROLES.index(role) >= ROLES.index(least)
            if (
                (status, code) == (401, "unauthorized")
                or (status >= 500 and status != 503)  # 503: what this server has no key for
                or ((status, code) != (403, "forbidden")) is not allowed
            ):
                wrong.append(f"{route} answers {status} {code} to {role}")
    assert wrong == []


def _status(client: FlaskClient, route: str, person: Person | None) -> tuple[int, Any]:
    """With a body that asks for nothing: who may not is told so first."""
    method, _, path = route.partition(" ")
    filled = re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: _value(part[1], part[2]), path)
    headers = person.headers if person is not None else {}
    answer = client.open(filled, method=method, headers=headers, json={"source": "none such"})
    body = answer.get_json(silent=True)
    return answer.status_code, body.get("code") if isinstance(body, dict) else None


def _value(kind: str | None, name: str) -> str:
    return FILLED.get(name, "999" if kind == "int" else "x")


def _with_role(client: FlaskClient, role: str) -> Person:
    person = sign_up(client)
    if role != "user":
        arguments = ["users", "promote", person.email, "--role", role]
        assert client.application.test_cli_runner().invoke(args=arguments).exit_code == 0
    return person
