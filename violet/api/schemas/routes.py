"""Routes, loops and stations on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from violet.api.schemas.cards import CardBody, Location, card_wire
from violet.api.schemas.common import ApiModel, Latitude, Longitude
from violet.services.walks.named_loops import NamedLoop
from violet.services.walks.rides import NearbyStation
from violet.services.walks.walk_ports import FoundRoute, Preference

Name = Annotated[str, StringConstraints(max_length=200)]
MAX_VIA = 8


class EndBody(ApiModel):
    """A place by its `place_id`, or a position with a name to show."""

    place_id: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    lat: Latitude | None = None
    lng: Longitude | None = None
    name: Name = ""

    @model_validator(mode="after")
    def _is_somewhere(self) -> EndBody:
        if self.place_id is None and (self.lat is None or self.lng is None):
            raise ValueError("Give a place_id, or lat and lng.")
        return self


class RoutesBody(ApiModel):
    """`at` is when they set out (now if left out). The best route for `prefer` comes first."""

    from_: EndBody = Field(alias="from")
    to: EndBody
    via: list[EndBody] = Field(default=[], max_length=MAX_VIA)
    prefer: list[Preference] = Field(default=[], max_length=5)
    avoid: list[Literal["stairs"]] = Field(default=[], max_length=1)
    mode: Literal["walking", "transit"] = "walking"
    at: AwareDatetime | None = None


class LoopBody(ApiModel):
    """Either `minutes` or `meters`; `wish` in the person's own words, such as "parks and a coffee"."""

    from_: EndBody = Field(alias="from")
    minutes: Annotated[int, Field(ge=5, le=250)] | None = None
    meters: Annotated[int, Field(ge=400, le=20_000)] | None = None
    wish: Annotated[str, StringConstraints(max_length=500)] = ""
    at: AwareDatetime | None = None


class StepBody(ApiModel):
    text: str
    meters: int
    street: str


class FactBody(ApiModel):
    text: str
    source: str
    as_of: str


class RouteAnswer(ApiModel):
    """`id` names the route's pictures for a day (`routes/ID.svg`, `routes/ID.png`). `polyline` is [lat, lng] pairs.
    `score` has a share 0..1 for each preference, null where no data says; `unknown` says what nobody knows. `warnings`
    must be shown. `estimated` is true where nothing was routed, or a ride has no timetable."""

    id: str
    meters: int
    minutes: int
    mode: str
    polyline: list[tuple[float, float]]
    steps: list[StepBody]
    score: dict[str, float | None]
    facts: list[FactBody]
    unknown: list[str]
    warnings: list[str]
    estimated: bool
    provider: str


class RoutesAnswer(ApiModel):
    routes: list[RouteAnswer]


class LoopFound(RouteAnswer):
    """A loop. `stops` are the places it passes, in order; whoever has `share_url` sees it on a page, for a day or as
    long as somebody keeps it."""

    name: str
    share_url: str
    stops: list[CardBody]


class LoopAnswer(ApiModel):
    """`stops` are those of the loop."""

    routes: list[LoopFound]
    stops: list[CardBody]


class LoopOneAnswer(ApiModel):
    loop: LoopFound


class SavedLoopBody(LoopFound):
    saved_at: datetime


class SavedLoopsAnswer(ApiModel):
    loops: list[SavedLoopBody]


class UnsavedLoopAnswer(ApiModel):
    """`saved` is whether it is kept now."""

    saved: bool
    loop_id: str


RouteId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16}$")]


class PicturePath(ApiModel):
    route_id: RouteId


class LoopPath(ApiModel):
    loop_id: RouteId


class NearbyQuery(ApiModel):
    lat: Latitude
    lng: Longitude


class StationBody(ApiModel):
    """`step_free` says what the operator says of the station: null where only one direction is, or nothing is known."""

    id: str
    name: str
    lines: list[str]
    minutes: int
    meters: int
    estimated: bool
    step_free: bool | None
    note: str | None
    location: Location


class StationsAnswer(ApiModel):
    stations: list[StationBody]
    source: str | None
    as_of: str | None


def route_wire(route: FoundRoute, route_id: str) -> dict[str, Any]:
    reasons = route.reasons
    return {
        "id": route_id,
        "meters": route.leg.meters,
        "minutes": route.leg.minutes,
        "mode": route.mode,
        "polyline": route.polyline,
        "steps": [{"text": step.text, "meters": step.meters, "street": step.street} for step in route.steps],
        "score": dict(reasons.score),
        "facts": [{"text": fact.text, "source": fact.source, "as_of": fact.as_of} for fact in reasons.facts],
        "unknown": list(reasons.unknown),
        "warnings": list(reasons.warnings),
        "estimated": route.leg.estimated,
        "provider": route.provider,
    }


def named_loop_wire(loop: NamedLoop, share_url: str) -> dict[str, Any]:
    own = {"name": loop.name, "share_url": share_url, "stops": [card_wire(card) for card in loop.route.stops]}
    return route_wire(loop.route, loop.id) | own


def station_wire(found: NearbyStation) -> dict[str, Any]:
    station = found.station
    return {
        "id": station.id,
        "name": station.name,
        "lines": list(station.lines),
        "minutes": found.leg.minutes,
        "meters": found.leg.meters,
        "estimated": found.leg.estimated,
        "step_free": station.step_free,
        "note": station.note or None,
        "location": {"lat": station.location.lat, "lng": station.location.lng},
    }
