"""Free time, against a clock that is asked every five minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.calendar.disguises import DISGUISES, TOLD, Meeting, feed
from violet.domain.time_window import TimeWindow
from violet.providers.ical.reading import read
from violet.services.calendar.free_time import (
    Interval,
    Stay,
    WakingDay,
    event_fits,
    free_blocks,
    gaps,
    interval,
    merged,
    stay_within,
)

NEW_YORK = ZoneInfo("America/New_York")
CHICAGO = ZoneInfo("America/Chicago")
STEP = timedelta(minutes=5)
# Days around both clock changes, and an ordinary one.
FALL_BACK, SPRING_FORWARD, ORDINARY = date(2026, 11, 1), date(2027, 3, 14), date(2026, 11, 24)
EXAMPLES = settings(max_examples=3000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Entry:
    """One entry of a random calendar: `zone` None writes UTC; weekly where `weekly`, but for `skipped` weeks."""

    first: date
    clock: time
    minutes: int
    zone: ZoneInfo | None
    all_day: bool
    weekly: bool
    skipped: frozenset[int]
    transparent: bool
    cancelled: bool
    disguise: str

    def starts(self) -> list[datetime]:
        """In UTC, by asking the wall clock on each day it takes place."""
        days = [
            self.first + timedelta(weeks=week) for week in range(30 if self.weekly else 1) if week not in self.skipped
        ]
        return [self.moment(day) for day in days]

    def moment(self, day: date) -> datetime:
        if self.all_day:
            return datetime.combine(day, time(), NEW_YORK).astimezone(UTC)
        return datetime.combine(day, self.clock, self.zone or UTC).astimezone(UTC)

    def spans(self) -> list[tuple[datetime, datetime]]:
        if self.transparent or self.cancelled:
            return []
        if self.all_day:
            days = max(1, self.minutes // 300)
            return [
                (start, self.moment(start.astimezone(NEW_YORK).date() + timedelta(days=days)))
                for start in self.starts()
            ]
        return [(start, start + timedelta(minutes=self.minutes)) for start in self.starts()]

    def ical(self, number: int) -> str:
        lines = [f"UID:{number}", f"SUMMARY:Caf\u00e9 {number}", self._property("DTSTART", self.first)]
        if self.all_day:
            lines.append(f"DTEND;VALUE=DATE:{self.first + timedelta(days=max(1, self.minutes // 300)):%Y%m%d}")
        else:
            lines.append(f"DURATION:PT{self.minutes}M")
        if self.weekly:
            lines.append("RRULE:FREQ=WEEKLY;COUNT=30")
            lines += [self._property("EXDATE", self.first + timedelta(weeks=week)) for week in sorted(self.skipped)]
        if self.transparent:
            lines.append("TRANSP:TRANSPARENT")
        if self.cancelled:
            lines.append("STATUS:CANCELLED")
        wall = datetime.combine(self.first, self.clock)
        meeting = Meeting(number, wall, self.minutes, self.zone, self.all_day, self.weekly)
        return "\r\n".join(["BEGIN:VEVENT", *DISGUISES[self.disguise](meeting, lines), "END:VEVENT"])

    def _property(self, name: str, day: date) -> str:
        if self.all_day:
            return f"{name};VALUE=DATE:{day:%Y%m%d}"
        stamp = f"{day:%Y%m%d}T{self.clock:%H%M%S}"
        return f"{name};TZID={self.zone.key}:{stamp}" if self.zone else f"{name}:{stamp}Z"


class Choices:
    """Many small choices out of one number: hypothesis draws one where it would draw ten, and shrinks it as well."""

    def __init__(self, number: int) -> None:
        self._left = number

    def below(self, bound: int) -> int:
        self._left, choice = divmod(self._left, bound)
        return choice


NAMES = {"birthday", *(f"Caf\u00e9 {number}" for number in range(4))}
NUMBERS = st.integers(0, 2**64 - 1)


def entry(number: int, day: date) -> Entry:
    """Not between one and four at night: of that on one of the days an hour is not there, on another it is twice."""
    choose = Choices(number)
    minute = choose.below(252) * 5
    minute = minute if minute < 60 else minute + 180
    weekly = choose.below(2) == 1
    return Entry(
        first=day + timedelta(days=choose.below(4) - 1, weeks=-choose.below(7) if weekly else 0),
        clock=time(minute // 60, minute % 60),
        minutes=(choose.below(120) + 1) * 5,
        zone=(NEW_YORK, CHICAGO, None)[choose.below(3)],
        all_day=choose.below(6) == 5,
        weekly=weekly,
        skipped=frozenset({choose.below(7), choose.below(7)} - {0}) if weekly else frozenset(),
        transparent=choose.below(8) == 7,
        cancelled=choose.below(8) == 7,
        disguise=list(DISGUISES)[choose.below(len(DISGUISES))],
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Entry], Interval]:
    choose = Choices(draw(NUMBERS))
    day = (FALL_BACK, SPRING_FORWARD, ORDINARY)[choose.below(3)]
    start = datetime.combine(day, time(), NEW_YORK).astimezone(UTC) + timedelta(minutes=choose.below(300) * 5 - 600)
    length = timedelta(minutes=60 + choose.below(420) * 5)
    # Of two under one UID that start together, one would be a version of the other.
    drawn = {
        (one.first, one.clock): one for one in (entry(number, day) for number in draw(st.lists(NUMBERS, max_size=4)))
    }
    return list(drawn.values()), Interval(start, start + length)


def asked_every_five_minutes(
    taken: list[tuple[datetime, datetime]], within: Interval, waking: WakingDay
) -> list[Interval]:
    """The oracle: walks through the window and asks of each five minutes whether they are awake and free."""
    found: list[Interval] = []
    moment = within.start
    while moment < within.end:
        wall = moment.astimezone(NEW_YORK).time()
        awake = waking.starts <= wall < waking.ends
        if awake and not any(start <= moment < end for start, end in taken):
            if found and found[-1].end == moment and (moment - STEP).astimezone(NEW_YORK).time() < wall:
                found[-1] = Interval(found[-1].start, moment + STEP)
            else:
                found.append(Interval(moment, moment + STEP))
        moment += STEP
    return [one for one in found if one.length >= timedelta(minutes=30)]


@EXAMPLES
@given(cases())
def test_free_time_of_random_calendars(case: tuple[list[Entry], Interval]) -> None:
    calendar, within = case
    body = feed([entry.ical(number) for number, entry in enumerate(calendar)])
    reading = read(body, TimeWindow(within.start, within.end), zone=NEW_YORK)
    busy = [interval(one.start, one.end) for one in reading.occurrences if one.busy]
    waking = WakingDay(NEW_YORK)
    expected = asked_every_five_minutes([span for entry in calendar for span in entry.spans()], within, waking)
    assert free_blocks(busy, within, waking=waking) == expected
    assert not reading.rejected or any(entry.disguise in TOLD for entry in calendar)
    assert reading.complete
    assert {one.text("SUMMARY") for one in reading.occurrences} <= NAMES


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), NEW_YORK).astimezone(UTC)


def test_a_block_over_the_missing_hour_is_an_hour_shorter() -> None:
    """Awake from 1 to 9: on 14 March that is seven hours, on 1 November nine."""
    waking = WakingDay(NEW_YORK, time(1), time(9))
    lengths = [waking.of(day).length for day in (ORDINARY, SPRING_FORWARD, FALL_BACK)]
    assert lengths == [timedelta(hours=8), timedelta(hours=7), timedelta(hours=9)]


def test_waking_hours_may_run_past_midnight() -> None:
    night = WakingDay(NEW_YORK, time(20), time(2))
    within = Interval(at(ORDINARY, 0, 30), at(ORDINARY, 23))
    assert free_blocks([], within, waking=night) == [
        Interval(at(ORDINARY, 0, 30), at(ORDINARY, 2)),
        Interval(at(ORDINARY, 20), at(ORDINARY, 23)),
    ]


def test_gaps_under_half_an_hour_do_not_count() -> None:
    busy = [Interval(at(ORDINARY, 9), at(ORDINARY, 10)), Interval(at(ORDINARY, 10, 29), at(ORDINARY, 12))]
    within = Interval(at(ORDINARY, 8, 30), at(ORDINARY, 12, 30))
    assert gaps(busy, within) == [
        Interval(at(ORDINARY, 8, 30), at(ORDINARY, 9)),
        Interval(at(ORDINARY, 12), at(ORDINARY, 12, 30)),
    ]


def test_overlapping_touching_and_backward_intervals_become_one() -> None:
    nine, ten, eleven = at(ORDINARY, 9), at(ORDINARY, 10), at(ORDINARY, 11)
    backward = Interval(eleven, nine)
    assert merged([Interval(ten, eleven), backward, Interval(nine, ten), Interval(nine, nine)]) == [
        Interval(nine, eleven)
    ]


@pytest.mark.parametrize(
    ("there", "on", "expected"),
    [
        (10, 5, Stay(at(ORDINARY, 12, 10), at(ORDINARY, 12, 50))),
        (0, 0, Stay(at(ORDINARY, 12), at(ORDINARY, 12, 55))),
        (15, 20, Stay(at(ORDINARY, 12, 15), at(ORDINARY, 12, 35))),
        (16, 20, None),
    ],
)
def test_door_to_door(there: int, on: int, expected: Stay | None) -> None:
    """An hour, less the walks and a buffer of five minutes, has to leave twenty."""
    minutes = {"walk_there": there, "walk_on": on, "buffer": 5, "least_stay": 20}
    spans = {name: timedelta(minutes=value) for name, value in minutes.items()}
    assert stay_within(Interval(at(ORDINARY, 12), at(ORDINARY, 13)), **spans) == expected


def test_an_event_starts_and_ends_inside_the_stay() -> None:
    stay = Stay(at(ORDINARY, 12), at(ORDINARY, 14))
    assert event_fits(stay, at(ORDINARY, 12), at(ORDINARY, 14))
    assert not event_fits(stay, at(ORDINARY, 11, 59), at(ORDINARY, 13))
    assert not event_fits(stay, at(ORDINARY, 13), at(ORDINARY, 14, 1))
    assert not event_fits(stay, at(ORDINARY, 13), None)
