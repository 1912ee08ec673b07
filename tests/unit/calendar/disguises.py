"""The ways in which real programs write the same meeting: the kinds of the calendar cases, one for every random entry.

Each takes an entry's lines to others that say the same, where it can, and else leaves them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

NEW_YORK, CHICAGO = ZoneInfo("America/New_York"), ZoneInfo("America/Chicago")
HEADERS = ("X-WR-TIMEZONE;VALUE=TEXT:US/Central",)
# Zones that the feed defines itself, under a name that the zone database has another zone for.
ZONES = (
    "BEGIN:VTIMEZONE",
    "TZID:EST",
    "BEGIN:STANDARD",
    "DTSTART:20071104T020000",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    "TZOFFSETFROM:-0400",
    "TZOFFSETTO:-0500",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:20070311T020000",
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
    "TZOFFSETFROM:-0500",
    "TZOFFSETTO:-0400",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)
# What costs a careless reader all of its steps, or its patience, and is over or takes no time.
NOISE = (
    "BEGIN:VEVENT\r\nUID:past\r\nSUMMARY:past\r\nDTSTART:20100101T150000Z\r\nDURATION:PT1H\r\n"
    "RRULE:FREQ=HOURLY;UNTIL=20150101T000000Z\r\nEND:VEVENT",
    *(
        f"BEGIN:VEVENT\r\nUID:birthday-{day}\r\nSUMMARY:birthday\r\nDTSTART;VALUE=DATE:1604{month:02}{day:02}\r\n"
        "RRULE:FREQ=YEARLY\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT"
        for month, day in ((3, 14), (11, 1), (11, 24))
    ),
)


@dataclass(frozen=True)
class Meeting:
    """What a disguise has to keep. `zone` None is UTC; `first` is when it first starts, on its zone's wall."""

    number: int
    first: datetime
    minutes: int
    zone: ZoneInfo | None
    all_day: bool
    weekly: bool

    @property
    def days(self) -> int:
        return max(1, self.minutes // 300)


Lines = list[str]
Disguise = Callable[[Meeting, Lines], Lines]


def replaced(lines: Lines, pattern: str, *others: str) -> Lines:
    """With the lines that `pattern` matches replaced by `others`."""
    return [one for line in lines for one in (others if re.match(pattern, line) else (line,))]


def utc(meeting: Meeting) -> datetime:
    return meeting.first.replace(tzinfo=meeting.zone or UTC).astimezone(UTC)


def without_a_uid(_: Meeting, lines: Lines) -> Lines:
    return replaced(lines, "UID")


def with_an_empty_rule(meeting: Meeting, lines: Lines) -> Lines:
    return lines if meeting.weekly else [*lines, "RRULE:"]


def with_lines_that_make_no_sense(_: Meeting, lines: Lines) -> Lines:
    return [*lines, "GEO:nowhere", "DTSTAMP:whenever", "PRIORITY:very", "ATTENDEE;:=:;"]


def backward(meeting: Meeting, lines: Lines) -> Lines:
    if meeting.all_day or meeting.weekly:
        return lines
    start, end = utc(meeting), utc(meeting) + timedelta(minutes=meeting.minutes)
    times = (f"DTSTART:{end:%Y%m%dT%H%M%SZ}", f"DTEND:{start:%Y%m%dT%H%M%SZ}")
    return replaced(replaced(lines, "DURATION"), "DTSTART", *times)


def with_its_hour_in_the_rule(meeting: Meeting, lines: Lines) -> Lines:
    if meeting.all_day:
        return lines
    hour = f"BYHOUR={meeting.first.hour};BYMINUTE={meeting.first.minute};BYSECOND=0"
    return replaced(lines, "RRULE", f"RRULE:FREQ=WEEKLY;COUNT=30;{hour}")


def every_seventh_day(_: Meeting, lines: Lines) -> Lines:
    return replaced(lines, "RRULE", "RRULE:FREQ=DAILY;COUNT=30;INTERVAL=7")


def ending_on_the_day_it_starts(meeting: Meeting, lines: Lines) -> Lines:
    same = f"DTEND;VALUE=DATE:{meeting.first:%Y%m%d}"
    return replaced(lines, "DTEND", same) if meeting.all_day and meeting.days == 1 else lines


def at_midnights_of_utc(meeting: Meeting, lines: Lines) -> Lines:
    if not meeting.all_day or meeting.weekly:
        return lines
    end = meeting.first + timedelta(days=meeting.days)
    lines = replaced(lines, "DTSTART", f"DTSTART:{meeting.first:%Y%m%d}T000000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
    return replaced(lines, "DTEND", f"DTEND:{end:%Y%m%d}T000000Z")


def from_a_date_to_a_moment(meeting: Meeting, lines: Lines) -> Lines:
    end = meeting.first + timedelta(days=meeting.days)
    return replaced(lines, "DTEND", f"DTEND:{end:%Y%m%d}T000000Z") if meeting.all_day else lines


def lasting_days(meeting: Meeting, lines: Lines) -> Lines:
    return replaced(lines, "DTEND", f"DURATION:P{meeting.days}D") if meeting.all_day else lines


def in_the_feeds_own_est(meeting: Meeting, lines: Lines) -> Lines:
    return [line.replace("TZID=America/New_York", "TZID=EST") for line in lines]


def in_windows_zones(_: Meeting, lines: Lines) -> Lines:
    lines = [line.replace("TZID=America/New_York", "TZID=Eastern Standard Time") for line in lines]
    return [line.replace("TZID=America/Chicago", 'TZID="Central Standard Time"') for line in lines]


def in_the_calendars_zone(_: Meeting, lines: Lines) -> Lines:
    return [line.replace(";TZID=America/Chicago", "") for line in lines]


def in_a_zone_named_by_its_offset(_: Meeting, lines: Lines) -> Lines:
    return [re.sub(r"^(DTSTART|EXDATE):(\d{8}T\d{6})Z$", _five_hours_behind, line) for line in lines]


def _five_hours_behind(written: re.Match[str]) -> str:
    moment = datetime.strptime(written.group(2), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    there = moment.astimezone(timezone(timedelta(hours=-5)))
    return f"{written.group(1)};TZID=GMT-0500:{there:%Y%m%dT%H%M%S}"


def every_year_since_1604(meeting: Meeting, lines: Lines) -> Lines:
    if not meeting.all_day or meeting.weekly or meeting.days > 1:
        return lines
    since = f"DTSTART;VALUE=DATE:1604{meeting.first:%m%d}"
    return [*replaced(replaced(lines, "DTEND"), "DTSTART", since), "RRULE:FREQ=YEARLY"]


def under_the_uid_of_others(_: Meeting, lines: Lines) -> Lines:
    return replaced(lines, "UID", "UID:shared")


def as_it_is(_: Meeting, lines: Lines) -> Lines:
    return lines


DISGUISES: Mapping[str, Disguise] = {
    disguise.__name__: disguise
    for disguise in (
        as_it_is, without_a_uid, with_an_empty_rule, with_lines_that_make_no_sense, backward, with_its_hour_in_the_rule,
        every_seventh_day, ending_on_the_day_it_starts, at_midnights_of_utc, from_a_date_to_a_moment, lasting_days,
        in_the_feeds_own_est, in_windows_zones, in_the_calendars_zone, in_a_zone_named_by_its_offset,
        every_year_since_1604, under_the_uid_of_others,
    )
}  # fmt: skip
# Of these the reader says that something was wrong, and reads them all the same.
TOLD = frozenset({"with_an_empty_rule", "backward", "with_lines_that_make_no_sense", "without_a_uid"})


def feed(events: list[str]) -> bytes:
    """A calendar of these and the noise, with a name cut inside a character in every one."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *HEADERS, *ZONES, *NOISE, *events, "END:VCALENDAR", ""]
    body = "\r\n".join(lines).encode()
    return body.replace("é".encode(), b"\xc3\r\n \xa9")
