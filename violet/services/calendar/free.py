"""When a person is free, from their agenda: today, and next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time

from violet.domain.geo import LatLng
from violet.domain.wall_clock import zone_of
from violet.providers.calendars.base import CalendarEntry
from violet.services.calendar.agenda import Agenda
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.free_time import Interval, WakingDay, free_blocks, interval, whole_seconds
from violet.services.events.venues import Venues
from violet.services.working.here import Here

# What is looked at to find the next free time.
LOOK_AHEAD = timedelta(days=7)
# Somebody is still where the last thing was for so long after it.
STILL_THERE = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Gap:
    """A free stretch (UTC) and where it lies: `comes_from` and `goes_to` are the positions of the things before and
    after it, None where nobody knows or nothing is there."""

    time: Interval
    comes_from: LatLng | None = None
    goes_to: LatLng | None = None


def waking_day(here: Here) -> WakingDay:
    starts, ends = here.settings.waking_starts_hour, here.settings.waking_ends_hour
    return WakingDay(here.zone, wall_time(starts), wall_time(ends))


def todays_entries(agenda: Agenda, now: datetime) -> list[CalendarEntry]:
    """What is on today where `now` is told, also what began yesterday or goes on tomorrow."""
    zone = zone_of(now)
    start = datetime.combine(now.date(), wall_time(), zone)
    end = datetime.combine(start.date() + timedelta(days=1), wall_time(), zone)
    today = interval(start, end)
    return [
        one for one in agenda.entries if one.start < today.end and (one.end > today.start or one.start >= today.start)
    ]


def free_today(ports: CalendarPorts, agenda: Agenda) -> list[Interval]:
    """The free stretches of half an hour or more from now to the end of the waking day; none where nothing is known."""
    return free_rest_of_day(agenda, ports.here.now(), waking_day(ports.here))


def free_rest_of_day(agenda: Agenda, now: datetime, waking: WakingDay) -> list[Interval]:
    """The same at any moment. `now` is told in the zone of the waking day."""
    end_of_day = max(waking.of(now.date()).end, now.astimezone(UTC))
    return _free(agenda, now, end_of_day, waking)


def next_gap(ports: CalendarPorts, agenda: Agenda) -> Gap | None:
    """The free stretch that is now or comes next within a week; None where there is none."""
    now = ports.here.now()
    blocks = _free(agenda, now, now + LOOK_AHEAD, waking_day(ports.here))
    return _placed(agenda, blocks[0], ports.venues) if blocks else None


def gap_between_two(ports: CalendarPorts, agenda: Agenda, *, since: datetime, until: datetime) -> Gap | None:
    """The free stretch that begins between `since` and `until` (in the campus's zone), after one thing and before
    another of the same day, from now on where it has begun; None where there is none."""
    waking = waking_day(ports.here)
    timed = [entry for entry in agenda.entries if entry.busy and not entry.all_day]
    ends = {whole_seconds(interval(entry.start, entry.end)).end for entry in timed}
    starts = {whole_seconds(interval(entry.start, entry.end)).start for entry in timed}
    for block in _free(agenda, since, max(until, waking.of(since.date()).end.astimezone(until.tzinfo)), waking):
        if block.start in ends and block.end in starts and since <= block.start <= until:
            placed = _placed(agenda, block, ports.venues)
            left = Interval(max(block.start, ports.here.now().astimezone(UTC).replace(microsecond=0)), block.end)
            return replace(placed, time=left)
    return None


def place_of(entry: CalendarEntry, venues: Venues) -> LatLng | None:
    """Where an entry is: as the app said, else as the guide knows the place it names."""
    if entry.location is not None:
        return entry.location
    found = venues.find(entry.place) if entry.place else None
    return found.location if found else None


def _free(agenda: Agenda, start: datetime, end: datetime, waking: WakingDay) -> list[Interval]:
    """Nothing is known beyond where the calendar is, so nothing there counts as free, nor anything while one of the
    calendars could not be read."""
    known_end = min(end, agenda.known_until)
    if not agenda.linked or agenda.unread or known_end <= start:
        return []
    busy = [whole_seconds(interval(entry.start, entry.end)) for entry in agenda.entries if entry.busy]
    return free_blocks(busy, interval(start.replace(microsecond=0), known_end.replace(microsecond=0)), waking=waking)


def _placed(agenda: Agenda, gap: Interval, venues: Venues) -> Gap:
    timed = [entry for entry in agenda.entries if entry.busy and not entry.all_day]
    before = [entry for entry in timed if gap.start - STILL_THERE <= entry.end <= gap.start]
    after = [entry for entry in timed if entry.start == gap.end]
    last = max(before, key=lambda entry: entry.end, default=None)
    return Gap(
        gap,
        comes_from=place_of(last, venues) if last else None,
        goes_to=place_of(after[0], venues) if after else None,
    )
