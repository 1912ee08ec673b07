"""A calendar program's private iCalendar addresses: /ical/<secret>/basic.ics, and one that redirects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.simulator.http import Request, Response, Route

CALENDAR = "text/calendar; charset=utf-8"


class PrivateIcal:
    """Modes: `body` (what the address answers) and `redirect_to` (where it sends instead)."""

    name = "private_ical"
    latency_s = 0.2

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._body = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
        self._redirect_to: str | None = None

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"body", "redirect_to"}:
            raise ValueError(f"private_ical has no mode {', '.join(sorted(unknown))}")
        body = options.get("body", self._body)
        self._body = body.encode() if isinstance(body, str) else body
        self._redirect_to = options.get("redirect_to", self._redirect_to)

    def routes(self) -> Sequence[Route]:
        return (
            Route("GET", r"/ical/[\w-]+/basic\.ics", self._calendar, pattern=True),
            Route("GET", "/ical/moved.ics", self._moved),
        )

    def error(self, status: int) -> Response:
        return Response(status=status, body=b"<html>Error</html>", content_type="text/html")

    def _calendar(self, request: Request, _match: object) -> Response:
        return Response(body=self._body, content_type=CALENDAR)

    def _moved(self, request: Request, _match: object) -> Response:
        return Response(status=302, headers=[("Location", self._redirect_to or "/ical/x/basic.ics")])
