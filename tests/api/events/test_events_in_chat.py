"""Events asked for in the chat: the right ones, at New York's times, on cards that say no more than the source."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.events.conftest import NEW_YORK, Served

KIMMEL = {"latitude": 40.7299, "longitude": -73.9979}


def ask(served: Served, message: str) -> dict[str, Any]:
    client = served.client.application.test_client()
    answer = client.post("/api/chat", json={"message": message, **KIMMEL})
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


@pytest.mark.parametrize(
    ("question", "titles", "first", "last"),
    [
        (
            "anything free and fun tonight?",
            {"Open Mic Night", "Salsa Social", "Movie Night: Spirited Away", "Movies Under the Stars: Shrek (2001)", "Movies Under the Stars: Zootopia 2"},
            datetime(2026, 11, 24, 17, tzinfo=NEW_YORK),
            datetime(2026, 11, 25, 2, tzinfo=NEW_YORK),
        ),
        (
            "jazz this weekend",
            {"Smalls Jazz Club: sets and late jam", "Mezzrow: piano jazz nightly", "Jazz at the Loft", "Blue Note Jazz Club: two shows a night", "Jazz Jam Session", "Bill Mays Trio", "Smalls afternoon jam session", "Village Vanguard: two sets a night", "James Brandon Lewis Quartet", "Tim Hegarty Band"},
            datetime(2026, 11, 27, 14, tzinfo=NEW_YORK),
            datetime(2026, 11, 30, 0, tzinfo=NEW_YORK),
        ),
        (
            "what's happening at Kimmel tomorrow",
            {"Kimmel Craft Fair", "Free lunch, study tips", "Trivia at Kimmel"},
            datetime(2026, 11, 25, 0, tzinfo=NEW_YORK),
            datetime(2026, 11, 26, 2, tzinfo=NEW_YORK),
        ),
    ],
)  # fmt: skip
def test_the_questions_students_ask(
    served: Served, question: str, titles: set[str], first: datetime, last: datetime
) -> None:
    answer = ask(served, question)
    cards = answer["places"]
    assert 1 <= len(cards) <= 3
    for card in cards:
        assert card["type"] == "event"
        assert card["name"] in titles
        start = datetime.fromisoformat(card["start"])
        assert start.utcoffset() == timedelta(hours=-5)
        assert first <= start < last
        assert card["name"] in answer["reply"]
        if "free" in question:
            assert card["free"] is True


def test_a_cancelled_event_and_one_that_is_over_are_not_told(served: Served) -> None:
    day = ask(served, "poetry slam on December 7")
    assert "Poetry Slam" not in day["reply"]
    assert all("Poetry" not in card["name"] for card in day["places"])
    served.clock.now = datetime(2026, 11, 24, 23, 0, tzinfo=NEW_YORK)
    late = ask(served, "open mic tonight")
    assert all(card["name"] != "Open Mic Night" for card in late["places"])


def test_nothing_is_made_up_where_nothing_is_on(served: Served) -> None:
    answer = ask(served, "any sumo wrestling events tomorrow?")
    assert answer["places"] == []
    assert "sumo wrestling" not in answer["reply"].lower() or "don't" in answer["reply"]
