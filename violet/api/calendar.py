"""Calendars: linking one, what is on today, when one is free, and what fits then."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import redirect
from flask_openapi3 import APIBlueprint, Tag
from werkzeug.wrappers import Response

from violet.api.schemas.calendar import (
    BusyTimesBody,
    CallbackQuery,
    ConnectAnswer,
    FreeTimeAnswer,
    ICalBody,
    LinkedAnswer,
    LinksAnswer,
    NextFreeAnswer,
    NextFreeBlockAnswer,
    NotificationsAnswer,
    PositionQuery,
    StatusAnswer,
    TodayAnswer,
    block_wire,
    blocks_of,
    long_block_wire,
    next_free_wire,
    notified_wire,
)
from violet.api.support.callers import person_of_caller
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in
from violet.api.support.limits import limits
from violet.api.support.request_context import current_deps
from violet.domain.wall_clock import NEW_YORK
from violet.errors import VioletError
from violet.services.calendar import answers, google, linking, links

calendar_api = APIBlueprint(
    "calendar",
    __name__,
    url_prefix="/calendar",
    abp_tags=[Tag(name="calendar")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 429, 503),
)

REMOVED, NOT_LINKED = {"status": "removed"}, {"status": "not_linked"}
CONNECTED = {"status": "connected", "message": "Your calendar is connected. You can go back to the app."}


@calendar_api.get("", responses={200: LinksAnswer})
@signed_in
def get_calendars() -> dict[str, Any]:
    """The calendars this person linked, and whether they still work."""
    return {"calendars": links.overview(current_deps(), current_caller().account.id)}


@calendar_api.put("/busy", responses={200: LinkedAnswer})
@signed_in
def put_busy_times(body: BusyTimesBody) -> dict[str, Any]:
    """Post the busy times of the phone's calendar; they replace those posted before."""
    linked = linking.post_busy_times(current_deps(), current_caller().account.id, blocks_of(body), until=body.until)
    return {"status": "linked", "entries": linked.entries, "rejected": linked.rejected}


@calendar_api.delete("/busy", responses={200: StatusAnswer})
@signed_in
def delete_busy_times() -> dict[str, str]:
    """Forget the posted busy times."""
    return REMOVED if links.remove(current_deps(), current_caller().account.id, "busy_times") else NOT_LINKED


@calendar_api.put("/ical", responses={200: LinkedAnswer})
@signed_in
@limits.dashboard
def put_ical(body: ICalBody) -> dict[str, Any]:
    """Link a calendar by its private iCal address. It is read once before it is kept."""
    linked = linking.link_ical(current_deps(), current_caller().account.id, body.url)
    return {"status": "linked", "entries": linked.entries, "rejected": linked.rejected}


@calendar_api.delete("/ical", responses={200: StatusAnswer})
@signed_in
def delete_ical() -> dict[str, str]:
    """Forget the iCal address and what was read of it."""
    return REMOVED if links.remove(current_deps(), current_caller().account.id, "ical") else NOT_LINKED


@calendar_api.post("/google/connect", responses={200: ConnectAnswer})
@signed_in
@limits.dashboard
def post_google_connect() -> dict[str, Any]:
    """Begin to connect Google Calendar: the app opens the address, and the person agrees there."""
    url = google.connect(current_deps(), current_caller().account.id)
    return {"authorization_url": url, "expires_in": google.STATE_TTL_S}


@calendar_api.get("/google/callback", responses={200: StatusAnswer, 302: None}, security=[])
@public
@limits.quick
def get_google_callback(query: CallbackQuery) -> Response | dict[str, str]:
    """Where Google sends the browser back to; from here it goes on to the app, if one is set."""
    deps = current_deps()
    back_to = deps.settings.google_oauth_return_url
    try:
        google.finish(deps, state=query.state, code=None if query.error else query.code)
    except VioletError as error:
        if back_to is None:
            raise
        return redirect(f"{back_to}?{urlencode({'status': 'failed', 'message': error.message})}")
    return redirect(f"{back_to}?status=connected") if back_to is not None else CONNECTED


@calendar_api.delete("/google", responses={200: StatusAnswer})
@signed_in
def delete_google() -> dict[str, str]:
    """Disconnect Google Calendar: our access is given back and forgotten."""
    return REMOVED if google.disconnect(current_deps(), current_caller().account.id) else NOT_LINKED


@calendar_api.get("/today", responses={200: TodayAnswer})
@signed_in
def get_today() -> dict[str, Any]:
    """What is on today in the linked calendars."""
    entries = answers.today(current_deps(), person_of_caller())
    return {
        "events": [
            {
                "id": entry.id,
                "name": entry.title or "Busy",
                "description": entry.description,
                "start": entry.start.astimezone(NEW_YORK),
                "end": entry.end.astimezone(NEW_YORK),
                "location": entry.place,
            }
            for entry in entries
        ]
    }


@calendar_api.get("/free_time", responses={200: FreeTimeAnswer})
@signed_in
def get_free_time() -> dict[str, Any]:
    """The free stretches of half an hour or more in the rest of today."""
    blocks = answers.free_blocks_today(current_deps(), person_of_caller())
    return {"free_blocks": [block_wire(block) for block in blocks]}


@calendar_api.get("/next_free_block", responses={200: NextFreeBlockAnswer})
@signed_in
def get_next_free_block() -> dict[str, Any]:
    """The free stretch that is now or comes next."""
    found = answers.next_free_block(current_deps(), person_of_caller())
    return {"status": found.status, "free_block": long_block_wire(found.gap.time) if found.gap else None}


@calendar_api.get("/next_free", responses={200: NextFreeAnswer})
@signed_in
@limits.dashboard
def get_next_free(query: PositionQuery) -> dict[str, Any]:
    """The free stretch that is now or comes next, and what fits into it."""
    return next_free_wire(answers.next_free(current_deps(), person_of_caller(query.latitude, query.longitude)))


@calendar_api.get("/recommendation", responses={200: NextFreeAnswer})
@signed_in
@limits.dashboard
def get_recommendation(query: PositionQuery) -> dict[str, Any]:
    """The same as next_free."""
    return next_free_wire(answers.next_free(current_deps(), person_of_caller(query.latitude, query.longitude)))


@calendar_api.get("/notifications/check", responses={200: NotificationsAnswer})
@signed_in
@limits.dashboard
def get_notifications(query: PositionQuery) -> dict[str, Any]:
    """What the app may remind of: free time that is now or begins within the hour, with what fits into it."""
    found = answers.notifications(current_deps(), person_of_caller(query.latitude, query.longitude))
    return {
        "notifications": [
            {"free_time": long_block_wire(block), "events": [notified_wire(one) for one in fitting]}
            for block, fitting in found
        ]
    }
