"""The time of an event in words, as apps show it that show no `start`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from violet.domain.events import EventItem
from violet.domain.geo import LatLng
from violet.services.places.cards import event_card

NEW_YORK = ZoneInfo("America/New_York")
HERE = LatLng(40.73, -73.99)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


NOW = wall("2026-11-18T15:00")  # a Wednesday


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-18T19:00", None, "Tonight 7 PM"),
        ("2026-11-18T17:00", None, "Tonight 5 PM"),
        ("2026-11-18T16:30", None, "Today 4:30 PM"),
        ("2026-11-19T00:15", None, "Tomorrow 12:15 AM"),
        ("2026-11-20T19:00", None, "Fri 7 PM"),
        ("2026-11-24T19:00", None, "Tue 7 PM"),
        ("2026-11-25T19:00", None, "Wed, Nov 25, 7 PM"),
        ("2027-01-02T11:00", None, "Sat, Jan 2, 11 AM"),
        ("2026-11-18T14:00", "2026-11-18T21:00", "Now until 9 PM"),
        ("2026-11-18T14:00", None, "Now"),
        ("2026-11-10T10:00", "2026-11-29T18:00", "Now until Sun, Nov 29, 6 PM"),
    ],
)
def test_the_time_comes_first(start: str, end: str | None, said: str):
    ends = wall(end) if end else None
    event = EventItem(1, "nyu_engage", "1", "Salsa", wall(start), ends, description="free boba")
    assert event_card(event, HERE, NOW).shown_description == f"{said} · free boba"


@pytest.mark.parametrize(
    ("start", "said"),
    [("2026-11-18", "Today, all day"), ("2026-11-19", "Tomorrow, all day"), ("2026-11-15", "Today, all day")],
)
def test_a_whole_day_has_no_hour(start: str, said: str):
    event = EventItem(1, "nyu_engage", "1", "Fair", wall(f"{start}T00:00"), wall("2026-11-20T00:00"), all_day=True)
    assert event_card(event, HERE, NOW).shown_description == said
