"""When somebody is free, and what fits into the gap door to door. Plain interval arithmetic in UTC; pure.

Only the waking part of a day counts, by the clock on the wall, so that a day on which the clocks change is an
hour shorter or longer at night and never in the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LEAST_GAP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` to `end` (exclusive), aware and in UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class WakingDay:
    """The hours of a day in which something is suggested, as wall time in its zone. An `ends` that is not after
    `starts` is on the next day."""

    zone: ZoneInfo
    starts: time = time(8)
    ends: time = time(23)

    def of(self, day: date) -> Interval:
        last = day if self.ends > self.starts else day + timedelta(days=1)
        return Interval(_wall(day, self.starts, self.zone), _wall(last, self.ends, self.zone))


@dataclass(frozen=True, slots=True)
class Stay:
    """When one arrives at a place and has to leave it."""

    arrive: datetime
    leave: datetime


def interval(start: datetime, end: datetime) -> Interval:
    """From two aware moments of any zones."""
    return Interval(start.astimezone(UTC), end.astimezone(UTC))


def whole_seconds(one: Interval) -> Interval:
    """The same, widened to whole seconds: what is taken stays taken, and clients read times without fractions."""
    end = one.end.replace(microsecond=0)
    return Interval(one.start.replace(microsecond=0), end if end == one.end else end + timedelta(seconds=1))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time without overlaps, in order; what touches becomes one. Empty and backward intervals are nothing."""
    found: list[Interval] = []
    for one in sorted(one for one in intervals if one.end > one.start):
        if found and one.start <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return found


def gaps(busy: Iterable[Interval], within: Interval, *, least: timedelta = LEAST_GAP) -> list[Interval]:
    """The parts of `within` that `busy` leaves, each at least `least` long, in order."""
    found = []
    free_from = within.start
    for one in merged(busy):
        if one.end <= free_from:
            continue
        if one.start >= within.end:
            break
        found.append(Interval(free_from, one.start))
        free_from = one.end
    found.append(Interval(free_from, within.end))
    return [gap for gap in found if gap.length >= least and gap.end > gap.start]


def free_blocks(
    busy: Iterable[Interval], within: Interval, *, waking: WakingDay, least: timedelta = LEAST_GAP
) -> list[Interval]:
    """The free parts of the waking hours inside `within`, each at least `least` long, in order."""
    taken = merged(busy)
    return [gap for hours in _waking_hours(within, waking) for gap in gaps(taken, hours, least=least)]


def stay_within(
    gap: Interval, *, walk_there: timedelta, walk_on: timedelta, buffer: timedelta, least_stay: timedelta
) -> Stay | None:
    """When one is there if one sets out at the start of the gap and is back on time: the gap less the walk there, the
    walk on to the next thing and the buffer. None where less than `least_stay` is left."""
    arrive, leave = gap.start + walk_there, gap.end - walk_on - buffer
    return Stay(arrive, leave) if leave - arrive >= least_stay else None


def event_fits(stay: Stay, start: datetime, end: datetime | None) -> bool:
    """Whether an event starts and ends inside the stay; one whose end nobody knows does not."""
    return end is not None and stay.arrive <= start and end <= stay.leave


def _waking_hours(within: Interval, waking: WakingDay) -> Iterator[Interval]:
    """The waking hours of every day that touches `within`, cut to it."""
    day = within.start.astimezone(waking.zone).date() - timedelta(days=1)
    last = within.end.astimezone(waking.zone).date()
    while day <= last:
        hours = waking.of(day)
        cut = Interval(max(hours.start, within.start), min(hours.end, within.end))
        if cut.end > cut.start:
            yield cut
        day += timedelta(days=1)


def _wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A wall time as UTC. One that the clocks jump over is read with the offset before, as RFC 5545 has it."""
    return datetime.combine(day, clock, zone).astimezone(UTC)
