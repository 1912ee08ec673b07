"""The opening hours of the guide's places on each night of a week, against a second reading of their texts."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from violet.campus.loader import default_campus
from violet.domain.opening_hours import is_open, open_until

NEW_YORK = ZoneInfo("America/New_York")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEK = [date(2026, 10, 19) + timedelta(days=day) for day in range(7)]  # no holiday, no change of clocks
LATE_PLACES = 49
Span = tuple[datetime, datetime]


def members(text: str, names: tuple[str, ...]) -> set[int]:
    """The positions in `names` that "Mo,We" or "Fr-Mo" stands for."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        start, end = names.index(first), names.index(last or first)
        found |= {(start + step) % len(names) for step in range((end - start) % len(names) + 1)}
    return found


def evening(text: str, day: date) -> list[Span]:
    """What begins on the day: rules in order, of which one after `;` replaces and one after `, ` adds."""
    spans: list[Span] = []
    for mark, rule in re.findall(r"(^|; |, )((?:(?!; |, ).)+)", "Mo-Su 00:00-24:00" if text == "24/7" else text):
        *selectors, times = rule.split(" ")
        names = [(MONTHS, day.month - 1) if part[:3] in MONTHS else (DAYS, day.weekday()) for part in selectors]
        if all(at in members(part, known) for part, (known, at) in zip(selectors, names, strict=True)):
            spans = (spans if mark == ", " else []) + [span(one, day) for one in times.split(",")]
    return spans


def span(text: str, day: date) -> Span:
    opens, closes = ([int(part) for part in clock.split(":")] for clock in text.split("-"))
    midnight = datetime.combine(day, time(), NEW_YORK)
    start = midnight + timedelta(hours=opens[0], minutes=opens[1])
    end = midnight + timedelta(hours=closes[0], minutes=closes[1])
    return start, end if end > start else end + timedelta(days=1)


def stretches(text: str) -> list[Span]:
    """The week's stretches of opening, with those that touch made one."""
    days = [WEEK[0] + timedelta(days=offset) for offset in range(-2, 11)]
    merged: list[Span] = []
    for start, end in sorted(one for day in days for one in evening(text, day)):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def places() -> list[tuple[str, str]]:
    return [(place.id, place.opening_hours) for place in default_campus().places if place.opening_hours is not None]


def test_every_place_closes_each_night_when_its_text_says_so() -> None:
    wrong: list[tuple[str, datetime]] = []
    for place, text in places():
        expected = stretches(text)
        for day in WEEK:
            for half_hour in range(48):
                at = datetime.combine(day, time(12, 10), NEW_YORK) + timedelta(minutes=30 * half_hour)
                now = [end for start, end in expected if start <= at < end]
                until = now[0] if now and now[0] - at <= timedelta(days=2) else None
                if is_open(text, at) is not bool(now) or open_until(text, at) != until:
                    wrong.append((place, at))
    assert not wrong


def test_the_places_that_close_after_midnight_are_among_them() -> None:
    def is_late(text: str) -> bool:
        return any(
            start.date() < end.date() and end.time() > time() for day in WEEK for start, end in evening(text, day)
        )

    assert sum(is_late(text) for _, text in places()) >= LATE_PLACES
