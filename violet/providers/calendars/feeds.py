"""Calendars at private iCalendar addresses. The address is a secret: it is in no error and no log."""

from __future__ import annotations

from violet.domain.announcements import TimeWindow
from violet.ports import Failure
from violet.providers.calendars.base import (
    AddressRefusedError,
    CalendarEntry,
    CalendarReading,
    NoCalendarError,
)
from violet.providers.http.documents import Documents
from violet.providers.http.failures import RefusedAddressError
from violet.providers.ical.blocks import NotACalendar
from violet.providers.ical.reading import Occurrence, read
from violet.settings import Settings

NAME = "calendar_feed"
MAX_COMPONENTS = 5_000


class PrivateCalendarFeeds:
    """See `CalendarFeeds`. What is cancelled is left out, as Google Calendar leaves it out."""

    def __init__(self, documents: Documents, settings: Settings) -> None:
        self._documents = documents
        self._budget_s = settings.calendar_budget_s
        self._allow_private = settings.calendar_allow_private_addresses

    def read(self, url: str, window: TimeWindow) -> CalendarReading:
        try:
            document = self._documents.fetch_public(
                NAME, https(url), budget_s=self._budget_s, allow_private=self._allow_private
            )
        except RefusedAddressError:
            raise AddressRefusedError(NAME, Failure.DENIED) from None
        return entries_of(document.body, window)


def entries_of(body: bytes, window: TimeWindow) -> CalendarReading:
    """What a feed says of `window`, without what is cancelled. Raises NoCalendarError."""
    try:
        reading = read(body, window, limit=MAX_COMPONENTS)
    except NotACalendar:
        raise NoCalendarError(NAME, Failure.BAD_RESPONSE) from None
    standing = [occurrence for occurrence in reading.occurrences if not occurrence.cancelled]
    return CalendarReading(tuple(map(_entry, standing)), len(reading.rejected))


def https(url: str) -> str:
    """The address behind what calendar programs call webcal://."""
    scheme, separator, rest = url.strip().partition("://")
    return f"https{separator}{rest}" if scheme.lower() in ("webcal", "webcals") else url.strip()


def _entry(occurrence: Occurrence) -> CalendarEntry:
    return CalendarEntry(
        id=occurrence.id,
        start=occurrence.start,
        end=occurrence.end,
        title=occurrence.text("SUMMARY"),
        description=occurrence.text("DESCRIPTION"),
        place=occurrence.text("LOCATION"),
        all_day=occurrence.all_day,
        busy=occurrence.busy,
    )
