"""The attack list: one row an attack, one request each. `test_attacks` sends them all; what takes several steps is in
`test_attacks_in_steps`."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import jwt
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.people import PASSWORD, Person
from violet.settings import DEVELOPMENT_JWT_SECRET

REFUSED = frozenset({400, 401, 403, 404, 405, 413, 415, 422})
POISON = "'; DROP TABLE users; --"
CONTROL = {"nul": "\x00", "emoji": "\U0001f600", "bidi": "\u202e", "escape": "\x1b[31m", "noncharacter": "\ufffe"}
DEEP_LIST, DEEP_MAP = "[" * 1000 + "]" * 1000, '{"a":' * 1000 + "1" + "}" * 1000
DEEPER_LIST, DEEPER_MAP = "[" * 100_000 + "]" * 100_000, '{"a":' * 50_000 + "1" + "}" * 50_000
ICAL = "/api/v1/calendar/ical"


@dataclass(frozen=True, slots=True)
class Target:
    """A server, somebody with an account, and a neighbor whose things they must not reach."""

    client: FlaskClient
    person: Person
    neighbor: Person


@dataclass(frozen=True, slots=True)
class Attack:
    """`path` is below no prefix; `body` is sent as JSON, or as it is where it is text. Functions get the target.
    `answers` are the statuses it may come to."""

    name: str
    path: str
    answers: frozenset[int] = REFUSED
    method: str = "GET"
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    signed_in: bool = False
    token: Callable[[Target], str] | None = None

    def send(self, target: Target) -> TestResponse:
        headers = dict(self.headers)
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token(target)}"
        elif self.signed_in:
            headers |= target.person.headers
        body = self.body(target) if callable(self.body) else self.body
        if isinstance(body, str | bytes):
            headers.setdefault("Content-Type", "application/json")
            return target.client.open(self.path, method=self.method, data=body, headers=headers)
        return target.client.open(self.path, method=self.method, json=body, headers=headers)


def attacks() -> list[Attack]:
    return [
        *_forged_tokens(), *_tokens_in_other_places(), *_nul(), *_times(), *_nesting(), *_sizes(), *_addresses(),
        *_redirects(), *_foreign_fields(), *_sql(), *_control_characters(), *_header_injection(), *_cursors(),
    ]  # fmt: skip


def _claims(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(person.token, options={"verify_signature": False})
    return found


def _kid(person: Person) -> str:
    return str(jwt.get_unverified_header(person.token)["kid"])


def forged(person: Person, *, key: str = DEVELOPMENT_JWT_SECRET, **claims: Any) -> str:
    """The token's own header and claims, changed and signed again."""
    return jwt.encode(_claims(person) | claims, key, headers={"kid": _kid(person)})


def _encoded(part: Any) -> str:
    text = part if isinstance(part, str) else json.dumps(part)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _parts(person: Person) -> list[str]:
    return person.token.split(".")


def _with_header(header: Any, *, signature: int | None) -> Callable[[Target], str]:
    def make(target: Target) -> str:
        _, payload, own = _parts(target.person)
        named = header(target.person) if callable(header) else header
        return f"{_encoded(named)}.{payload}.{own if signature else ''}"

    return make


def _forged_tokens() -> Iterator[Attack]:
    def dropped(target: Target) -> str:
        header, payload, _ = _parts(target.person)
        return f"{header}.{payload}."

    def swapped(target: Target) -> str:
        header, payload, _ = _parts(target.person)
        return f"{header}.{payload}.{_parts(target.neighbor)[2]}"

    def altered(target: Target) -> str:
        header, _, signature = _parts(target.person)
        return f"{header}.{_encoded(_claims(target.person) | {'sub': str(target.neighbor.user['id'])})}.{signature}"

    makers: dict[str, Callable[[Target], str]] = {
        "alg none": _with_header(lambda p: {"alg": "none", "typ": "JWT", "kid": _kid(p)}, signature=None),
        "alg None with a signature": _with_header(lambda p: {"alg": "None", "kid": _kid(p)}, signature=1),
        "alg RS256": _with_header(lambda p: {"alg": "RS256", "kid": _kid(p)}, signature=1),
        "key in the header": _with_header(lambda p: {"alg": "HS256", "kid": _kid(p), "jwk": {"k": "a"}}, signature=1),
        "signature dropped": dropped,
        "another's signature": swapped,
        "payload altered": altered,
        "wrong key": lambda t: forged(t.person, key="k" * 48),
        "empty key": lambda t: jwt.encode(_claims(t.person), "\x00" * 32, headers={"kid": _kid(t.person)}),
        "empty key id": lambda t: jwt.encode(_claims(t.person), DEVELOPMENT_JWT_SECRET, headers={"kid": ""}),
        "no key id": lambda t: jwt.encode(_claims(t.person), DEVELOPMENT_JWT_SECRET),
        "key id of a path": lambda t: jwt.encode(_claims(t.person), "a" * 32, headers={"kid": "../../dev/null"}),
        "log-in with NUL": lambda t: forged(t.person, sid="a\x00b"),
        "log-in of a neighbor": lambda t: forged(t.person, sid=_claims(t.neighbor)["sid"]),
        "subject too large": lambda t: forged(t.person, sub=str(2**70)),
        "subject negative": lambda t: forged(t.person, sub="-1"),
        "subject not a number": lambda t: forged(t.person, sub="1 OR 1=1"),
        "not yet begun": lambda t: forged(t.person, iat=int(time.time()) + 3600),
        "ended": lambda t: forged(t.person, exp=int(time.time()) - 1),
        "ends never": lambda t: forged(t.person, exp=10**400),
        "no kind": lambda t: forged(t.person, kind=None),
        "kind of a reset": lambda t: forged(t.person, kind="password_reset"),
        "refresh token as access": lambda t: t.person.refresh_token,
        "not a token": lambda _: "garbage",
        "empty": lambda _: "",
        "unicode": lambda _: "Bär.er.ü",
        "long": lambda _: "a" * 6_000,
        "header 1,000 deep": _with_header(DEEP_LIST, signature=1),
        "header 5,000 deep": _with_header("[" * 5_000, signature=1),
        "header a number": _with_header("7", signature=1),
    }
    for name, make in makers.items():
        yield Attack(f"token: {name}", "/api/v1/user/me", frozenset({401}), token=make)


def _tokens_in_other_places() -> Iterator[Attack]:
    for path in ("password/reset", "email/verify"):
        for kind in ("token", "refresh_token"):

            def body(target: Target, kind: str = kind) -> dict[str, str]:
                return {"token": getattr(target.person, kind), "password": "an even longer walk"}

            yield Attack(f"{kind} for {path}", f"/api/v1/auth/{path}", frozenset({400}), method="POST", body=body)
    yield Attack(
        "access token to refresh", "/api/v1/auth/refresh", frozenset({401}), method="POST",
        body=lambda target: {"refresh_token": target.person.token},
    )  # fmt: skip
    for scheme in ("Basic", "Token", "Digest", ""):
        headers = {"Authorization": f"{scheme} abc"}
        yield Attack(f"scheme {scheme!r}", "/api/v1/user/me", frozenset({401}), headers=headers)
    yield Attack("token in the query", "/api/v1/user/me?token=abc", frozenset({401}))


def _nul() -> Iterator[Attack]:
    fine = REFUSED | {200}
    for path in ("events", "events.ics"):
        for query in (
            "q=%00",
            "q=jazz%00music",
            "category=%00",
            "category=a,%00",
            "source=%00",
            "after=%00",
            "order=%00",
        ):
            yield Attack(f"NUL: {path}?{query}", f"/api/v1/{path}?{query}", fine)
    paths = (
        "quick_recs?category=%00", "quick_recs?vibe=%00", "top_recommendations?weather=%00", "weather?lat=%00",
        "directions?lat=%00&lng=%00", "nyu_engage_events?days=%00", "photos/%00", "chat/explain/%00", "events/%00",
        "calendar/google/callback?state=%00&code=%00", "calendar/google/callback?state=a&error=%00",
    )  # fmt: skip
    for path in paths:
        yield Attack(f"NUL: {path}", f"/api/v1/{path}", fine | {503})
    for message in (
        "events with jazz\x00",
        "\x00",
        "tell me about \x00",
        "pizza near \x00Bobst",
        "plan\x00 my evening",
    ):
        yield Attack(f"NUL: chat {message!r}", "/api/v1/chat", fine, method="POST", body={"message": message})
    stored = {
        "calendar/busy": {
            "blocks": [{"start": "2026-11-19T10:00:00Z", "end": "2026-11-19T11:00:00Z", "title": "a\x00"}]
        },
        "calendar/ical": {"url": "https://a\x00.example/x.ics"},
    }
    for path, body in stored.items():
        yield Attack(f"NUL: {path}", f"/api/v1/{path}", fine | {503}, method="PUT", body=body, signed_in=True)
    for path in ("user/activity", "user/profile", "user/preferences", "user/notification_token"):
        body = {"type": "a\x00", "name": "\x00", "first_name": "\x00", "interests": "\x00", "token": "\x00"}
        if path == "user/preferences":
            body = {"interests": "a\x00"}
        yield Attack(f"NUL: {path}", f"/api/v1/{path}", fine, method="POST", body=body, signed_in=True)
    for path in ("auth/login", "auth/signup", "auth/password/forgot", "auth/refresh", "auth/email/verify"):
        body = {"email": "\x00@nyu.edu", "password": "\x00" * 9, "refresh_token": "\x00", "token": "\x00"}
        yield Attack(f"NUL: {path}", f"/api/v1/{path}", fine, method="POST", body=body)


def _times() -> Iterator[Attack]:
    moments = (
        "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z",
        "1", "99999999999", "-62135596800", "253402300799",
    )  # fmt: skip
    for moment in moments:
        for name in ("starts", "ends"):
            path = f"/api/v1/events?{name}={quote(moment)}"
            yield Attack(f"time: {name}={moment}", path, frozenset({200, 400}))
        blocks = {
            "start": {"blocks": [{"start": moment, "end": "2026-11-19T10:00:00Z"}]},
            "end": {"blocks": [{"start": "2026-11-19T10:00:00Z", "end": moment}]},
            "until": {"blocks": [], "until": moment},
            "all day": {"blocks": [{"start": moment, "end": moment, "all_day": True}]},
        }
        for name, body in blocks.items():
            attack = f"time: busy {name} {moment}"
            yield Attack(attack, "/api/v1/calendar/busy", frozenset({200, 400}), "PUT", body, signed_in=True)
    for words in ("events in the year 9999", "events on 9999-12-31", "what's on 0001-01-01", "events in 99999999 days"):
        yield Attack(f"time: {words}", "/api/v1/chat", frozenset({200}), method="POST", body={"message": words})
        yield Attack(f"time: q={words}", f"/api/v1/events?q={quote(words)}", frozenset({200}))


def _nesting() -> Iterator[Attack]:
    for path in ("auth/signup", "auth/login", "auth/refresh", "chat", "user/preferences", "user/activity"):
        for name, body in (("list", DEEPER_LIST), ("map", DEEPER_MAP), ("1,000 lists", DEEP_LIST)):
            refused = frozenset({400})
            yield Attack(f"nesting: {name} to {path}", f"/api/v1/{path}", refused, "POST", body, signed_in=True)
        taken = REFUSED | {200, 201}
        yield Attack(f"nesting: 1,000 maps to {path}", f"/api/v1/{path}", taken, "POST", DEEP_MAP, signed_in=True)
    for name, value in (("list", DEEP_LIST), ("map", DEEP_MAP), ("empty lists", "[" * 990 + "]" * 990)):
        for field_name in ("preferences", "message", "vibe", "session_id"):
            body = f'{{"message": "coffee", "{field_name}": {value}}}'
            name_of = f"nesting: chat {field_name} a deep {name}"
            yield Attack(name_of, "/api/v1/chat", frozenset({200, 400}), method="POST", body=body)
        inner = f'{{"message": "coffee", "preferences": {{"budget": {value}, "vibes": {value}}}}}'
        yield Attack(f"nesting: chat budget {name}", "/api/v1/chat", frozenset({200, 400}), method="POST", body=inner)
        body = f'{{"vibes": {value}}}'
        yield Attack(f"nesting: vibes {name}", "/api/v1/user/preferences", REFUSED, "POST", body, signed_in=True)
        body = f'{{"blocks": {value}}}'
        yield Attack(f"nesting: blocks {name}", "/api/v1/calendar/busy", REFUSED | {200}, "PUT", body, signed_in=True)


def _sizes() -> Iterator[Attack]:
    large = b'{"email": "' + b"a" * 2_000_000 + b'"}'
    for path in ("auth/signup", "auth/login", "chat", "user/preferences", "user/activity"):
        yield Attack(f"size: 2 MB to {path}", f"/api/v1/{path}", frozenset({413}), "POST", large, signed_in=True)
    bodies: dict[str, Any] = {
        "user/profile": {"home_address": "x" * 100_000},
        "user/preferences": {"vibes": {f"vibe{number}": 1 for number in range(1000)}},
        "user/activity": {"type": "x" * 1000},
        "chat": {"message": "x" * 900_000},
        "auth/signup": {"email": "a@nyu.edu", "password": "x" * 100_000},
    }
    for path, body in bodies.items():
        yield Attack(f"size: long field to {path}", f"/api/v1/{path}", frozenset({400}), "POST", body, signed_in=True)
    yield Attack("size: number", "/api/v1/chat", frozenset({400}), method="POST", body=f'{{"message": {"9" * 5000}}}')
    yield Attack("size: limit", f"/api/v1/quick_recs?limit={'9' * 3000}", frozenset({200, 400}))
    yield Attack("size: event id", f"/api/v1/events/{'9' * 3000}", REFUSED)
    yield Attack("size: address", f"/api/v1/events/{'9' * 5000}", frozenset({414}))
    yield Attack("size: token", "/api/v1/user/me", frozenset({431}), token=lambda _: "a" * 20_000)


def _addresses() -> Iterator[Attack]:
    """Calendar addresses that no library may choke on, and that lead nowhere or to ourselves."""
    urls = (
        "https://[::1", "https://[::1]/a.ics", "https://[fec0::1]/a.ics", "https://[v1.a]/x", f"https://{'a' * 64}.example/",
        f"https://{'a.' * 200}example/", "https://xn--/", "https://xn--a/", "https://ｅ\u0338xample/", "https://\u202e.example/",
        "https://a..b/", "https://.example/", "https://a b/", "https://a:99999/", "https://a:b/", "https://user@/",
        "https://user:pw@example.com/", "https:///a.ics", "https://", "https:a", "webcal://[::1", "//example.com/a.ics",
        "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://[::ffff:127.0.0.1]/", "https://localhost./",
        "https://169.254.169.254/latest/meta-data/", "http://example.com/a.ics", "file:///etc/passwd", "gopher://a/",
        "https://example.com\r\nHost: a/", "https://\U0001f600.\U0001f600/", "https://%00.example/", "https://a%2f@b/",
    )  # fmt: skip
    for url in urls:
        refused = frozenset({400, 503})
        yield Attack(f"address: {url!r}", ICAL, refused, method="PUT", body={"url": url}, signed_in=True)


def _redirects() -> Iterator[Attack]:
    evil = {"Host": "evil.example"}
    paths = (
        "/api/v1//events",
        "//api/v1/events",
        "/%2Fapi/v1/events",
        "/api//v1/events",
        "//v1/events",
        "//evil.example/api/docs",
        "/%2Fv1",
        "/api/v1/user//me",
    )
    for path in paths:
        yield Attack(f"redirect: {path}", path, frozenset({200, 404}), headers=evil)
    yield Attack("redirect: docs", "/api/docs", frozenset({308}), headers=evil)
    yield Attack("redirect: docs with a query", "/api/docs?next=//evil.example", frozenset({308}), headers=evil)


def _foreign_fields() -> Iterator[Attack]:
    """Fields that would change what is not the caller's to change. `test_attacks` looks at both people afterwards."""

    def extra(target: Target) -> dict[str, Any]:
        victim = target.neighbor
        return {
            "id": victim.user["id"], "user_id": victim.user["id"], "email": victim.email, "role": "admin",
            "is_admin": True, "password_hash": "x", "email_verified": True, "created_at": "2020-01-01T00:00:00Z",
        }  # fmt: skip

    good: dict[str, dict[str, Any]] = {
        "profile": {"home_address": "1 Main Street"}, "activity": {"type": "view"},
        "notification_token": {"token": "ExpoPushToken[eve]"}, "preferences": {}, "settings": {},
    }  # fmt: skip
    for name, body in good.items():

        def whole(target: Target, body: dict[str, Any] = body) -> dict[str, Any]:
            return extra(target) | body

        answers = frozenset({400}) if name in ("preferences", "settings") else frozenset({200})
        yield Attack(f"fields: {name}", f"/api/v1/user/{name}", answers, method="POST", body=whole, signed_in=True)
    yield Attack(
        "fields: deletion", "/api/v1/user/me", frozenset({403}), "DELETE", {"password": "wrong"}, signed_in=True
    )
    yield Attack("fields: deletion, nothing", "/api/v1/user/me", frozenset({400}), "DELETE", {}, signed_in=True)
    resend = Attack(
        "fields: resend to another", "/api/v1/auth/email/resend", frozenset({200}), "POST", extra, signed_in=True
    )
    yield resend


def _sql() -> Iterator[Attack]:
    fields: dict[str, dict[str, Any]] = {
        "profile": {"home_address": POISON}, "preferences": {"interests": POISON, "vibes": {"x'); --": 0.5}},
        "activity": {"type": POISON, "place_id": POISON, "name": POISON},
    }  # fmt: skip
    for name, body in fields.items():
        yield Attack(f"SQL: {name}", f"/api/v1/user/{name}", frozenset({200}), "POST", body, signed_in=True)
    for query in ("q", "category", "source", "after", "order"):
        yield Attack(f"SQL: events {query}", f"/api/v1/events?{query}={quote(POISON)}", frozenset({200, 400}))
    for pattern in ("%", "_", "\\", "%25' ESCAPE '", "[a-z", "(" * 100):
        yield Attack(f"SQL: pattern {pattern!r}", f"/api/v1/events?q={quote(pattern)}", frozenset({200}))
    body = {"email": "a@nyu.edu' OR '1'='1", "password": "x"}
    yield Attack("SQL: log-in", "/api/v1/auth/login", frozenset({401}), method="POST", body=body)
    yield Attack("SQL: chat", "/api/v1/chat", frozenset({200}), method="POST", body={"message": f"events {POISON}"})


def _control_characters() -> Iterator[Attack]:
    for name, character in CONTROL.items():
        bodies: dict[str, Any] = {
            "user/profile": {"first_name": "", "home_address": f"a{character}"},
            "user/preferences": {"interests": f"a{character}", "vibes": {f"a{character}": 0.5}},
            "user/activity": {"type": f"a{character}", "name": character},
            "user/password": {"current_password": character, "new_password": PASSWORD},
            "auth/login": {"email": f"a{character}@nyu.edu", "password": character},
            "chat": {"message": f"coffee {character}"},
        }
        answers = {"user/password": frozenset({400, 403}), "auth/login": frozenset({401})}
        for path, body in bodies.items():
            taken = answers.get(path, frozenset({200}))
            yield Attack(f"character {name}: {path}", f"/api/v1/{path}", taken, "POST", body, signed_in=True)
    lone = rb'{"home_address": "\ud800"}'
    yield Attack("character: lone surrogate", "/api/v1/user/profile", frozenset({400}), "POST", lone, signed_in=True)
    yield Attack("character: surrogate in a query", "/api/v1/events?q=%ED%A0%80", frozenset({200}))
    yield Attack("character: not UTF-8", "/api/v1/events?q=%FF%FE", frozenset({200}))
    yield Attack(
        "character: body not UTF-8", "/api/v1/chat", frozenset({400}), method="POST", body=b'{"message": "\xff"}'
    )


def _header_injection() -> Iterator[Attack]:
    emails = ("a@nyu.edu\r\nBcc: all@nyu.edu", "a@nyu.edu\nX: y", "a\x00@nyu.edu", '"a\r\nb"@nyu.edu')
    for email in emails:
        for path, answers in (("signup", frozenset({400})), ("password/forgot", frozenset({200, 400}))):
            body = {"email": email, "password": PASSWORD}
            yield Attack(f"header: {path} {email!r}", f"/api/v1/auth/{path}", answers, method="POST", body=body)
    headers = {"X-Request-ID": "abcdefgh%0d%0aSet-Cookie: x=y"}
    yield Attack("header: request id", "/api/v1/user/me", frozenset({401}), headers=headers)
    trace = {"traceparent": "00-" + "f" * 5000}
    yield Attack("header: traceparent", "/api/v1/user/me", frozenset({401}), headers=trace)
    for session in ("../../etc/passwd", "a" * 5000, "user:1", "conversation:user:1", "%00", "é" * 20):
        given = {"X-Session-ID": session.encode("latin-1", "replace").decode("latin-1")}
        yield Attack(f"header: session {session[:20]}", "/api/v1/quick_recs", frozenset({200}), headers=given)


def _cursors() -> Iterator[Attack]:
    cursors = (
        [1, 2, 3],
        [1e308, 1, 10**30],
        [1, 1e400],
        [[1], 2, 3],
        {"a": 1},
        "x",
        [None, None, None],
        [1, 2, 1.5e308],
    )
    for cursor in cursors:
        text = base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")
        yield Attack(f"cursor: {cursor!r}", f"/api/v1/events?after={text}", frozenset({200, 400}))
    for text in ("%", "A", "=" * 50, "\u00e9", "W" * 200, "W1tbW1tbW1s"):
        yield Attack(f"cursor: {text[:20]!r}", f"/api/v1/events?after={quote(text)}", frozenset({200, 400}))
    deep = base64.urlsafe_b64encode(b"[" * 140).decode()
    yield Attack("cursor: deep", f"/api/v1/events?after={deep}", frozenset({400}))
