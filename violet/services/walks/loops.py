"""Loops from wishes: out and back in about the length asked for, past a place for each wish."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from violet.domain.cards import Card
from violet.domain.geo import WALKING_METERS_PER_MINUTE, LatLng, meters_between
from violet.domain.opening_hours import is_open
from violet.domain.places import Place, PlaceQuery
from violet.errors import BadInput, NotFound
from violet.routing.geometry import MICRO
from violet.routing.loops import TOLERANCE, Candidate, best_loop
from violet.routing.snapping import Snap
from violet.services.places.cards import place_card
from violet.services.walks.find_routes import find_routes
from violet.services.walks.walk_ports import End, FoundRoute, RouteWish, WalkPorts
from violet.services.walks.wishes import preferences_in, wishes_in

# Candidates for each wish, and points that only give the loop its shape, on rings around the start.
# The search is exact, so that more wishes leave fewer candidates for each.
MAX_PLACES, SHAPE_STEP = (0, 8, 6, 4), (1, 1, 2, 4)
MAX_LOOKED_AT = 80
DIRECTIONS, RINGS = 8, (0.16, 0.24, 0.32)
SCENIC_BONUS = 0.15
MIN_M, MAX_M = 400.0, 20_000.0
OFF_LENGTH = "The loop is not within 10% of the length asked for: the streets here give none with these stops."
NO_STREETS = "There are no streets on record there for a loop."


@dataclass(frozen=True, slots=True)
class LoopWish:
    """`meters` is the length wished; `wish` is in the person's words; `at` the aware moment they set out. `skip` are
    ids of places that it must not pass, `keep` those it passes wherever they serve a wish."""

    start: End
    meters: float
    at: datetime
    wish: str = ""
    skip: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()


def length_of(minutes: int | None, meters: int | None) -> float:
    """The wished length in meters. Raises BadInput where there is none, both, or one out of bounds."""
    if (minutes is None) == (meters is None):
        raise BadInput("minutes: Give either minutes or meters.", field="minutes")
    length = minutes * WALKING_METERS_PER_MINUTE if minutes is not None else float(meters or 0)
    if not MIN_M <= length <= MAX_M:
        name = "minutes" if minutes is not None else "meters"
        raise BadInput(f"{name}: A loop is between {MIN_M:.0f} and {MAX_M:.0f} meters.", field=name)
    return length


def find_loop(ports: WalkPorts, wish: LoopWish, *, who: str | None) -> list[FoundRoute]:
    """One loop, with a card for each stop. What was to be kept is given up where no loop of the length passes it.
    Raises NotFound where there are no streets, or no place for a wish."""
    found = _found(ports, wish, who)
    if wish.keep and OFF_LENGTH in found.reasons.warnings:
        found = _found(ports, replace(wish, keep=frozenset()), who)
    return [found]


def _found(ports: WalkPorts, wish: LoopWish, who: str | None) -> FoundRoute:
    if not ports.ways.streets.known or ports.ways.streets.snapper.snap(wish.start.location) is None:
        raise NotFound(NO_STREETS)
    wanted = wishes_in(wish.wish)
    places = _candidates(ports, wish, wanted)
    missing = [", ".join(kinds[:2]) for kinds, found in zip(wanted, places, strict=True) if not found]
    if missing:
        raise NotFound(f"I know no place for this on a loop of that length: {missing[0]}.")
    chosen = _chosen(ports, wish, places)
    found = _walked(ports, wish, chosen, who)
    cards = _cards(ports, wish, [place for place in chosen if isinstance(place, Place)])
    off = abs(found.leg.meters - wish.meters) > TOLERANCE * wish.meters
    warnings = (*found.reasons.warnings, OFF_LENGTH) if off else found.reasons.warnings
    return replace(found, reasons=replace(found.reasons, warnings=warnings), stops=tuple(cards))


def _walked(ports: WalkPorts, wish: LoopWish, chosen: Sequence[Place | LatLng], who: str | None) -> FoundRoute:
    """On other streets back than out where that keeps the length, else the shortest way from stop to stop."""
    ends = tuple(End(spot.location, spot.name) if isinstance(spot, Place) else End(spot, shape=True) for spot in chosen)
    home = replace(wish.start, name=wish.start.name or "where you started")
    route = RouteWish(wish.start, home, wish.at, via=ends, prefer=preferences_in(wish.wish), avoid_repeats=True)
    varied = find_routes(ports, route, who=who)[0]
    if abs(varied.leg.meters - wish.meters) <= TOLERANCE * wish.meters:
        return varied
    plain = replace(route, avoid_repeats=False, prefer=())
    return min((varied, find_routes(ports, plain, who=who)[0]), key=lambda found: abs(found.leg.meters - wish.meters))


def _candidates(ports: WalkPorts, wish: LoopWish, wanted: Sequence[tuple[str, ...]]) -> list[list[Place]]:
    """The places that may serve each wish; none serves two, as a bakery with coffee would."""
    taken: set[str] = set()
    found = []
    for kinds in wanted:
        some = _places(ports, wish, kinds, taken)[: MAX_PLACES[len(wanted)]]
        taken |= {place.id for place in some}
        found.append(some)
    return found


def _places(ports: WalkPorts, wish: LoopWish, kinds: tuple[str, ...], taken: Set[str]) -> list[Place]:
    """The best of the kinds within reach that are not known to be closed; of those to be kept alone where there are."""
    reach = round(wish.meters / 2)
    query = PlaceQuery(near=wish.start.location, kinds=kinds, radius_m=reach, limit=MAX_LOOKED_AT)
    there = wish.at + timedelta(minutes=wish.meters / 2 / WALKING_METERS_PER_MINUTE)
    found = [
        place
        for place in ports.sources.guide.search(query)
        if is_open(place.opening_hours, there, place.location) is not False and place.id not in wish.skip | taken
    ]
    kept = [place for place in found if place.id in wish.keep]
    away = {place.id: abs(meters_between(wish.start.location, place.location) - 0.22 * wish.meters) for place in found}
    return sorted(kept or found, key=lambda place: (_rank(place, kinds), away[place.id]))


def _rank(place: Place, kinds: tuple[str, ...]) -> int:
    """What a place is in the main counts, the best of the kinds first: a coffee is rather had at a café than at a
    bakery that has some."""
    return kinds.index(place.kinds[0]) if place.kinds[0] in kinds else len(kinds)


def _chosen(ports: WalkPorts, wish: LoopWish, places: Sequence[Sequence[Place]]) -> list[Place | LatLng]:
    """Where the loop passes, in order."""
    shapes = _shapes(ports, wish)[:: SHAPE_STEP[len(places)]]
    spots: list[Place | LatLng] = [*(place for some in places for place in some), *shapes]
    table = _table(ports, [wish.start.location, *map(_position, spots)])
    served = [number for number, some in enumerate(places) for _ in some] + [-1] * len(shapes)
    candidates = [Candidate(index + 1, served[index], _score(ports, spot)) for index, spot in enumerate(spots)]
    free = 2 if not places else 1
    best = best_loop(table, candidates, wishes=len(places), target_m=wish.meters, shapes=free)
    if best is None:
        raise NotFound(NO_STREETS)
    return [spots[stop.index - 1] for stop in best.stops]


def _shapes(ports: WalkPorts, wish: LoopWish) -> list[LatLng]:
    """Spots on rings around the start that are on streets."""
    start, snapper = wish.start.location, ports.ways.streets.snapper
    spots = [
        LatLng(
            start.lat + ring * wish.meters * math.cos(angle) / 111_195,
            start.lng + ring * wish.meters * math.sin(angle) / (111_195 * math.cos(math.radians(start.lat))),
        )
        for ring in RINGS
        for angle in (2 * math.pi * number / DIRECTIONS for number in range(DIRECTIONS))
    ]
    snaps = snapper.snap_all(spots)
    return [_corner(ports, snap) for snap in snaps if snap is not None and snap.away < 60]


def _corner(ports: WalkPorts, snap: Snap) -> LatLng:
    """The junction nearest a spot: a loop turns at corners."""
    graph = ports.ways.streets.graph
    nearer_b = snap.offset > graph.meters[snap.edge] / 2
    lat, lng = graph.nodes[graph.b[snap.edge] if nearer_b else graph.a[snap.edge]].tolist()
    return LatLng(lat / MICRO, lng / MICRO)


def _table(ports: WalkPorts, spots: Sequence[LatLng]) -> list[list[float]]:
    return [[float(leg.meters) for leg in ports.ways.streets.legs(spot, spots)] for spot in spots]


def _score(ports: WalkPorts, spot: Place | LatLng) -> float:
    """Places by rating where there is one; shapes by whether they are by a park or a river."""
    if isinstance(spot, Place):
        return (spot.rating or 4.0) / 5.0
    snap = ports.ways.streets.snapper.snap(spot)
    graph = ports.ways.streets.graph
    return SCENIC_BONUS if snap and (graph.park[snap.edge] >= 0 or graph.water[snap.edge] >= 0) else 0.0


def _cards(ports: WalkPorts, wish: LoopWish, places: Sequence[Place]) -> list[Card]:
    legs = ports.ways.streets.legs(wish.start.location, [place.location for place in places])
    return [place_card(place, leg, wish.at) for place, leg in zip(places, legs, strict=True)]


def _position(spot: Place | LatLng) -> LatLng:
    return spot.location if isinstance(spot, Place) else spot
