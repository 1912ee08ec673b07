"""iCalendar feeds with one spoiled event among good ones: the good ones are read, whatever stands between them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

from scripts.fuzzing.mutations import spoiled_bytes, spoiled_text
from violet.domain.time_window import TimeWindow
from violet.ports import ProviderError
from violet.providers.calendars.feeds import entries_of

ZONE = ZoneInfo("America/New_York")
WINDOW = TimeWindow(datetime(2026, 11, 18, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))
GOOD = {
    "good-moment": "DTSTART:20261118T150000Z\r\nDTEND:20261118T160000Z\r\nSUMMARY:Seminar",
    "good-day": "DTSTART;VALUE=DATE:20261120\r\nSUMMARY:Day off",
    "good-series": "DTSTART;TZID=America/New_York:20260902T093000\r\nDURATION:PT75M\r\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\nEXDATE;TZID=America/New_York:20261118T093000\r\nSUMMARY:Algorithms",
}
VICTIM = (
    "UID:victim\r\nDTSTAMP:20261101T120000Z\r\nDTSTART;TZID=America/New_York:20261118T180000\r\n"
    "DTEND;TZID=America/New_York:20261118T193000\r\nRRULE:FREQ=DAILY;COUNT=30;INTERVAL=2\r\n"
    "EXDATE;TZID=America/New_York:20261120T180000\r\nRDATE;VALUE=PERIOD:20261119T100000Z/PT1H\r\nSEQUENCE:3\r\n"
    "RECURRENCE-ID:20261122T180000\r\nSUMMARY;LANGUAGE=en:Open mic\\, with friends\r\n"
    "DESCRIPTION:Bring an instrument\r\n  and somebody\\nwho listens.\r\nLOCATION:Kimmel Center\r\nSTATUS:CONFIRMED\r\n"
    'TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\nATTENDEE;CN="A; B":mailto:a@nyu.edu'
)
# What would make another calendar of it: structure, and the names of the good ones.
STRUCTURE = re.compile(r"(?im)^[ \t]*(BEGIN|END)[ \t]*[:;].*$|good-")


def check(random: Random) -> str | None:
    """What went wrong with one input; None where nothing did."""
    if random.random() < 0.2:
        return _whole(random)
    spoiled = STRUCTURE.sub("X-GONE:1", spoiled_text(VICTIM, random)).lstrip(" \t")
    try:
        found = entries_of(_calendar(spoiled), WINDOW, ZONE)
    except ProviderError as error:
        return f"the calendar was not read: {error}"
    ids = {entry.id.partition("/")[0] for entry in found.entries}
    lost = [name for name in GOOD if not any(one.startswith(name) for one in ids)]
    return f"lost {lost}" if lost else None


def _whole(random: Random) -> str | None:
    """Anything may have become of it, but for an error that nobody expects or a moment of another time."""
    try:
        found = entries_of(spoiled_bytes(_calendar(VICTIM), random), WINDOW, ZONE)
    except ProviderError:
        return None
    outside = [one.id for one in found.entries if one.end < WINDOW.start or one.start >= WINDOW.end]
    return f"outside the window: {outside}" if outside else None


def _calendar(victim: str) -> bytes:
    (moment, day, series) = (f"BEGIN:VEVENT\r\nUID:{uid}\r\n{lines}\r\nEND:VEVENT\r\n" for uid, lines in GOOD.items())
    spoiled = f"BEGIN:VEVENT\r\n{victim}\r\nEND:VEVENT\r\n"
    head, tail = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//fuzz//EN\r\n", "END:VCALENDAR\r\n"
    return (head + moment + spoiled + day + series + tail).encode("utf-8", "replace")
