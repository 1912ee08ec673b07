"""Cards on the wire: one shape for places and events, everywhere a list is returned."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from violet.api.schemas.common import ApiModel
from violet.domain.cards import Card


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
    description: str | None = Field(default=None, description="One line; left out where there is no real text.")
    distance: str | None
    walk_time: str | None
    rating: float | None
    location: Location | None
    maps_link: str | None
    photo_url: str | None
    type: Literal["place", "event"]
    source: str
    score: float = Field(ge=0, le=1)
    start: str | None
    end: str | None
    top_category: str | None = None
    price_level: int | None
    open_now: bool | None
    open_until: str | None
    tags: list[str]
    why: list[str]
    estimated: bool
    organizer: str | None = None
    url: str | None = None


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
        "why": list(card.why),
        "estimated": card.estimated,
    }
    optional = {
        "description": card.description,
        "organizer": card.organizer,
        "url": card.url,
        "top_category": card.top_category,
        "free": card.free,
    }
    return wire | {name: value for name, value in optional.items() if value is not None}
