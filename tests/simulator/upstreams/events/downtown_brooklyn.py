"""The Events Calendar (WordPress) as downtownbrooklyn.com answers it: `image` may be false, `venue` an empty list."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from tests.simulator.http import JSON, RefusalError, Request, Response, Route, json_response
from tests.simulator.upstreams.events.announced import Announced, EventFeed, of_feed

PATH = "/wp-json/tribe/events/v1/events"
SITE = "https://www.downtownbrooklyn.com"
DEFAULT_PER_PAGE, MOST_PER_PAGE = 10, 50


class DowntownBrooklyn(EventFeed):
    name = "downtown_brooklyn"

    def routes(self) -> Sequence[Route]:
        return (Route("GET", PATH, self._events),)

    def error(self, status: int) -> Response:
        return json_response({"code": "error", "message": "Error", "data": {"status": status}}, status=status)

    def usual_items(self) -> list[Any]:
        return [self._item(one) for one in of_feed(self.name)]

    def _events(self, request: Request, _match: object) -> Response:
        given = self.given_body(JSON)
        if given is not None:
            return given
        first, last = self._day(request, "start_date"), self._day(request, "end_date")
        per_page = min(MOST_PER_PAGE, int(request.query.get("per_page", DEFAULT_PER_PAGE)))
        page = int(request.query.get("page", 1))
        found = [item for item in self.items() if _within(item, first, last)]
        pages = max(1, -(-len(found) // per_page))
        if page > pages:
            code = "event-archive-page-not-found"
            body = {"code": code, "message": "The requested page of events does not exist.", "data": {"status": 404}}
            return json_response(body, status=404)
        query = f"per_page={per_page}&start_date={first}&end_date={last}"
        answer: dict[str, Any] = {
            "events": found[(page - 1) * per_page : page * per_page], "rest_url": f"{SITE}{PATH}/?page={page}&{query}",
            "total": len(found), "total_pages": pages,
        }  # fmt: skip
        if page < pages:
            answer["next_rest_url"] = f"{SITE}{PATH}/?page={page + 1}&{query}"
        return json_response(answer)

    def _day(self, request: Request, name: str) -> str:
        try:
            return date.fromisoformat(request.query.get(name, "")[:10]).isoformat()
        except ValueError:
            message = f"Invalid parameter(s): {name}"
            body = {"code": "rest_invalid_param", "message": message, "data": {"status": 400, "params": {name: ""}}}
            raise RefusalError(json_response(body, status=400)) from None

    def _item(self, one: Announced) -> dict[str, Any]:
        start = one.start(self.today)
        end = one.end(self.today) or start
        url = f"{SITE}/event/{one.number}/"
        venue: Any = {
            "id": 300 + one.number, "venue": html.escape(one.venue), "slug": f"venue-{one.number}", "status": "publish",
            "address": "", "city": "Brooklyn", "country": "United States", "state": "NY",
            "geo_lat": float(one.lat), "geo_lng": float(one.lng),
        }  # fmt: skip
        return {
            "id": 40_000 + one.number, "status": "publish", "url": url, "title": html.escape(one.title).replace("'", "&#8217;"),
            "description": one.description, "excerpt": one.description, "slug": f"event-{one.number}",
            "image": {"url": f"{SITE}/wp-content/uploads/{one.number}.jpg", "id": one.number} if one.number % 2 else False,
            "all_day": False, "start_date": _plain(start), "end_date": _plain(end),
            "utc_start_date": _plain(start.astimezone(UTC)), "utc_end_date": _plain(end.astimezone(UTC)),
            "timezone": "America/New_York", "timezone_abbr": start.tzname(), "cost": one.price,
            "cost_details": {"currency_symbol": "$", "currency_code": "USD", "currency_position": "prefix", "values": []},
            "website": "", "hide_from_listings": False, "featured": False,
            "categories": [{"id": 12, "name": one.category.title(), "slug": one.category, "taxonomy": "tribe_events_cat"}],
            "tags": [], "venue": venue if one.number % 7 else [], "organizer": [], "custom_fields": [],
        }  # fmt: skip


def _within(item: Any, first: str, last: str) -> bool:
    try:
        return bool(item["end_date"][:10] >= first and item["start_date"][:10] <= last)
    except (KeyError, TypeError):
        return True


def _plain(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
