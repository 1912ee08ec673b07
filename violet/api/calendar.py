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
    LinkStatusAnswer,
    NextFreeAnswer,
    NextFreeBlockAnswer,
    NotificationsAnswer,
    PositionQuery,
    TodayAnswer,
    agenda_wire,
    block_wire,
    blocks_of,
    linked_wire,
    long_block_wire,
    next_free_wire,
    notified_wire,
)
from violet.api.support.callers import person_of_caller
from violet.api.support.documentation import OPTIONAL_USER, SIGNED_IN, errors
from violet.api.support.guards import caller_if_known, current_caller, optional_user, signed_in
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.errors import Unauthorized
from violet.services.calendar import answers, google, linking, links
from violet.services.calendar.overview import overview

calendar_api = APIBlueprint(
    "calendar",
    __name__,
    operation_id_callback=operation_id,
    url_prefix="/calendar",
    abp_tags=[Tag(name="calendar")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 429, 503),
)

REMOVED, NOT_LINKED = {"status": "removed"}, {"status": "not_linked"}
FINISH_IN_APP = "Please go back to the app, where you are logged in, to finish."
CONNECTED = {"status": "connected", "message": "Your calendar is connected. You can go back to the app."}


@calendar_api.get("", responses={200: LinksAnswer})
@signed_in
def get_calendars() -> dict[str, Any]:
    """The calendars this person linked, whether they still work, and what in them could not be read."""
    ports = container().calendars
    found = overview(ports, current_caller().account.id)
    return {"calendars": [linked_wire(one, ports.here.zone) for one in found]}


@calendar_api.put("/busy", responses={200: LinkedAnswer})
@signed_in
def put_busy_times(body: BusyTimesBody) -> dict[str, Any]:
    """Post the busy times of the phone's calendar; they replace those posted before."""
    linked = linking.post_busy_times(
        container().calendars, current_caller().account.id, blocks_of(body), until=body.until
    )
    return {"status": "linked", "entries": linked.entries, "rejected": linked.rejected}


@calendar_api.delete("/busy", responses={200: LinkStatusAnswer})
@signed_in
def delete_busy_times() -> dict[str, str]:
    """Forget the posted busy times."""
    return (
        REMOVED if links.remove(container().calendars.vault, current_caller().account.id, "busy_times") else NOT_LINKED
    )


@calendar_api.put("/ical", responses={200: LinkedAnswer})
@signed_in
@limits.dashboard
def put_ical(body: ICalBody) -> dict[str, Any]:
    """Link a calendar by its private iCal address. It is read once before it is kept."""
    linked = linking.link_ical(container().calendars, current_caller().account.id, body.url)
    return {"status": "linked", "entries": linked.entries, "rejected": linked.rejected}


@calendar_api.delete("/ical", responses={200: LinkStatusAnswer})
@signed_in
def delete_ical() -> dict[str, str]:
    """Forget the iCal address and what was read of it."""
    return REMOVED if links.remove(container().calendars.vault, current_caller().account.id, "ical") else NOT_LINKED


@calendar_api.post("/google/connect", responses={200: ConnectAnswer})
@signed_in
@limits.dashboard
def post_google_connect() -> dict[str, Any]:
    """Begin to connect Google Calendar: the app opens the address, and the person agrees there."""
    url = google.connect(container().calendars, current_caller().account.id)
    return {"authorization_url": url, "expires_in": google.STATE_TTL_S}


@calendar_api.get("/google/callback", responses={200: LinkStatusAnswer, 302: None}, security=OPTIONAL_USER)
@optional_user
@limits.quick
def get_google_callback(query: CallbackQuery) -> Response | dict[str, str]:
    """Where Google sends the browser back to. A browser has no token, so it is sent on to the app, if one is set, with
    what Google said; the app asks for the same address with its token. It finishes for the account that began, and for
    no other: or somebody could have another person's calendar connected to their own account."""
    ports, caller = container().calendars, caller_if_known()
    if caller is not None:
        google.finish(ports, caller.account.id, state=query.state, code=None if query.error else query.code)
        return CONNECTED
    back_to = ports.here.settings.google_oauth_return_url
    if back_to is None:
        raise Unauthorized(FINISH_IN_APP)
    return redirect(f"{back_to}?{urlencode(query.model_dump(exclude_none=True))}")


@calendar_api.delete("/google", responses={200: LinkStatusAnswer})
@signed_in
def delete_google() -> dict[str, str]:
    """Disconnect Google Calendar: our access is given back and forgotten."""
    return REMOVED if google.disconnect(container().calendars, current_caller().account.id) else NOT_LINKED


@calendar_api.get("/today", responses={200: TodayAnswer})
@signed_in
def get_today() -> dict[str, Any]:
    """What is on today in the linked calendars. Where one of them does not answer, it is as it was read last and named
    in `degraded`; 503 where nothing is known, as an empty list would be a free day."""
    ports = container().calendars
    found = answers.today(ports, person_of_caller())
    return agenda_wire(found.agenda, ports.here.zone) | {
        "events": [
            {
                "id": entry.id,
                "name": entry.title or "Busy",
                "description": entry.description,
                "start": entry.start.astimezone(ports.here.zone),
                "end": entry.end.astimezone(ports.here.zone),
                "location": entry.place,
            }
            for entry in found.entries
        ]
    }


@calendar_api.get("/free_time", responses={200: FreeTimeAnswer})
@signed_in
def get_free_time() -> dict[str, Any]:
    """The free stretches of half an hour or more in the rest of today. There are none while a calendar could not be
    read, which `unread` names."""
    ports = container().calendars
    found, zone = answers.free_blocks_today(ports, person_of_caller()), ports.here.zone
    return agenda_wire(found.agenda, zone) | {"free_blocks": [block_wire(block, zone) for block in found.blocks]}


@calendar_api.get("/next_free_block", responses={200: NextFreeBlockAnswer})
@signed_in
def get_next_free_block() -> dict[str, Any]:
    """The free stretch that is now or comes next."""
    found = answers.next_free_block(container().calendars, person_of_caller())
    return {
        "status": found.status,
        "free_block": long_block_wire(found.gap.time, container().here.zone) if found.gap else None,
    }


@calendar_api.get("/next_free", responses={200: NextFreeAnswer})
@signed_in
@limits.dashboard
def get_next_free(query: PositionQuery) -> dict[str, Any]:
    """The free stretch that is now or comes next, and what fits into it."""
    found = answers.next_free(container().free_time, person_of_caller(query.latitude, query.longitude))
    return next_free_wire(found, container().here.zone)


@calendar_api.get("/recommendation", responses={200: NextFreeAnswer})
@signed_in
@limits.dashboard
def get_recommendation(query: PositionQuery) -> dict[str, Any]:
    """The same as next_free."""
    found = answers.next_free(container().free_time, person_of_caller(query.latitude, query.longitude))
    return next_free_wire(found, container().here.zone)


@calendar_api.get("/notifications/check", responses={200: NotificationsAnswer})
@signed_in
@limits.dashboard
def get_notifications(query: PositionQuery) -> dict[str, Any]:
    """What the app may remind of: free time that is now or begins within the hour, with what fits into it."""
    found = answers.notifications(container().free_time, person_of_caller(query.latitude, query.longitude))
    return {
        "notifications": [
            {
                "free_time": long_block_wire(block, container().here.zone),
                "events": [notified_wire(one) for one in fitting],
            }
            for block, fitting in found
        ]
    }
