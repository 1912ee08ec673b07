"""Whether an OpenStreetMap `opening_hours` text keeps each night's hours past midnight. Pure functions.

A rule after `;` takes the whole of its days, their small hours too: "Su-Th 11:00-23:00; Fr-Sa 11:00-02:00" closes at
midnight on Saturday night, because the first rule has taken Sunday. A rule after `,` adds to what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Final

from opening_hours import OpeningHours, State

# A year has every weekday, month and holiday in it; the last midnight of the one before begins it.
FIRST_DAY: Final = datetime.fromisoformat("2026-01-01")
DAYS: Final = 366
ONE_DAY: Final = timedelta(days=1)
LAST_MINUTE: Final = timedelta(minutes=1)
_RULES: Final = re.compile(r'(?:"[^"]*"|[^;"])+')
_SPANS: Final = re.compile(r"(\d?\d:\d\d|sunset|dusk|\))( ?- ?)(\d?\d:\d\d)")
_MIDNIGHT: Final = "24:00"
_NOON: Final = "12:00"


@lru_cache(maxsize=4096)
def lost_spill(text: str) -> datetime | None:
    """The first midnight (naive, on the wall) after which a place is no longer open though the hours that began the
    evening before go on; None where every night's hours survive. `text` must be valid `opening_hours` syntax."""
    rules = [rule.strip() for rule in _RULES.findall(text) if rule.strip()]
    if len(rules) < 2:
        return None
    whole, alone = _read(text), [_read(rule) for rule in rules]
    spilt = sorted({midnight for reading in alone for midnight in _crossed(reading)})
    return next((midnight for midnight in spilt if _is_lost(midnight, whole, rules, alone)), None)


def _is_lost(midnight: datetime, whole: OpeningHours, rules: list[str], alone: list[OpeningHours]) -> bool:
    evening = midnight - LAST_MINUTE
    ruling = [index for index, reading in enumerate(alone) if reading.is_open(evening)]
    if not ruling or not whole.is_open(evening):
        return False  # the evening itself is taken away, and its small hours with it
    rule = ruling[-1]
    until = _open_until(alone[rule], midnight)
    own = _open_until(_read(_SPANS.sub(_cut, rules[rule])), midnight)
    return until > own and _open_until(whole, midnight) < until


def _crossed(reading: OpeningHours) -> Iterator[datetime]:
    """The midnights of the year at which a stretch of opening is under way."""
    for since, until, state, *_ in reading.intervals(FIRST_DAY, FIRST_DAY + DAYS * ONE_DAY):
        midnight = datetime.combine(since, time()) + ONE_DAY
        while state == State.OPEN and until is not None and midnight < until:
            yield midnight
            midnight += ONE_DAY


def _open_until(reading: OpeningHours, midnight: datetime) -> datetime:
    """When the place, seen at midnight, closes; midnight itself where it is closed, a day later where it goes on."""
    if not reading.is_open(midnight):
        return midnight
    tomorrow = midnight + ONE_DAY
    # Within the day, as hours that never change would be followed for eight thousand years.
    changes = (until for _, until, *_ in reading.intervals(midnight, tomorrow))
    return next(changes, None) or tomorrow


def _cut(span: re.Match[str]) -> str:
    """The span as it is, or up to midnight where it goes past it ("22:00-02:00", "22:00-26:00", "sunset-02:00")."""
    opens, dash, closes = span.groups()
    opens_at, closes_at = opens.zfill(5), closes.zfill(5)
    is_clock = opens[0].isdigit()
    goes_past = closes_at > _MIDNIGHT or (closes_at <= opens_at if is_clock else closes_at < _NOON)
    return f"{opens}{dash}{_MIDNIGHT if goes_past else closes}"


def _read(text: str) -> OpeningHours:
    return OpeningHours(text, country="US")
