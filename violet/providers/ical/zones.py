"""Which zone a feed's times are in: those it defines for itself, those the world has a name for, and none at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from zoneinfo import ZoneInfo

from icalendar import Timezone

from violet.providers.ical.blocks import whole_value_of
from violet.providers.ical.properties import PARSE_ERRORS, Component
from violet.providers.ical.zone_names import is_region, named_zone

# A zone of one's own is some lines of yearly rules, and a calendar has a few of them.
MAX_ZONE_CHARS = 20_000
MAX_ZONES = 100


class ZoneReader:
    """The zones of one feed. `zones` are VTIMEZONE components as text; `calendars_own` is the name of the zone that the
    calendar gives for itself; where nothing explains it, times are those of `home`, the reader's. Zones of a feed stay
    with the feed: they are never put in icalendar's process-wide cache.

    RFC 5545 3.2.19 has a TZID mean what the feed defines under it, so that "EST" may well have a summer time. Only a
    place of the zone database is read as the database has it: what feeds say of those is a copy, and often cut short.
    """

    def __init__(self, zones: Iterable[str], calendars_own: str | None, home: ZoneInfo) -> None:
        self._texts: dict[str, str] = {}
        for text in zones:
            if len(text) <= MAX_ZONE_CHARS and len(self._texts) < MAX_ZONES:
                self._texts.setdefault(whole_value_of(text, "TZID").strip().strip('"'), text)
        self._found: dict[str, tzinfo | None] = {}
        self.default = (self.zone(calendars_own) if calendars_own else None) or home
        self.home = home

    def zone(self, tzid: str) -> tzinfo | None:
        """None where nothing explains the name."""
        tzid = tzid.strip().strip('"').strip()
        if tzid not in self._found:
            self._found[tzid] = self._explain(tzid)
        return self._found[tzid]

    def _explain(self, tzid: str) -> tzinfo | None:
        if is_region(tzid):
            return named_zone(tzid)
        return self._defined(tzid) or named_zone(tzid)

    def _defined(self, tzid: str) -> tzinfo | None:
        """The zone as the feed defines it; None where it does not, or so that nobody can follow it."""
        text = self._texts.get(tzid)
        if text is None:
            return None
        if any(line.startswith("RRULE") and "FREQ=YEARLY" not in line for line in text.upper().splitlines()):
            return None
        try:
            component: Component = Timezone.from_ical(text)
            zone: tzinfo = component.to_tz(lookup_tzid=False)
        except PARSE_ERRORS:
            return None
        return zone
