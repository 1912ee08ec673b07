"""Reads a feed into the occurrences that touch a window: zones resolved, recurrences followed, bad parts reported.

The parsing is icalendar's and the recurring recurring-ical-events'; here are the limits, and what to make of times
without a zone (the calendar's own X-WR-TIMEZONE, else New York).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import recurring_ical_events
from icalendar import Calendar, Event

from violet.domain.announcements import RejectedItem, Rejection, TimeWindow
from violet.domain.wall_clock import NEW_YORK
from violet.providers.ical import recurrence
from violet.providers.ical.blocks import MAX_BLOCK_CHARS, Blocks, split, surely_outside, value_of
from violet.providers.ical.zones import Component, ZoneReader

MAX_COMPONENTS = 20_000
MAX_OCCURRENCES_A_SERIES = 2_000
# Steps all series of one feed may take together: some seconds at the worst, a student's semester takes thousands.
MAX_WORK = 1_000_000.0
# What icalendar and its companions are known to raise on a component that is not well made.
PARSE_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event takes place. `start` and `end` are in UTC, `end` exclusive; of an `all_day` one they are the
    midnights of the calendar's zone. `id` is the UID, for a series with the original start. Texts are as sent."""

    id: str
    start: datetime
    end: datetime
    all_day: bool
    has_end: bool
    component: Component

    def text(self, name: str) -> str | None:
        value = self.component.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        return str(value).strip() or None if value is not None else None

    @property
    def cancelled(self) -> bool:
        return (self.text("STATUS") or "").upper() == "CANCELLED"

    @property
    def busy(self) -> bool:
        """Whether it takes its owner's time: RFC 5545's TRANSP, and what Outlook writes beside it."""
        free = (self.text("X-MICROSOFT-CDO-BUSYSTATUS") or "").upper() == "FREE"
        return not self.cancelled and not free and (self.text("TRANSP") or "").upper() != "TRANSPARENT"


@dataclass(frozen=True, slots=True)
class Reading:
    occurrences: tuple[Occurrence, ...]
    rejected: tuple[RejectedItem, ...]
    complete: bool


def read(body: bytes, window: TimeWindow, *, limit: int = MAX_COMPONENTS) -> Reading:
    """The occurrences that overlap `window`, by start; at most `limit` components are parsed. Raises NotACalendar where
    `body` is something else."""
    blocks = split(body)
    reader = _Reader(window, _named_zone(blocks.default_zone) or NEW_YORK, limit)
    found = sorted(reader.read(blocks), key=lambda occurrence: (occurrence.start, occurrence.id))
    return Reading(tuple(found), tuple(reader.rejected), reader.complete)


class _Reader:
    def __init__(self, window: TimeWindow, zone: tzinfo, limit: int) -> None:
        self.window = window
        self.zone = zone
        self.limit = limit
        self.rejected: list[RejectedItem] = []
        self.complete = True
        self._work = 0.0

    def read(self, blocks: Blocks) -> Iterator[Occurrence]:
        series: defaultdict[str, list[Component]] = defaultdict(list)
        for event in self._parse(self._wanted(blocks.events), ZoneReader(blocks.zones, self.zone)):
            series[str(event["UID"])].append(event)
        for uid, events in series.items():
            try:
                yield from self._occurrences(uid, events)
            except recurrence.UnsafeRecurrence:
                self._reject(Rejection.UNSAFE_RECURRENCE, uid)
            except PARSE_ERRORS:
                self._reject(Rejection.MALFORMED, uid)

    def _wanted(self, blocks: Iterable[str]) -> Iterator[str]:
        """The blocks worth parsing: not plainly over, and no more than the limit."""
        inside = (block for block in blocks if not surely_outside(block, self.window.start, self.window.end))
        yield from islice(inside, self.limit)
        for block in inside:
            self.complete = False
            self._reject(Rejection.TOO_MANY, value_of(block, "UID"))

    def _parse(self, blocks: Iterable[str], zones: ZoneReader) -> Iterator[Component]:
        for block in blocks:
            if len(block) > MAX_BLOCK_CHARS:
                self._reject(Rejection.MALFORMED, value_of(block, "UID"))
                continue
            try:
                event = Event.from_ical(block)
                reason = _missing(event)
                if reason is None:
                    zones.resolve(event)
            except PARSE_ERRORS:
                reason = Rejection.MALFORMED
            if reason is None:
                yield event
            else:
                self._reject(reason, value_of(block, "UID") or value_of(block, "SUMMARY"))

    def _occurrences(self, uid: str, events: list[Component]) -> list[Occurrence]:
        if len(events) == 1 and not {"RRULE", "RDATE", "RECURRENCE-ID"} & set(events[0]):
            found = [self._occurrence(uid, events[0])]
        else:
            found = self._series(uid, events)
        return [
            one for one in found if (one.start < self.window.end and one.end > self.window.start) or self._instant(one)
        ]

    def _instant(self, one: Occurrence) -> bool:
        return one.start == one.end and self.window.start <= one.start < self.window.end

    def _series(self, uid: str, events: list[Component]) -> list[Occurrence]:
        calendar = Calendar()
        for event in events:
            self._bound_rules(event)
            calendar.add_component(event)
        # A day on either side: all-day ones are compared by date, in a zone of their own.
        start, end = self.window.start - timedelta(days=1), self.window.end + timedelta(days=1)
        expanded = recurring_ical_events.of(calendar).between(start, end)
        if len(expanded) > MAX_OCCURRENCES_A_SERIES:
            raise recurrence.UnsafeRecurrence(f"{len(expanded)} occurrences")
        overrides = {_original(event, self.zone) for event in events if "RECURRENCE-ID" in event}
        core = next((event for event in events if "RECURRENCE-ID" not in event and "RDATE" not in event), None)
        found = []
        for event in expanded:
            original = _original(event, self.zone)
            made_by = core if core is not None and original not in overrides else event
            found.append(self._occurrence(f"{uid}_{original:%Y%m%dT%H%M%SZ}", event, made_by=made_by))
        return found

    def _bound_rules(self, event: Component) -> None:
        rules = event.get("RRULE")
        if rules is None:
            return
        start, horizon = event["DTSTART"].dt, self.window.end + timedelta(days=1)
        rules = rules if isinstance(rules, list) else [rules]
        self._work += sum(recurrence.work(rule, start, horizon) for rule in rules)
        if self._work > MAX_WORK:
            self.complete = False
            raise recurrence.UnsafeRecurrence("the feed's series take too much work")
        bounded = [recurrence.bounded(rule, start, horizon) for rule in rules]
        event["RRULE"] = bounded if len(bounded) > 1 else bounded[0]

    def _occurrence(self, occurrence_id: str, event: Component, *, made_by: Component | None = None) -> Occurrence:
        """`made_by` is the component whose length the occurrence has, where that is another."""
        start = event["DTSTART"].dt
        all_day = not isinstance(start, datetime)
        if all_day:
            end = event["DTEND"].dt if "DTEND" in event else start + _nominal_days(event)
            return Occurrence(occurrence_id, _moment(start, self.zone), _moment(end, self.zone), True, True, event)
        length_from = made_by if made_by is not None else event
        last = _end(length_from, start)
        return Occurrence(
            occurrence_id, _moment(start, self.zone), last, False, bool({"DTEND", "DURATION"} & set(length_from)), event
        )

    def _reject(self, reason: Rejection, label: str) -> None:
        self.rejected.append(RejectedItem(reason, label[:80]))


def _missing(event: Component) -> Rejection | None:
    if not str(event.get("UID", "")).strip():
        return Rejection.NO_ID
    if "DTSTART" not in event:
        return Rejection.NO_START
    return None if isinstance(getattr(event["DTSTART"], "dt", None), date) else Rejection.BAD_TIME


def _end(component: Component, start: datetime) -> datetime:
    """When an occurrence that starts at `start` (aware) ends, in UTC. RFC 5545: DTEND gives an exact length, the same
    for all of a series; of a DURATION the days are by the clock on the wall and the rest is exact."""
    if "DTEND" in component:
        first, last = component["DTSTART"].dt, component["DTEND"].dt
        exact: timedelta = last.astimezone(UTC) - first.astimezone(UTC)
        return start.astimezone(UTC) + exact
    length: timedelta = component["DURATION"].dt if "DURATION" in component else timedelta()
    days = timedelta(days=length.days)
    return (start + days).astimezone(UTC) + (length - days)


def _nominal_days(event: Component) -> timedelta:
    return timedelta(days=max(1, event["DURATION"].dt.days)) if "DURATION" in event else timedelta(days=1)


def _original(event: Component, zone: tzinfo) -> datetime:
    """The start a series gave this occurrence, whatever became of it."""
    original: Any = event.get("RECURRENCE-ID", event["DTSTART"])
    return _moment(original.dt, zone)


def _moment(value: date, zone: tzinfo) -> datetime:
    """A date or time as UTC: a date is its first moment in `zone`."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), zone)
    return value.astimezone(UTC)


def _named_zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
