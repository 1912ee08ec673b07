"""Each kind of fault that real feeds have, in more than the one form it was found in."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from violet.domain.announcements import Rejection
from violet.domain.time_window import TimeWindow
from violet.providers.ical.reading import Reading
from violet.providers.ical.reading import read as read_for

NEW_YORK = ZoneInfo("America/New_York")
read = partial(read_for, zone=NEW_YORK)
WEEK = TimeWindow(datetime(2026, 11, 21, tzinfo=NEW_YORK), datetime(2026, 11, 28, tzinfo=NEW_YORK))
SUMMER = TimeWindow(datetime(2026, 7, 13, tzinfo=NEW_YORK), datetime(2026, 7, 20, tzinfo=NEW_YORK))
CLASS = (
    "UID:1\nSUMMARY:Class\nDTSTART;TZID=America/New_York:20261124T100000\nDTEND;TZID=America/New_York:20261124T120000"
)
WEEKLY = "RRULE:FREQ=WEEKLY;BYDAY=TU"
TUESDAY = ["Tue 24 10:00-Tue 24 12:00"]


def feed(*events: str, head: str = "") -> bytes:
    body = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{body}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def spans(reading: Reading) -> list[str]:
    return [
        f"{one.start.astimezone(NEW_YORK):%a %d %H:%M}-{one.end.astimezone(NEW_YORK):%a %d %H:%M}"
        for one in reading.occurrences
    ]


def zone(name: str, *, standard: str = "-0500", daylight: str = "-0400") -> str:
    return (
        f"BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:20071104T020000\n"
        f"RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nTZOFFSETFROM:{daylight}\nTZOFFSETTO:{standard}\nEND:STANDARD\n"
        f"BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\n"
        f"TZOFFSETFROM:{standard}\nTZOFFSETTO:{daylight}\nEND:DAYLIGHT\nEND:VTIMEZONE"
    )


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART;VALUE=DATE:20261124",
        "DTSTART:20261124",
        "DTSTART;VALUE=DATE;TZID=Asia/Tokyo:20261124\nDTEND;VALUE=DATE:20261125",
        "DTSTART;VALUE=DATE:20261124T000000Z\nDTEND;VALUE=DATE:20261125T000000Z",
        "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261124",
        "DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261124",
        "DTSTART;VALUE=DATE:20261124\nDTEND:20261124T235959Z",
        "DTSTART;VALUE=DATE:20261124\nDTEND:20261124T120000",
        "DTSTART;VALUE=DATE:20261124\nDURATION:PT24H",
        "DTSTART;VALUE=DATE:20261124\nDURATION:PT1H",
        "DTSTART;VALUE=DATE:20261124\nDURATION:P0D",
        "DTSTART:20261124T000000Z\nDTEND;VALUE=DATE:20261125",
        "DTSTART:20261124T000000Z\nDTEND:20261125T000000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "DTSTART;VALUE=DATE:20261117\nRRULE:FREQ=WEEKLY;UNTIL=20261124T000000Z",
        "DTSTART;VALUE=DATE:20261117\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261201T000000Z",
    ],
)
@pytest.mark.parametrize("calendars_zone", ["", "X-WR-TIMEZONE:UTC", "X-WR-TIMEZONE:Asia/Kolkata"])
def test_a_date_is_its_day_in_new_york(times: str, calendars_zone: str) -> None:
    reading = read(feed(f"UID:1\n{times}", head=calendars_zone), WEEK)
    assert spans(reading) == ["Tue 24 00:00-Wed 25 00:00"]
    assert reading.occurrences[0].all_day
    assert reading.rejected == ()


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:", "RDATE:", "EXDATE:", "RECURRENCE-ID:", "DURATION:", "SEQUENCE:", "RRULE:;", "EXDATE;VALUE=DATE:",
        "GEO:nowhere", "SEQUENCE:x", "DTSTAMP:never", "CREATED:", "ATTENDEE;;:x", "CATEGORIES", ":::",
        "BEGIN:VALARM\nTRIGGER:soon\nEND:VALARM", "END:VALARM", "PRIORITY:high", "URL;VALUE=DATE:x", "DTEND:",
    ],
)  # fmt: skip
def test_what_says_nothing_takes_nothing_with_it(line: str) -> None:
    reading = read(feed(f"{CLASS}\n{line}"), WEEK)
    assert spans(reading) == TUESDAY
    assert reading.rejected == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("RDATE:someday", Rejection.BAD_TIME),
        ("EXDATE:20261124T990000", Rejection.BAD_TIME),
        ("RRULE:FREQ=DAILY;UNTIL=never", Rejection.MALFORMED),
        ("RRULE:FREQ=FORTNIGHTLY", Rejection.UNSAFE_RECURRENCE),
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", Rejection.MALFORMED),
        ("RECURRENCE-ID:whenever", Rejection.BAD_TIME),
        ("DURATION:long", None),
    ],
)
def test_what_cannot_be_read_is_told_and_the_event_stays(line: str, reason: Rejection | None) -> None:
    reading = read(feed(f"{CLASS}\n{line}"), WEEK)
    assert spans(reading) == TUESDAY
    assert [item.reason for item in reading.rejected] == ([reason] if reason else [])


def test_one_bad_exdate_does_not_cost_the_series_nor_the_good_ones() -> None:
    series = f"{CLASS.replace('20261124', '20261117')}\n{WEEKLY}\nEXDATE:20261117T100000,never\nEXDATE:"
    assert spans(read(feed(series), WEEK)) == TUESDAY


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("DTSTART:20261124T120000\nDTEND:20261124T100000", "Tue 24 10:00-Tue 24 12:00"),
        ("DTSTART:20261124T120000\nDURATION:-PT2H", "Tue 24 10:00-Tue 24 12:00"),
        ("DTSTART:20261126T100000\nDTEND:20261120T100000", "Fri 20 10:00-Thu 26 10:00"),
        ("DTSTART:20261117T120000\nDTEND:20261117T100000\nRRULE:FREQ=WEEKLY", "Tue 24 10:00-Tue 24 12:00"),
        ("DTSTART:20261124T100000\nDTEND;VALUE=DATE:20261124", "Tue 24 10:00-Wed 25 00:00"),
        ("DTSTART:20261123T240000\nDTEND:20261124T020000", "Tue 24 00:00-Tue 24 02:00"),
        ("DTSTART:20261124T1000\nDTEND:20261124T1200", "Tue 24 10:00-Tue 24 12:00"),
        ("DTSTART:20261124T100000-0500\nDTEND:20261124T170000Z", "Tue 24 10:00-Tue 24 12:00"),
    ],
)
def test_ends_that_are_odd(times: str, expected: str) -> None:
    assert spans(read(feed(f"UID:1\n{times}"), WEEK)) == [expected]


@pytest.mark.parametrize("day", ["EXDATE;VALUE=DATE:20261124", "EXDATE:20261124T000000", "EXDATE:20261124T150000Z"])
def test_exdate_in_any_form_calls_the_day_off(day: str) -> None:
    series = f"{CLASS.replace('20261124', '20261117')}\nRRULE:FREQ=DAILY;COUNT=9\n{day}"
    assert [one[:6] for one in spans(read(feed(series), WEEK))] == ["Sat 21", "Sun 22", "Mon 23", "Wed 25"]


@pytest.mark.parametrize("original", [";VALUE=DATE:20261124", ":20261124T100000", ":20261124T150000Z"])
def test_a_recurrence_id_in_any_form_names_its_occurrence(original: str) -> None:
    series = f"{CLASS.replace('20261124', '20261117')}\n{WEEKLY}"
    moved = f"UID:1\nSUMMARY:Moved\nRECURRENCE-ID{original}\nDTSTART:20261125T100000\nDTEND:20261125T110000"
    reading = read(feed(series, moved), WEEK)
    assert spans(reading) == ["Wed 25 10:00-Wed 25 11:00"]
    assert reading.occurrences[0].id == "1_20261124T150000Z"


def test_a_change_for_this_and_all_after_it() -> None:
    series = f"{CLASS.replace('20261124', '20261103')}\n{WEEKLY}"
    later = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261117T100000\nDTSTART:20261118T130000\nDTEND:20261118T140000"
    assert spans(read(feed(series, later), WEEK)) == ["Wed 25 13:00-Wed 25 14:00"]


def test_a_change_for_this_and_all_whole_days_after_it() -> None:
    series = "UID:1\nSUMMARY:Trip\nDTSTART;VALUE=DATE:20261103\nRRULE:FREQ=WEEKLY"
    later = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261117\nDTSTART;VALUE=DATE:20261118"
    assert spans(read(feed(series, later), WEEK)) == ["Wed 25 00:00-Thu 26 00:00"]


@pytest.mark.parametrize("name", ["DURATION", "duration"])
def test_a_duration_backwards_reaches_into_the_window(name: str) -> None:
    assert spans(read(feed(f"UID:1\nSUMMARY:Fast\nDTSTART:20261202T100000\n{name}:-P5D"), WEEK)) == [
        "Fri 27 10:00-Wed 02 10:00"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE:00010101T000000Z",
        "EXDATE:20261201T100000,00010101T000000Z",
        "EXDATE;VALUE=DATE:00010101",
        "EXDATE;TZID=Asia/Tokyo:99991231T235959",
        "RDATE:00010101T000000Z",
        "RDATE;VALUE=PERIOD:00010101T000000Z/PT1H",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000Z",
        "RECURRENCE-ID:99991231T235959Z",
    ],
)
def test_a_date_that_stands_for_none_costs_only_itself(line: str) -> None:
    """Exchange writes year 1, others year 9999; in another zone either may lie beyond the calendar."""
    assert spans(read(feed(f"{CLASS}\n{line}"), WEEK)) == TUESDAY


@pytest.mark.parametrize("ends", ["PT3H", "20261126T180000Z", "+PT180M"])
def test_a_period_brings_its_own_length(ends: str) -> None:
    found = read(feed(f"{CLASS}\nRDATE;VALUE=PERIOD:20261126T150000Z/{ends}"), WEEK)
    assert spans(found) == [*TUESDAY, "Thu 26 10:00-Thu 26 13:00"]


def test_what_never_ends_is_known_to_begin() -> None:
    endless = CLASS.replace("DTEND;TZID=America/New_York:20261124T120000", "DTEND:99991231T235959")
    reading = read(feed(endless), WEEK)
    assert spans(reading) == ["Tue 24 10:00-Tue 24 10:00"]
    assert [one.reason for one in reading.rejected] == [Rejection.BAD_TIME]


def test_meetings_that_share_a_uid_all_take_place() -> None:
    lab = CLASS.replace("T10", "T14").replace("T12", "T17")
    weekly = f"{CLASS.replace('20261124', '20261111').replace('T10', 'T08').replace('T12', 'T09')}\nRRULE:FREQ=WEEKLY"
    moved = "UID:1\nRECURRENCE-ID:20261125T080000\nDTSTART:20261125T090000\nDTEND:20261125T100000"
    reading = read(feed(CLASS, lab, weekly, moved), WEEK)
    assert spans(reading) == [*TUESDAY, "Tue 24 14:00-Tue 24 17:00", "Wed 25 09:00-Wed 25 10:00"]
    assert len({one.id for one in reading.occurrences}) == 3


@pytest.mark.parametrize("newer_first", [True, False])
def test_a_newer_version_replaces_the_older_with_its_own_length(newer_first: bool) -> None:
    newer = f"{CLASS.replace('T10', 'T14').replace('T12', 'T17')}\nSEQUENCE:2"
    versions = [newer, f"{CLASS}\nSEQUENCE:0"]
    reading = read(feed(*(versions if newer_first else versions[::-1])), WEEK)
    assert spans(reading) == ["Tue 24 14:00-Tue 24 17:00"]


def test_a_newer_version_outside_the_window_is_known_of() -> None:
    newer = f"{CLASS.replace('20261124', '20261224')}\nSEQUENCE:1"
    assert spans(read(feed(CLASS, newer), WEEK)) == []


def test_the_same_meeting_sent_twice_is_one() -> None:
    late = f"{CLASS.replace('Class', 'New')}\nLAST-MODIFIED:20261120T000000Z"
    reading = read(feed(late, CLASS, CLASS.replace("UID:1\n", ""), CLASS.replace("UID:1\n", "")), WEEK)
    assert sorted(one.text("SUMMARY") or "" for one in reading.occurrences) == ["Class", "New"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GMT-0800", "13:00"), ("UTC-8", "13:00"), ("UTC-08:00", "13:00"), ("-0800", "13:00"), ("GMT+0530", "23:30"),
        ("UTC+0", "05:00"), ("(UTC) Coordinated Universal Time", "05:00"), ("Etc/GMT+8", "13:00"),
        ('"(UTC-08:00) Pacific Time (US & Canada)"', "13:00"), ("(UTC-05:00) Eastern Time (US & Canada)", "10:00"),
        ("Pacific Standard Time", "13:00"), ("PST", "13:00"), ("america/los_angeles", "13:00"),
        ("/mozilla.org/20050126_1/America/Los_Angeles", "13:00"), ("tzone://Microsoft/Utc", "05:00"),
        ("GMT+9900", "10:00"), ("Nowhere", "10:00"),
    ],
)  # fmt: skip
def test_names_of_zones(name: str, expected: str) -> None:
    reading = read(feed(f"UID:1\nDTSTART;TZID={name}:20261124T100000\nDURATION:PT1H"), WEEK)
    assert [one[7:12] for one in spans(reading)] == [expected]


@pytest.mark.parametrize(
    "named",
    [
        "X-WR-TIMEZONE;VALUE=TEXT:US/Pacific", 'X-WR-TIMEZONE;X-A="b:c":US/Pacific', "x-wr-timezone: US/Pacific ",
        "X-WR-TIMEZONE:Pacific Standard Time", "X-WR-TIMEZONE:GMT-0800",
        "X-WR-TIMEZONE:Mine\n" + zone("Mine", standard="-0800", daylight="-0700"),
    ],
)  # fmt: skip
def test_the_zone_that_a_calendar_names_for_itself(named: str) -> None:
    reading = read(feed("UID:1\nDTSTART:20261124T100000\nDTEND:20261124T110000", head=named), WEEK)
    assert spans(reading) == ["Tue 24 13:00-Tue 24 14:00"]


@pytest.mark.parametrize("name", ["EST", "MST", "HST", "GMT", "Eastern Standard Time", "UTC-05:00", "My Zone"])
def test_a_zone_is_what_the_feed_defines_under_its_name(name: str) -> None:
    event = f"UID:1\nDTSTART;TZID={name}:20260715T100000\nDTEND;TZID={name}:20260715T120000"
    assert spans(read(feed(event, head=zone(name)), SUMMER)) == ["Wed 15 10:00-Wed 15 12:00"]


def test_a_zone_that_is_badly_defined_is_read_by_its_name() -> None:
    event = "UID:1\nDTSTART;TZID=Pacific Standard Time:20260715T070000\nDURATION:PT1H"
    for head in (zone("Pacific Standard Time").replace("TZOFFSETTO", "X"), "BEGIN:VTIMEZONE\nTZID:x\nEND:VTIMEZONE"):
        assert spans(read(feed(event, head=head), SUMMER)) == ["Wed 15 10:00-Wed 15 11:00"]


def test_a_moment_in_utc_stays_one_whatever_its_tzid() -> None:
    event = "UID:1\nDTSTART;TZID=Mine:20261124T150000Z\nDTEND;TZID=Mine:20261124T170000Z"
    assert spans(read(feed(event, head=zone("Mine")), WEEK)) == TUESDAY


def test_lines_are_whole_before_they_are_decoded() -> None:
    body = feed(
        CLASS.replace("Class", "Caf\u00e9 tutoring"), CLASS.replace("UID:1", "UID:2").replace("Class", "Se\u00f1or")
    )
    folded = body.replace("\u00e9".encode(), b"\xc3\r\n \xa9").replace(
        b"SUMMARY", b"DESCRIPTION:cut \xc3\r\nSUMMARY", 1
    )
    assert [one.text("SUMMARY") for one in read(folded, WEEK).occurrences] == ["Caf\u00e9 tutoring", "Se\u00f1or"]
    windows = body.replace("\u00f1".encode(), b"\xf1")
    assert [one.text("SUMMARY") for one in read(windows, WEEK).occurrences] == ["Caf\u00e9 tutoring", "Se\u00f1or"]


@pytest.mark.parametrize("status", ["CANCELLED", "cancelled", "CANCELED"])
def test_what_is_cancelled_takes_no_time(status: str) -> None:
    (one,) = read(feed(f"{CLASS}\nSTATUS:{status}"), WEEK).occurrences
    assert (one.cancelled, one.busy) == (True, False)


HISTORY = {
    "birthdays": [f"DTSTART;VALUE=DATE:1604{1 + n % 12:02d}{1 + n % 28:02d}\nRRULE:FREQ=YEARLY" for n in range(200)],
    "over": ["DTSTART:20110901T100000\nRRULE:FREQ=WEEKLY;UNTIL=20161215"] * 1000,
    "counted": ["DTSTART:20160901T100000\nRRULE:FREQ=DAILY;COUNT=10"] * 300,
    "every day since": ["DTSTART:19700101T030000\nRRULE:FREQ=DAILY"] * 300,
    "hostile": ["DTSTART:19700101T030000\nRRULE:FREQ=MINUTELY;BYMONTH=2;COUNT=9999999"] * 30,
    "never": ["DTSTART:20260101T030000\nRRULE:FREQ=YEARLY;BYDAY=60MO"] * 30,
}


@pytest.mark.parametrize("history", HISTORY)
def test_no_history_costs_todays_class(history: str) -> None:
    events = [f"UID:h{number}\nDURATION:PT1H\n{event}" for number, event in enumerate(HISTORY[history])]
    begun = time.process_time()
    reading = read(feed(*events, f"{CLASS.replace('20261124', '20261117')}\n{WEEKLY}"), WEEK)
    assert "1_20261124T150000Z" in [one.id for one in reading.occurrences]
    assert time.process_time() - begun < 10
    told = {item.reason for item in reading.rejected}
    assert told == ({Rejection.UNSAFE_RECURRENCE} if history in ("hostile", "never") else set())


def test_a_window_of_another_length_is_no_different() -> None:
    year = TimeWindow(WEEK.start, WEEK.start + timedelta(days=365))
    assert len(read(feed(f"{CLASS}\nRRULE:FREQ=WEEKLY;COUNT=15"), year).occurrences) == 15
