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
    MyEventsAnswer,
    RsvpAnswer,
    RsvpBody,
    SourcesAnswer,
    engage_wire,
    event_wire,
    permitted_wire,
    source_wire,
)
from violet.api.support.campuses import names_campus
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container, server
from violet.container import Container
from violet.domain.events import EventItem, EventQuery
from violet.errors import NotFound
from violet.services.events import attendance, candidates, catalog
from violet.services.events.ical_export import ical
from violet.services.events.intake import freshness
from violet.services.places.positions import both_or_neither

events_api = APIBlueprint(
    "events",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="events")],
    abp_responses=errors(400, 429, 503),
)

CALENDAR = {"content": {"text/calendar": {}}, "description": "An iCalendar file (RFC 5545)."}


@events_api.get("/events", responses={200: EventsAnswer})
@public
@limits.quick
def get_events(query: EventsQuery) -> dict[str, Any]:
    """What is on, searched and page by page; and under `nyc_permitted` the city's events of the coming week."""
    ports = container().events
    asked = _asked(query)
    page = catalog.search(ports, asked, origin=asked.near, walks=container().walks)
    return {
        "nyc_permitted": [permitted_wire(item) for item in catalog.city_events(ports)],
        "events": [_wire(listed) for listed in page.events],
        "next": page.next,
    }


@events_api.get("/nyu_engage_events", responses={200: EngageAnswer})
@public
@limits.quick
def get_engage_events(query: EngageQuery) -> dict[str, Any]:
    """What the university's clubs and offices put on in the coming days."""
    return {"engage_events": [engage_wire(item) for item in catalog.engage_events(container().events, days=query.days)]}


@events_api.get("/events/sources", responses={200: SourcesAnswer})
@public
def get_sources() -> dict[str, Any]:
    """How fresh each source is, and what it sent that was not taken."""
    return {"sources": [source_wire(one) for one in freshness.freshness(container().intake)]}


@events_api.get("/events.ics", responses={200: CALENDAR})
@public
@limits.quick
def get_events_calendar(query: EventsQuery) -> Response:
    """The events of a search as an iCalendar file, to subscribe to."""
    page = catalog.search(container().events, _asked(query))
    return _calendar([listed.item for listed in page.events], "violet-events.ics")


@events_api.get(
    "/events/mine", responses={200: MyEventsAnswer, **errors(401, 403)}, security=SIGNED_IN, operation_id="listMyEvents"
)
@signed_in
def get_my_events() -> dict[str, Any]:
    """The events this person answered, the soonest first."""
    return {"events": [_my_wire(one) for one in _mine()]}


@events_api.get(
    "/events/mine.ics",
    responses={200: CALENDAR, **errors(401, 403)},
    security=SIGNED_IN,
    operation_id="getMyCalendar",
)
@signed_in
def get_my_calendar() -> Response:
    """The same as an iCalendar file."""
    mine = _mine()
    return _calendar([one.item for one in mine if one.item is not None], "my-events.ics")


@events_api.post(
    "/events/<int:event_id>/rsvp",
    responses={200: RsvpAnswer, **errors(401, 403, 404)},
    security=SIGNED_IN,
    operation_id="answerEvent",
)
@signed_in
def post_rsvp(path: EventPath, body: RsvpBody) -> dict[str, Any]:
    """Say whether you go, and when to be reminded; "none" takes both back. With a position the reminder comes earlier
    by the walk from there."""
    origin = both_or_neither(body.latitude, body.longitude, names=("latitude", "longitude"))
    rsvp = attendance.Rsvp(body.status, body.remind_minutes_before, origin)
    now, zone = container().clock(), _of_event(path.event_id).here.zone
    one = attendance.answer(current_caller().account.id, path.event_id, rsvp, now=now, zone=zone)
    return {
        "event_id": one.event_id,
        "status": one.status,
        "remind_at": one.remind_at.astimezone(zone) if one.remind_at else None,
        "walk_minutes": one.walk_minutes,
    }


@events_api.get("/events/<int:event_id>", responses={200: EventBody, **errors(404)})
@public
def get_event(path: EventPath) -> dict[str, Any]:
    """One event."""
    own = _of_event(path.event_id)
    return _wire(catalog.one_event(own.events, path.event_id, walks=own.walks))


@events_api.get("/events/<int:event_id>.ics", responses={200: CALENDAR, **errors(404)})
@public
def get_event_calendar(path: EventPath) -> Response:
    """One event as an iCalendar file."""
    listed = catalog.one_event(_of_event(path.event_id).events, path.event_id)
    return _calendar([listed.item], f"event-{path.event_id}.ics")


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


def _wire(listed: catalog.Listed) -> dict[str, Any]:
    path = url_for("events.get_event_calendar", event_id=listed.item.id)
    return event_wire(listed, container().settings.public_base_url + path)


def _of_event(event_id: int) -> Container:
    """That of the campus which announces the event: whoever has an event's id may be anywhere. Raises NotFound where
    the request names another campus."""
    everywhere, campus_id = server(), candidates.campus_of(event_id)
    if len(everywhere.campuses) == 1:
        return container()
    own = everywhere.announcing(campus_id)
    if own.campus.id == container().campus.id:
        return container()
    if names_campus():
        raise NotFound(attendance.GONE)
    return own


def _mine() -> list[attendance.Attending]:
    here = container().here
    return attendance.mine(current_caller().account.id, here.clock(), here.zone, server().zones)


def _my_wire(one: attendance.Attending) -> dict[str, Any]:
    assert one.item is not None, "those without are left out"
    own = _of_event(one.item.id)
    listed = catalog.listed(own.events, one.item, walks=own.walks)
    answered = {
        "status": one.status,
        "remind_at": one.remind_at.astimezone(own.here.zone) if one.remind_at else None,
        "remind_minutes_before": one.remind_minutes_before,
        "walk_minutes": one.walk_minutes,
    }
    return _wire(listed) | {"event_id": one.event_id, **answered}


def _calendar(items: list[EventItem], filename: str) -> Response:
    body = ical(items, now=container().here.now())
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)
