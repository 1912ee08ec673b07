"""The way to a place: routed, or a straight line with an honest estimate where nobody can route."""

from __future__ import annotations

from dataclasses import dataclass

from violet.domain.geo import LatLng, Route, TravelMode, meters_between
from violet.domain.maps import as_text, directions_link, distance_words
from violet.errors import BadInput, NotFound
from violet.ports import Failure, ProviderError
from violet.providers.estimated_routes import EstimatedRoutes
from violet.services.deps import Deps
from violet.services.spending import allowance

# 2 MetroTech Center, where both apps start from when they do not know where they are.
DEFAULT_ORIGIN = LatLng(40.693393, -73.98555)
FARTHEST_M = 200_000
NO_WAY = "There is no way to get there like that."
TOO_FAR = "lat, lng: That is too far away for directions."


@dataclass(frozen=True, slots=True)
class Directions:
    """A route with what the apps show of it: "0.3 mi", "6 min", and a link that opens a map."""

    route: Route
    distance_text: str
    duration_text: str
    maps_link: str


def directions(
    deps: Deps, destination: LatLng, *, origin: LatLng | None = None, mode: TravelMode = "walking", who: str | None
) -> Directions:
    """Raises BadInput where the two are too far apart and NotFound where there is no way."""
    origin = origin or DEFAULT_ORIGIN
    if meters_between(origin, destination) > FARTHEST_M:
        raise BadInput(TOO_FAR, field="lat")
    route = _route(deps, origin, destination, mode=mode, who=who)
    return Directions(
        route=route,
        distance_text=distance_words(route.leg.meters),
        duration_text=duration_text(route.leg.minutes),
        maps_link=directions_link(as_text(destination), origin=origin, mode=route.mode),
    )


def _route(deps: Deps, origin: LatLng, destination: LatLng, *, mode: TravelMode, who: str | None) -> Route:
    try:
        with allowance(deps, who):
            return deps.routes.route(origin, destination, mode)
    except ProviderError as error:
        if error.failure is Failure.NOT_FOUND:
            raise NotFound(NO_WAY) from error
        return EstimatedRoutes().route(origin, destination, mode)


def duration_text(minutes: int) -> str:
    """ "6 min", "1 hr 13 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} hr {rest} min" if rest else f"{hours} hr"
