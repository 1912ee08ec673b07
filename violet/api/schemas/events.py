"""Events on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator

from violet.api.schemas.cards import CardBody, card_wire
from violet.api.schemas.common import ApiModel, Latitude, Longitude, Moment
from violet.api.schemas.quick import clamped
from violet.domain.events import EventItem
from violet.services.events.catalog import Listed
from violet.services.events.intake.freshness import SourceFreshness

Word = Annotated[str, StringConstraints(max_length=60)]


def comma_list(value: object) -> object:
    """ "jazz,comedy", or the parameter several times."""
    parts = value if isinstance(value, list) else [value]
    return [word.strip() for part in parts for word in str(part).split(",") if word.strip()]


CommaWords = Annotated[list[Word], BeforeValidator(comma_list), Field(max_length=20)]


class EventsQuery(ApiModel):
    """Everything is optional; without anything it is what is on in the coming days."""

    q: Annotated[str, StringConstraints(max_length=300)] | None = Field(
        default=None, description='Words or a question: "jazz this weekend", "what\'s happening at Kimmel tomorrow".'
    )
    starts: Moment | None = Field(default=None, description="The window's beginning, ISO 8601 with an offset.")
    ends: Moment | None = Field(default=None, description="The window's end, exclusive.")
    category: CommaWords = Field(default=[], description="Any of these: music, jazz, comedy, food, film, market, ...")
    source: CommaWords = Field(default=[], description="Any of these sources.")
    free: bool | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    radius_m: int = Field(default=2500, ge=50, le=50_000)
    order: Literal["best", "soonest"] = "best"
    limit: Annotated[int, BeforeValidator(lambda value: clamped(value, low=1, high=100))] = Field(
        default=20, description="Clamped to 1..100."
    )
    after: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="`next` of the page before: the following events of the same search."
    )

    @field_validator("ends")
    @classmethod
    def _ends_after_it_starts(cls, ends: datetime | None, info: ValidationInfo) -> datetime | None:
        starts = info.data.get("starts")
        if ends is not None and starts is not None and ends <= starts:
            raise ValueError("has to be after starts")
        return ends


class EngageQuery(ApiModel):
    days: Annotated[int, BeforeValidator(lambda value: clamped(value, low=1, high=30))] = Field(
        default=7, description="Clamped to 1..30."
    )


class EventPath(ApiModel):
    event_id: int = Field(ge=0, lt=2**53)


class PermittedEvent(ApiModel):
    event_name: str
    event_start: datetime
    latitude: float
    longitude: float
    address: str | None


class EngageEvent(ApiModel):
    name: str
    start: datetime
    end: datetime | None
    description: str | None
    location: str | None
    organization: str | None
    image: str | None
    url: str | None
    event_name: str
    event_start: datetime
    latitude: float | None
    longitude: float | None
    address: str | None


class MergedFrom(ApiModel):
    """Another announcement of the same event."""

    source: str
    source_id: str
    url: str | None


class EventBody(CardBody):
    """A card with what else is known of the event. `image` is also the card's `photo_url`."""

    venue: str | None
    place: str | None = Field(description="The campus guide's id of the place it is at.")
    all_day: bool
    online: bool
    free: bool | None
    price: str | None
    categories: list[str]
    image: str | None
    details: str | None = Field(description="The whole description, plain text.")
    also_from: list[MergedFrom]
    calendar_url: str = Field(description="This event as an iCalendar file.")


class EventsAnswer(ApiModel):
    nyc_permitted: list[PermittedEvent]
    events: list[EventBody]
    next: str | None = Field(description="Pass as `after` for the next page; null on the last.")


class EngageAnswer(ApiModel):
    engage_events: list[EngageEvent]


class SourceBody(ApiModel):
    source: str
    title: str
    status: Literal["ok", "stale", "failing", "never"]
    events: int
    last_success: datetime | None
    last_attempt: datetime | None
    next_attempt: datetime | None
    failure: str | None
    rejected: dict[str, int]
    rejected_examples: dict[str, list[str]]


class SourcesAnswer(ApiModel):
    sources: list[SourceBody]


def event_wire(listed: Listed, calendar_url: str) -> dict[str, Any]:
    item = listed.item
    return card_wire(listed.card) | {
        "venue": item.venue,
        "place": item.place_id,
        "all_day": item.all_day,
        "online": item.online,
        "free": item.free,
        "price": item.price,
        "categories": list(item.categories),
        "image": item.image,
        "details": item.description,
        "also_from": [{"source": o.source, "source_id": o.source_id, "url": o.url} for o in item.also_from],
        "calendar_url": calendar_url,
    }


def permitted_wire(item: EventItem) -> dict[str, Any]:
    return {
        "event_name": item.title,
        "event_start": item.start,
        "latitude": item.location.lat if item.location else None,
        "longitude": item.location.lng if item.location else None,
        "address": item.address or item.venue,
    }


def engage_wire(item: EventItem) -> dict[str, Any]:
    return permitted_wire(item) | {
        "name": item.title,
        "start": item.start,
        "end": item.end,
        "description": item.description,
        "location": item.venue,
        "organization": item.organizer,
        "image": item.image,
        "url": item.url,
    }


def source_wire(source: SourceFreshness) -> dict[str, Any]:
    times: dict[str, datetime | None] = {
        "last_success": source.last_success, "last_attempt": source.last_attempt, "next_attempt": source.next_attempt,
    }  # fmt: skip
    return times | {
        "source": source.source,
        "title": source.title,
        "status": source.status,
        "events": source.events,
        "failure": source.failure,
        "rejected": source.rejected,
        "rejected_examples": source.rejected_examples,
    }


class RsvpBody(ApiModel):
    """`remind_minutes_before` null asks for no reminder. A position is where one comes from: the walk is counted."""

    status: Literal["going", "interested", "none"]
    remind_minutes_before: Annotated[int, Field(ge=0, le=10080)] | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class RsvpAnswer(ApiModel):
    event_id: int
    status: Literal["going", "interested", "none"]
    remind_at: datetime | None
    walk_minutes: int | None


class MyEventBody(EventBody):
    event_id: int
    status: Literal["going", "interested"]
    remind_at: datetime | None
    remind_minutes_before: int | None
    walk_minutes: int | None


class MyEventsAnswer(ApiModel):
    events: list[MyEventBody]
