"""Opening hours: questions about an OpenStreetMap `opening_hours` text, answered in the zone of the place, which is
that of the moment asked about unless it is given.

Every answer is None where the hours are unknown or unreadable: unknown is not closed, and not open. `where` is the
place's position, which hours such as "sunrise-sunset" are unknown without; other hours need none.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cachetools import LRUCache
from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

from violet.domain.countries import country_of
from violet.domain.geo import LatLng
from violet.domain.wall_clock import is_later, zone_of

FAR_AHEAD = timedelta(days=2)
# How far a change is looked for: over a year, so that every season is in it. The library itself would look through
# eight thousand years, which takes seconds where hours such as "Mo-Su 00:00-24:00" never change.
LOOK_AHEAD = timedelta(days=400)
REMEMBERED = 4096
DAY = timedelta(days=1)
# A place is asked for the moment of arrival first and then for now.
LOOK_BACK = timedelta(hours=1)
# A rule that has a comment and neither times nor a state ("Sa \"by appointment\""): the parser would have it open.
_ONLY_WORDS = re.compile(
    r'((?:^|[;,|])(?:(?!\d?\d:\d\d|24/7|sunrise|sunset|dawn|dusk|open|off|closed|unknown)[^;,|"])*)(?<!\w)"(?=[^"]*")',
    re.IGNORECASE,
)


_BY_THE_SUN = re.compile(r"sunrise|sunset|dawn|dusk", re.IGNORECASE)
# A tenth of a degree is about ten kilometers, which the sun crosses within half a minute.
_SUN_DECIMALS = 1
# Hours as written, with the zone they are told in, and the position (rounded) where the sun decides.
_Hours = tuple[str, ZoneInfo, tuple[float, float] | None]


@dataclass(frozen=True, slots=True)
class _Spell:
    """A stretch of time in which nothing changes, or as much of it as was looked at. `opened` None is unknown."""

    since: datetime
    until: datetime
    opened: bool | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


_spells: LRUCache[_Hours, _Spell] = LRUCache(REMEMBERED)
_lock = threading.Lock()


def is_open(
    hours: str | None, at: datetime, where: LatLng | None = None, *, zone: ZoneInfo | None = None
) -> bool | None:
    """Whether the place is open at an aware moment."""
    spell = _spell(_key(hours, where, zone or zone_of(at)), at)
    return spell.opened if spell is not None else None


def open_until(
    hours: str | None, at: datetime, where: LatLng | None = None, *, zone: ZoneInfo | None = None
) -> datetime | None:
    """When the place, open at `at`, closes next (aware, in its zone); None where closed, or not within two days."""
    zone = zone or zone_of(at)
    spell = _spell(_key(hours, where, zone), at)
    return _soon(spell.until, at, zone) if spell is not None and spell.opened else None


def opens_next(
    hours: str | None, at: datetime, where: LatLng | None = None, *, zone: ZoneInfo | None = None
) -> datetime | None:
    """When the place, closed at `at`, opens next (aware, in its zone); None where open, unknown or days away."""
    zone = zone or zone_of(at)
    key = _key(hours, where, zone)
    spell = _spell(key, at)
    opening = _soon(spell.until, at, zone) if spell is not None and spell.opened is False else None
    parsed = _parse(*key) if key else None
    if parsed is None or opening is None:
        return None
    # not by way of `is_open`: what is kept for these hours is the spell that people ask about, not the one after it
    return opening if _found(parsed, opening, zone).opened else None


def open_throughout(
    hours: str | None,
    start: datetime,
    end: datetime,
    where: LatLng | None = None,
    *,
    zone: ZoneInfo | None = None,
) -> bool | None:
    """Whether the place is open from `start` to `end` (aware) without a break."""
    spell = _spell(_key(hours, where, zone or zone_of(start)), start)
    if spell is None or not spell.opened:
        return spell.opened if spell is not None else None
    return not is_later(end, spell.until)


def hours_on(
    hours: str | None, day: date, where: LatLng | None = None, *, zone: ZoneInfo
) -> tuple[tuple[datetime, datetime], ...] | None:
    """When the place is open on a day: opening and closing times (aware, in its zone), also of what began the evening
    before or ends the morning after. None where the hours are unknown, for the whole day or for a part of it."""
    return _hours_on(_key(hours, where, zone), day)


@lru_cache(maxsize=REMEMBERED)
def _hours_on(key: _Hours | None, day: date) -> tuple[tuple[datetime, datetime], ...] | None:
    parsed = _parse(*key) if key else None
    if key is None or parsed is None:
        return None
    zone, midnight = key[1], datetime.combine(day, time())
    begins, ends = (midnight + timedelta(days=ahead) for ahead in (0, 1))
    # From the day before on, for what began then and goes on past midnight.
    earliest, latest = begins - DAY, ends + DAY
    found: list[tuple[datetime, datetime]] = []
    for since, until, state, *_ in parsed.intervals(earliest.replace(tzinfo=zone), latest.replace(tzinfo=zone)):
        opening, closing = since.replace(tzinfo=None), (until or since).replace(tzinfo=None)
        if closing <= begins or opening >= ends or str(state) == "closed":
            continue
        if str(state) == "unknown":
            return None
        opening, closing = begins if opening == earliest else opening, ends if closing == latest else closing
        found.append((opening.replace(tzinfo=zone), closing.replace(tzinfo=zone)))
    return tuple(found)


def _soon(change: datetime, at: datetime, zone: ZoneInfo) -> datetime | None:
    return change.astimezone(zone) if change - at.astimezone(UTC) <= FAR_AHEAD else None


def _key(hours: str | None, where: LatLng | None, zone: ZoneInfo) -> _Hours | None:
    """What hours are read and kept under; None where they say nothing, or follow the sun nobody knows where."""
    if not hours:
        return None
    if not _BY_THE_SUN.search(hours):
        return hours, zone, None
    sun = (round(where.lat, _SUN_DECIMALS), round(where.lng, _SUN_DECIMALS)) if where is not None else None
    return (hours, zone, sun) if sun is not None else None


def _spell(hours: _Hours | None, at: datetime) -> _Spell | None:
    """The spell that `at` is in; None where the hours are unknown or unreadable.

    Kept for each text, as to find one takes a fifth of a millisecond and a list of cards asks for hundreds.
    """
    parsed = _parse(*hours) if hours else None
    if hours is None or parsed is None:
        return None
    at = at.astimezone(UTC)  # in the hour that clocks show twice, two moments of a day would pass for one
    with _lock:
        known = _spells.get(hours)
    if known is None or not known.holds(at):
        known = _found(parsed, at - LOOK_BACK, hours[1])
        if not known.holds(at):
            known = _found(parsed, at, hours[1])
        with _lock:
            _spells[hours] = known
    return known


def _found(parsed: OpeningHours, at: datetime, zone: ZoneInfo) -> _Spell:
    wall = at.astimezone(zone)
    opened = bool(parsed.is_open(wall))
    last = wall + LOOK_AHEAD
    change = next((until for _, until, *_ in parsed.intervals(wall, last)), None) or last
    unknown = not opened and bool(parsed.is_unknown(wall))
    return _Spell(at, change.astimezone(UTC), None if unknown else opened)


@lru_cache(maxsize=REMEMBERED)
def _parse(hours: str, zone: ZoneInfo, sun: tuple[float, float] | None) -> OpeningHours | None:
    text = _ONLY_WORDS.sub(_as_unknown, hours).strip()
    try:
        return OpeningHours(text, timezone=zone, country=country_of(zone), coords=sun)
    except ParserError:
        return None


def _as_unknown(rule: re.Match[str]) -> str:
    return f'{rule[1].rstrip()} unknown "'
