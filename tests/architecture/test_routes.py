"""Every route: who may call it, under which addresses it is served, and how it answers when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.sessions import issued_session
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.settings import Settings
from violet.wiring import build_container

POLICIES = ("public", "optional_user", "signed_in", "signed_in_unverified", "editor", "moderator", "admin")
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
TWO_MEGABYTES = b'{"message": "' + b"a" * 2_000_000 + b'"}'
SECRET = "a detail that nobody outside may see"
EXAMPLES = {
    "/api/v1/chat": {"message": "coffee near Tandon"},
    "/api/v1/auth/signup": {"email": "new@nyu.edu", "password": "a long walk over the bridge"},
    "/api/v1/auth/login": {"email": "new@nyu.edu", "password": "a long walk over the bridge"},
    "/api/v1/user/activity": {"type": "view"},
}
# Pages for people, whose errors are pages too.
PAGES = ("/s/", "/c/")
QUERIES = {"/api/v1/directions": {"lat": "40.73", "lng": "-73.99"}}


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


def test_every_route_has_exactly_one_policy(app: DocumentedApp):
    """Also the aliases, the documentation and the metrics: there is nothing that nobody decided about."""
    policies = {rule.endpoint: _policy(app, rule) for rule in app.url_map.iter_rules()}
    assert {endpoint: policy for endpoint, policy in policies.items() if policy not in POLICIES} == {}
    assert len(set(policies.values())) == len(POLICIES)


def test_every_route_with_somebodys_data_asks_for_a_token(client: FlaskClient, app: DocumentedApp):
    private = tuple(
        f"/api{version}/{name}"
        for version in ("", "/v1")
        for name in (
            "user",
            "calendar",
            "dashboard",
            "jobs",
            "admin",
            "content",
            "rooms",
            "polls",
            "contacts",
            "walks",
        )
    )
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(private)]
    asked = [rule for rule in rules if not rule.rule.endswith("/google/callback")]
    assert len(asked) >= 20
    for rule in asked:
        for method in _methods(rule):
            answer = client.open(_filled(rule.rule), method=method, headers={"Authorization": "Bearer forged"})
            assert_error(answer, 401, "unauthorized")


def test_every_versioned_route_is_served_by_the_same_view_under_the_alias(app: DocumentedApp):
    served = {(rule.rule, method): rule for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    versioned = {key: rule for key, rule in served.items() if key[0].startswith("/api/v1/")}
    assert len(versioned) >= 30
    for (path, method), rule in versioned.items():
        alias = served["/api" + path.removeprefix("/api/v1"), method]
        assert app.view_functions[alias.endpoint] is app.view_functions[rule.endpoint], path
    aliases = {key for key in served if key[0].startswith("/api/") and not key[0].startswith(("/api/v1/", "/api/docs"))}
    assert len(aliases) == len(versioned)


def test_every_versioned_route_is_documented_and_only_those_that_are_there(app: DocumentedApp, client: FlaskClient):
    document = client.get("/api/docs/openapi.json").get_json()
    documented = {(path, method.upper()) for path, item in document["paths"].items() for method in item}
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/v1/", "/health"))
        for method in _methods(rule)
    }
    assert documented == served


@pytest.mark.parametrize("path", ["/nowhere", "/api", "/api/nowhere", "/api/v1/chat/x", "/health/x", "/static/x"])
def test_an_unknown_address_is_404(client: FlaskClient, path: str):
    assert_error(client.get(path), 404, "not_found")


def test_a_wrong_method_is_405_everywhere(client: FlaskClient, app: DocumentedApp):
    addresses = app.url_map.bind("localhost")
    for path, allowed in _paths(app).items():
        # Another rule may take the same address: /rooms/join is a room's too.
        for method in METHODS - allowed - set(addresses.allowed_methods(_filled(path))):
            answer = client.open(_filled(path), method=method, json={})
            assert_error(answer, 405, "method_not_allowed")
            assert set(answer.headers["Allow"].split(", ")) >= allowed


def test_a_body_that_is_too_large_is_413_or_a_stranger_is_401_first(client: FlaskClient, app: DocumentedApp):
    refused = 0
    for rule in _taking_a_body(app):
        answer = client.post(_filled(rule.rule), data=TWO_MEGABYTES, content_type="application/json")
        signed_in = _policy(app, rule).startswith(("signed_in", "editor", "moderator", "admin"))
        assert_error(answer, *((401, "unauthorized") if signed_in else (413, "request_entity_too_large")))
        refused += answer.status_code == 413
    assert refused >= 14


def test_a_body_that_is_no_json_object_is_refused_everywhere(client: FlaskClient, app: DocumentedApp):
    person = sign_up(client)
    assert app.test_cli_runner().invoke(args=["users", "promote", person.email]).exit_code == 0
    headers = person.headers
    types = ("application/json", "text/plain", "", "application/x-www-form-urlencoded", "multipart/form-data")
    bodies = (b"hello", b"{", b"[]", b'"text"', b"7", b"NaN", b"\xff\xfe", b'{"a": 1}{"b": 2}', b"[" * 3000)
    for rule in _taking_a_body(app):
        for body in bodies:
            for content_type in types:
                answer = client.post(_filled(rule.rule), data=body, content_type=content_type, headers=headers)
                assert answer.status_code in (400, 415), (rule.rule, content_type, body[:20], answer.text)
                assert_error(answer, answer.status_code)


def test_too_many_requests_are_429(sqlite_database: str):
    client = create_app(make_settings(database_url=sqlite_database, ratelimit_enabled=True)).test_client()
    answers = [client.post(f"/api{version}/chat", json={"message": ""}) for version in ("", "/v1") * 10]
    assert answers[0].status_code == 400
    client.set_cookie("violet_session", issued_session())
    answers = [client.post(f"/api{version}/chat", json={"message": ""}) for version in ("", "/v1") * 10]
    assert_error(answers[-1], 429, "rate_limited")
    assert int(answers[-1].headers["Retry-After"]) > 0


class _Bug:
    """Stands where a provider should be, and fails in a way that nobody foresaw."""

    name = "bug"
    available = True

    def __call__(self, *args: Any, **options: Any) -> Any:
        raise RuntimeError(SECRET)

    def __getattr__(self, name: str) -> Any:
        return self


def test_a_bug_is_500_without_a_word_of_what_it_was(settings: Settings, capsys: pytest.CaptureFixture[str]):
    sound = create_app(settings)
    person = sign_up(sound.test_client())
    bug: Any = _Bug()
    providers = ("store", "places", "guide_places", "routes", "geocoder", "weather", "embedder", "clock", "gazetteer")
    deps = replace(build_container(settings), photos=bug, **dict.fromkeys(providers, bug))
    app = create_app(settings, container=deps)
    broken = set()
    for rule in app.url_map.iter_rules():
        for method in _methods(rule):
            path = rule.rule
            body = EXAMPLES.get(path, {}) if method != "GET" else None
            answer = app.test_client().open(
                _filled(path), method=method, json=body, headers=person.headers, query_string=QUERIES.get(path)
            )
            assert SECRET not in answer.text
            if answer.status_code >= 400 and not path.startswith(PAGES):
                assert_error(answer, answer.status_code)
            if answer.status_code == 500:
                broken.add(path)
    expected = {"chat", "quick_recs", "top_recommendations", "weather", "weather/forecast", "directions"}
    assert {f"/api/v1/{name}" for name in expected} <= broken
    assert SECRET in capsys.readouterr().err, "the log has it, for whoever has to mend it"


def assert_error(answer: TestResponse, status: int, code: str | None = None) -> None:
    """The one shape of errors."""
    assert answer.status_code == status, (answer.request.path, answer.request.method, answer.text)
    assert answer.content_type == "application/json"
    body = answer.get_json()
    of_the_chat = {"reply"} if answer.request.path in ("/api/chat", "/api/v1/chat") else set()
    shape = {"error", "code", "request_id"} | of_the_chat
    assert shape <= set(body) <= shape | {"field", *_HEALTH_FIELDS}
    assert isinstance(body["error"], str)
    assert body["error"].endswith((".", "?", "!"))
    assert body["request_id"] == answer.headers["X-Request-ID"]
    assert body["code"] == (code or body["code"])
    assert "Traceback" not in answer.text


_HEALTH_FIELDS = ("status", "database", "redis", "migrations", "version", "commit")


def _policy(app: DocumentedApp, rule: Rule) -> str:
    return str(getattr(app.view_functions[rule.endpoint], "auth_policy", None))


def _methods(rule: Rule) -> frozenset[str]:
    return METHODS & (rule.methods or set())


def _paths(app: DocumentedApp) -> dict[str, frozenset[str]]:
    """Each address with all methods that some rule serves there."""
    found: dict[str, frozenset[str]] = {}
    for rule in app.url_map.iter_rules():
        found[rule.rule] = found.get(rule.rule, frozenset()) | _methods(rule)
    return found


def _taking_a_body(app: DocumentedApp) -> Iterator[Rule]:
    documented = app.api_doc["paths"]
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PAGES):
            continue
        versioned = rule.rule if rule.rule.startswith("/api/v1") else "/api/v1" + rule.rule.removeprefix("/api")
        versioned = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", versioned)
        if "POST" in _methods(rule) and "requestBody" in documented[versioned]["post"]:
            yield rule


def _filled(path: str) -> str:
    return re.sub(r"<(\w+:)?\w+>", lambda part: "1" if part[1] == "int:" else "x", path)
