"""Rides over the campus's transit network, without timetable, and the stations nearby: where no network is on record,
those that the guide has as places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from violet.domain.geo import LatLng, Leg, estimate_walk
from violet.domain.places import Place, PlaceQuery
from violet.routing.steps import Step
from violet.routing.transit import Hop, Network, Ride, Station
from violet.services.places.stations import STATION, listed_lines
from violet.services.walks.reasons import GUIDE, transit_reasons
from violet.services.walks.walk_ports import Fact, FoundRoute, RouteWish, WalkPorts, Ways

ACCESS_M = 1500.0
NEARBY_M = 1600.0
MAX_ACCESS = 12
MAX_NEARBY = 10
# Of each end, where no ride is known.
MAX_TOLD = 3
NO_STATIONS = "I only know walks here: stations or stops near both ends are not on record."
NO_RIDE = "Which of these lines leads there, and when it comes: there is no timetable here."


@dataclass(frozen=True, slots=True)
class NearbyStation:
    """A station and the walk to it."""

    station: Station
    leg: Leg


@dataclass(frozen=True, slots=True)
class StationsNearby:
    """Stations nearest on foot first, who says so, and of when that is; None where nobody does."""

    stations: Sequence[NearbyStation]
    source: str | None = None
    as_of: str | None = None


def nearby_stations(ports: WalkPorts, position: LatLng) -> StationsNearby:
    """The stations within a 20 minutes' walk or so."""
    network, streets = ports.ways.transit, ports.ways.streets
    if network is not None and streets.known:
        near = network.near(position, NEARBY_M)[: 2 * MAX_NEARBY]
        return StationsNearby(_walked(ports.ways, position, near), network.operator, network.as_of)
    query = PlaceQuery(near=position, kinds=(STATION,), radius_m=round(NEARBY_M), limit=2 * MAX_NEARBY)
    places = ports.sources.guide.search(query)
    if not places:
        return StationsNearby(())
    as_of = min((place.as_of for place in places if place.as_of), default=None)
    return StationsNearby(_walked(ports.ways, position, [_station(place) for place in places]), GUIDE, as_of)


def _walked(ways: Ways, position: LatLng, stations: Sequence[Station]) -> list[NearbyStation]:
    ends = [station.location for station in stations]
    legs = ways.streets.legs(position, ends) if ways.streets.known else [estimate_walk(position, end) for end in ends]
    found = [NearbyStation(station, leg) for station, leg in zip(stations, legs, strict=True)]
    return sorted(found, key=lambda one: (one.leg.seconds, one.station.id))[:MAX_NEARBY]


def _station(place: Place) -> Station:
    return Station(place.id, place.name, place.lines, place.location, place.tags.get("step_free"), "")


def with_lines(ports: WalkPorts, wish: RouteWish, walk: FoundRoute) -> FoundRoute:
    """A walk where a ride was asked for and none is known: with the stations near both ends and their lines."""
    ends = (("the start", wish.start), ("the end", wish.end))
    found = [(near, nearby_stations(ports, end.location)) for near, end in ends]
    today = wish.at.date().isoformat()
    facts = [
        Fact(f"Near {near}: {_listed(known.stations)}.", known.source or GUIDE, known.as_of or today)
        for near, known in found
        if known.stations
    ]
    unknown = NO_RIDE if len(facts) == len(ends) else NO_STATIONS
    reasons = walk.reasons
    said = replace(reasons, facts=(*reasons.facts, *facts), unknown=(*reasons.unknown, unknown))
    return replace(walk, reasons=said)


def _listed(stations: Sequence[NearbyStation]) -> str:
    return "; ".join(map(_told, stations[:MAX_TOLD]))


def _told(one: NearbyStation) -> str:
    lines = f" ({listed_lines(one.station.lines)})" if one.station.lines else ""
    return f"{one.station.name}{lines}, {one.leg.minutes} min on foot"


def rides(ports: WalkPorts, wish: RouteWish) -> list[FoundRoute]:
    """The ride that arrives first if no train keeps one waiting, where there is one that is quicker than walking."""
    network, streets = ports.ways.transit, ports.ways.streets
    if network is None or wish.via:
        return []
    access = _access(ports.ways, network, wish.start.location)
    egress = _access(ports.ways, network, wish.end.location)
    found = network.journeys(_seconds(access)).ride(_seconds(egress))
    if found is None or found.seconds >= streets.legs(wish.start.location, [wish.end.location])[0].seconds:
        return []
    return [_route(ports, wish, found)]


def _access(ways: Ways, network: Network, position: LatLng) -> list[NearbyStation]:
    stations = network.near(position, ACCESS_M)[:MAX_ACCESS]
    legs = ways.streets.legs(position, [station.location for station in stations])
    return [NearbyStation(station, leg) for station, leg in zip(stations, legs, strict=True)]


def _seconds(stations: Sequence[NearbyStation]) -> dict[str, float]:
    return {one.station.id: float(one.leg.seconds) for one in stations}


def _route(ports: WalkPorts, wish: RouteWish, ride: Ride) -> FoundRoute:
    streets, network = ports.ways.streets, ports.ways.transit
    assert network is not None
    first, last = ride.hops[0].stations[0], ride.hops[-1].stations[-1]
    [there] = streets.legs(wish.start.location, [first.location])
    [on] = streets.legs(last.location, [wish.end.location])
    walked = (streets.way(wish.start.location, first.location), streets.way(last.location, wish.end.location))
    stations = [(one.location.lat, one.location.lng) for hop in ride.hops for one in hop.stations]
    line = [*(walked[0].polyline if walked[0] else ()), *stations, *(walked[1].polyline if walked[1] else ())]
    ends = [(wish.start.location.lat, wish.start.location.lng), (wish.end.location.lat, wish.end.location.lng)]
    return FoundRoute(
        leg=Leg(there.meters + on.meters, round(ride.seconds), estimated=True),
        mode="transit",
        polyline=(ends[0], *line, ends[1]),
        steps=(
            Step(f"Walk {there.minutes} min to {_named(first)}", there.meters, ""),
            *(Step(_hop(hop), 0, "") for hop in ride.hops),
            Step(f"Walk {on.minutes} min to {wish.end.name or 'your destination'}", on.meters, ""),
        ),
        reasons=transit_reasons(wish.prefer, operator=network.operator, as_of=network.as_of, mode="transit"),
        provider="transit_network",
    )


def _named(station: Station) -> str:
    return f"{station.name} ({' '.join(station.lines)})"


def _hop(hop: Hop) -> str:
    count = len(hop.stations) - 1
    stops = "1 stop" if count == 1 else f"{count} stops"
    minutes = max(1, round(hop.seconds / 60))
    return f"Take the {hop.line} to {hop.stations[-1].name}, {stops}, about {minutes} min without waiting"
