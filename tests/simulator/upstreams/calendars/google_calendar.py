"""Google Calendar v3 events.list: strict about offsets and order, pages that may be empty, the older error layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.simulator.http import RefusalError, Request, Response, Route, json_response
from tests.simulator.upstreams.calendars.google_oauth import GoogleOAuth

NEW_YORK = ZoneInfo("America/New_York")
REASONS = {400: "badRequest", 401: "authError", 403: "userRateLimitExceeded", 404: "notFound", 429: "rateLimitExceeded"}
MOST = 2500


class GoogleCalendar:
    """Modes: `items` (event resources, as `singleEvents` has them) and `page` (how many to a page; every second page is
    empty, as Google allows)."""

    name = "google_calendar"
    latency_s = 0.15

    def __init__(self, oauth: GoogleOAuth) -> None:
        self._oauth = oauth
        self.reset()

    def reset(self) -> None:
        self._items: list[dict[str, Any]] = []
        self._page = 250

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"items", "page"}:
            raise ValueError(f"google_calendar has no mode {', '.join(sorted(unknown))}")
        self._items = options.get("items", self._items)
        self._page = int(options.get("page", self._page))

    def routes(self) -> Sequence[Route]:
        return (Route("GET", r"/calendar/v3/calendars/([^/]+)/events", self._list, pattern=True),)

    def error(self, status: int) -> Response:
        reason = REASONS.get(status, "backendError")
        detail = {"domain": "global", "reason": reason, "message": reason}
        return json_response({"error": {"errors": [detail], "code": status, "message": reason}}, status=status)

    def _list(self, request: Request, match: Any) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self._oauth.access_tokens:
            raise RefusalError(self.error(401))
        if match.group(1) != "primary":
            raise RefusalError(self.error(404))
        low, high = self._time(request, "timeMin"), self._time(request, "timeMax")
        single = request.query.get("singleEvents") == "true"
        size = int(request.query.get("maxResults", 250))
        if (request.query.get("orderBy") == "startTime" and not single) or not 0 < size <= MOST or high <= low:
            raise RefusalError(self.error(400))
        found = [item for item in self._items if _moment(item, "end") > low and _moment(item, "start") < high]
        found.sort(key=lambda item: _moment(item, "start"))
        return json_response(self._answer(found, min(size, self._page), request.query.get("pageToken", "0")))

    def _answer(self, found: list[dict[str, Any]], size: int, token: str) -> dict[str, Any]:
        at, empty = int(token.removesuffix("e")), token.endswith("e")
        page = [] if empty else found[at : at + size]
        answer: dict[str, Any] = {"kind": "calendar#events", "timeZone": "America/New_York", "items": page}
        if empty:
            answer["nextPageToken"] = str(at)
        elif at + size < len(found):
            answer["nextPageToken"] = f"{at + size}e"
        return answer

    def _time(self, request: Request, name: str) -> datetime:
        try:
            found = datetime.fromisoformat(request.query[name])
        except (KeyError, ValueError):
            found = None
        if found is None or found.tzinfo is None:
            raise RefusalError(self.error(400))
        return found


def _moment(item: Mapping[str, Any], which: str) -> datetime:
    """Cancelled items may have no times; they are sent whatever was asked."""
    value = item.get(which)
    if value is None:
        return datetime.max.replace(tzinfo=NEW_YORK) if which == "end" else datetime.min.replace(tzinfo=NEW_YORK)
    if "dateTime" in value:
        return datetime.fromisoformat(value["dateTime"])
    return datetime.fromisoformat(value["date"]).replace(tzinfo=NEW_YORK)
