"""Whatever comes in: a 4xx in the one shape that names the field, or a sensible clamp; never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from tests.api.chat.conftest import TANDON, MakeDevice
from tests.api.contract import assert_cards, assert_chat_answer
from violet.api.support.documentation import DocumentedApp

LONG = "x" * 10_000


@pytest.fixture
def app(shared_app: DocumentedApp) -> DocumentedApp:
    return shared_app


def assert_refused(answer: TestResponse, field: str | None, status: int = 400) -> None:
    """One shape, a sentence that can be shown, and the name of the field at fault."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/json"
    body = answer.get_json()
    of_the_chat = {"reply"} if answer.request.path in ("/api/chat", "/api/v1/chat") else set()
    assert set(body) == {"error", "code", "request_id"} | ({"field"} if field else set()) | of_the_chat
    assert body.get("reply", body["error"]) == body["error"]  # the Expo chat shows nothing else
    assert body["error"].endswith((".", "?", "!"))
    assert len(body["error"]) < 300
    if field:
        assert body["field"].split(".")[0] == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"message": 7}, "message"),
        ({"message": ["coffee"]}, "message"),
        ({"message": {"text": "coffee"}}, "message"),
        ({"message": True}, "message"),
        ({"message": None}, "message"),
        ({"message": ""}, "message"),
        ({"message": LONG}, "message"),
        ({"latitude": "40.69"}, "latitude"),
        ({"latitude": "north"}, "latitude"),
        ({"latitude": 999}, "latitude"),
        ({"latitude": -90.0001}, "latitude"),
        ({"longitude": -180.5}, "longitude"),
        ({"longitude": 1e308}, "longitude"),
        ({"latitude": True}, "latitude"),
        ({"latitude": [40.69]}, "latitude"),
        ({"latitude": None}, "latitude"),
        ({"longitude": None}, "longitude"),
        ({"vibe": 3}, "vibe"),
        ({"vibe": "v" * 65}, "vibe"),
        ({"preferences": "vegan"}, "preferences"),
        ({"preferences": ["vegan"]}, "preferences"),
        ({"commute_preference": 5}, "commute_preference"),
        ({"session_id": 12345678}, "session_id"),
        ({"session_id": "s" * 300}, "session_id"),
        ({"clear_session": "maybe"}, "clear_session"),
        ({"clear_session": 7}, "clear_session"),
    ],
)
def test_a_chat_that_makes_no_sense_is_refused_by_name(device: MakeDevice, change: dict[str, Any], field: str | None):
    answer = device().client.post("/api/chat", json={"message": "coffee", **TANDON} | change)
    assert_refused(answer, field)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"coffee"', b"7", b"{", b"{'message': 'coffee'}", b'{"message": NaN}', b"\xff\xfe\x00",
     b'{"message": "coffee", "latitude": NaN, "longitude": 1}', b'{"message": "coffee", "latitude": Infinity}',
     b'{"message": "a\\ud800b"}', b"[" * 5000, b'{"a":' * 3000 + b"1" + b"}" * 3000],
)  # fmt: skip
def test_a_body_that_is_no_good_json_is_refused(device: MakeDevice, body: bytes):
    answer = device().client.post("/api/chat", data=body, content_type="application/json")
    assert_refused(answer, None)


def test_a_body_of_two_megabytes_is_too_large_whatever_its_header_says(device: MakeDevice, app: DocumentedApp):
    body = b'{"message": "' + b"a" * 2_000_000 + b'"}'
    client = device().client
    assert_refused(client.post("/api/chat", data=body, content_type="application/json"), None, 413)
    environ = EnvironBuilder("/api/chat", method="POST", content_type="application/json").get_environ()
    environ.pop("CONTENT_LENGTH", None)
    environ |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True, "wsgi.input": _Endless()}
    _, status, _ = run_wsgi_app(app, environ, buffered=True)
    assert status.startswith("413")


class _Endless:
    """A body that never ends and does not say how long it is."""

    def read(self, size: int = -1) -> bytes:
        return b"a" * (65_536 if size < 0 else size)

    readline = read


@pytest.mark.parametrize(
    "body",
    [
        {"message": "coffee ☕️👩‍💻🏳️‍🌈"},
        {"message": "c\x00o\x01f\x7ff\u200bee"},
        {"message": "ｃｏｆｆｅｅ"},
        {"message": "café" * 900},
        {"message": "\u202ecoffee"},
        {"message": "coffee " * 500},
        {"message": "'; DROP TABLE users; --"},
        {"message": "$" * 3000},
        {"message": "(" * 3000},
        {"message": "under " * 600},
        {"message": "9" * 3000},
        {"message": "a 1 min walk for 0 people at 99:99 for $0 next 31st"},
        {"message": "not not not no never without coffee"},
        {"message": "coffee", "latitude": None, "longitude": None, "vibe": None, "preferences": None},
        {"message": "coffee", "latitude": 90, "longitude": 180},
        {"message": "coffee", "latitude": -90, "longitude": 0},
        {"message": "coffee", "vibe": "no such vibe"},
        {"message": "coffee", "vibe": ""},
        {"message": "coffee", "commute_preference": "by balloon"},
        {"message": "coffee", "preferences": {"budget": "all", "vibes": [1], "dietary_restrictions": {"a": 1}}},
        {"message": "coffee", "preferences": {"max_walk_minutes_default": -5, "interests": ["x"] * 50}},
        {"message": "coffee", "unknown": {"nested": [1, 2, 3]}, "__proto__": {"admin": True}},
        {"message": "coffee", "clear_session": None, "session_id": None},
    ],
)
def test_what_can_be_answered_is_answered(device: MakeDevice, body: dict[str, Any]):
    answer = device().client.post("/api/chat", json=body)
    assert answer.status_code == 200, answer.text
    assert_chat_answer(answer.get_json(), at_most=10)


@pytest.mark.parametrize(
    ("limit", "shown"), [("-5", 1), ("0", 1), ("1", 1), ("10", 10), ("50", 50), ("51", 50), ("9" * 30, 50), ("-" + "9" * 30, 1)]
)  # fmt: skip
def test_the_limit_of_quick_recommendations_is_clamped(device: MakeDevice, limit: str, shown: int):
    answer = device().client.get("/api/quick_recs", query_string={"limit": limit, "category": "quick_bites", **TANDON})
    assert answer.status_code == 200
    assert len(answer.get_json()["places"]) == shown
    assert_cards(answer.get_json()["places"], at_most=50)


@pytest.mark.parametrize(("limit", "shown"), [("-1", 1), ("0", 1), ("3", 3), ("10", 10), ("11", 10), ("1000000", 10)])
def test_the_limit_of_top_recommendations_is_clamped(device: MakeDevice, limit: str, shown: int):
    answer = device().client.get("/api/top_recommendations", query_string={"limit": limit, **TANDON})
    assert answer.status_code == 200
    assert len(answer.get_json()["places"]) == shown


@pytest.mark.parametrize("path", ["/api/quick_recs", "/api/v1/top_recommendations"])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "many"}, "limit"),
        ({"limit": "1.5"}, "limit"),
        ({"limit": ""}, "limit"),
        ({"limit": "٣a"}, "limit"),
        ({"latitude": "999", "longitude": "0"}, "latitude"),
        ({"latitude": "nan", "longitude": "0"}, "latitude"),
        ({"latitude": "40.7", "longitude": "-inf"}, "longitude"),
        ({"latitude": "here", "longitude": "0"}, "latitude"),
        ({"latitude": "", "longitude": ""}, "latitude"),
        ({"latitude": "40.7"}, "longitude"),
        ({"longitude": "-73.9"}, "latitude"),
        ({"vibe": "v" * 65}, "vibe"),
    ],
)
def test_a_bad_query_is_refused_by_name(device: MakeDevice, path: str, query: dict[str, str], field: str | None):
    assert_refused(device().client.get(path, query_string=query), field)


@pytest.mark.parametrize("category", ["brunch", "", "QUICK_BITES", "quick_bites ", "../explore", "☕", "a" * 5000])
def test_an_unknown_category_is_refused(device: MakeDevice, category: str):
    assert_refused(device().client.get("/api/quick_recs", query_string={"category": category}), "category")


@pytest.mark.parametrize("hint", ["rain", "RAIN", "hail of frogs", "", "☔"])
def test_a_weather_hint_nobody_knows_is_ignored(device: MakeDevice, hint: str):
    answer = device().client.get("/api/top_recommendations", query_string={"weather": hint})
    assert answer.status_code == 200
    assert len(answer.get_json()["places"]) == 3
