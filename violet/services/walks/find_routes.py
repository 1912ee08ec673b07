"""From here to there, by what somebody prefers: the provider's way where there is one, then the campus's own streets,
an estimate where no street is near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from violet.domain.geo import LatLng, Leg, Route, estimate_walk, meters_between
from violet.domain.opening_hours import is_open
from violet.domain.places import PlaceQuery
from violet.errors import BadInput, NotFound
from violet.ports import Failure, ProviderError
from violet.routing.choices import choices, costs, joined
from violet.routing.features import Along, along, busy_edges, edge_meters, matched
from violet.routing.geometry import Array
from violet.routing.search import Path, Piece
from violet.routing.steps import Step, steps
from violet.routing.streets import Way, leg_of
from violet.routing.ways import stretches
from violet.services.spending.allowance import allowance
from violet.services.walks.reasons import UNKNOWN, reasons_for
from violet.services.walks.rides import rides, with_lines
from violet.services.walks.walk_ports import STREETS, End, FoundRoute, Reasons, RouteWish, WalkPorts

FARTHEST_M = 200_000
ESTIMATE = "estimate"
# What a street counts that was walked already, where somebody wants to see another.
REPEATED = 1.6
LOOKED_AT_PLACES = 2000
NO_WAY = "There is no way to get there like that."
TOO_FAR = "to: That is too far away for a route."


def find_routes(ports: WalkPorts, wish: RouteWish, *, who: str | None) -> list[FoundRoute]:
    """At least one route, the best first. Raises BadInput where the ends are too far apart, NotFound where the provider
    knows that there is no way."""
    stops = (wish.start, *wish.via, wish.end)
    if any(meters_between(one.location, other.location) > FARTHEST_M for one, other in pairwise(stops)):
        raise BadInput(TOO_FAR, field="to")
    if not ports.ways.streets.known:
        return [*_remote(ports, wish, None, who)] or [_told(ports, wish, _estimated(ports, wish))]
    busy = _busy(ports, wish) if {"busy", "lit"} & set(wish.prefer) else None
    remote = list(_remote(ports, wish, busy, who))
    own = _through(ports, wish, busy) if wish.via else _direct(ports, wish, busy)
    ridden = rides(ports, wish) if wish.mode == "transit" and not remote else []
    if remote or ridden:
        return [*remote, *ridden, *own]
    return [_told(ports, wish, walk) for walk in own or [_estimated(ports, wish)]]


def _told(ports: WalkPorts, wish: RouteWish, walk: FoundRoute) -> FoundRoute:
    return with_lines(ports, wish, walk) if wish.mode == "transit" else walk


def _busy(ports: WalkPorts, wish: RouteWish) -> Array:
    """Of each edge whether a place of the guide on it is known to be open when they set out."""
    query = PlaceQuery(near=wish.start.location, radius_m=FARTHEST_M, limit=LOOKED_AT_PLACES)
    places = ports.sources.guide.search(query)
    opened = [place.location for place in places if is_open(place.opening_hours, wish.at, place.location)]
    return busy_edges(ports.ways.streets, opened)


def _remote(ports: WalkPorts, wish: RouteWish, busy: Array | None, who: str | None) -> Iterator[FoundRoute]:
    """The provider's ways, those with most of what is preferred first, where one is asked at all, it answers, and
    they have no place to pass."""
    if not ports.ways.remote or wish.via or wish.mode not in ports.ways.routes.modes:
        return
    try:
        with allowance(ports.spending, who):
            routes = ports.ways.routes.routes(wish.start.location, wish.end.location, wish.mode)
    except ProviderError as error:
        if error.failure is Failure.NOT_FOUND:
            raise NotFound(NO_WAY) from error
        return
    found = [_of_provider(ports, wish, busy, route) for route in routes]
    yield from sorted(found, key=lambda one: -_liking(one))  # stable: the provider's best first where all are alike


def _liking(found: FoundRoute) -> float:
    """How much of what somebody prefers is on record along a way."""
    return sum(share for share in found.reasons.score.values() if share is not None)


def _of_provider(ports: WalkPorts, wish: RouteWish, busy: Array | None, route: Route) -> FoundRoute:
    walked, share = ([], 0.0) if not ports.ways.streets.known else matched(ports.ways.streets, route.polyline)
    known = along(ports.ways.streets.graph, walked, busy=busy, share=share) if share > 0.5 else None
    return FoundRoute(
        leg=route.leg,
        mode=route.mode,
        polyline=route.polyline,
        steps=tuple(Step(text, 0, "") for text in route.steps),
        reasons=_reasons(ports, wish, known, route),
        provider=ports.ways.provider,
    )


def _direct(ports: WalkPorts, wish: RouteWish, busy: Array | None) -> list[FoundRoute]:
    streets = ports.ways.streets
    found = choices(streets, wish.start.location, wish.end.location, _costs(ports, wish, busy))
    return [_walk(ports, wish, [way], busy) for way in found]


def _through(ports: WalkPorts, wish: RouteWish, busy: Array | None) -> list[FoundRoute]:
    """One way through all the places to pass, in order; none where one of them is far from all streets."""
    stops = (wish.start, *wish.via, wish.end)
    cost = _costs(ports, wish, busy)
    ways: list[Way] = []
    for one, other in pairwise(stops):
        way = ports.ways.streets.way(one.location, other.location, cost)
        if way is None:
            return []
        ways.append(way)
        if wish.avoid_repeats:
            cost[[piece.edge for piece in way.path.pieces]] *= REPEATED
    return [_walk(ports, wish, ways, busy)]


def _costs(ports: WalkPorts, wish: RouteWish, busy: Array | None) -> Array:
    avoid = ("stairs",) if wish.avoid_stairs else ()
    return costs(ports.ways.streets.graph, wish.prefer, avoid=avoid, busy=busy)


def _walk(ports: WalkPorts, wish: RouteWish, ways: Sequence[Way], busy: Array | None) -> FoundRoute:
    graph = ports.ways.streets.graph
    known = along(graph, [edge for way in ways for edge in edge_meters(way.path)], busy=busy)
    worded = [
        step
        for path, end in _parts(ways, (*wish.via, wish.end))
        for step in steps(stretches(graph, path), end.name or "your destination")
    ]
    return FoundRoute(
        leg=leg_of(sum(way.meters for way in ways)),
        mode="walking",
        polyline=joined(ways),
        steps=tuple(worded),
        reasons=_reasons(ports, wish, known),
        provider=STREETS,
    )


def _parts(ways: Sequence[Way], ends: Sequence[End]) -> Iterator[tuple[Path, End]]:
    """The path to each end that is a place, through those that only give shape."""
    pieces: tuple[Piece, ...] = ()
    for way, end in zip(ways, ends, strict=True):
        pieces += way.path.pieces
        if not end.shape:
            yield Path(pieces, sum(piece.meters for piece in pieces), 0.0), end
            pieces = ()


def _reasons(ports: WalkPorts, wish: RouteWish, known: Along | None, route: Route | None = None) -> Reasons:
    warnings = route.warnings if route else ()
    if known is None:
        return Reasons(
            dict.fromkeys(wish.prefer), unknown=tuple(UNKNOWN[name] for name in wish.prefer), warnings=warnings
        )
    parks = ports.ways.streets.graph.sources[-1]
    return reasons_for(known, wish.prefer, at=wish.at, park_source=parks, warnings=warnings)


def _estimated(ports: WalkPorts, wish: RouteWish) -> FoundRoute:
    """Straight lines from stop to stop, marked as an estimate."""
    stops = (wish.start, *wish.via, wish.end)
    streets = ports.ways.streets
    estimate = streets.estimate if streets.known else estimate_walk
    legs = [estimate(one.location, other.location) for one, other in pairwise(stops)]
    leg = Leg(sum(leg.meters for leg in legs), sum(leg.seconds for leg in legs), estimated=True)
    line = tuple((stop.location.lat, stop.location.lng) for stop in stops)
    return FoundRoute(leg, "walking", line, (), _reasons(ports, wish, None), ESTIMATE)


def end_of(ports: WalkPorts, *, place_id: str | None, location: LatLng | None, name: str, field: str) -> End:
    """An end by place or by position. Raises NotFound where no place has the id, BadInput where there is neither."""
    if place_id is None:
        if location is None:
            raise BadInput(f"{field}: Give a place_id, or lat and lng.", field=field)
        return End(location, name)
    for provider in dict.fromkeys((ports.sources.guide, ports.sources.provider)):
        try:
            place = provider.details(place_id)
        except ProviderError:
            continue
        return End(place.location, name or place.name)
    raise NotFound(f"{field}: There is no such place.")
