"""Rides over the campus's transit network, without timetable, and the stations nearby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from violet.domain.geo import LatLng, Leg
from violet.routing.steps import Step
from violet.routing.transit import Hop, Network, Ride, Station
from violet.services.walks.reasons import transit_reasons
from violet.services.walks.walk_ports import FoundRoute, RouteWish, WalkPorts, Ways

ACCESS_M = 1500.0
NEARBY_M = 1600.0
MAX_ACCESS = 12
MAX_NEARBY = 10


@dataclass(frozen=True, slots=True)
class NearbyStation:
    """A station and the walk to it."""

    station: Station
    leg: Leg


def nearby_stations(ways: Ways, position: LatLng) -> list[NearbyStation]:
    """The stations within a 20 minutes' walk or so, nearest on foot first; empty where no network is on record."""
    if ways.transit is None or not ways.streets.known:
        return []
    stations = ways.transit.near(position, NEARBY_M)[: 2 * MAX_NEARBY]
    legs = ways.streets.legs(position, [station.location for station in stations])
    found = [NearbyStation(station, leg) for station, leg in zip(stations, legs, strict=True)]
    return sorted(found, key=lambda one: (one.leg.seconds, one.station.id))[:MAX_NEARBY]


def rides(ports: WalkPorts, wish: RouteWish) -> list[FoundRoute]:
    """The ride that arrives first if no train keeps one waiting, where there is one that is quicker than walking."""
    network, streets = ports.ways.transit, ports.ways.streets
    if network is None or wish.via:
        return []
    access = _access(ports.ways, network, wish.start.location)
    egress = _access(ports.ways, network, wish.end.location)
    found = network.ride(_seconds(access), _seconds(egress))
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
