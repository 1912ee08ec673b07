"""The wire contract of the apps in the field (docs/wire-contract.md): every field with its JSON type, checked on any answer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

LARGEST_SAFE_INT = 2**53
NEW_YORK_OFFSETS = ("-05:00", "-04:00")
SESSION_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def assert_card(card: dict[str, Any]) -> None:
    """One card of a list, wherever the list is."""
    assert type(card["id"]) is int
    assert 0 <= card["id"] < LARGEST_SAFE_INT
    for name in ("place_id", "name", "source"):
        assert _text(card[name]), name
    assert card["type"] in ("place", "event")
    for name in ("address", "maps_link", "photo_url", "start", "end", "open_until"):
        assert card[name] is None or _text(card[name]), name
    assert _text(card.get("description", "absent"))
    assert card["distance"] is None or re.fullmatch(r"\d+\.\d mi|\d+ ft", card["distance"])
    assert card["walk_time"] is None or re.fullmatch(r"[1-9]\d* min", card["walk_time"])
    assert card["rating"] is None or (_number(card["rating"]) and 0 <= card["rating"] <= 5)
    assert_location(card["location"])
    assert card["maps_link"] is None or card["maps_link"].startswith("https://www.google.com/maps/dir/?api=1&")
    assert "key=" not in str(card["photo_url"])
    assert _number(card["score"])
    assert 0 <= card["score"] <= 1
    assert card["price_level"] in (None, 1, 2, 3, 4)
    assert card["open_now"] in (None, True, False)
    assert type(card["estimated"]) is bool
    for name in ("tags", "why"):
        assert isinstance(card[name], list)
        assert all(_text(item) for item in card[name])
    for name in ("start", "end", "open_until"):
        assert_moment(card[name])
    for name in ("top_category", "organizer", "url"):
        assert name not in card or _text(card[name]), name


def assert_location(location: Any) -> None:
    """Exactly two numbers, or null."""
    if location is not None:
        assert set(location) == {"lat", "lng"}
        assert all(_number(value) for value in location.values())
        assert -90 <= location["lat"] <= 90
        assert -180 <= location["lng"] <= 180


def assert_moment(text: Any) -> None:
    """ISO 8601 in New York time with its offset, or null."""
    if text is not None:
        assert datetime.fromisoformat(text).utcoffset() is not None
        assert text.endswith(NEW_YORK_OFFSETS)


def assert_cards(cards: Any, *, at_most: int) -> None:
    """A list of cards: bounded, no place twice, best first."""
    assert isinstance(cards, list)
    assert len(cards) <= at_most
    for card in cards:
        assert_card(card)
    assert len({card["id"] for card in cards}) == len(cards)
    scores = [card["score"] for card in cards]
    assert scores == sorted(scores, reverse=True)


def assert_chat_answer(body: Any, *, at_most: int = 3) -> None:
    """The whole answer of POST /api/chat."""
    assert _text(body["reply"])
    assert_cards(body["places"], at_most=at_most)
    assert _text(body["vibe"])
    assert body["debug_vibe"] == body["vibe"]
    assert_weather(body["weather"])
    assert SESSION_ID.fullmatch(body["session_id"])
    assert _number(body["latency"])
    assert 0 <= body["latency"] < 60
    assert _text(body["turn_id"])
    assert _text(body["intent"])
    assert isinstance(body["degraded"], list)
    assert "error" not in body


def assert_weather(weather: Any) -> None:
    """Three fields, or null: never an error object, which iOS would show as 0 degrees."""
    if weather is not None:
        assert set(weather) == {"temp_f", "desc", "icon"}
        assert _number(weather["temp_f"])
        assert _text(weather["desc"])
        assert _text(weather["icon"])


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
