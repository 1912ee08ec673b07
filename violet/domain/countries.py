"""What the country of a clock has of its own: public holidays, and the units that ways are measured in."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from violet.domain.maps import Units
from violet.domain.wall_clock import zone_of

MEASURES_IN_MILES = frozenset({"US", "GB", "LR", "MM"})


@lru_cache(maxsize=64)
def country_of(zone: ZoneInfo) -> str | None:
    """The country (ISO 3166) that the zone database lists the zone for; None for one that is nowhere (UTC)."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if row[2].strip() == zone.key), None)


def units_at(now: datetime) -> Units:
    """What ways are measured in where `now` is told."""
    return "imperial" if country_of(zone_of(now)) in MEASURES_IN_MILES else "metric"
