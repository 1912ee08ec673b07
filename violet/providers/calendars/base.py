"""What the services expect of people's calendars: the value types and the Protocols (the house's others: `base`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from violet.domain.announcements import RejectedItem
from violet.domain.geo import LatLng
from violet.domain.time_window import TimeWindow
from violet.ports import ProviderError


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry of somebody's calendar, one occurrence of a series. Times are UTC, `end` exclusive; of an `all_day`
    one they are the reader's midnights. `busy` is False for what takes no time (declined, free, cancelled). `place` is
    what the calendar says; `location` is known where the app said it."""

    id: str
    start: datetime
    end: datetime
    title: str | None = None
    description: str | None = None
    place: str | None = None
    location: LatLng | None = None
    all_day: bool = False
    busy: bool = True


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """`problems` are the items that could not be understood, or not in full; `complete` is False where the calendar has
    more than was read, so that nobody may be called free by it."""

    entries: tuple[CalendarEntry, ...]
    problems: tuple[RejectedItem, ...] = ()
    complete: bool = True


class AddressRefusedError(ProviderError):
    """The address is not one we call: not https, or on a private network."""


class NoCalendarError(ProviderError):
    """The address answers, but not with a calendar."""


class UnreadableCalendarError(ProviderError):
    """The address answers with a calendar of which nothing can be understood. Not an empty one, which is a free day."""


class AccessRevokedError(ProviderError):
    """The person (or Google) took our access away; only connecting again helps."""


class CalendarFeeds(Protocol):
    """Private iCalendar addresses that people give us."""

    def read(self, url: str, window: TimeWindow) -> CalendarReading:
        """The entries that overlap `window`. Raises ProviderError, of it AddressRefusedError, NoCalendarError and
        UnreadableCalendarError."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class GoogleTokens:
    """OAuth 2.0 tokens. `expires_at` is when the access token ends (aware). Never logged."""

    access_token: str
    expires_at: datetime
    refresh_token: str


class GoogleCalendar(Protocol):
    """Google Calendar API v3 with OAuth 2.0 (authorization code with PKCE)."""

    def authorization_url(self, *, state: str, challenge: str) -> str:
        """Where the person agrees. `challenge` is the PKCE S256 challenge."""
        ...

    def exchange(self, code: str, *, verifier: str, now: datetime) -> GoogleTokens:
        """Tokens for the code the person came back with. Raises ProviderError."""
        ...

    def refresh(self, tokens: GoogleTokens, *, now: datetime) -> GoogleTokens:
        """A new access token. Raises ProviderError, AccessRevokedError where there will be none."""
        ...

    def read(self, access_token: str, window: TimeWindow) -> CalendarReading:
        """The primary calendar's entries that overlap `window`. Raises ProviderError, AccessRevokedError where the
        access token is not accepted."""
        ...

    def revoke(self, tokens: GoogleTokens) -> None:
        """Gives our access back. Raises ProviderError."""
        ...
