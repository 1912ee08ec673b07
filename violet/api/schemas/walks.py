"""Trusted contacts and safe walks on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StringConstraints, model_validator

from violet.api.schemas.common import ApiModel, Latitude, Longitude
from violet.domain.safe_walk import WalkState
from violet.services.together.contacts import Contact
from violet.services.together.sharing import Shared
from violet.services.together.walks import WatchedWalk

PIN = r"^[0-9]{4,8}$"
MAX_MINUTES = 720
Minutes = Annotated[int, Field(ge=1, le=MAX_MINUTES)]
# What is tried may be anything: it is wrong then.
TriedPin = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ContactBody(ApiModel):
    """Either `phone` (with its country code, or as at home) or `email`."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    phone: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    email: Annotated[str, StringConstraints(min_length=1, max_length=254)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ContactBody:
        if (self.phone is None) == (self.email is None):
            raise ValueError("give either phone or email")
        return self


class ContactPath(ApiModel):
    contact_id: Annotated[int, Field(lt=2**53)]


class ContactInfo(ApiModel):
    """Nothing is sent to a contact before they confirmed, but for the request to."""

    id: int
    name: str
    phone: str | None
    email: str | None
    state: Literal["pending", "confirmed", "stopped"]
    created_at: datetime


class ContactAnswer(ApiModel):
    contact: ContactInfo


class ContactsAnswer(ApiModel):
    contacts: list[ContactInfo]
    next: str | None


class ConsentPath(ApiModel):
    token: Annotated[str, Field(max_length=200)]


class ConsentBody(ApiModel):
    answer: Literal["confirm", "stop"]


class ConsentAnswer(ApiModel):
    """Who asks, the name they gave, and how it stands."""

    first_name: str | None
    name: str
    state: Literal["pending", "confirmed", "stopped"]


class DestinationBody(ApiModel):
    """A place by its id, or a position."""

    place_id: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    lat: Latitude | None = None
    lng: Longitude | None = None
    name: Annotated[str, StringConstraints(max_length=100)] = ""

    @model_validator(mode="after")
    def _somewhere(self) -> DestinationBody:
        if self.place_id is None and (self.lat is None or self.lng is None):
            raise ValueError("give a place_id, or lat and lng")
        return self


class StartBody(ApiModel):
    lat: Latitude
    lng: Longitude


class WalkBody(ApiModel):
    """Without `expected_minutes` the walk takes what the router says and a fifth more, `from` where it begins. With
    `confirm_arrival` the PIN is asked for also where the position says that they arrived."""

    destination: DestinationBody | Literal["home"]
    contact_ids: Annotated[list[Annotated[int, Field(ge=1, lt=2**53)]], Field(max_length=10)] = Field(
        default_factory=list
    )
    expected_minutes: Minutes | None = None
    grace_minutes: Annotated[int, Field(ge=1, le=30)] = 5
    pin: Annotated[str, StringConstraints(pattern=PIN)]
    from_: StartBody | None = Field(default=None, alias="from")
    confirm_arrival: StrictBool = False


class WalkPath(ApiModel):
    walk_id: Annotated[str, Field(max_length=100)]


class ExtendBody(ApiModel):
    minutes: Annotated[int, Field(ge=1, le=MAX_MINUTES)]


class PinBody(ApiModel):
    pin: TriedPin


class WalkContact(ApiModel):
    """`told_at` is when the last message to them went out."""

    id: int
    name: str
    told_at: datetime | None


class WalkDestination(ApiModel):
    name: str | None
    place_id: str | None
    lat: float | None
    lng: float | None


class WalkInfo(ApiModel):
    id: str
    state: WalkState
    destination: WalkDestination
    started_at: datetime
    due_at: datetime
    escalates_at: datetime
    ended_at: datetime | None
    share_url: str
    contacts: list[WalkContact]
    position_at: datetime | None
    confirm_arrival: bool


class WalkAnswer(ApiModel):
    walk: WalkInfo


class WalksAnswer(ApiModel):
    walks: list[WalkInfo]
    next: str | None


class SharePath(ApiModel):
    token: Annotated[str, Field(max_length=200)]


class SharedDestination(ApiModel):
    name: str | None


class SharedPosition(ApiModel):
    lat: float
    lng: float
    at: datetime


class SharedAnswer(ApiModel):
    """A walk as somebody sees it who has its link. `meters_to_go` is as the crow flies."""

    first_name: str | None
    state: WalkState
    destination: SharedDestination
    position: SharedPosition | None
    due_at: datetime
    updated_at: datetime
    meters_to_go: int | None


def contact_wire(contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.id,
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "state": contact.state,
        "created_at": contact.created_at,
    }


def walk_wire(watched: WatchedWalk) -> dict[str, Any]:
    walk, aim = watched.walk, watched.walk.destination
    return {
        "id": walk.id,
        "state": walk.state.value,
        "destination": {
            "name": aim.name if aim else None,
            "place_id": aim.place_id if aim else None,
            "lat": aim.location.lat if aim else None,
            "lng": aim.location.lng if aim else None,
        },
        "started_at": walk.started_at,
        "due_at": walk.times.due_at,
        "escalates_at": walk.times.escalates_at,
        "ended_at": walk.ended_at,
        "share_url": watched.share_url,
        "contacts": [{"id": one.id, "name": one.name, "told_at": one.told_at} for one in watched.contacts],
        "position_at": walk.position_at,
        "confirm_arrival": walk.confirm_arrival,
    }


def shared_wire(shared: Shared) -> dict[str, Any]:
    return shared.wire()
