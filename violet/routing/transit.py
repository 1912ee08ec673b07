"""A campus's rapid transit as its operator publishes it: stations, minutes between them, transfers. No timetable."""

from __future__ import annotations

import gzip
import heapq
import itertools
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from violet.domain.geo import LatLng, meters_between

NETWORK = "transit.json.gz"
# From the street to the platform, and from one platform to another of the same station.
TO_PLATFORM_S, CHANGE_S = 60.0, 180.0
# Without a timetable nobody knows which of two trains comes first: who waits takes either where they are as quick.
ALIKE_S, MAX_OTHERS = 180.0, 2
State = tuple[str, str]
"""A station, and the line one sits in; "" on the platform."""


@dataclass(frozen=True, slots=True)
class Station:
    """`step_free` is True or False as the operator says, None where only one direction is; `note` says more."""

    id: str
    name: str
    lines: tuple[str, ...]
    location: LatLng
    step_free: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Hop:
    """A ride on one line: all its stations in order, and its seconds without waiting."""

    line: str
    stations: tuple[Station, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Ride:
    """The way between two stations' doors, in seconds without waiting; walking to and from them included."""

    hops: tuple[Hop, ...]
    seconds: float


class Network:
    """`operator`, `license` and `as_of` go with every answer."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            data = json.load(file)
        self.operator: str = data["operator"]
        self.as_of: str = data["as_of"]
        self.stations = {row[0]: _station(row) for row in data["stations"]}
        self._rides: dict[str, list[tuple[str, str, float]]] = {}
        self._transfers: dict[str, list[tuple[str, float]]] = {}
        for one, other, line, seconds in data["edges"]:
            self._rides.setdefault(one, []).append((other, line, seconds))
            self._rides.setdefault(other, []).append((one, line, seconds))
        for one, other, seconds in data["transfers"]:
            self._transfers.setdefault(one, []).append((other, seconds))

    def near(self, position: LatLng, radius_m: float) -> list[Station]:
        """Nearest first, by the straight line."""
        away = {station.id: meters_between(position, station.location) for station in self.stations.values()}
        within = [station for station in self.stations.values() if away[station.id] <= radius_m]
        return sorted(within, key=lambda station: (away[station.id], station.id))

    def ride(
        self, access_s: Mapping[str, float], egress_s: Mapping[str, float], *, without: Collection[str] = ()
    ) -> Ride | None:
        """The earliest arrival from any station one can walk to (seconds to its door) to any that one can walk on from,
        with at least one ride, and on no line that is `without`; None where there is none."""
        best: dict[State, float] = {(station, ""): seconds + TO_PLATFORM_S for station, seconds in access_s.items()}
        came: dict[State, State] = {}
        heap = [(seconds, state) for state, seconds in best.items()]
        heapq.heapify(heap)
        arrival, last = float("inf"), None
        while heap and heap[0][0] < arrival:
            seconds, state = heapq.heappop(heap)
            if seconds > best[state]:
                continue
            station, line = state
            if line and station in egress_s and seconds + egress_s[station] + TO_PLATFORM_S < arrival:
                arrival, last = seconds + egress_s[station] + TO_PLATFORM_S, state
            for following, cost in self._from(station, line):
                if following[1] in without:
                    continue
                if seconds + cost < best.get(following, float("inf")):
                    best[following], came[following] = seconds + cost, state
                    heapq.heappush(heap, (seconds + cost, following))
        return Ride(self._hops(came, last, best), arrival) if last is not None else None

    def others(self, access_s: Mapping[str, float], egress_s: Mapping[str, float], best: Ride) -> tuple[str, ...]:
        """Up to MAX_OTHERS further lines that arrive within ALIKE_S of a ride without a change, none with one."""
        lines = [hop.line for hop in best.hops]
        while len(lines) <= MAX_OTHERS:
            found = self.ride(access_s, egress_s, without=lines)
            if found is None or len(found.hops) + len(best.hops) > 2 or found.seconds > best.seconds + ALIKE_S:
                break
            lines.append(found.hops[0].line)
        return tuple(lines[1:]) if len(best.hops) == 1 else ()

    def _from(self, station: str, line: str) -> list[tuple[tuple[str, str], float]]:
        rides = self._rides.get(station, ())
        if line:
            on = [((other, line), seconds) for other, its, seconds in rides if its == line]
            return [*on, ((station, ""), CHANGE_S)]
        boarded = [((other, its), seconds) for other, its, seconds in rides]
        return [*boarded, *(((other, ""), seconds) for other, seconds in self._transfers.get(station, ()))]

    def _hops(
        self,
        came: Mapping[tuple[str, str], tuple[str, str]],
        last: tuple[str, str],
        best: Mapping[tuple[str, str], float],
    ) -> tuple[Hop, ...]:
        states = [last]
        while states[-1] in came:
            states.append(came[states[-1]])
        states.reverse()
        hops: list[Hop] = []
        for before, state in itertools.pairwise(states):
            station, line = state
            if not line:
                continue
            seconds = best[state] - best[before]
            if hops and before[1] == line:
                hops[-1] = Hop(line, (*hops[-1].stations, self.stations[station]), hops[-1].seconds + seconds)
            else:
                hops.append(Hop(line, (self.stations[before[0]], self.stations[station]), seconds))
        return tuple(hops)


def _station(row: list[object]) -> Station:
    id_, name, lines, lat, lng, ada, note = row
    step_free = {"yes": True, "no": False}.get(str(ada))
    return Station(
        str(id_), str(name), tuple(str(lines).split()), LatLng(float(str(lat)), float(str(lng))), step_free, str(note)
    )
