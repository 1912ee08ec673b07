"""Public holidays, on which places keep other hours than they usually do."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from violet.domain.countries import country_of

# Hours that say what they are on a public holiday, and those of places that never close.
_SAYS_SO = re.compile(r"\bPH\b|^24/7$")


def holiday_on(day: date, zone: ZoneInfo) -> str | None:
    """What the day is called in the country of a zone's clocks; None for any other day."""
    country = country_of(zone)
    return _holidays(country, day.year).get(day) if country is not None else None


def hours_may_differ(hours: str | None, day: date, zone: ZoneInfo) -> bool:
    """Whether known hours leave open what holds on that day, which is a holiday."""
    return hours is not None and not _SAYS_SO.search(hours.strip()) and holiday_on(day, zone) is not None


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> dict[date, str]:
    import holidays

    try:
        return dict(holidays.country_holidays(country, years=year))
    except NotImplementedError:  # how the library says that it does not know the country
        return {}
