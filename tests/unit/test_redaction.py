"""What may be logged and what not."""

from __future__ import annotations

import time

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


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("GET /a?token=1 and /b?c=2", f"GET /a?{REMOVED} and /b?{REMOVED}"),
        ("id-eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", f"id-{REMOVED}"),
        ("a.eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", f"a.{REMOVED}"),
        ("what?ever /path?private", f"what?ever /path?{REMOVED}"),
        ("x.y+z@mail.nyu.edu, q@r.st", "[email], [email]"),
        ("my_api_key: 'abc'", f"my_api_key: '{REMOVED}'"),
        ("ExpoPushToken[ExpoPushToken[abc]", REMOVED),
        ("ExpoPushToken[password=abc]", REMOVED),
        ("ExpoPushToken[a[b] and more", f"{REMOVED} and more"),
    ],
)
def test_only_what_is_secret_is_taken_out(text: str, left: str) -> None:
    assert Redactor().text(text) == left


# Each makes one of the patterns begin again at every step, or give back what it took.
HOSTILE = (
    "a.", "a", "a-", "a+", "/", "/a", "://", "://:", "key ", "key=  ", "token", "token:", "eyJ-", "eyJa.", "eyJa.b", "AIza-",
    "ya29.", "ExpoPushToken[", "a@", "a@b", "a@b.", "1.111", "1.111,", "-1.1111,  ", "basic ", "bearer\t", "?", "/?", "\"/",
    "=", " ", "\u00e9.",
)  # fmt: skip


@pytest.mark.parametrize("step", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(step: str) -> None:
    """Eight times the text may take eight times as long, and not sixty-four: processor time, the best of five, as machines are busy."""
    texts = [step * (size // len(step)) + end for end in ("", "!", " x") for size in (4_000, 32_000)]
    costs = [min(_seconds(text) for _ in range(5)) for text in texts]
    for short, long in zip(costs[::2], costs[1::2], strict=True):
        assert long < 24 * short + 0.002


def _seconds(text: str) -> float:
    began = time.thread_time()
    Redactor().text(text)
    return time.thread_time() - began
