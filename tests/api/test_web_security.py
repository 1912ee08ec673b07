"""What browsers are told, which origins may call, and that production speaks HTTPS only."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from flask.testing import FlaskClient

from tests.conftest import make_settings
from violet.app import create_app
from violet.settings import Settings

ORIGIN = "https://violet.nyu.edu"
HTTPS = {"X-Forwarded-Proto": "https"}


@pytest.fixture
def settings(emptied_database: str) -> Settings:
    return make_settings(
        environment="production",
        database_url=emptied_database,
        allowed_origins=(ORIGIN,),
        jwt_secret="q7Zt0cQ2w9sVbXy5LkPf8RmJ3dHgN6uE",
        field_encryption_keys=(Fernet.generate_key().decode(),),
        public_base_url="https://api.violet.nyu.edu",
        ratelimit_enabled=True,
        bcrypt_rounds=10,
    )


def test_every_answer_carries_the_security_headers(client: FlaskClient):
    for path in ("/api/user/me", "/api/nowhere", "/health/live", "/api/docs/openapi.json"):
        headers = client.get(path, headers=HTTPS).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_plain_http_is_sent_on_or_refused(client: FlaskClient):
    sent_on = client.get("/api/user/me?a=b")
    assert sent_on.status_code == 308
    assert sent_on.headers["Location"] == "https://api.violet.nyu.edu/api/user/me?a=b"
    with_token = client.get("/api/user/me", headers={"Authorization": "Bearer x"})
    assert (with_token.status_code, with_token.get_json()["code"]) == (403, "https_required")
    assert client.post("/api/auth/login", json={"email": "a@nyu.edu", "password": "x"}).status_code == 403
    assert client.get("/health/live").status_code == 200


def test_only_what_the_trusted_proxy_says_of_https_counts(client: FlaskClient):
    assert client.get("/api/user/me", headers=HTTPS).status_code == 401
    assert client.get("/api/user/me", headers={"X-Forwarded-Proto": "https, http"}).status_code == 308
    assert client.get("/api/user/me", headers={"X-Forwarded-Proto": "http"}).status_code == 308
    spoofed = client.get("/api/user/me", headers={"X-Forwarded-Host": "evil.example", "Host": "evil.example"})
    assert "evil" not in spoofed.headers["Location"]


def test_the_named_origin_may_call_with_credentials_and_no_other(client: FlaskClient):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    named = client.options("/api/user/profile", headers=HTTPS | asked | {"Origin": ORIGIN})
    assert named.status_code == 200
    assert named.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert named.headers["Access-Control-Allow-Credentials"] == "true"
    assert "authorization" in named.headers["Access-Control-Allow-Headers"].lower()
    for origin in ("https://evil.example", "null", f"{ORIGIN}.evil.example", "http://violet.nyu.edu"):
        for answer in (
            client.options("/api/user/profile", headers=HTTPS | asked | {"Origin": origin}),
            client.get("/api/user/me", headers=HTTPS | {"Origin": origin}),
        ):
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_who_is_no_browser_is_told_nothing_of_origins_and_caches_keep_the_answers_apart(client: FlaskClient):
    answer = client.get("/health/live", headers=HTTPS)
    assert not [name for name in answer.headers.keys() if name.startswith("Access-Control-")]  # noqa: SIM118
    assert "Origin" in answer.headers["Vary"]


def test_without_allowed_origins_no_web_page_may_call(sqlite_database: str):
    client = create_app(make_settings(database_url=sqlite_database)).test_client()
    assert "Access-Control-Allow-Origin" not in client.get("/api/user/me", headers={"Origin": ORIGIN}).headers


def test_no_cache_keeps_an_answer_that_looks_at_who_calls(client: FlaskClient):
    for path in ("user/me", "dashboard", "calendar/today", "chat/explain/" + "0" * 32, "quick_recs?category=explore"):
        assert client.get(f"/api/v1/{path}", headers=HTTPS).headers["Cache-Control"] == "no-store", path
    for path, body in (("chat", {"message": "coffee"}), ("auth/login", {"email": "a@nyu.edu", "password": "x"})):
        assert client.post(f"/api/{path}", json=body, headers=HTTPS).headers["Cache-Control"] == "no-store", path
    assert "Cache-Control" not in client.get("/api/v1/nyu_engage_events", headers=HTTPS).headers
