"""Cards on the wire: one shape for places and events, everywhere a list is returned."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from violet.api.schemas.common import ApiModel
from violet.domain.cards import Card
from violet.domain.categories import Category


class Location(ApiModel):
    """Exactly two numbers: the iOS app loses the pin where there is anything else."""

    lat: float
    lng: float


class CardBody(ApiModel):
    """A place or an event. What is unknown is null or left out."""

    id: int = Field(description="Stable, below 2^53, unique in the answer.")
    place_id: str
    name: str
    address: str | None
    description: str | None = Field(
        default=None, description="One line; of an event its time first. Left out where there is no real text."
    )
    distance: str | None
    walk_time: str | None
    rating: float | None
    location: Location | None
    maps_link: str | None
    photo_url: str | None
    type: Literal["place", "event"]
    source: str
    score: float = Field(ge=0, le=1)
    start: datetime | None
    end: datetime | None
    top_category: Category | None = None
    price_level: int | None
    open_now: bool | None
    open_until: datetime | None
    tags: list[str]
    diets: list[str] = Field(description="What it is known to serve.")
    unknown: list[str] = Field(description="What was asked for, or is in the preferences, and nobody knows of it.")
    as_of: str | None = Field(description="The date up to which it is known to be true, as exact as it is known.")
    hours_today: list[Annotated[list[datetime], Field(min_length=2, max_length=2)]] | None = Field(
        description="Opening and closing times of today; empty where it is closed all day, null where nobody knows."
    )
    why: list[str]
    estimated: bool
    organizer: str | None = None
    url: str | None = None
    free: bool | None = None
    ride: str | None = Field(
        default=None, description='The ride to what is far to walk to: "25 min by the F or R, without waiting".'
    )
    reported_closed: bool | None = Field(
        default=None, description="True where several people say it has closed, and nobody has looked yet."
    )


def card_wire(card: Card) -> dict[str, Any]:
    """The card as JSON. Built by hand: this runs for every card of every answer."""
    wire: dict[str, Any] = {
        "id": card.id,
        "place_id": card.place_id,
        "name": card.name,
        "address": card.address,
        "distance": card.distance,
        "walk_time": card.walk_time,
        "rating": card.rating,
        "location": {"lat": card.location.lat, "lng": card.location.lng} if card.location else None,
        "maps_link": card.maps_link,
        "photo_url": card.photo_url,
        "type": card.type,
        "source": card.source,
        "score": card.score,
        "start": card.start,
        "end": card.end,
        "price_level": card.price_level,
        "open_now": card.open_now,
        "open_until": card.open_until,
        "tags": list(card.tags),
        "diets": list(card.diets),
        "unknown": list(card.unknown),
        "as_of": card.as_of,
        "hours_today": [list(spell) for spell in card.hours_today] if card.hours_today is not None else None,
        "why": list(card.why),
        "estimated": card.estimated,
    }
    optional = {
        "description": card.shown_description,
        "organizer": card.organizer,
        "url": card.url,
        "top_category": card.top_category,
        "free": card.free,
        "ride": card.ride,
        "reported_closed": card.reported_closed or None,
    }
    return wire | {name: value for name, value in optional.items() if value is not None}
