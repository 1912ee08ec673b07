"""Which day a message speaks of: today, tomorrow, a weekday, a date, a weekend. Aware, in the zone of `now`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import is_later, later, on_the_wall
from violet.understanding.reading.dates import HOLIDAY, named_date, named_weekday
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("moments")
TODAY, TOMORROW, DAY_AFTER = PATTERNS["today"], PATTERNS["tomorrow"], PATTERNS["day_after"]
WEEKEND, NEXT_WEEKEND, WEEK_LATER = PATTERNS["weekend"], PATTERNS["next_weekend"], PATTERNS["week_later"]
NEXT_WEEK = PATTERNS["next_week"]
FRIDAY_EVENING_HOUR = 17


def day_in(text: str, now: datetime) -> date | None:
    """The day that is named, None where none is. "Monday week" is seven days after the coming Monday."""
    day = _day_named(text, now)
    return day + timedelta(weeks=1) if day is not None and WEEK_LATER.search(text) else day


def _day_named(text: str, now: datetime) -> date | None:
    if DAY_AFTER.search(text):
        return now.date() + timedelta(days=2)
    if TOMORROW.search(text):
        return now.date() + timedelta(days=1)
    if HOLIDAY.search(text):
        return named_date(text, now.date())
    weekday, dated = named_weekday(text, now.date()), named_date(text, now.date())
    if weekday is not None and dated is not None and weekday.weekday() == dated.weekday():
        return dated  # "friday the 16th"
    if weekday is not None and NEXT_WEEK.search(text):
        return now.date() + timedelta(days=7 - now.weekday() + weekday.weekday())
    return weekday or dated or (now.date() if TODAY.search(text) else None)


def weekend_of(text: str, now: datetime) -> TimeWindow:
    """The weekend that is spoken of, from Friday evening on."""
    saturday = now.date() + timedelta(days=(5 - now.weekday()) % 7 if now.weekday() != 6 else -1)
    words = "next weekend" if NEXT_WEEKEND.search(text) else "this weekend"
    saturday += timedelta(weeks=1) if words == "next weekend" else timedelta(0)
    friday_evening = hours_into(now, saturday - timedelta(days=1), FRIDAY_EVENING_HOUR)
    return TimeWindow(later(now, friday_evening), hours_into(now, saturday, 48), words)


def hours_into(now: datetime, day: date, hours: float) -> datetime:
    """The clock on the wall where `now` is told, `hours` into `day`; 24 and more is the next day."""
    whole_days, hours = divmod(hours, 24)
    minutes = round(hours * 60)
    wall = datetime.combine(day + timedelta(days=int(whole_days)), time(minutes // 60, minutes % 60))
    return on_the_wall(wall.replace(tzinfo=now.tzinfo))


def next_time(moment: datetime, now: datetime) -> datetime:
    """The next time that clocks show this; also the second of two in the hour that comes twice."""
    coming = next((shown for shown in both_times(moment) if is_later(shown, now)), None)
    return coming or hours_into(now, moment.date() + timedelta(days=1), moment.hour + moment.minute / 60)


def both_times(moment: datetime) -> tuple[datetime, datetime]:
    """The moment and, in the hour that comes twice, its second time."""
    return moment, moment.replace(fold=1)
