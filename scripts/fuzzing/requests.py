"""Spoiled requests to every kind of route: none ends with a 5xx, and every refusal has the one shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient

from scripts.fuzzing.mutations import spoiled_bytes, spoiled_text, spoiled_value

PASSWORD = "a long walk over the bridge"  # noqa: S105 -- of an account made for this
HEADERS = (
    "X-Session-ID",
    "X-Request-ID",
    "traceparent",
    "Accept",
    "X-Clear-Session",
    "Origin",
    "Content-Type",
    "Cookie",
)
BLOCK = {"start": "2026-11-19T10:00:00-05:00", "end": "2026-11-19T11:00:00-05:00", "title": "Class", "latitude": 40.7}
SPOT = {"latitude": "40.69", "longitude": "-73.98"}


@dataclass(frozen=True, slots=True)
class Route:
    """A request that is answered well; `unavailable` where 503 is an honest answer here (no key, no mail server)."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    unavailable: bool = False


ROUTES = (
    Route(
        "GET",
        "/api/v1/events",
        {"q": "jazz tonight", "starts": "2026-11-18T00:00:00Z", "category": "music,food", "limit": "5", **SPOT},
    ),
    Route("GET", "/api/v1/events.ics", {"q": "comedy", "free": "true", "order": "soonest", "after": "WzAuMCwxLjAsMV0"}),
    Route("GET", "/api/v1/events/12345"),
    Route("GET", "/api/v1/events/sources"),
    Route("GET", "/api/v1/nyu_engage_events", {"days": "7"}),
    Route("GET", "/api/v1/quick_recs", {"category": "explore", "limit": "5", "vibe": "study", **SPOT}),
    Route("GET", "/api/v1/top_recommendations", {"limit": "3", "weather": "rain", **SPOT}),
    Route(
        "GET",
        "/api/v1/directions",
        {"lat": "40.69", "lng": "-73.98", "mode": "walking", "origin_lat": "40.7", "origin_lng": "-74"},
    ),
    Route("GET", "/api/v1/weather", {"lat": "40.69", "lon": "-73.98"}, unavailable=True),
    Route("GET", "/api/v1/photos/abcdef", unavailable=True),
    Route("GET", "/api/v1/chat/explain/0123456789abcdef0123456789abcdef"),
    Route("GET", "/api/v1/dashboard", SPOT),
    Route("GET", "/api/v1/calendar/today"),
    Route("GET", "/api/v1/calendar/next_free", SPOT),
    Route("GET", "/api/v1/calendar/google/callback", {"state": "abc", "code": "def"}, unavailable=True),
    Route("GET", "/api/v1/user/me"),
    Route(
        "POST",
        "/api/v1/chat",
        body={
            "message": "a quiet cafe near Bobst",
            "latitude": 40.69,
            "longitude": -73.98,
            "vibe": "study",
            "preferences": {"budget": {"min": 1, "max": 20}, "dietary_restrictions": ["vegan"]},
        },
    ),
    Route(
        "POST",
        "/api/v1/chat",
        body={"message": "events on November 20 at 7pm for 2 hours under $20", "clear_session": True},
    ),
    Route("POST", "/api/v1/auth/login", body={"email": "a@nyu.edu", "password": PASSWORD, "session_id": "abc"}),
    Route("POST", "/api/v1/auth/refresh", body={"refresh_token": "a.b.c"}),
    Route("POST", "/api/v1/auth/password/forgot", body={"email": "nobody@nyu.edu"}),
    Route("POST", "/api/v1/auth/password/reset", body={"token": "a.b.c", "password": PASSWORD}),
    Route("POST", "/api/v1/user/profile", body={"first_name": "Ana", "home_address": "1 Main Street"}),
    Route(
        "POST",
        "/api/v1/user/preferences",
        body={
            "budget": {"min": 3, "max": 12},
            "vibes": {"study": 0.5},
            "interests": "chess",
            "dietary_restrictions": ["vegan"],
            "max_walk_minutes_default": 15,
        },
    ),
    Route("POST", "/api/v1/user/settings", body={"notifications_enabled": True}),
    Route("POST", "/api/v1/user/activity", body={"type": "view", "place_id": "p", "name": "Bobst", "score": 0.5}),
    Route("POST", "/api/v1/user/notification_token", body={"token": "ExpoPushToken[abc]"}),
    Route(
        "PUT",
        "/api/v1/calendar/busy",
        body={"blocks": [BLOCK, BLOCK | {"all_day": True}], "until": "2026-11-25T00:00:00Z"},
    ),
)


def checking(app: Flask) -> Callable[[Random], str | None]:
    """A check against `app`, which needs a migrated database and no limits; makes an account in it."""
    client = app.test_client()
    body = {"email": f"fuzz-{Random().randrange(10**12)}@nyu.edu", "password": PASSWORD}  # noqa: S311
    token = client.post("/api/v1/auth/signup", json=body).get_json()["token"]

    def check(random: Random) -> str | None:
        route = random.choice(ROUTES)
        answer = _send(client, route, token, random)
        status = answer.status_code
        if status >= 500 and not (status == 503 and route.unavailable):
            return f"{status} of {route.method} {route.path}: {answer.text[:200]}"
        if status >= 400 and not {"error", "code", "request_id"} <= set(answer.get_json(silent=True) or {}):
            return f"{status} of {route.path} in another shape: {answer.text[:200]}"
        return None

    return check


def _send(client: FlaskClient, route: Route, token: str, random: Random) -> Any:
    target = random.choice(("query", "body", "body", "bytes", "headers", "path"))
    query, content, path = (
        dict(route.query),
        json.dumps(route.body).encode() if route.body is not None else None,
        route.path,
    )
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if target == "query" or (route.body is None and target in ("body", "bytes")):
        name = random.choice(sorted(query)) if query else "limit"
        query[spoiled_text(name, random) if random.random() < 0.1 else name] = spoiled_text(
            query.get(name, "1"), random
        )
    elif target == "body":
        content = json.dumps(spoiled_value(route.body, random)).encode()
    elif target == "bytes":
        content = spoiled_bytes(content or b"", random)
    elif target == "headers":
        value = spoiled_text(headers.get("Authorization", "") if random.random() < 0.3 else "abcdefgh", random)
        clean = (
            "".join(one for one in value if one not in "\r\n\x00")[:4000].encode("utf-8", "replace").decode("latin-1")
        )
        headers[random.choice(("Authorization", *HEADERS))] = clean
    else:
        path = "/" + spoiled_text(path, random).lstrip("/")
    text = "&".join(f"{quote(name)}={quote(value)}" for name, value in query.items())
    return client.open(quote(path) + (f"?{text}" if text else ""), method=route.method, data=content, headers=headers)
