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
}  # fmt: skip
HOLIDAY = PATTERNS["holiday"]
THURSDAY = 3


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


def named_date(text: str, today: date) -> date | None:
    """The next day of the date or holiday that is named; None where none is, or there is no such day."""
    holiday = HOLIDAY.search(text)
    if holiday:
        return _holiday(holiday.lastgroup or "", today)
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
    first = date(year, 11, 1)  # Thanksgiving: the fourth Thursday of November
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 21)
