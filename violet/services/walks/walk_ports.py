"""What routes take, and what they return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from violet.domain.cards import Card
from violet.domain.geo import LatLng, Leg, TravelMode
from violet.ports import RoutesProvider
from violet.routing.steps import Step
from violet.routing.streets import Streets
from violet.routing.transit import Network
from violet.services.places.around import PlaceSources
from violet.services.spending.allowance import SpendingPorts
from violet.services.working.here import Here

Preference = Literal["lit", "step_free", "scenic", "busy", "shade"]
PREFERENCES: tuple[Preference, ...] = ("lit", "step_free", "scenic", "busy", "shade")
STREETS = "streets"


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of ways. `routes` is asked first where it is `remote`, under the name `provider`; `transit` is None
    where the campus has no network on record."""

    streets: Streets
    routes: RoutesProvider
    provider: str
    remote: bool
    transit: Network | None = None


@dataclass(frozen=True, slots=True)
class WalkPorts:
    here: Here
    ways: Ways
    sources: PlaceSources
    spending: SpendingPorts


@dataclass(frozen=True, slots=True)
class End:
    """An end of a route, or a place to pass. One that only gives the way its `shape` is no place to arrive at."""

    location: LatLng
    name: str = ""
    shape: bool = False


@dataclass(frozen=True, slots=True)
class RouteWish:
    """What somebody wants. `at` is the aware moment they set out."""

    start: End
    end: End
    at: datetime
    via: tuple[End, ...] = ()
    prefer: tuple[Preference, ...] = ()
    avoid_stairs: bool = False
    avoid_repeats: bool = False
    mode: TravelMode = "walking"


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence about the way, who says so, and of when it is."""

    text: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """`score` is a share 0..1 for each preference, None where no data says; `unknown` says what nobody knows."""

    score: Mapping[str, float | None] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    unknown: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRoute:
    """`polyline` is (lat, lng) from end to end."""

    leg: Leg
    mode: TravelMode
    polyline: tuple[tuple[float, float], ...]
    steps: tuple[Step, ...]
    reasons: Reasons
    provider: str
    stops: tuple[Card, ...] = ()
