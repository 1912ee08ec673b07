"""What may be logged and what not."""

from __future__ import annotations

import pytest

from violet.observability.redaction import REMOVED, Redactor

GOOGLE_KEY = "AIza" + "SyA1234567890abcdefghijklmnopqrstu"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"GET https://maps.example/place?key={GOOGLE_KEY}&q=x failed", GOOGLE_KEY),
        (f"the key {GOOGLE_KEY} was refused", GOOGLE_KEY),
        ("Authorization: Bearer abcdefghijkl", "abcdefghijkl"),
        (f"token {TOKEN}", TOKEN),
        ("postgresql://violet:pass-word@db.example:5432/violet", "pass-word"),
        ("rediss://default:s3cr3t@cache.example:25061", "s3cr3t"),
        ("{'api_key': 'abc123def', 'q': 1}", "abc123def"),
        ("password=hunter22", "hunter22"),
        ("sent to ada.lovelace@nyu.edu", "ada.lovelace@nyu.edu"),
        ("ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]", "xxxxxxxxxxxxxxxxxxxxxx"),
        ("Error handling request /api/chat?latitude=40.69&longitude=-73.98", "40.69"),
        ("near 40.693393,-73.98555", "40.693393"),
        ("our own secret leaked: correct-horse-battery", "correct-horse-battery"),
    ],
)
def test_secrets_and_personal_data_are_taken_out(text: str, hidden: str) -> None:
    redacted = Redactor({"correct-horse-battery"}).text(text)
    assert hidden not in redacted
    assert "[" in redacted


@pytest.mark.parametrize(
    "text",
    ["breaker_opened", "/api/v1/places/<place_id>/photo", "took 12.345 s", "Listening at: http://0.0.0.0:5001 (1)"],
)
def test_ordinary_lines_stay_as_they_are(text: str) -> None:
    assert Redactor().text(text) == text


def test_fields_are_judged_by_their_name_as_well() -> None:
    line = {"openai_key": "short", "latitude": 40.7, "email": "x", "input_tokens": 12, "nested": {"password": "p"}}
    assert Redactor().value(line) == {
        "openai_key": REMOVED,
        "latitude": REMOVED,
        "email": REMOVED,
        "input_tokens": 12,
        "nested": {"password": REMOVED},
    }


def test_what_is_no_plain_data_is_redacted_as_text() -> None:
    assert "hunter22" not in str(Redactor().value([ValueError("password=hunter22")]))
