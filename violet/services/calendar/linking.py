"""Linking the calendars that need no sign-in elsewhere: posted busy times and a private iCalendar address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from violet.domain.day_spans import span, whole_days
from violet.errors import BadInput, Unavailable
from violet.ports import ProviderError
from violet.providers.calendars.base import AddressRefusedError, CalendarEntry, NoCalendarError, UnreadableCalendarError
from violet.services.calendar.agenda import ENTRIES, window_at
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.links import save
from violet.services.calendar.readings import Readings
from violet.services.places.positions import position

# How far ahead posted times are taken to be complete where the app does not say.
USUAL_WINDOW = timedelta(days=7)
REFUSED = "That address cannot be used. It has to begin with https:// (or webcal://) and be on the public internet."
NO_CALENDAR = "There is no calendar at that address. Please copy the private iCal address of your calendar."
UNREADABLE = "Nothing in that calendar could be understood. Please copy the private iCal address of your calendar."
NO_ANSWER = "That calendar does not answer right now. Please try again in a minute."


@dataclass(frozen=True, slots=True)
class BusyBlock:
    """A stretch of time that is taken, as an app posts it: aware times, `end` exclusive and after `start`. Of an
    `all_day` one the dates count (see `whole_days`)."""

    start: datetime
    end: datetime
    title: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    all_day: bool = False

    def entry(self, number: int, zone: ZoneInfo) -> CalendarEntry:
        taken = (whole_days if self.all_day else span)(self.start, self.end, zone)
        return CalendarEntry(
            id=f"posted-{number}",
            start=taken.start,
            end=taken.end,
            title=self.title,
            place=self.place,
            location=position(self.latitude, self.longitude),
            all_day=self.all_day,
        )


@dataclass(frozen=True, slots=True)
class Linked:
    """How many entries of the coming days were understood, and how many not."""

    entries: int
    rejected: int = 0


def post_busy_times(
    ports: CalendarPorts, user_id: int, blocks: Sequence[BusyBlock], *, until: datetime | None = None
) -> Linked:
    """Replaces the person's posted times; they are complete until `until` (aware), or for a week."""
    now = ports.here.clock()
    last = max((block.end for block in blocks), default=now)
    covered = until or max(now + USUAL_WINDOW, last)
    entries = tuple(block.entry(number, ports.here.zone) for number, block in enumerate(blocks))
    content = {"blocks": ENTRIES.dump_python(entries, mode="json"), "until": covered.isoformat()}
    save(ports.vault, user_id, "busy_times", content, now=now)
    return Linked(len(entries))


def link_ical(ports: CalendarPorts, user_id: int, url: str) -> Linked:
    """Links a private iCalendar address after reading it once, which is what is shown first. Raises BadInput where it
    cannot be used or is no calendar that can be understood, Unavailable where it does not answer."""
    now = ports.here.now()
    try:
        reading = ports.feeds.read(url, window_at(now))
    except AddressRefusedError as error:
        raise BadInput(REFUSED, field="url") from error
    except NoCalendarError as error:
        raise BadInput(NO_CALENDAR, field="url") from error
    except UnreadableCalendarError as error:
        raise BadInput(UNREADABLE, field="url") from error
    except ProviderError as error:
        raise Unavailable(NO_ANSWER) from error
    link = save(ports.vault, user_id, "ical", {"url": url}, now=now)
    Readings(ports, user_id).keep(link, window_at(now), reading)
    return Linked(len(reading.entries), len(reading.problems))
