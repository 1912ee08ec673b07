"""Events: lists, search, one event, iCalendar, and how fresh the sources are."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.events import (
    EngageAnswer,
    EngageQuery,
    EventBody,
    EventPath,
    EventsAnswer,
    EventsQuery,
    SourcesAnswer,
    engage_wire,
    event_wire,
    permitted_wire,
    source_wire,
)
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.request_context import current_deps
from violet.domain.events import EventItem, EventQuery
from violet.services.events import catalogue
from violet.services.events.ical_export import ical
from violet.services.events.intake import freshness
from violet.services.places.positions import both_or_neither

events_api = APIBlueprint("events", __name__, abp_tags=[Tag(name="events")], abp_responses=errors(400, 429, 503))

CALENDAR = {"content": {"text/calendar": {}}, "description": "An iCalendar file (RFC 5545)."}


@events_api.get("/events", responses={200: EventsAnswer})
@public
@limits.quick
def get_events(query: EventsQuery) -> dict[str, Any]:
    """What is on, searched and page by page; and under `nyc_permitted` the city's events of the coming week."""
    deps = current_deps()
    asked = _asked(query)
    page = catalogue.search(deps, asked, origin=asked.near)
    return {
        "nyc_permitted": [permitted_wire(item) for item in catalogue.city_events(deps)],
        "events": [_wire(listed) for listed in page.events],
        "next": page.next,
    }


@events_api.get("/nyu_engage_events", responses={200: EngageAnswer})
@public
@limits.quick
def get_engage_events(query: EngageQuery) -> dict[str, Any]:
    """NYU Engage's events of the coming days."""
    return {"engage_events": [engage_wire(item) for item in catalogue.engage_events(current_deps(), days=query.days)]}


@events_api.get("/events/sources", responses={200: SourcesAnswer})
@public
def get_sources() -> dict[str, Any]:
    """How fresh each source is, and what it sent that was not taken."""
    return {"sources": [source_wire(one) for one in freshness.freshness(current_deps())]}


@events_api.get("/events.ics", responses={200: CALENDAR})
@public
@limits.quick
def get_events_calendar(query: EventsQuery) -> Response:
    """The events of a search as an iCalendar file, to subscribe to."""
    page = catalogue.search(current_deps(), _asked(query))
    return _calendar([listed.item for listed in page.events], "violet-events.ics")


@events_api.get("/events/<int:event_id>", responses={200: EventBody, **errors(404)})
@public
def get_event(path: EventPath) -> dict[str, Any]:
    """One event."""
    return _wire(catalogue.one_event(current_deps(), path.event_id))


@events_api.get("/events/<int:event_id>.ics", responses={200: CALENDAR, **errors(404)})
@public
def get_event_calendar(path: EventPath) -> Response:
    """One event as an iCalendar file."""
    return _calendar([catalogue.one_event(current_deps(), path.event_id).item], f"event-{path.event_id}.ics")


def _asked(query: EventsQuery) -> EventQuery:
    return EventQuery(
        text=query.q,
        starts=query.starts,
        ends=query.ends,
        categories=tuple(query.category),
        free=query.free,
        near=both_or_neither(query.latitude, query.longitude, names=("latitude", "longitude")),
        radius_m=query.radius_m,
        sources=tuple(query.source),
        order=query.order,
        limit=query.limit,
        after=query.after,
    )


def _wire(listed: catalogue.Listed) -> dict[str, Any]:
    path = url_for("events.get_event_calendar", event_id=listed.item.id)
    return event_wire(listed, current_deps().settings.public_base_url + path)


def _calendar(items: list[EventItem], filename: str) -> Response:
    body = ical(items, now=current_deps().now())
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)
