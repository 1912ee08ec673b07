"""CampusLabs Engage's discovery search, as engage.nyu.edu answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tests.simulator.http import JSON, RefusalError, Request, Response, Route, json_response
from tests.simulator.upstreams.events.announced import Announced, EventFeed, of_feed

MOST = 300
TIME_PARAMETERS = ("endsAfter", "endsBefore", "startsAfter", "startsBefore")
ORDERS = ("startsOn", "endsOn")


class Engage(EventFeed):
    name = "nyu_engage"

    def routes(self) -> Sequence[Route]:
        return (Route("GET", "/api/discovery/event/search", self._search),)

    def error(self, status: int) -> Response:
        return Response(status=status, body=b"<html><body>Request blocked</body></html>", content_type="text/html")

    def usual_items(self) -> list[Any]:
        return [self._item(one) for one in of_feed(self.name)]

    def _search(self, request: Request, _match: object) -> Response:
        given = self.given_body(JSON)
        if given is not None:
            return given
        limits = {name: self._time(request, name) for name in TIME_PARAMETERS if name in request.query}
        if request.query.get("orderByField", "startsOn") not in ORDERS:
            raise RefusalError(json_response({"message": "orderByField"}, status=400))
        take, skip = int(request.query.get("take", 10)), int(request.query.get("skip", 0))
        if not 0 < take <= MOST:
            raise RefusalError(json_response({"message": "take"}, status=400))
        found = [item for item in self.items() if _within(item, limits)]
        if self._items is None:
            found.sort(key=lambda item: str(item[request.query.get("orderByField", "startsOn")]))
        return json_response({"@odata.count": len(found), "@search.facets": {}, "value": found[skip : skip + take]})

    def _time(self, request: Request, name: str) -> datetime:
        try:
            found = datetime.fromisoformat(request.query[name])
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise RefusalError(json_response({"message": f"The value for {name} is not valid."}, status=400))
        return found

    def _item(self, one: Announced) -> dict[str, Any]:
        organization = 280000 + one.number
        start, end = one.start(self.today), one.end(self.today)
        theme, *benefits = one.category.split(";")
        return {
            "id": str(11_800_000 + one.number), "institutionId": 2345, "organizationId": organization,
            "organizationIds": [str(organization)], "branchId": 150001, "branchIds": ["150001"],
            "organizationName": one.organizer, "organizationProfilePicture": None, "organizationNames": [one.organizer],
            "name": one.title, "description": one.description or None, "location": one.venue,
            "startsOn": start.astimezone(UTC).isoformat(), "endsOn": (end or start).astimezone(UTC).isoformat(),
            "imagePath": f"00000000-0000-0000-0000-{one.number:012d}.jpg" if one.number % 3 else None,
            "theme": theme, "categoryIds": ["12901"], "categoryNames": [theme], "benefitNames": benefits,
            "visibility": "Public", "status": "Approved", "latitude": one.lat or None, "longitude": one.lng or None,
            "recScore": None, "rsvpTotal": one.number, "@search.score": 1.0,
        }  # fmt: skip


def _within(item: Any, limits: dict[str, datetime]) -> bool:
    """Items that were set and make no sense are sent whatever was asked."""
    try:
        start, end = datetime.fromisoformat(item["startsOn"]), datetime.fromisoformat(item["endsOn"])
        return not (
            ("endsAfter" in limits and end <= limits["endsAfter"])
            or ("endsBefore" in limits and end >= limits["endsBefore"])
            or ("startsAfter" in limits and start <= limits["startsAfter"])
            or ("startsBefore" in limits and start >= limits["startsBefore"])
        )
    except (KeyError, TypeError, ValueError):
        return True
