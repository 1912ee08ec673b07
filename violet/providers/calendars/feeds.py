"""Calendars at private iCalendar addresses. The address is a secret: it is in no error and no log."""

from __future__ import annotations

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from violet.domain.time_window import TimeWindow
from violet.ports import Failure, ProviderError
from violet.providers.calendars.base import (
    AddressRefusedError,
    CalendarEntry,
    CalendarReading,
    NoCalendarError,
    UnreadableCalendarError,
)
from violet.providers.calendars.places import Places
from violet.providers.http.documents import Documents
from violet.providers.http.failures import RefusedAddressError
from violet.providers.ical.blocks import NotACalendar
from violet.providers.ical.reading import Occurrence, read
from violet.settings import Settings

NAME = "calendar_feed"
MAX_COMPONENTS = 5_000
# Addresses of strangers that are read at a time in a process, and of one host: others wait a little, then go without.
MAX_READS = 16
MAX_READS_OF_A_HOST = 8


class PrivateCalendarFeeds:
    """See `CalendarFeeds`. What is cancelled is left out, as Google Calendar leaves it out. Strangers' hosts have
    places of their own, so that the slow ones keep nobody from anything else."""

    def __init__(self, documents: Documents, settings: Settings, zone: ZoneInfo) -> None:
        self._documents = documents
        self._zone = zone
        self._budget_s = settings.calendar_budget_s
        self._allow_private = settings.calendar_allow_private_addresses
        self._places = Places(MAX_READS, MAX_READS_OF_A_HOST, wait_s=settings.upstream_busy_wait_s)

    def read(self, url: str, window: TimeWindow) -> CalendarReading:
        with self._places.of(host_of(url)):
            try:
                document = self._documents.fetch_public(
                    NAME, https(url), budget_s=self._budget_s, allow_private=self._allow_private
                )
            except RefusedAddressError:
                raise AddressRefusedError(NAME, Failure.DENIED) from None
            return entries_of(document.body, window, self._zone)


def entries_of(body: bytes, window: TimeWindow, zone: ZoneInfo) -> CalendarReading:
    """What a feed says of `window` to a reader in `zone`, without what is cancelled. Raises NoCalendarError and
    UnreadableCalendarError, and ProviderError where the feed is cut short: what is missing might be today."""
    try:
        reading = read(body, window, zone=zone, limit=MAX_COMPONENTS)
    except NotACalendar:
        raise NoCalendarError(NAME, Failure.BAD_RESPONSE) from None
    if reading.is_unreadable:
        raise UnreadableCalendarError(NAME, Failure.BAD_RESPONSE)
    if reading.cut_short:
        raise ProviderError(NAME, Failure.BAD_RESPONSE, "cut short")
    standing = [occurrence for occurrence in reading.occurrences if not occurrence.cancelled]
    return CalendarReading(tuple(map(_entry, standing)), reading.rejected, reading.complete)


def https(url: str) -> str:
    """The address behind what calendar programs call webcal://."""
    scheme, separator, rest = url.strip().partition("://")
    return f"https{separator}{rest}" if scheme.lower() in ("webcal", "webcals") else url.strip()


def host_of(url: str) -> str:
    """The host an address names, "" where it names none."""
    try:
        return urlsplit(https(url)).hostname or ""
    except ValueError:
        return ""


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
