"""The Events Calendar, a WordPress plug-in that many a neighborhood lists its events with (REST API v1).

`image` is an object or false, `venue` an object or an empty list, titles hold entities, `start_date` has no zone.
"""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import Any

from violet.domain.announcements import Event, EventBatch, RejectedItem, Rejection, Validators
from violet.domain.time_window import TimeWindow
from violet.providers import feed_values as values
from violet.providers.event_sources.about import About
from violet.providers.event_sources.batches import MAX_EVENTS, collect, items_of, rejected
from violet.providers.event_sources.feed import Feed

PATH = "/wp-json/tribe/events/v1/events"
PAGE = 50


class EventsCalendar:
    """See `EventSource`."""

    def __init__(self, feed: Feed, about: About) -> None:
        self.name, self.title = about.name, about.title
        self._feed = feed
        self._about = about

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        self._feed.begin()
        items: list[Any] = []
        more = True
        page = 1
        while more and len(items) < MAX_EVENTS:
            payload = self._feed.json(PATH, _query(window, self._about, page=page))
            found = items_of(self.name, payload, "events")
            items += found
            more = bool(found) and values.text(values.mapping(payload).get("next_rest_url")) is not None
            page += 1
        return collect(items, partial(read, about=self._about), window, complete=not more)


def _query(window: TimeWindow, about: About, *, page: int) -> dict[str, str]:
    days = (moment.astimezone(about.zone).date().isoformat() for moment in (window.start, window.end))
    start, end = days
    return {
        "page": str(page), "per_page": str(PAGE), "start_date": start, "end_date": end, "status": "publish",
    }  # fmt: skip


def read(item: Any, about: About) -> Event | RejectedItem:
    row = values.mapping(item)
    event_id, title = values.text(row.get("id")), values.text(row.get("title"))
    start = _moment(row, "start", about)
    reason = None
    if event_id is None:
        reason = Rejection.NO_ID
    elif title is None:
        reason = Rejection.NO_TITLE
    elif start is None:
        reason = Rejection.BAD_TIME if row.get("start_date") else Rejection.NO_START
    elif row.get("hide_from_listings") is True or values.text(row.get("status")) not in (None, "publish"):
        reason = Rejection.NOT_PUBLIC
    if reason or event_id is None or title is None or start is None:
        return rejected(reason or Rejection.MALFORMED, event_id or title or "")
    venue = values.mapping(row.get("venue"))
    return Event(
        source=about.name,
        source_id=event_id,
        title=title,
        start=start,
        end=_moment(row, "end", about),
        all_day=row.get("all_day") is True,
        description=values.text(row.get("description")) or values.text(row.get("excerpt")),
        venue=values.text(venue.get("venue")),
        address=_address(venue),
        location=values.position(venue.get("geo_lat"), venue.get("geo_lng")),
        organizer=_organizer(row.get("organizer")),
        url=values.link(row.get("url")),
        image=values.link(values.mapping(row.get("image")).get("url")),
        price=values.text(row.get("cost")),
        categories=tuple(
            filter(None, (values.text(values.mapping(one).get("name")) for one in _list(row.get("categories"))))
        ),
    )


def _moment(row: Any, which: str, about: About) -> Any:
    """The UTC time where there is one, else wall time in the event's own zone."""
    utc = values.moment(row.get(f"utc_{which}_date"), UTC)
    return utc or values.moment(row.get(f"{which}_date"), values.zone(row.get("timezone"), about.zone))


def _address(venue: Any) -> str | None:
    parts = (values.text(venue.get(key)) for key in ("address", "city", "state"))
    line = ", ".join(part for part in parts if part)
    return " ".join(part for part in (line, values.text(venue.get("zip"))) if part) or None


def _organizer(value: Any) -> str | None:
    names = (values.text(values.mapping(one).get("organizer")) for one in _list(value))
    return ", ".join(name for name in names if name) or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
