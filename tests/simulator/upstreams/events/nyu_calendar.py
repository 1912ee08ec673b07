"""NYU's public calendar (LiveWhale) as iCalendar, with an ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.simulator.http import Request, Response, Route
from tests.simulator.upstreams.events.announced import Announced, EventFeed, of_feed

CALENDAR = "text/calendar; charset=utf-8"


class NyuCalendar(EventFeed):
    """`items` are VEVENT components as text."""

    name = "nyu_calendar"

    def routes(self) -> Sequence[Route]:
        return (Route("GET", "/live/ical/events", self._events),)

    def error(self, status: int) -> Response:
        return Response(status=status, body=b"<html><body>Error</body></html>", content_type="text/html")

    def usual_items(self) -> list[Any]:
        return [self._component(one) for one in of_feed(self.name)]

    def _events(self, request: Request, _match: object) -> Response:
        given = self.given_body(CALENDAR)
        if given is not None:
            return given
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//LiveWhale//EN", *self.items(), "END:VCALENDAR", ""]
        body = "\r\n".join(lines).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status=304, headers=[("ETag", etag)])
        return Response(body=body, content_type=CALENDAR, headers=[("ETag", etag)])

    def _component(self, one: Announced) -> str:
        start, end = one.start(self.today), one.end(self.today)
        lines = [
            "BEGIN:VEVENT",
            f"UID:live-{1000 + one.number}@events.nyu.edu",
            "DTSTAMP:20261115T120000Z",
            f"DTSTART;TZID=America/New_York:{_stamp(start)}",
            f"SUMMARY:{_escaped(one.title)}",
            f"LOCATION:{_escaped(one.venue)}",
            f"CATEGORIES:{_escaped(one.category)}",
            f"URL:https://events.nyu.edu/event/{1000 + one.number}",
            "STATUS:CONFIRMED",
        ]
        if end is not None:
            lines.append(f"DTEND;TZID=America/New_York:{_stamp(end)}")
        if one.description:
            lines.append(f"DESCRIPTION:{_escaped(one.description)}")
        if one.lat:
            lines.append(f"GEO:{one.lat};{one.lng}")
        return "\r\n".join(_folded(line) for line in [*lines, "END:VEVENT"])


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    pieces = [line[:70]] + [line[at : at + 69] for at in range(70, len(line), 69)]
    return "\r\n ".join(pieces)
