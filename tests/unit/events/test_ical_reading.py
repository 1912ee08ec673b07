"""Feeds as real programs write them, and as nobody should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from violet.domain.announcements import Rejection
from violet.domain.time_window import TimeWindow
from violet.providers.ical.blocks import NotACalendar
from violet.providers.ical.reading import Occurrence, Reading
from violet.providers.ical.reading import read as read_for

NEW_YORK = ZoneInfo("America/New_York")
read = partial(read_for, zone=NEW_YORK)
FEEDS = Path(__file__).parent / "feeds"
WEEK = TimeWindow(datetime(2026, 11, 21, tzinfo=NEW_YORK), datetime(2026, 11, 28, tzinfo=NEW_YORK))


def feed(*events: str, head: str = "") -> bytes:
    body = "\r\n".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}\r\nEND:VCALENDAR\r\n".encode()


def starts(reading: Reading) -> list[str]:
    return [f"{one.start.astimezone(NEW_YORK):%a %d %H:%M}" for one in reading.occurrences]


def one(reading: Reading) -> Occurrence:
    assert len(reading.occurrences) == 1
    return reading.occurrences[0]


def reasons(reading: Reading) -> list[Rejection]:
    return [item.reason for item in reading.rejected]


def test_google_export() -> None:
    reading = read((FEEDS / "google.ics").read_bytes(), WEEK)
    assert [(one.text("SUMMARY"), one.busy) for one in reading.occurrences] == [
        ("Office hours with a very long title that the exporting program folded across two lines", True),
        ("CS-UY 2413 Algorithms (moved)", True),
        ("Thanksgiving recess", False),
    ]
    assert starts(reading) == ["Mon 23 15:00", "Tue 24 14:00", "Thu 26 00:00"]
    recess = reading.occurrences[2]
    assert recess.all_day
    assert recess.end == datetime(2026, 11, 28, tzinfo=NEW_YORK)
    assert not reading.rejected
    assert reading.complete


def test_a_moved_occurrence_keeps_its_id() -> None:
    moved = read((FEEDS / "google.ics").read_bytes(), WEEK).occurrences[1]
    assert moved.id == "algorithms@google.com_20261124T150000Z"
    assert moved.text("LOCATION") == "Rogers Hall, Room 215"


def test_outlook_export() -> None:
    reading = read((FEEDS / "outlook.ics").read_bytes(), WEEK)
    assert starts(reading) == ["Mon 23 09:00", "Mon 23 12:00", "Mon 23 13:00"]
    assert [one.busy for one in reading.occurrences] == [True, False, True]
    assert reading.occurrences[1].end - reading.occurrences[1].start == timedelta(minutes=45)


def test_count_is_counted_from_the_first() -> None:
    """Six Mondays from 26 October: the last is 30 November."""
    month = TimeWindow(WEEK.start, WEEK.start + timedelta(days=30))
    reading = read((FEEDS / "outlook.ics").read_bytes(), month)
    lab = [one for one in reading.occurrences if one.text("SUMMARY") == "Lab meeting"]
    assert [one.start.day for one in lab] == [23, 30]


@pytest.mark.parametrize(
    ("dtstart", "head", "expected"),
    [
        ("DTSTART:20261123T120000", "", "Mon 23 12:00"),
        ("DTSTART:20261123T120000Z", "", "Mon 23 07:00"),
        ("DTSTART;TZID=America/Los_Angeles:20261123T120000", "", "Mon 23 15:00"),
        ("DTSTART;TZID=Pacific Standard Time:20261123T120000", "", "Mon 23 15:00"),
        ("DTSTART;TZID=Nowhere/Known:20261123T120000", "", "Mon 23 12:00"),
        ("DTSTART:20261123T120000", "X-WR-TIMEZONE:America/Chicago\r\n", "Mon 23 13:00"),
        ("DTSTART:20261123T120000", "X-WR-TIMEZONE:../../etc/passwd\r\n", "Mon 23 12:00"),
    ],
)
def test_zones(dtstart: str, head: str, expected: str) -> None:
    assert starts(read(feed(f"UID:1\r\n{dtstart}\r\nDURATION:PT1H", head=head), WEEK)) == [expected]


def test_a_weekly_class_keeps_its_wall_time_over_both_clock_changes() -> None:
    year = TimeWindow(datetime(2026, 10, 25, tzinfo=NEW_YORK), datetime(2027, 3, 20, tzinfo=NEW_YORK))
    weekly = "UID:1\r\nDTSTART;TZID=America/New_York:20261025T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY"
    reading = read(feed(weekly), year)
    assert {one.start.astimezone(NEW_YORK).hour for one in reading.occurrences} == {10}
    assert [one.start.hour for one in reading.occurrences][:2] == [14, 15]
    assert reading.occurrences[-1].start == datetime(2027, 3, 14, 14, tzinfo=UTC)


def test_until_given_as_a_date_includes_that_day() -> None:
    daily = "UID:1\r\nDTSTART;TZID=America/New_York:20261121T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL=20261123"
    assert starts(read(feed(daily), WEEK)) == ["Sat 21 10:00", "Sun 22 10:00", "Mon 23 10:00"]


def test_rdate_exdate_and_a_cancelled_occurrence() -> None:
    series = (
        "UID:1\r\nDTSTART:20261121T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=4\r\n"
        "RDATE:20261126T180000\r\nEXDATE:20261122T100000"
    )
    cancelled = "UID:1\r\nRECURRENCE-ID:20261123T100000\r\nDTSTART:20261123T100000\r\nDURATION:PT1H\r\nSTATUS:CANCELLED"
    reading = read(feed(series, cancelled), WEEK)
    assert starts(reading) == ["Sat 21 10:00", "Mon 23 10:00", "Tue 24 10:00", "Thu 26 18:00"]
    assert [one.cancelled for one in reading.occurrences] == [False, True, False, False]
    assert not reading.occurrences[1].busy


def test_what_has_no_end_takes_no_time_and_a_date_takes_its_day() -> None:
    reading = read(feed("UID:1\r\nDTSTART:20261123T120000", "UID:2\r\nDTSTART;VALUE=DATE:20261124"), WEEK)
    instant, day = reading.occurrences
    assert (instant.start == instant.end, instant.has_end) == (True, False)
    assert day.end - day.start == timedelta(days=1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=14;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5,66",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=YEARLY;BYEASTER=1",
    ],
)
def test_rules_that_would_run_for_ever_are_refused(rule: str) -> None:
    good = "UID:good\r\nDTSTART:20261123T120000\r\nDURATION:PT1H"
    reading = read(feed(f"UID:bad\r\nDTSTART:20261101T100000\r\nDURATION:PT1H\r\nRRULE:{rule}", good), WEEK)
    assert [one.id for one in reading.occurrences] == ["good"]
    assert [item.label for item in reading.rejected] == ["bad"]
    assert reading.rejected[0].reason in (Rejection.UNSAFE_RECURRENCE, Rejection.MALFORMED)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=4MO", ["Mon 23 10:00"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-5", ["Tue 24 10:00"]),
        ("FREQ=MONTHLY;BYMONTHDAY=22,-7", ["Sun 22 10:00", "Tue 24 10:00"]),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", ["Thu 26 10:00"]),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=WE,FR", ["Wed 25 10:00", "Fri 27 10:00"]),
        ("FREQ=DAILY;BYDAY=SA,SU;UNTIL=20261122T150000Z", ["Sat 21 10:00", "Sun 22 10:00"]),
    ],
)
def test_rules_that_people_use(rule: str, expected: list[str]) -> None:
    first = "DTSTART;TZID=America/New_York:20261014T100000"
    reading = read(feed(f"UID:1\r\n{first}\r\nDURATION:PT1H\r\nRRULE:{rule}"), WEEK)
    assert starts(reading) == expected


def test_bad_components_are_reported_and_the_good_kept() -> None:
    reading = read(
        feed(
            "UID:good\r\nDTSTART:20261123T120000\r\nDTEND:20261123T130000\r\nSUMMARY:Caf\u00e9",
            "SUMMARY:no-id\r\nDTSTART:20261121T120000",
            "UID:no-start\r\nSUMMARY:x",
            "UID:nonsense\r\nDTSTART:yesterday",
            "UID:year-9999\r\nDTSTART:99991231T235959\r\nDURATION:P9999D",
            "UID:hour-99\r\nDTSTART:20261123T990000",
            "UID:huge\r\nDTSTART:20261123T120000\r\nDESCRIPTION:" + "x" * 200_000,
            "UID:twice\r\nDTSTART:20261122T120000\r\nRRULE:FREQ=DAILY;UNTIL=never",
            "\r\n\r\n:::\r\n",
        ),
        WEEK,
    )
    assert [(one.id, one.text("SUMMARY")) for one in reading.occurrences] == [
        ("20261121T120000 no-id", "no-id"),
        ("twice_20261122T170000Z", None),
        ("good", "Café"),
    ]
    assert {item.label: item.reason for item in reading.rejected}["no-start"] is Rejection.NO_START
    assert {"nonsense", "hour-99", "huge", "twice"} <= {item.label for item in reading.rejected}


def test_more_components_than_the_limit_are_counted_not_parsed() -> None:
    body = feed(*(f"UID:{number}\r\nDTSTART:20261123T120000" for number in range(15)))
    reading = read(body, WEEK, limit=10)
    assert len(reading.occurrences) == 10
    assert reasons(reading) == [Rejection.TOO_MANY] * 5
    assert not reading.complete


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b"\xff\xfe\x00", b"\x00" * 1000])
def test_something_else_is_not_a_calendar(body: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(body, WEEK)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    body = feed("UID:1\r\nDTSTART:20261123T120000\r\nSUMMARY:Caf\u00e9").decode().encode(encoding)
    assert one(read(body, WEEK)).text("SUMMARY") == "Café"
