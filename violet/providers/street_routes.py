"""The routes provider that walks the campus's own street graph. It needs no network and no key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from violet.domain.geo import (
    FARTHEST_GUESS_M,
    LatLng,
    Leg,
    OnRecord,
    Route,
    StationNearby,
    TransitHop,
    TransitRide,
    TravelMode,
    estimate_walk,
    meters_between,
)
from violet.routing.choices import costs
from violet.routing.features import along, edge_meters
from violet.routing.graph import GRAPH
from violet.routing.steps import steps
from violet.routing.streets import Streets, Way
from violet.routing.transit import NETWORK, Journeys, Network, Station
from violet.routing.ways import stretches

# As far as somebody walks to a train, and to how many stations that is looked at.
ACCESS_M = 1500.0
MAX_ACCESS = 12
MAX_REMEMBERED, MAX_ORIGINS = 4096, 8


@cache
def streets_of(campus: Path) -> Streets:
    """The streets of a campus's folder, loaded once per process whoever asks."""
    return Streets(campus / "streets" / GRAPH)


@cache
def transit_of(campus: Path) -> Network | None:
    """The transit network of a campus's folder; None where it has none."""
    path = campus / "streets" / NETWORK
    return Network(path) if path.exists() else None


def forget_streets() -> None:
    """The files may be others now: who asks next loads them anew."""
    streets_of.cache_clear()
    transit_of.cache_clear()


class StreetRoutes:
    """Walks on real streets; on foot also where a ride was asked for, as nobody here knows timetables. Where no street
    is near, an estimate, marked as one."""

    name = "streets"
    modes: frozenset[TravelMode] = frozenset({"walking"})

    def __init__(self, streets: Streets, network: Network | None = None) -> None:
        self.streets, self._network = streets, network
        # Of places and events, which are asked for again and again; where people are is not remembered for long.
        self._egress = lru_cache(maxsize=MAX_REMEMBERED)(self._access)
        # The lists of one screen ask from one spot within moments.
        self._journeys = lru_cache(maxsize=MAX_ORIGINS)(self._journeys_from)

    def stations(self, at: LatLng) -> list[StationNearby]:
        found = [StationNearby(one.name, one.lines, leg.minutes) for one, leg in self._access(at)]
        return sorted(found, key=lambda station: station.minutes)

    def ride(self, origin: LatLng, destination: LatLng) -> TransitRide | None:
        return self.rides(origin, [destination])[0]

    def rides(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[TransitRide | None]:
        journeys = self._journeys(origin) if destinations else None
        if journeys is None:
            return [None] * len(destinations)
        walks = self.streets.legs(origin, destinations)
        return [self._ride(journeys, end, walk) for end, walk in zip(destinations, walks, strict=True)]

    def _journeys_from(self, origin: LatLng) -> Journeys | None:
        there = self._access(origin)
        if self._network is None or not there:
            return None
        return self._network.journeys({station.id: float(leg.seconds) for station, leg in there})

    def _ride(self, journeys: Journeys, end: LatLng, walk: Leg) -> TransitRide | None:
        """The ride to one end, where it is quicker than the walk."""
        on = {station.id: leg for station, leg in self._egress(end)}
        egress = {station: float(leg.seconds) for station, leg in on.items()}
        found = journeys.ride(egress)
        if found is None or found.seconds >= walk.seconds:
            return None
        hops = tuple(
            TransitHop(hop.line, hop.stations[0].name, hop.stations[-1].name, len(hop.stations) - 1)
            for hop in found.hops
        )
        return TransitRide(
            hops=hops,
            minutes=round(found.seconds / 60),
            walk_there_minutes=Leg(0, round(found.walk_there_s)).minutes,
            walk_on_minutes=on[found.hops[-1].stations[-1].id].minutes,
            others=journeys.others(egress, found),
        )

    def _access(self, at: LatLng) -> list[tuple[Station, Leg]]:
        """The stations nearby, each with the walk to it."""
        if self._network is None or not self.streets.known:
            return []
        nearby = self._network.near(at, ACCESS_M)[:MAX_ACCESS]
        return list(zip(nearby, self.streets.legs(at, [one.location for one in nearby]), strict=True))

    def reaches(self, origin: LatLng, destination: LatLng) -> bool:
        if all(snap is not None for snap in self.streets.snapper.snap_all([origin, destination])):
            return True
        near = meters_between(origin, destination) <= FARTHEST_GUESS_M
        return near and not self.streets.crosses_water((origin, destination))

    def walks(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[Leg]:
        """On the streets, at an average pace: the length is routed, the minutes remain an estimate and say so."""
        return [replace(leg, estimated=True) for leg in self.streets.legs(origin, destinations)]

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        return list(self.streets.legs(origin, destinations))

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        way = self.streets.way(origin, destination)
        if way is None:
            line = ((origin.lat, origin.lng), (destination.lat, destination.lng))
            return Route(leg=self.streets.estimate(origin, destination), mode="walking", polyline=line)
        return self._worded(way)

    def routes(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> list[Route]:
        return [self.route(origin, destination, mode)]

    def preferred(self, origin: LatLng, destination: LatLng, prefer: Collection[str]) -> tuple[Route, OnRecord] | None:
        graph = self.streets.graph
        way = self.streets.way(origin, destination, costs(graph, prefer))
        if way is None:
            return None
        known = along(graph, edge_meters(way.path))
        record = OnRecord(known.main, known.main_streets, known.stairs, known.parks, known.waters)
        return self._worded(way), record

    def _worded(self, way: Way) -> Route:
        words = steps(stretches(self.streets.graph, way.path))
        return Route(leg=way.leg, mode="walking", polyline=way.polyline, steps=tuple(step.text for step in words))


class EstimatedWalks:
    """Walks of a campus that has no street graph: straight lines with what streets add, marked as estimated."""

    name = "estimate"
    modes: frozenset[TravelMode] = frozenset({"walking"})

    def stations(self, at: LatLng) -> list[StationNearby]:
        return []

    def ride(self, origin: LatLng, destination: LatLng) -> TransitRide | None:
        return None

    def rides(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[TransitRide | None]:
        return [None] * len(destinations)

    def reaches(self, origin: LatLng, destination: LatLng) -> bool:
        return meters_between(origin, destination) <= FARTHEST_GUESS_M

    def walks(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[Leg]:
        return [estimate_walk(origin, destination) for destination in destinations]

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        return list(self.walks(origin, destinations))

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        line = ((origin.lat, origin.lng), (destination.lat, destination.lng))
        return Route(leg=estimate_walk(origin, destination), mode="walking", polyline=line)

    def routes(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> list[Route]:
        return [self.route(origin, destination, mode)]

    def preferred(self, origin: LatLng, destination: LatLng, prefer: Collection[str]) -> tuple[Route, OnRecord] | None:
        return None


def walks_of(campus: Path) -> StreetRoutes | EstimatedWalks:
    """On the streets of a campus's folder, estimated where it has none."""
    known = (campus / "streets" / GRAPH).is_file()
    return StreetRoutes(streets_of(campus), transit_of(campus)) if known else EstimatedWalks()
