"""A VEVENT as what it says about when: its start, its length, how it repeats, and whose version it is.

Only a start is needed. Whatever else cannot be read is reported and left out, so that nobody loses a class over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from violet.domain.announcements import Rejection
from violet.domain.day_spans import day_named, moment, same_kind
from violet.providers.ical.properties import Component, Parts, Property, text_of
from violet.providers.ical.values import Length, length_between, read_duration, read_time
from violet.providers.ical.zones import ZoneReader

T = TypeVar("T")
Report = Callable[[Rejection], None]
# Of a component's RDATEs and EXDATEs: a lesson a day for ten years.
MAX_LISTED_TIMES = 4000
ALL_DAY_MARKS = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")


class NoMeeting(ValueError):
    """The component does not say when."""

    def __init__(self, reason: Rejection) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LeftOut:
    """EXDATE: moments (UTC), and days as the series' own zone counts them."""

    moments: frozenset[datetime] = frozenset()
    days: frozenset[date] = frozenset()

    def has(self, start: date) -> bool:
        if not isinstance(start, datetime):
            return start in self.days
        return start.astimezone(UTC) in self.moments or start.date() in self.days


@dataclass(frozen=True, slots=True)
class Meeting:
    """`start` is a date where it lasts whole days, else an aware moment. `original` is RECURRENCE-ID: which occurrence
    of its series this one stands for, and `onwards` whether for all after it too. `rules` are as sent; `extra` are
    RDATEs, each with a length of its own or None. `version` orders what is sent of one meeting; `home` is the zone of
    the reader, whose days its dates are."""

    uid: str
    start: date
    length: Length
    has_end: bool
    version: tuple[int, str]
    original: date | None
    onwards: bool
    rules: tuple[str, ...]
    extra: tuple[tuple[date, Length | None], ...]
    left_out: LeftOut
    component: Component
    home: ZoneInfo

    @property
    def repeats(self) -> bool:
        return bool(self.rules or self.extra)

    @property
    def zone(self) -> tzinfo | None:
        return self.start.tzinfo if isinstance(self.start, datetime) else None

    def like_start(self, value: date) -> date:
        """A time that names one of its occurrences, as the date or the moment (in its zone) that `start` is."""
        if not isinstance(self.start, datetime):
            return day_named(value, self.home) if isinstance(value, datetime) else value
        if isinstance(value, datetime):
            return value.astimezone(self.start.tzinfo)
        return datetime.combine(value, self.start.time(), self.start.tzinfo)


def meeting(parts: Parts, zones: ZoneReader, report: Report) -> Meeting:
    """What a component says. `report` is told of every part that could not be read. Raises NoMeeting."""
    return _Reader(parts, zones, report).read()


class _Reader:
    def __init__(self, parts: Parts, zones: ZoneReader, report: Report) -> None:
        self._times: Mapping[str, Sequence[Property]] = parts.times
        self._component = parts.component
        self._zones = zones
        self._report = report
        self._zone = zones.default

    def read(self) -> Meeting:
        start = self._start()
        if isinstance(start, datetime) and start.tzinfo is not None:
            self._zone = start.tzinfo
        original = self._one("RECURRENCE-ID")
        if original is None and self._times.get("RECURRENCE-ID"):
            original = start
        start, length = self._checked(*self._length(start))
        named = [one.params.get("RANGE", "").upper() for one in self._times.get("RECURRENCE-ID", ())]
        found = Meeting(
            uid=self._id(),
            start=start,
            length=length or Length(1 if not isinstance(start, datetime) else 0),
            has_end=length is not None or not isinstance(start, datetime),
            version=(self._sequence(), self._text("LAST-MODIFIED") or self._text("DTSTAMP")),
            original=original,
            onwards="THISANDFUTURE" in named,
            rules=tuple(rule.value for rule in self._times.get("RRULE", ())) if original is None else (),
            extra=(),
            left_out=LeftOut(),
            component=self._component,
            home=self._zones.home,
        )
        if original is not None:
            return found
        return replace(found, extra=self._extra(found), left_out=self._left_out(found))

    def _start(self) -> date:
        """Where an occurrence is only called off, what it stands for is enough."""
        for name in ("DTSTART", "RECURRENCE-ID"):
            start = self._one(name)
            if start is not None:
                return start
        raise NoMeeting(Rejection.BAD_TIME if self._times.get("DTSTART") else Rejection.NO_START)

    def _length(self, start: date) -> tuple[date, Length | None]:
        """The start, which an end can show to be a date, and the length; None where nothing says it."""
        end = self._one("DTEND")
        if self._said_all_day(start, end):
            start = start.date() if isinstance(start, datetime) else start
        if end is not None:
            start, end = same_kind(start, end)
            return start, length_between(start, end)
        for one in reversed(self._times.get("DURATION", ())):
            try:
                length = read_duration(one.value)
            except ValueError:
                self._report(Rejection.BAD_TIME)
                continue
            return start, length if isinstance(start, datetime) else length.in_days()
        return start, None

    def _checked(self, start: date, length: Length | None) -> tuple[date, Length | None]:
        """Both, where the calendar goes on until then."""
        try:
            moment(start, self._zones.home)
        except OverflowError:
            raise NoMeeting(Rejection.BAD_TIME) from None
        try:
            moment(length.from_start(start) if length else start, self._zones.home)
        except OverflowError:
            self._report(Rejection.BAD_TIME)
            return start, None
        return start, length

    def _said_all_day(self, start: date, end: date | None) -> bool:
        """Outlook and phones say beside the times that whole days are meant."""
        said = any(self._text(name).upper() in ("TRUE", "1") for name in ALL_DAY_MARKS)
        midnights = (one.time() == time() for one in (start, end) if isinstance(one, datetime))
        return said and all(midnights)

    def _left_out(self, found: Meeting) -> LeftOut:
        moments: set[datetime] = set()
        days: set[date] = set()
        for value in self._listed("EXDATE", self._moment):
            exact = found.like_start(value)
            if not isinstance(exact, datetime):
                days.add(exact)
            elif not isinstance(value, datetime):
                days.add(value)
            else:
                moments.add(exact.astimezone(UTC))
                # A time at which it never is: some programs write the midnight of the day that they mean.
                if value.time() == time() and isinstance(found.start, datetime) and exact.time() != found.start.time():
                    days.add(value.date())
        return LeftOut(frozenset(moments), frozenset(days))

    def _extra(self, found: Meeting) -> tuple[tuple[date, Length | None], ...]:
        return tuple((found.like_start(start), length) for start, length in self._listed("RDATE", self._period))

    def _one(self, name: str) -> date | None:
        """A time that comes once; of several the last is meant, as other readers do."""
        for one in reversed(self._times.get(name, ())):
            try:
                return self._moment(one, one.value)
            except (ValueError, OverflowError):
                self._report(Rejection.BAD_TIME)
        return None

    def _listed(self, name: str, read: Callable[[Property, str], T]) -> Iterator[T]:
        written = [(one, text) for one in self._times.get(name, ()) for text in one.value.split(",") if text.strip()]
        if len(written) > MAX_LISTED_TIMES:
            self._report(Rejection.TOO_MANY)
        for one, text in written[:MAX_LISTED_TIMES]:
            try:
                yield read(one, text)
            except (ValueError, OverflowError):
                self._report(Rejection.BAD_TIME)

    def _moment(self, one: Property, text: str) -> date:
        zone = self._zones.zone(one.tzid) if one.tzid else None
        read = read_time(text, zone or self._zone, as_date=one.params.get("VALUE", "").upper() == "DATE")
        # How Exchange and others write "none". In another zone it may lie beyond the calendar.
        if read.year == MINYEAR or (isinstance(read, datetime) and read.year == MAXYEAR):
            raise OverflowError("the end of time")
        return read

    def _period(self, one: Property, text: str) -> tuple[date, Length | None]:
        begins, slash, ends = text.partition("/")
        start = self._moment(one, begins)
        if not slash or not isinstance(start, datetime):
            return start, None
        if ends.strip().upper().lstrip("+-").startswith("P"):
            return start, read_duration(ends)
        return start, length_between(*same_kind(start, self._moment(one, ends)))

    def _text(self, name: str) -> str:
        return text_of(self._component, name) or ""

    def _sequence(self) -> int:
        try:
            return int(self._text("SEQUENCE") or 0)
        except ValueError:
            return 0

    def _id(self) -> str:
        """The UID; what has none is told apart by its start and its name."""
        starts = self._times.get("DTSTART", ())
        return self._text("UID") or f"{starts[0].value if starts else ''} {self._text('SUMMARY')}".strip()
