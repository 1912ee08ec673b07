"""NYC Open Data (Socrata, SODA 2): permitted events (tvpp-9vvx) and Parks' events (w3wp-dpdi).

Only as much SoQL as a listing by time needs; what is not understood is refused, as Socrata does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from tests.simulator.http import JSON, RefusalError, Request, Response, Route, json_response
from tests.simulator.upstreams.events.announced import Announced, EventFeed, of_feed

DEFAULT_LIMIT, MOST = 1000, 50_000
BETWEEN = re.compile(r"(\w+) between '([^']+)' and '([^']+)'")
IN_LIST = re.compile(r"(\w+) (not )?in\(([^)]*)\)")


class _Dataset(EventFeed):
    """`time_column` is what a listing is limited by."""

    path = ""
    time_column = ""
    columns: frozenset[str] = frozenset()

    def routes(self) -> Sequence[Route]:
        return (Route("GET", self.path, self._rows),)

    def error(self, status: int) -> Response:
        return json_response({"code": "server_error", "error": True, "message": "Internal error"}, status=status)

    def _rows(self, request: Request, _match: object) -> Response:
        given = self.given_body(JSON)
        if given is not None:
            return given
        limit, offset = int(request.query.get("$limit", DEFAULT_LIMIT)), int(request.query.get("$offset", 0))
        if limit > MOST:
            raise RefusalError(_refusal("query.soql.limit", "limit"))
        found = [row for row in self.items() if self._wanted(row, request.query.get("$where", ""))]
        order = [name for name in request.query.get("$order", ":id").split(",") if name != ":id"]
        self._check(order)
        if self._items is None:
            found.sort(key=lambda row: [str(row.get(name, "")) for name in order])
        body = orjson.dumps(found[offset : offset + limit])
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status=304, headers=[("ETag", etag)])
        return Response(body=body, content_type=JSON, headers=[("ETag", etag)])

    def _wanted(self, row: Any, where: str) -> bool:
        left = where
        for clause in BETWEEN.finditer(where):
            column, low, high = clause.groups()
            self._check([column])
            _check_floating(low, high)
            if isinstance(row, dict) and not low <= str(row.get(column, low)) <= high:
                return False
            left = left.replace(clause.group(0), "")
        for clause in IN_LIST.finditer(where):
            column, negated, values = clause.groups()
            self._check([column])
            listed = re.findall(r"'([^']*)'", values)
            if isinstance(row, dict) and (row.get(column) in listed) is bool(negated):
                return False
            left = left.replace(clause.group(0), "")
        if left.replace("AND", "").strip():
            raise RefusalError(_refusal("query.compiler.malformed", left))
        return True

    def _check(self, columns: Sequence[str]) -> None:
        for column in columns:
            if column not in self.columns:
                raise RefusalError(_refusal("query.soql.no-such-column", column))


class NycOpenData(_Dataset):
    name = "nyc_open_data"
    path = "/resource/tvpp-9vvx.json"
    time_column = "start_date_time"
    columns = frozenset(
        {"event_id", "event_name", "start_date_time", "end_date_time", "event_agency", "event_type", "event_borough",
         "event_location", "event_street_side", "street_closure_type", "community_board", "police_precinct"}
    )  # fmt: skip

    def usual_items(self) -> list[Any]:
        return [self._item(one) for one in of_feed("nyc_permitted")]

    def _item(self, one: Announced) -> dict[str, Any]:
        """The organizer column of the file holds the borough."""
        return {
            "event_id": str(812_000 + one.number), "event_name": one.title,
            "start_date_time": _floating(one.start(self.today)),
            "end_date_time": _floating(one.end(self.today) or one.start(self.today)),
            "event_agency": "Street Activity Permit Office", "event_type": one.category,
            "event_borough": one.organizer, "event_location": one.venue, "event_street_side": "Both",
            "street_closure_type": "Curb Lane Only", "community_board": "5, ", "police_precinct": "13, ",
        }  # fmt: skip


class NycParks(_Dataset):
    name = "nyc_parks"
    path = "/resource/w3wp-dpdi.json"
    time_column = "startdate"
    columns = frozenset(
        {"title", "description", "guid", "link", "parkids", "parknames", "location", "startdate", "enddate", "starttime",
         "endtime", "categories", "coordinates", "image", "contact_phone", "pubdate"}
    )  # fmt: skip

    def usual_items(self) -> list[Any]:
        return [self._item(one) for one in of_feed(self.name)]

    def _item(self, one: Announced) -> dict[str, Any]:
        start, end = one.start(self.today), one.end(self.today)
        slug = re.sub(r"[^a-z0-9]+", "-", one.title.lower()).strip("-")
        url = f"https://www.nycgovparks.org/events/{start:%Y/%m/%d}/{slug}"
        park = re.search(r"\(in ([^)]+)\)", one.venue)
        item: dict[str, Any] = {
            "title": one.title, "description": one.description, "guid": url, "link": {"url": url},
            "parkids": "M098", "parknames": park.group(1) if park else one.venue, "location": one.venue,
            "startdate": f"{start:%Y-%m-%dT00:00:00.000}", "enddate": f"{(end or start):%Y-%m-%dT00:00:00.000}",
            "starttime": start.strftime("%I:%M %p").lstrip("0").lower(), "categories": one.category,
            "coordinates": f"{one.lat},{one.lng}", "pubdate": f"{start:%Y-%m-%dT09:00:00.000}",
        }  # fmt: skip
        if end is not None:
            item["endtime"] = end.strftime("%I:%M %p").lstrip("0").lower()
        return item


def _floating(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.000}"


def _check_floating(*times: str) -> None:
    for written in times:
        try:
            aware = datetime.fromisoformat(written).tzinfo is not None
        except ValueError:
            aware = True
        if aware:
            raise RefusalError(_refusal("query.soql.type-mismatch", written))


def _refusal(code: str, what: str) -> Response:
    body = {"message": f"Query coordinator error: {code}; {what}", "errorCode": code, "data": {"column": what}}
    return json_response(body, status=400)
