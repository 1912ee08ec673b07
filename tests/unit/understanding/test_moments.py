"""When: moments and windows of time, in New York, also on the two days when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.understanding.reading import moments
from violet.understanding.reading.lexicon import normalise

NEW_YORK = ZoneInfo("America/New_York")
FALL_BACK = datetime(2026, 11, 1, tzinfo=NEW_YORK)
SPRING_FORWARD = datetime(2026, 3, 8, tzinfo=NEW_YORK)
TEXTS = [
    "now", "open late", "tonight", "tomorrow morning", "this afternoon", "at 9", "until 11pm", "at 2:30am", "at 1:30 am",
    "in 2 hours", "in 90 minutes", "midnight", "noon", "at lunch time", "tomorrow", "sunday", "next sunday", "this weekend",
    "next week", "this week", "at 2am tomorrow", "after 1am",
]  # fmt: skip


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


WEDNESDAY = wall("2026-11-18 13:00")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("food in 20", "2026-11-18 13:20"),
        ("lunch in half an hour", "2026-11-18 13:30"),
        ("in two hours", "2026-11-18 15:00"),
        ("coffee in an hour and a half", "2026-11-18 14:30"),
        ("dinner half past six", "2026-11-18 18:30"),
        ("quarter to 8 tonight", "2026-11-18 19:45"),
        ("drinks 9ish", "2026-11-18 21:00"),
        ("around sevenish", "2026-11-18 19:00"),
        ("dinner @ 8", "2026-11-18 20:00"),
        ("4 in the morning", "2026-11-19 04:00"),
        ("8 at night", "2026-11-18 20:00"),
        ("2 at night", "2026-11-19 02:00"),
        ("10 tonight", "2026-11-18 22:00"),
        ("dinner fri 8", "2026-11-20 20:00"),
        ("coffee b4 my 9:30", "2026-11-19 08:45"),
        ("lunch, class at 12", "2026-11-19 12:00"),
        ("after class at 3", "2026-11-18 15:00"),
        ("dinner day after tomorrow", "2026-11-20 19:00"),
        ("coffee in the morning", "2026-11-19 09:00"),
        ("my train is at 6, food before", "2026-11-18 17:15"),
    ],
)  # fmt: skip
def test_hours_and_waits_are_read_as_they_are_typed(text: str, moment: str) -> None:
    assert moments.times_in(normalise(text), WEDNESDAY).open_at == wall(moment)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("open now", "2026-11-18 13:00"),
        ("at 3pm", "2026-11-18 15:00"),
        ("at 3", "2026-11-18 15:00"),
        ("at 11", "2026-11-18 23:00"),
        ("at 9:30 pm", "2026-11-18 21:30"),
        ("at 9am", "2026-11-19 09:00"),
        ("until midnight", "2026-11-19 00:00"),
        ("at noon", "2026-11-19 12:00"),
        ("tonight", "2026-11-18 20:00"),
        ("this evening", "2026-11-18 19:00"),
        ("tomorrow morning", "2026-11-19 09:00"),
        ("tomorrow at 8am", "2026-11-19 08:00"),
        ("tomorrow", "2026-11-19 12:00"),
        ("on friday night", "2026-11-20 20:00"),
        ("friday at 7", "2026-11-20 19:00"),
        ("next wednesday", "2026-11-25 12:00"),
        ("in 2 hours", "2026-11-18 15:00"),
        ("in an hour", "2026-11-18 14:00"),
        ("in 45 minutes", "2026-11-18 13:45"),
        ("open late", "2026-11-18 23:30"),
        ("late-night food", "2026-11-18 23:30"),
        ("今晚", "2026-11-18 20:00"),
        ("mañana por la mañana", "2026-11-19 09:00"),
    ],
)
def test_the_moment_a_place_has_to_be_open(text: str, moment: str):
    assert moments.wanted_open_at(normalise(text), WEDNESDAY) == wall(moment)


@pytest.mark.parametrize(
    "text",
    ["coffee", "within 10 minutes", "under $9", "the second one", "a 5 minute walk", "for 4 people", "25th street"],
)
def test_other_numbers_are_no_times(text: str):
    assert moments.wanted_open_at(normalise(text), WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("this weekend", "2026-11-20 17:00", "2026-11-23 00:00"),
        ("next week", "2026-11-23 00:00", "2026-11-30 00:00"),
        ("tonight", "2026-11-18 17:00", "2026-11-19 02:00"),
        ("tomorrow night", "2026-11-19 17:00", "2026-11-20 02:00"),
        ("saturday afternoon", "2026-11-21 12:00", "2026-11-21 18:00"),
        ("today", "2026-11-18 13:00", "2026-11-19 02:00"),
        ("anything on", "2026-11-18 13:00", "2026-11-25 13:00"),
        ("this month", "2026-11-18 13:00", "2026-12-18 13:00"),
    ],
)
def test_the_window_an_event_starts_in(text: str, start: str, end: str):
    window = moments.wanted_window(normalise(text), WEDNESDAY)
    assert (window.start, window.end) == (wall(start), wall(end))


@pytest.mark.parametrize(("day", "now"), [("saturday", "2026-11-21 11:00"), ("sunday", "2026-11-22 11:00")])
def test_on_the_weekend_this_weekend_is_what_is_left_of_it(day: str, now: str):
    window = moments.wanted_window("this weekend", wall(now))
    assert (window.start, window.end) == (wall(now), wall("2026-11-23 00:00"))


@pytest.mark.parametrize(
    ("text", "end"),
    [("back by 11", "2026-11-18 23:00"), ("home before 10pm", "2026-11-18 22:00"), ("until midnight", "2026-11-19 00:00"),
     ("done by 6:30", "2026-11-18 18:30"), ("dinner", None)],
)  # fmt: skip
def test_when_a_plan_has_to_end(text: str, end: str | None):
    assert moments.end_time(text, WEDNESDAY) == (wall(end) if end else None)


@pytest.mark.parametrize("midnight", [FALL_BACK, SPRING_FORWARD], ids=["fall back", "spring forward"])
@pytest.mark.parametrize("text", TEXTS)
def test_on_the_days_the_clocks_change_every_moment_exists_and_windows_run_forward(text: str, midnight: datetime):
    for quarters in range(-4 * 26, 4 * 26):
        now = (midnight.astimezone(UTC) + timedelta(minutes=15 * quarters)).astimezone(NEW_YORK)
        at = moments.wanted_open_at(text, now)
        if at is not None:
            assert _exists(at)
            assert at.astimezone(UTC) >= now.astimezone(UTC)
            assert at.astimezone(UTC) - now.astimezone(UTC) < timedelta(days=15)
        window = moments.wanted_window(text, now)
        assert _exists(window.start)
        assert _exists(window.end)
        assert window.start.astimezone(UTC) < window.end.astimezone(UTC)
        assert window.end.astimezone(UTC) > now.astimezone(UTC)


@pytest.mark.parametrize("midnight", [FALL_BACK, SPRING_FORWARD], ids=["fall back", "spring forward"])
def test_two_hours_are_two_hours_long(midnight: datetime):
    for minutes in range(0, 5 * 60, 15):
        now = (midnight.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(NEW_YORK)
        at = moments.wanted_open_at("in 2 hours", now)
        assert at is not None
        assert at.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=2)


@given(st.text(max_size=120), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_no_text_at_no_time_breaks_the_reading(text: str, utc: datetime):
    now = utc.replace(tzinfo=UTC).astimezone(NEW_YORK)
    plain = normalise(text)
    at = moments.wanted_open_at(plain, now)
    assert at is None or at.utcoffset() is not None
    assert moments.wanted_window(plain, now).end.utcoffset() is not None
    moments.end_time(plain, now)
    assert moments.speaks_of_time(plain) in (True, False)


def _exists(moment: datetime) -> bool:
    """Whether clocks in New York ever show it."""
    return moment.astimezone(UTC).astimezone(NEW_YORK).replace(fold=0) == moment.replace(fold=0)
