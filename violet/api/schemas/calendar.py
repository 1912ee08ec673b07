"""Calendars on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator

from violet.api.schemas.common import ApiModel, Latitude, Longitude
from violet.domain.wall_clock import NEW_YORK
from violet.services.calendar.answers import NextFree
from violet.services.calendar.free_time import Interval
from violet.services.calendar.linking import BusyBlock
from violet.services.calendar.suggestions import Suggestion

MAX_BLOCKS = 1000
FIRST_YEAR, LAST_YEAR = 1900, 2200
Text = Annotated[str, StringConstraints(max_length=300)]


class PositionQuery(ApiModel):
    """Where the person is, for suggestions."""

    latitude: Latitude | None = None
    longitude: Longitude | None = None


class BusyBlockBody(ApiModel):
    """A stretch of time that is taken. `place` in words, or with its position."""

    start: AwareDatetime = Field(description="ISO 8601 with an offset.")
    end: AwareDatetime = Field(description="Exclusive.")
    title: Text | None = None
    place: Text | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    all_day: bool = Field(
        default=False,
        description="Whole days, named by the dates of `start` and `end`: as written where they are at 00:00 (a phone "
        "keeps all-day events at 00:00Z), else as they are in New York.",
    )

    @field_validator("start", "end")
    @classmethod
    def _in_our_time(cls, moment: datetime) -> datetime:
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(f"has to be in the years {FIRST_YEAR} to {LAST_YEAR}")
        return moment

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
    until: AwareDatetime | None = Field(
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


class LinkBody(ApiModel):
    kind: Literal["busy_times", "ical", "google"]
    status: Literal["linked", "revoked"]
    linked_at: str


class LinksAnswer(ApiModel):
    calendars: list[LinkBody]


class LinkedAnswer(ApiModel):
    status: str
    entries: int
    rejected: int


class StatusAnswer(ApiModel):
    status: str


class ConnectAnswer(ApiModel):
    authorization_url: str
    expires_in: int = Field(description="Seconds in which the person has to agree.")


class CalendarEventBody(ApiModel):
    id: str
    name: str
    description: str | None
    start: str
    end: str
    location: str | None


class TodayAnswer(ApiModel):
    events: list[CalendarEventBody]


class BlockBody(ApiModel):
    start: str
    end: str


class LongBlockBody(BlockBody):
    duration_minutes: int


class FreeTimeAnswer(ApiModel):
    free_blocks: list[BlockBody]


class NextFreeBlockAnswer(ApiModel):
    status: str
    free_block: LongBlockBody | None


class SuggestionBody(ApiModel):
    name: str
    start: str
    location: str
    description: str | None
    address: str | None
    maps_link: str | None
    photo_url: str | None


class NextFreeAnswer(ApiModel):
    has_free_time: bool
    next_free: BlockBody | None
    suggestion: SuggestionBody | None
    suggestion_type: Literal["event", "place"] | None
    message: str


class NotifiedEventBody(ApiModel):
    title: str
    start: str
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


def block_wire(block: Interval) -> dict[str, datetime]:
    return {"start": block.start.astimezone(NEW_YORK), "end": block.end.astimezone(NEW_YORK)}


def long_block_wire(block: Interval) -> dict[str, Any]:
    return block_wire(block) | {"duration_minutes": int(block.length.total_seconds() // 60)}


def suggestion_wire(suggestion: Suggestion) -> dict[str, Any]:
    card = suggestion.card
    return {
        "name": card.name,
        "start": suggestion.start,
        "location": card.address or card.name,
        "description": card.description,
        "address": card.address,
        "maps_link": card.maps_link,
        "photo_url": card.photo_url,
    }


def notified_wire(suggestion: Suggestion) -> dict[str, Any]:
    card = suggestion.card
    return {
        "title": card.name,
        "start": suggestion.start,
        "description": card.description,
        "location": card.address or card.name,
        "type": suggestion.type,
    }


def next_free_wire(found: NextFree) -> dict[str, Any]:
    return {
        "has_free_time": found.gap is not None,
        "next_free": block_wire(found.gap.time) if found.gap else None,
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
