"""Which zone a feed's times are in: named ones, those a feed defines for itself, and none at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Any, TypeAlias
from zoneinfo import available_timezones

from icalendar import Timezone
from icalendar.prop import vDDDLists, vDDDTypes
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from violet.providers.ical.blocks import value_of

# A parsed VEVENT. Its properties are whatever the feed made of them, so no type is promised.
Component: TypeAlias = Any

# A zone of one's own is some lines of yearly rules.
MAX_ZONE_CHARS = 20_000
SINGLE_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID")
LISTED_TIMES = ("EXDATE", "RDATE")


class ZoneReader:
    """Gives every time of a component a zone. `zones` are VTIMEZONE components as text; `default` is for times without
    one and for names that nothing explains. Zones of a feed stay with the feed: they are never put in icalendar's
    process-wide cache."""

    def __init__(self, zones: Iterable[str], default: tzinfo) -> None:
        self._texts = {value_of(text, "TZID").strip(): text for text in zones if len(text) <= MAX_ZONE_CHARS}
        self._made: dict[str, tzinfo | None] = {}
        self._default = default

    def resolve(self, event: Component) -> None:
        """Makes all of the component's times aware, dates aside. Raises ValueError and its kin on nonsense."""
        for name in SINGLE_TIMES:
            if name in event:
                value = _single(event[name])
                event[name] = vDDDTypes(self._aware(value.dt, _tzid(value)))
        for name in LISTED_TIMES:
            if name in event:
                lists = event[name] if isinstance(event[name], list) else [event[name]]
                event[name] = vDDDLists([self._each(item.dt, _tzid(listed)) for listed in lists for item in listed.dts])

    def _each(self, value: Any, tzid: str | None) -> Any:
        if isinstance(value, tuple):
            return tuple(self._aware(part, tzid) for part in value)
        return self._aware(value, tzid)

    def _aware(self, value: Any, tzid: str | None) -> Any:
        if not isinstance(value, datetime):
            return value
        own = self._own_zone(tzid) if tzid else None
        if own is not None:
            return value.replace(tzinfo=own)
        return value if value.tzinfo is not None else value.replace(tzinfo=self._default)

    def _own_zone(self, tzid: str) -> tzinfo | None:
        """The zone as the feed defines it, where its name is none that the world knows."""
        if tzid not in self._made:
            self._made[tzid] = self._make(tzid)
        return self._made[tzid]

    def _make(self, tzid: str) -> tzinfo | None:
        text = self._texts.get(tzid)
        if text is None or _known(tzid):
            return None
        if any(line.startswith("RRULE") and "FREQ=YEARLY" not in line for line in text.upper().splitlines()):
            return None
        component: Component = Timezone.from_ical(text)
        zone: tzinfo = component.to_tz(lookup_tzid=False)
        return zone


def _known(tzid: str) -> bool:
    """Whether it is a zone database or Windows name, whose rules we would rather trust than the feed's. (Windows calls
    a zone its user made up "Customized Time Zone".)"""
    return tzid in available_timezones() or (tzid in WINDOWS_TO_OLSON and tzid != "Customized Time Zone")


def _single(value: Any) -> Any:
    """A property that must come once; of several the last is meant, as other readers do."""
    value = value[-1] if isinstance(value, list) else value
    if not isinstance(getattr(value, "dt", None), date):
        raise ValueError("not a time")
    return value


def _tzid(value: Any) -> str | None:
    params = getattr(value, "params", {})
    return str(params["TZID"]) if "TZID" in params else None
