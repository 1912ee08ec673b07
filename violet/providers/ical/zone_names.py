"""What a feed may call a zone: by the zone database, by Windows, by what people say, or by its offset. Pure."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

MAX_NAME_CHARS = 200
# What Windows shows, and what people say, where it is not the zone's name there; an offset alone has no summer time.
SPOKEN = {
    "eastern time": WINDOWS_TO_OLSON["Eastern Standard Time"],
    "edt": WINDOWS_TO_OLSON["Eastern Standard Time"],
    "central time": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mountain time": "America/Denver",
    "mdt": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "dublin, edinburgh, lisbon, london": "Europe/London",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "brussels, copenhagen, madrid, paris": "Europe/Paris",
    "chennai, kolkata, mumbai, new delhi": "Asia/Kolkata",
    "beijing, chongqing, hong kong, urumqi": "Asia/Shanghai",
    "coordinated universal time": "UTC",
}
_COUNTRIES = re.compile(r"\s*\(us (?:&|and) canada\)$")
_SHOWN_OFFSET = re.compile(r"^\((?:utc|gmt)[^)]*\)\s*", re.IGNORECASE)
_OFFSET = re.compile(
    r"^\(?\s*(?:UTC|GMT)?\s*([+\u2212-])\s*(?:(\d{1,2})[:.](\d{2})|(\d{1,2})(\d{2})|(\d{1,2}))\s*(?:$|\)|\()",
    re.IGNORECASE,
)
# No zone is further from UTC.
MOST_HOURS = 14


@lru_cache(maxsize=1024)
def named_zone(name: str) -> tzinfo | None:
    """The zone that `name` means anywhere; None where nobody could say."""
    name = name.strip().strip('"').strip()
    if not name or len(name) > MAX_NAME_CHARS:
        return None
    return _of_database(name) or _of_windows(name) or _spoken(name) or _offset(name)


def is_region(name: str) -> bool:
    """Whether it is a place of the zone database ("Europe/London")."""
    return "/" in name and _database().get(name.casefold()) == name  # the list itself takes 30 ms to ask for


@lru_cache(maxsize=1)
def _database() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _of_database(name: str) -> tzinfo | None:
    """Also where a registry is named before it: "/mozilla.org/20050126_1/Europe/London"."""
    words = name.replace(" ", "_").casefold().split("/")
    for length in (len(words), 3, 2, 1):
        known = _database().get("/".join(words[-length:]))
        if known is not None:
            return ZoneInfo(known)
    return None


def _of_windows(name: str) -> tzinfo | None:
    known = _windows().get(name.casefold())
    return ZoneInfo(known) if known is not None else None


@lru_cache(maxsize=1)
def _windows() -> dict[str, str]:
    """ "Customized Time Zone" is what Windows calls one that its user made up."""
    there = frozenset(_database().values())
    return {
        name.casefold(): zone
        for name, zone in WINDOWS_TO_OLSON.items()
        if name != "Customized Time Zone" and zone in there
    }


def _spoken(name: str) -> tzinfo | None:
    said = _COUNTRIES.sub("", _SHOWN_OFFSET.sub("", name).casefold())
    known = SPOKEN.get(said)
    return ZoneInfo(known) if known is not None else None


def _offset(name: str) -> tzinfo | None:
    if re.match(r"\((?:utc|gmt)\)", name, re.IGNORECASE):
        return UTC
    found = _OFFSET.match(name)
    if found is None:
        return None
    hours, minutes = int(found[2] or found[4] or found[6]), int(found[3] or found[5] or 0)
    if hours > MOST_HOURS or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(offset if found[1] == "+" else -offset)
