"""Days by their date or their name: "march 5th", "the 14th", "10/15", "halloween", "in november". Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("dates")
MONTHS, _ORDINAL_DAYS = PATTERNS.values("months"), PATTERNS.values("ordinals")
# "march 5th", "5th of march", "on the 5th", "the 5th of this month", "the 14th", "10/15". A list has no sixth card.
DATES = PATTERNS.several("dates")
IN_A_MONTH = PATTERNS["in_a_month"]
_HOLIDAYS = {
    "halloween": (10, 31), "christmas": (12, 25), "christmas_eve": (12, 24), "new_years_eve": (12, 31),
    "valentines": (2, 14), "st_patricks": (3, 17), "independence": (7, 4),
    "new_years_day": (1, 1), "veterans": (11, 11), "juneteenth": (6, 19),
}  # fmt: skip
HOLIDAY, IN_DAYS = PATTERNS["holiday"], PATTERNS["in_days"]
NUMBERS = Phrases("spoken").values()
MOMENTS = Phrases("moments")
# "sat" and "sun" are days only where a day would stand: "on sat", "sat night", but not "in the sun".
WEEKDAY, WEEKDAYS = MOMENTS["weekday"], MOMENTS.values("weekdays")
NIGHT, GOES_OUT = MOMENTS["night_of_a_day"], MOMENTS["goes_out"]
TONIGHT, OPEN_UNTIL = MOMENTS["part_tonight"], MOMENTS["open_until"]
DAYS_OF_A_WEEK = 7
MONDAY, THURSDAY = 0, 3
# Month, weekday and which one of its month; 0 is the last.
_FLOATING = {
    "thanksgiving": (11, THURSDAY, 4), "labor": (9, MONDAY, 1), "memorial": (5, MONDAY, 0), "columbus": (10, MONDAY, 2),
    "presidents": (2, MONDAY, 3), "luther_king": (1, MONDAY, 3),
}  # fmt: skip


def without_dates(text: str) -> str:
    """The text without the days of a month it names: "the 2nd of May" counts to no second place."""
    for pattern in DATES:
        text = pattern.sub(" ", text)
    return text


def month_named(month: str, today: date) -> tuple[date, date]:
    """The first and the last day of the next month of that name, this one included."""
    index = MONTHS[month[:3]]
    year = today.year + (index < today.month)
    return date(year, index, 1), date(year, index, monthrange(year, index)[1])


def named_weekday(text: str, today: date) -> date | None:
    """The coming weekday that is named; in a week where it is today's and the next one is meant."""
    weekday = WEEKDAY.search(text)
    if weekday is None:
        return None
    said = next(name for name in weekday.groups()[1:] if name)
    ahead = next(number for name, number in WEEKDAYS.items() if name.startswith(said[:3])) - today.weekday()
    ahead %= DAYS_OF_A_WEEK
    return today + timedelta(days=ahead or (DAYS_OF_A_WEEK if weekday.group(1) else 0))


def is_past_midnight(text: str) -> bool:
    """Whether an hour that is past midnight, or early in the afternoon, is of a night: "open past 1 tonight", "past 1 on saturday night"."""
    late = OPEN_UNTIL.search(text) and (TONIGHT.search(text) or GOES_OUT.search(text))
    return bool(NIGHT.search(text) or late)


def is_of_the_night_before(text: str) -> bool:
    """Whether an hour past midnight is of the night that begins on the day named: "bars open past 3am on fri"."""
    return bool(NIGHT.search(text) or (WEEKDAY.search(text) and GOES_OUT.search(text)))


def named_date(text: str, today: date) -> date | None:
    """The next day of the date or holiday that is named; None where none is, or there is no such day."""
    holiday = HOLIDAY.search(text)
    if holiday:
        return _holiday(holiday.lastgroup or "", today)
    ahead = IN_DAYS.search(text)
    if ahead:
        return today + timedelta(days=_days(*(word for word in ahead.groups() if word)))
    for pattern in DATES:
        match = pattern.search(text)
        if match is None:
            continue
        words = match.groups()
        months = [MONTHS[word[:3]] for word in words if word[:3] in MONTHS]
        if len(words) == 2 and not months:
            months, words = [int(words[0])], words[1:]
        day = next(_ORDINAL_DAYS.get(word) or int(re.sub(r"\D", "", word)) for word in words if word[:3] not in MONTHS)
        return _coming(today, day, months[0] if months else None)
    return None


def day_words_ahead(day: date, today: date) -> str:
    """A day as a reply calls it: "today", "on Friday", "on October 14"."""
    ahead = (day - today).days
    far = f"on {day:%B} {day.day}" if ahead >= DAYS_OF_A_WEEK else f"on {day:%A}"
    return {0: "today", 1: "tomorrow"}.get(ahead, far)


def part_words(words: str) -> str:
    """A part of a day as it follows the day's name: the evening of "on Friday evening"."""
    return {"tonight": "night", "in the evening": "evening", "at lunchtime": "at lunchtime"}.get(
        words, words.removeprefix("in the ")
    )


def _days(said: str, unit: str) -> int:
    number = int(said) if said.isdigit() else NUMBERS.get(said, 1)
    return number * (DAYS_OF_A_WEEK if unit.startswith("week") else 1)


def _coming(today: date, day: int, month: int | None) -> date | None:
    """The first such day from today on, within a year."""
    for ahead in range(13):
        year, index = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if month in (None, index + 1) and day <= monthrange(year, index + 1)[1]:
            found = date(year, index + 1, day) if day else None
            if found is not None and found >= today:
                return found
    return None


def _holiday(name: str, today: date) -> date:
    days = (_day_of(name, year) for year in (today.year, today.year + 1))
    return next(day for day in days if day >= today)


def _day_of(name: str, year: int) -> date:
    if name in _HOLIDAYS:
        return date(year, *_HOLIDAYS[name])
    if name == "black_friday":
        return _day_of("thanksgiving", year) + timedelta(days=1)
    month, weekday, which = _FLOATING[name]
    if which:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % DAYS_OF_A_WEEK + DAYS_OF_A_WEEK * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % DAYS_OF_A_WEEK)
