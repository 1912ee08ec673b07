"""When a person is free, from their agenda: today, and next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time

from violet.domain.geo import LatLng
from violet.domain.wall_clock import NEW_YORK
from violet.providers.calendars.base import CalendarEntry
from violet.services.calendar.agenda import Agenda
from violet.services.calendar.free_time import Interval, WakingDay, free_blocks, interval
from violet.services.deps import Deps
from violet.services.events.venues import Venues
from violet.settings import Settings

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


def waking_day(settings: Settings) -> WakingDay:
    return WakingDay(wall_time(settings.waking_starts_hour), wall_time(settings.waking_ends_hour))


def todays_entries(agenda: Agenda, now: datetime) -> list[CalendarEntry]:
    """What is on today in New York, also what began yesterday or goes on tomorrow."""
    start = datetime.combine(now.astimezone(NEW_YORK).date(), wall_time(), NEW_YORK)
    end = datetime.combine(start.date() + timedelta(days=1), wall_time(), NEW_YORK)
    today = interval(start, end)
    return [
        one for one in agenda.entries if one.start < today.end and (one.end > today.start or one.start >= today.start)
    ]


def free_today(deps: Deps, agenda: Agenda) -> list[Interval]:
    """The free stretches of half an hour or more from now to the end of the waking day; none where nothing is known."""
    return free_rest_of_day(agenda, deps.now(), waking_day(deps.settings))


def free_rest_of_day(agenda: Agenda, now: datetime, waking: WakingDay) -> list[Interval]:
    """The same at any moment. `now` is in New York."""
    end_of_day = max(waking.of(now.date()).end, now.astimezone(UTC))
    return _free(agenda, now, end_of_day, waking)


def next_gap(deps: Deps, agenda: Agenda) -> Gap | None:
    """The free stretch that is now or comes next within a week; None where there is none."""
    now = deps.now()
    blocks = _free(agenda, now, now + LOOK_AHEAD, waking_day(deps.settings))
    return _placed(agenda, blocks[0], deps.venues) if blocks else None


def place_of(entry: CalendarEntry, venues: Venues) -> LatLng | None:
    """Where an entry is: as the app said, else as the guide knows the place it names."""
    if entry.location is not None:
        return entry.location
    found = venues.find(entry.place) if entry.place else None
    return found.location if found else None


def _free(agenda: Agenda, start: datetime, end: datetime, waking: WakingDay) -> list[Interval]:
    """Nothing is known beyond where the calendar is, so nothing there counts as free."""
    known_end = min(end, agenda.known_until)
    if not agenda.linked or known_end <= start:
        return []
    busy = [interval(entry.start, entry.end) for entry in agenda.entries if entry.busy]
    return free_blocks(busy, interval(start, known_end), waking=waking)


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
