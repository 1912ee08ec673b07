"""Calendars on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from violet.api.schemas.common import ApiModel, Latitude, Longitude, Moment
from violet.services.calendar.agenda import Agenda
from violet.services.calendar.answers import NextFree
from violet.services.calendar.free_time import Interval
from violet.services.calendar.linking import BusyBlock
from violet.services.calendar.overview import LinkedCalendar
from violet.services.calendar.suggestions import Suggestion

MAX_BLOCKS = 1000
Text = Annotated[str, StringConstraints(max_length=300)]


class PositionQuery(ApiModel):
    """Where the person is, for suggestions."""

    latitude: Latitude | None = None
    longitude: Longitude | None = None


class BusyBlockBody(ApiModel):
    """A stretch of time that is taken. `place` in words, or with its position."""

    start: Moment = Field(description="ISO 8601 with an offset.")
    end: Moment = Field(description="Exclusive.")
    title: Text | None = None
    place: Text | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    all_day: bool = Field(
        default=False,
        description="Whole days, named by the dates of `start` and `end`: as written where they are at 00:00 (a phone "
        "keeps all-day events at 00:00Z), else as they are on campus.",
    )

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: datetime, info: ValidationInfo) -> datetime:
        start = info.data.get("start")
        if start is not None and end <= start:
            raise ValueError("has to be after start")
        return end


class BusyTimesBody(ApiModel):
    """All of the coming days' busy times: they replace those posted before."""

    blocks: list[BusyBlockBody] = Field(max_length=MAX_BLOCKS)
    until: Moment | None = Field(
        default=None, description="How far the calendar was read: nothing later counts as free. A week if left out."
    )


class ICalBody(ApiModel):
    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)] = Field(
        description="The private iCal address of a calendar, https:// or webcal://."
    )


class CallbackQuery(ApiModel):
    """What Google sends the browser back with."""

    state: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    code: Annotated[str, StringConstraints(max_length=2000)] | None = None
    error: Annotated[str, StringConstraints(max_length=300)] | None = None


KindName = Literal["busy_times", "ical", "google"]


class ProblemBody(ApiModel):
    reason: str = Field(
        description="`not_read`, `access_revoked` and `incomplete` are of the calendar; others say why an item was not "
        "taken: `malformed`, `bad_time`, `no_start`, `ends_before_start`, `unsafe_recurrence`, `too_many`."
    )
    message: str
    item: str | None = Field(description="The item's name or id in the calendar; null where it is the calendar itself.")


class LinkBody(ApiModel):
    kind: KindName
    status: Literal["linked", "revoked"]
    linked_at: datetime
    read_at: datetime | None = Field(description="When it last could be read; null where that was not in the last day.")
    problems: list[ProblemBody]


class LinksAnswer(ApiModel):
    calendars: list[LinkBody]


class LinkedAnswer(ApiModel):
    status: Literal["linked"]
    entries: int
    rejected: int


class LinkStatusAnswer(ApiModel):
    status: Literal["connected", "removed", "not_linked"]
    message: str | None = None


class ConnectAnswer(ApiModel):
    authorization_url: str
    expires_in: int = Field(description="Seconds in which the person has to agree.")


class CalendarEventBody(ApiModel):
    id: str
    name: str
    description: str | None
    start: datetime
    end: datetime
    location: str | None


class AgendaAnswer(ApiModel):
    """Said only where a calendar did not answer."""

    degraded: list[KindName] | None = Field(default=None, description="Calendars that did not answer just now.")
    unread: list[KindName] | None = Field(
        default=None, description="Those of them of which nothing is known, or not enough to call anybody free."
    )
    as_of: datetime | None = Field(default=None, description="When the oldest reading was made that stands in.")


class TodayAnswer(AgendaAnswer):
    events: list[CalendarEventBody]


class BlockBody(ApiModel):
    start: datetime
    end: datetime


class LongBlockBody(BlockBody):
    duration_minutes: int


class FreeTimeAnswer(AgendaAnswer):
    free_blocks: list[BlockBody]


class NextFreeBlockAnswer(ApiModel):
    status: str
    free_block: LongBlockBody | None


class SuggestionBody(ApiModel):
    name: str
    start: datetime
    location: str
    description: str | None
    address: str | None
    maps_link: str | None
    photo_url: str | None
    ride: str | None = Field(
        default=None, description='The ride to what is far to walk to: "25 min by the F or R, without waiting".'
    )


class NextFreeAnswer(ApiModel):
    has_free_time: bool
    next_free: BlockBody | None
    suggestion: SuggestionBody | None
    suggestion_type: Literal["event", "place"] | None
    message: str


class NotifiedEventBody(ApiModel):
    title: str
    start: datetime
    description: str | None
    location: str
    type: Literal["event", "place"]


class NotificationBody(ApiModel):
    free_time: LongBlockBody
    events: list[NotifiedEventBody]


class NotificationsAnswer(ApiModel):
    notifications: list[NotificationBody]


def blocks_of(body: BusyTimesBody) -> list[BusyBlock]:
    return [
        BusyBlock(block.start, block.end, block.title, block.place, block.latitude, block.longitude, block.all_day)
        for block in body.blocks
    ]


def linked_wire(calendar: LinkedCalendar, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "kind": calendar.kind,
        "status": calendar.status,
        "linked_at": calendar.linked_at.astimezone(zone),
        "read_at": calendar.read_at.astimezone(zone) if calendar.read_at else None,
        "problems": [
            {"reason": problem.reason, "message": problem.message, "item": problem.item}
            for problem in calendar.problems
        ],
    }


def agenda_wire(agenda: Agenda, zone: ZoneInfo) -> dict[str, Any]:
    """Nothing where every calendar answered."""
    if not agenda.degraded:
        return {}
    as_of = agenda.as_of.astimezone(zone) if agenda.as_of else None
    return {"degraded": list(agenda.degraded), "unread": list(agenda.unread), "as_of": as_of}


def block_wire(block: Interval, zone: ZoneInfo) -> dict[str, datetime]:
    """Times as clocks in the zone show them."""
    return {"start": block.start.astimezone(zone), "end": block.end.astimezone(zone)}


def long_block_wire(block: Interval, zone: ZoneInfo) -> dict[str, Any]:
    return block_wire(block, zone) | {"duration_minutes": int(block.length.total_seconds() // 60)}


def suggestion_wire(suggestion: Suggestion) -> dict[str, Any]:
    card = suggestion.card
    said = {
        "name": card.name,
        "start": suggestion.start,
        "location": card.address or card.name,
        "description": card.shown_description,
        "address": card.address,
        "maps_link": card.maps_link,
        "photo_url": card.photo_url,
    }
    return said | ({"ride": card.ride} if card.ride is not None else {})


def notified_wire(suggestion: Suggestion) -> dict[str, Any]:
    card = suggestion.card
    return {
        "title": card.name,
        "start": suggestion.start,
        "description": card.shown_description,
        "location": card.address or card.name,
        "type": suggestion.type,
    }


def next_free_wire(found: NextFree, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "has_free_time": found.gap is not None,
        "next_free": block_wire(found.gap.time, zone) if found.gap else None,
        "suggestion": suggestion_wire(found.suggestion) if found.suggestion else None,
        "suggestion_type": found.suggestion.type if found.suggestion else None,
        "message": found.message,
    }


def free_time_suggestion_wire(found: NextFree) -> dict[str, Any] | None:
    """The dashboard's: null where there is nothing to suggest."""
    if found.suggestion is None:
        return None
    return {
        "should_suggest": True,
        "type": found.suggestion.type,
        "suggestion": suggestion_wire(found.suggestion),
        "message": found.message,
    }
