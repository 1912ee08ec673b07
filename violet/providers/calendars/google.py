"""Google Calendar v3 and Google's OAuth 2.0: the code flow with PKCE, refresh, revocation, and events.list.

Errors of the API carry `error.errors[].reason`, those of OAuth `error` alone; only reasons are looked at, no body is
kept or logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import orjson

from violet.domain.announcements import RejectedItem, Rejection
from violet.domain.day_spans import span
from violet.domain.time_window import TimeWindow
from violet.ports import Failure, ProviderError
from violet.providers import feed_values as values
from violet.providers.calendars.base import AccessRevokedError, CalendarEntry, CalendarReading, GoogleTokens
from violet.providers.http.documents import Document, Documents, Wanted
from violet.providers.http.failures import failure_of_status
from violet.providers.http.upstream import Upstream
from violet.settings import Settings

NAME, OAUTH_NAME = "google_calendar", "google_oauth"
SCOPE = "https://www.googleapis.com/auth/calendar.events.readonly"
EVENTS_PATH = "/calendar/v3/calendars/primary/events"
AUTHORIZE_PATH, TOKEN_PATH, REVOKE_PATH = "/o/oauth2/v2/auth", "/token", "/revoke"
CALLBACK_PATH = "/api/v1/calendar/google/callback"
# What we ask for of an entry, and no more.
FIELDS = (
    "kind,nextPageToken,items(id,status,summary,description,location,start,end,transparency,eventType,"
    "attendees(self,responseStatus))"
)
# What an answer is that may have no events.
LIST_KIND = "calendar#events"
PAGE = 250
MAX_PAGES = 8
# Reasons of a 403 that pass by themselves.
RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})
# Types that take no time by Google's rule. Of every other, also of those to come, `transparency` alone says it.
FREE_TYPES = frozenset({"workingLocation", "birthday"})
# An access token without a lifetime is used as briefly as this.
LEAST_LIFETIME_S = 60


class GoogleCalendarApi:
    """See `GoogleCalendar`."""

    def __init__(self, documents: Documents, settings: Settings, zone: ZoneInfo) -> None:
        self._documents = documents
        self._zone = zone
        self._client_id = settings.google_oauth_client_id or ""
        self._client_secret = settings.google_oauth_client_secret or ""
        self._accounts_url = settings.google_accounts_base_url
        self._redirect_uri = settings.public_base_url + CALLBACK_PATH
        budget_s = settings.calendar_budget_s
        self._api = Upstream(NAME, settings.google_calendar_base_url, budget_s=budget_s, read_timeout_s=budget_s)
        self._oauth = Upstream(OAUTH_NAME, settings.google_oauth_base_url, budget_s=budget_s, read_timeout_s=budget_s)

    def authorization_url(self, *, state: str, challenge: str) -> str:
        query = {
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "response_type": "code",
            "scope": SCOPE,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            # A refresh token comes only with these two.
            "access_type": "offline",
            "prompt": "consent",
            "include_granted_scopes": "true",
        }
        return f"{self._accounts_url}{AUTHORIZE_PATH}?{urlencode(query)}"

    def exchange(self, code: str, *, verifier: str, now: datetime) -> GoogleTokens:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": self._redirect_uri,
        }
        answer = self._token(form)
        refresh_token = values.text(answer.get("refresh_token"))
        if refresh_token is None:
            raise ProviderError(OAUTH_NAME, Failure.BAD_RESPONSE, "no refresh token")
        return _tokens(answer, refresh_token, now)

    def refresh(self, tokens: GoogleTokens, *, now: datetime) -> GoogleTokens:
        answer = self._token({"grant_type": "refresh_token", "refresh_token": tokens.refresh_token})
        return _tokens(answer, values.text(answer.get("refresh_token")) or tokens.refresh_token, now)

    def read(self, access_token: str, window: TimeWindow) -> CalendarReading:
        query = {
            "singleEvents": "true",
            "orderBy": "startTime",
            "timeMin": window.start.astimezone(UTC).isoformat(timespec="seconds"),
            "timeMax": window.end.astimezone(UTC).isoformat(timespec="seconds"),
            "timeZone": self._zone.key,
            "maxResults": str(PAGE),
            "fields": FIELDS,
        }
        found = CalendarReading(())
        for _ in range(MAX_PAGES):
            page = self._page(access_token, query)
            read = reading_of(page.get("items", [] if page.get("kind") == LIST_KIND else None), self._zone)
            found = CalendarReading(found.entries + read.entries, found.problems + read.problems)
            token = values.text(page.get("nextPageToken"))
            if token is None:
                return found
            query["pageToken"] = token
        return replace(found, complete=False)

    def revoke(self, tokens: GoogleTokens) -> None:
        """A token that is not valid any more (400) is as good as revoked."""
        wanted = Wanted(REVOKE_PATH, form={"token": tokens.refresh_token}, answers=(200, 400))
        self._documents.fetch(self._oauth, wanted)

    def _token(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        credentials = {"client_id": self._client_id, "client_secret": self._client_secret}
        wanted = Wanted(TOKEN_PATH, form={**form, **credentials}, answers=(200, 400, 401))
        document = self._documents.fetch(self._oauth, wanted)
        answer = _object(OAUTH_NAME, document)
        if document.status == 200:
            return answer
        if answer.get("error") == "invalid_grant":
            raise AccessRevokedError(OAUTH_NAME, Failure.DENIED, "invalid_grant")
        raise ProviderError(OAUTH_NAME, Failure.BAD_REQUEST, "refused")

    def _page(self, access_token: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/json"}
        wanted = Wanted(EVENTS_PATH, query, headers, answers=(200, 401, 403, 404))
        document = self._documents.fetch(self._api, wanted)
        answer = _object(NAME, document)
        if document.status == 200:
            return answer
        reason = _reason(answer)
        if document.status == 401:
            raise AccessRevokedError(NAME, Failure.DENIED, reason)
        if reason in RATE_REASONS:
            raise ProviderError(NAME, Failure.RATE_LIMITED, reason)
        raise ProviderError(NAME, failure_of_status(document.status), reason)


def _object(provider: str, document: Document) -> Mapping[str, Any]:
    try:
        found = orjson.loads(document.body)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise ProviderError(provider, Failure.BAD_RESPONSE, "not a JSON object")
    return found


def _reason(answer: Mapping[str, Any]) -> str:
    errors = values.mapping(answer.get("error")).get("errors")
    first = values.mapping(errors[0]) if isinstance(errors, list) and errors else {}
    return values.text(first.get("reason")) or "unknown"


def _tokens(answer: Mapping[str, Any], refresh_token: str, now: datetime) -> GoogleTokens:
    access_token = values.text(answer.get("access_token"))
    if access_token is None:
        raise ProviderError(OAUTH_NAME, Failure.BAD_RESPONSE, "no access token")
    lifetime_s = values.number(answer.get("expires_in")) or LEAST_LIFETIME_S
    return GoogleTokens(access_token, now + timedelta(seconds=lifetime_s), refresh_token)


def entries_of(items: Any, zone: ZoneInfo) -> list[CalendarEntry]:
    """The entries of `reading_of`."""
    return list(reading_of(items, zone).entries)


def reading_of(items: Any, zone: ZoneInfo) -> CalendarReading:
    """What can be read of a page, for a reader in `zone`. Raises ProviderError where nothing can: an empty calendar
    would be a free day."""
    if not isinstance(items, list):
        raise ProviderError(NAME, Failure.BAD_RESPONSE, "no list of events")
    standing = [row for row in map(values.mapping, items) if row.get("status") != "cancelled"]
    read = [(row, _entry(row, zone)) for row in standing]
    found = tuple(entry for _, entry in read if entry is not None)
    if standing and not found:
        raise ProviderError(NAME, Failure.BAD_RESPONSE, "no event makes sense")
    unread = (row for row, entry in read if entry is None)
    return CalendarReading(found, tuple(RejectedItem(Rejection.MALFORMED, _label(row)) for row in unread))


def _label(row: Mapping[str, Any]) -> str:
    return (values.text(row.get("summary")) or values.text(row.get("id")) or "")[:80]


def _entry(row: Mapping[str, Any], zone: ZoneInfo) -> CalendarEntry | None:
    """None for what makes no sense."""
    start, end = _time(row.get("start"), zone), _time(row.get("end"), zone)
    entry_id = values.text(row.get("id"))
    if entry_id is None or start is None or end is None:
        return None
    try:
        found = span(start, end, zone)
    except OverflowError:
        return None
    return CalendarEntry(
        id=entry_id,
        start=found.start,
        end=found.end,
        title=values.text(row.get("summary")),
        description=values.text(row.get("description")),
        place=values.text(row.get("location")),
        all_day=found.all_day,
        busy=_busy(row),
    )


def _busy(row: Mapping[str, Any]) -> bool:
    attendees = row.get("attendees")
    own = [one for one in map(values.mapping, attendees) if one.get("self")] if isinstance(attendees, list) else []
    declined = any(one.get("responseStatus") == "declined" for one in own)
    kind = row.get("eventType", "default")
    return (
        row.get("transparency") != "transparent" and not declined and not (isinstance(kind, str) and kind in FREE_TYPES)
    )


def _time(value: Any, zone: ZoneInfo) -> date | None:
    """A date, or an aware moment."""
    row = values.mapping(value)
    timed = values.moment(row.get("dateTime"), values.zone(row.get("timeZone"), zone))
    return timed if timed is not None else values.day(row.get("date"))
