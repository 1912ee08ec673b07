"""The way to a place: routed; on the campus's own streets where nobody else can; an estimate where there are none."""

from __future__ import annotations

from dataclasses import dataclass

from violet.domain.geo import LatLng, Route, TravelMode, meters_between
from violet.domain.maps import as_text, directions_link, distance_words
from violet.errors import BadInput, NotFound
from violet.ports import Failure, ProviderError, RoutesProvider, Walks
from violet.services.spending.allowance import SpendingPorts, allowance

# 2 MetroTech Center, where both apps start from when they do not know where they are.
DEFAULT_ORIGIN = LatLng(40.693393, -73.98555)
# That is for their own campus; at others it is where the campus is.
SAME_CAMPUS_M = 1000.0
FARTHEST_M = 200_000
NO_WAY = "There is no way to get there like that."
TOO_FAR = "lat, lng: That is too far away for directions."


@dataclass(frozen=True, slots=True)
class DirectionsPorts:
    routes: RoutesProvider
    walks: Walks
    spending: SpendingPorts


@dataclass(frozen=True, slots=True)
class Directions:
    """A route with what the apps show of it: "0.3 mi", "6 min", and a link that opens a map."""

    route: Route
    distance_text: str
    duration_text: str
    maps_link: str


def directions(
    ports: DirectionsPorts,
    destination: LatLng,
    *,
    origin: LatLng | None = None,
    mode: TravelMode = "walking",
    who: str | None,
) -> Directions:
    """Raises BadInput where the two are too far apart and NotFound where there is no way."""
    origin = origin or _home(ports.spending.here.home)
    if meters_between(origin, destination) > FARTHEST_M:
        raise BadInput(TOO_FAR, field="lat")
    route = _route(ports, origin, destination, mode=mode, who=who)
    return Directions(
        route=route,
        distance_text=distance_words(route.leg.meters, ports.spending.here.campus.units),
        duration_text=duration_text(route.leg.minutes),
        maps_link=directions_link(as_text(destination), origin=origin, mode=route.mode),
    )


def _home(home: LatLng) -> LatLng:
    return DEFAULT_ORIGIN if meters_between(DEFAULT_ORIGIN, home) < SAME_CAMPUS_M else home


def _route(ports: DirectionsPorts, origin: LatLng, destination: LatLng, *, mode: TravelMode, who: str | None) -> Route:
    try:
        with allowance(ports.spending, who):
            return ports.routes.route(origin, destination, mode)
    except ProviderError as error:
        if error.failure is Failure.NOT_FOUND:
            raise NotFound(NO_WAY) from error
        return ports.walks.route(origin, destination, mode)


def duration_text(minutes: int) -> str:
    """ "6 min", "1 hr 13 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} hr {rest} min" if rest else f"{hours} hr"
