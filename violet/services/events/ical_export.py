"""Events as iCalendar, for a calendar program: one of them, or a list to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event

from violet.domain.events import EventItem

PRODUCT = "-//VioletVibes//Events//EN"
# How often a subscribed program should ask again.
REFRESH = "PT1H"


def ical(events: Iterable[EventItem], *, now: datetime, name: str = "VioletVibes events") -> bytes:
    """An iCalendar file (RFC 5545). Times are in UTC, all-day events by date; `now` becomes DTSTAMP."""
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", name)):
        calendar.add(key, value)
    calendar.add("x-published-ttl", REFRESH)
    for item in events:
        calendar.add_component(_component(item, now))
    body: Any = calendar
    return bytes(body.to_ical())


def _component(item: EventItem, now: datetime) -> Event:
    event = Event()
    times = {
        "uid": f"{item.id}@violet",
        "dtstamp": now.astimezone(UTC),
        "dtstart": item.start.date() if item.all_day else item.start.astimezone(UTC),
    }
    if item.end is not None:
        times["dtend"] = item.end.date() if item.all_day else item.end.astimezone(UTC)
    texts = {
        "summary": item.title,
        "description": item.description,
        "location": ", ".join(part for part in (item.venue, item.address) if part) or None,
        "url": item.url,
        "status": "CONFIRMED",
    }
    for key, value in (times | texts).items():
        if value is not None:
            event.add(key, value)
    if item.location is not None:
        event.add("geo", (item.location.lat, item.location.lng))
    if item.categories:
        event.add("categories", list(item.categories))
    return event
