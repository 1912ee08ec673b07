"""Single values out of feeds that may hold anything: the value where it makes sense, None where it does not. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from violet.domain.geo import LatLng

# Before and after these years a date in an event feed is a mistake (or an attack).
FIRST_YEAR, LAST_YEAR = 2000, 2100
MAX_TEXT_CHARS = 20_000
CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*([ap])\.?m\.?", re.IGNORECASE)
AMERICAN = ("%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M")


def text(value: Any) -> str | None:
    """A string with something in it; a number is taken for its digits (ids come as either)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    return value[:MAX_TEXT_CHARS].strip() or None if isinstance(value, str) else None


def texts(value: Any) -> tuple[str, ...]:
    """The strings of a list; of anything else none."""
    found = (text(item) for item in value) if isinstance(value, list) else ()
    return tuple(item for item in found if item)


def mapping(value: Any) -> Mapping[str, Any]:
    """An object; an empty one for whatever else is there (The Events Calendar sends `[]` for "no venue")."""
    return value if isinstance(value, dict) else {}


def number(value: Any) -> float | None:
    """A finite number, also one written as text."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def position(lat: Any, lng: Any) -> LatLng | None:
    """A position on the globe; 0, 0 is how feeds write "unknown"."""
    north, east = number(lat), number(lng)
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 180):
        return None
    return None if north == 0 and east == 0 else LatLng(north, east)


def moment(value: Any, zone: tzinfo) -> datetime | None:
    """An ISO 8601 time (or the American spelling older Engage answers use), aware; without an offset it is wall time
    in `zone`. None outside the years 2000 to 2100."""
    written = text(value)
    if written is None:
        return None
    found = _iso(written) or _american(written)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def clock(value: Any) -> time | None:
    """A time of day: "1:00 pm", "13:00:00", or the time within a timestamp."""
    written = text(value)
    if written is None:
        return None
    american = CLOCK.fullmatch(written)
    if american:
        hour, minute = int(american.group(1)), int(american.group(2) or 0)
        if not (1 <= hour <= 12 and minute <= 59):
            return None
        return time(hour % 12 + (12 if american.group(3).lower() == "p" else 0), minute)
    try:
        return time.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        stamp = _iso(written)
        return stamp.time().replace(tzinfo=None) if stamp else None


def day(value: Any) -> date | None:
    """The date of a date or timestamp, as it stands there."""
    written = text(value)
    found = _iso(written) if written else None
    return found.date() if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def zone(name: Any, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone of that name, another where there is none."""
    written = text(name)
    try:
        return ZoneInfo(written) if written else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise


def link(value: Any) -> str | None:
    """A web address; anything that is not http or https (javascript:, data:) is none."""
    written = text(value)
    if written is None or len(written) > 2000 or re.search(r"[\s<>\"]", written):
        return None
    return written if re.match(r"https?://[^/]+", written, re.IGNORECASE) else None


def _iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _american(written: str) -> datetime | None:
    for layout in AMERICAN:
        try:
            return datetime.strptime(written, layout)  # noqa: DTZ007 - the zone is the caller's to say
        except ValueError:
            continue
    return None
