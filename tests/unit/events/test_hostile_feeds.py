"""Whatever a feed holds, reading it ends, answers events or reasons, and raises nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from violet.campus.loader import default_campus
from violet.domain.announcements import Event, RejectedItem
from violet.domain.time_window import TimeWindow
from violet.ports import ProviderError
from violet.providers.calendars import google
from violet.providers.event_sources import engage, events_calendar, nyc_parks, nyc_permitted
from violet.providers.event_sources.about import About
from violet.providers.event_sources.batches import collect
from violet.providers.ical.blocks import NotACalendar, split
from violet.providers.ical.reading import read
from violet.services.events.intake.normalize import NormalEvent, Normalizer
from violet.services.events.intake.plain_text import MAX_DESCRIPTION_CHARS, plain
from violet.services.events.venues import Venues

EXAMPLES = settings(max_examples=150, deadline=None, database=None)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
WINDOW = TimeWindow(NOW, NOW + timedelta(days=30))
TIMES = st.sampled_from(
    ["2026-11-25T18:00:00+00:00", "2026-11-25 18:00:00", "2026-11-25T00:00:00.000", "6:00 pm", "18:00", "99:99", "0001-01-01",
     "9999-12-31T23:59:59-12:00", "2026-02-30", "", "now", "2026-11-25T25:00:00"]
)  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=True), st.text(max_size=30), TIMES,
    st.sampled_from(["40.73", "-73.99", "<script>alert(1)</script>", "Kimmel 802", "\u202e\x00", "javascript:alert(1)"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NEW_YORK = ZoneInfo("America/New_York")
ABOUT = About("a_source", "A source", NEW_YORK, "https://events.example")
KEYS: dict[Callable[[Any], Event | RejectedItem], tuple[str, ...]] = {
    partial(engage.read, about=ABOUT): ("id", "name", "startsOn", "endsOn", "location", "latitude", "longitude", "description", "categoryNames",
                  "benefitNames", "imagePath", "visibility", "status", "organizationName", "theme"),
    nyc_permitted.read: ("event_id", "event_name", "start_date_time", "end_date_time", "event_type", "event_location",
                         "event_borough"),
    nyc_parks.read: ("title", "guid", "link", "startdate", "enddate", "starttime", "endtime", "coordinates", "location",
                     "parknames", "categories", "image", "description"),
    partial(events_calendar.read, about=ABOUT): ("id", "title", "utc_start_date", "start_date", "end_date", "timezone", "venue", "organizer",
                             "image", "cost", "categories", "all_day", "status", "url", "description"),
}  # fmt: skip


@pytest.fixture(scope="module")
def normalizer() -> Normalizer:
    guide = default_campus()
    return Normalizer(guide, Venues(guide))


@pytest.mark.parametrize(
    "reader", list(KEYS), ids=lambda reader: getattr(reader, "func", reader).__module__.rsplit(".", 1)[1]
)
def test_items_of_any_shape(reader: Callable[[Any], Event | RejectedItem], normalizer: Normalizer) -> None:
    @EXAMPLES
    @given(
        st.lists(st.one_of(VALUES, st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS[reader], VALUES))), max_size=6)
    )
    def check(items: list[Any]) -> None:
        batch = collect(items, reader, WINDOW)
        assert len(batch.events) + len(batch.rejected) == len(items)
        for event in batch.events:
            found = normalizer.normalize(event)
            assert isinstance(found, NormalEvent | RejectedItem)
            if isinstance(found, NormalEvent):
                assert found.title
                assert "<script" not in f"{found.title} {found.description} {found.venue} {found.organizer}"
                assert found.id < 2**53
                found.fingerprint()

    check()


@EXAMPLES
@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("id", "start", "end", "status", "attendees", "summary"), VALUES)
        ),
        max_size=4,
    )
)
def test_google_items_of_any_shape(items: list[Any]) -> None:
    try:
        entries = google.entries_of(items, NEW_YORK)
    except ProviderError:
        return
    assert len(entries) <= len(items)


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "UID:1", "UID:2", "SUMMARY:x", "BEGIN:VALARM",
     "DTSTART:20261125T180000", "DTSTART;VALUE=DATE:20261125", "DTSTART;TZID=Mars/Olympus:20261125T180000",
     "DTEND:20261125T190000", "DTEND:19700101T000000Z", "DURATION:PT1H", "DURATION:-P1D", "DURATION:P9999999D",
     "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:", "RRULE:FREQ=",
     "RRULE:FREQ=DAILY;UNTIL=99991231", "EXDATE:20261126T180000", "EXDATE;VALUE=DATE:20261126", "RDATE:20261127T180000",
     "RDATE;VALUE=PERIOD:20261127T180000Z/PT1H", "RECURRENCE-ID:20261126T180000", "TZID:Mars/Olympus", "STATUS:CANCELLED",
     "GEO:40.7;-74.0", "GEO:nowhere", "ORGANIZER;CN=Somebody:mailto:x@y", "CATEGORIES:a,b", "ATTACH;FMTTYPE=image/png:x",
     ":", ";", " folded", "TZOFFSETFROM:-0400", "TZOFFSETTO:+9999", "BEGIN:STANDARD", "END:STANDARD", "\x00", "SEQUENCE:x"]
)  # fmt: skip


@settings(max_examples=400, deadline=None, database=None)
@given(st.lists(LINES, max_size=25))
def test_calendars_of_any_lines(lines: list[str]) -> None:
    body = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode()
    reading = read(body, WINDOW, zone=NEW_YORK)
    for occurrence in reading.occurrences:
        assert occurrence.start.tzinfo is not None
        assert occurrence.start < WINDOW.end


@EXAMPLES
@given(st.binary(max_size=200))
def test_bytes_that_are_no_calendar(body: bytes) -> None:
    try:
        read(b"BEGIN:VCALENDAR\r\n" + body, WINDOW, zone=NEW_YORK)
        read(body, WINDOW, zone=NEW_YORK)
    except NotACalendar:
        return


def test_what_is_begun_and_never_ended_is_read_once() -> None:
    """Each BEGIN looking for its END would be a day's work."""
    body = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 300_000
    assert split(body).events == ()
    for text in ("<br", "<a ", "&amp;", "</p", "<!--"):
        found = plain(text * 2_000_000)
        assert found is None or len(found) <= MAX_DESCRIPTION_CHARS
