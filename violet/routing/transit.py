"""A campus's rapid transit as its operator publishes it: stations, minutes between them, transfers. No timetable."""

from __future__ import annotations

import gzip
import heapq
import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from violet.domain.geo import LatLng, meters_to_all

NETWORK = "transit.json.gz"
# From the street to the platform, and from one platform to another of the same station.
TO_PLATFORM_S, CHANGE_S = 60.0, 180.0
# Without a timetable nobody knows which of two trains comes first: who waits takes either where they are as quick.
ALIKE_S, MAX_OTHERS = 180.0, 2
State = tuple[str, str]
"""A station, and the line one sits in; "" on the platform."""
Follows = Mapping[State, Sequence[tuple[State, float]]]


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
    """A way by train, in seconds without waiting; walking to and from the stations is included. `walk_there_s` are the
    seconds on foot to the door of the station where one boards, passages from another station included."""

    hops: tuple[Hop, ...]
    seconds: float
    walk_there_s: float


class Network:
    """`operator`, `license` and `as_of` go with every answer."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            data = json.load(file)
        self.operator: str = data["operator"]
        self.as_of: str = data["as_of"]
        self.stations = {row[0]: _station(row) for row in data["stations"]}
        self._ordered = tuple(self.stations.values())
        self._radians = np.radians([(one.location.lat, one.location.lng) for one in self._ordered])
        self._seats: dict[str, dict[State, None]] = {}
        # What follows on each state, with the seconds until then: on the line one sits in, and with changes.
        self.staying: dict[State, list[tuple[State, float]]] = {}
        for one, other, line, seconds in data["edges"]:
            for here, there in ((one, other), (other, one)):
                for state in ((here, line), (here, "")):
                    self.staying.setdefault(state, []).append(((there, line), seconds))
                self._seats.setdefault(there, {})[there, line] = None
        self.changing = {state: list(following) for state, following in self.staying.items()}
        for seats in self._seats.values():
            for station, line in seats:
                self.changing.setdefault((station, line), []).append(((station, ""), CHANGE_S))
        for one, other, seconds in data["transfers"]:
            self.changing.setdefault((one, ""), []).append(((other, ""), seconds))

    def near(self, position: LatLng, radius_m: float) -> list[Station]:
        """Nearest first, by the straight line."""
        meters = meters_to_all(position, self._radians)
        within = [(float(meters[index]), self._ordered[index]) for index in np.flatnonzero(meters <= radius_m)]
        return [station for _, station in sorted(within, key=lambda one: (one[0], one[1].id))]

    def journeys(self, access_s: Mapping[str, float]) -> Journeys:
        """All that one can ride to from the stations one can walk to (seconds to each's door)."""
        return Journeys(self, access_s)

    def seats(self, station: str) -> Iterable[State]:
        """In which lines one can sit when they arrive there."""
        return self._seats.get(station, ())


class Journeys:
    """The earliest arrivals from where somebody sets out, looked for once however many destinations are asked for."""

    def __init__(self, network: Network, access_s: Mapping[str, float]) -> None:
        self._network, self._access = network, access_s

    @cached_property
    def _best(self) -> tuple[Mapping[State, float], Mapping[State, State]]:
        return self._search(self._network.changing)

    @cached_property
    def _direct(self) -> Mapping[State, float]:
        return self._search(self._network.staying)[0]

    def ride(self, egress_s: Mapping[str, float]) -> Ride | None:
        """The earliest arrival over any station that one can walk on from (seconds from its door), with at least one
        ride; None where there is none."""
        best, came = self._best
        arrivals = self._arrivals(best, egress_s)
        if not arrivals:
            return None
        seconds, state = min(arrivals, key=lambda one: (one[0], best[one[1]]))
        states = _path(came, state)
        platform = next(one for one, after in itertools.pairwise(states) if after[1])
        return Ride(self._hops(states, best), seconds, best[platform] - TO_PLATFORM_S)

    def others(self, egress_s: Mapping[str, float], best: Ride) -> tuple[str, ...]:
        """Up to MAX_OTHERS further lines that arrive within ALIKE_S of a ride without a change, none with one."""
        if len(best.hops) > 1:
            return ()
        arrivals = sorted(self._arrivals(self._direct, egress_s))
        lines = [line for seconds, (_, line) in arrivals if seconds <= best.seconds + ALIKE_S]
        return tuple(line for line in dict.fromkeys(lines) if line != best.hops[0].line)[:MAX_OTHERS]

    def _arrivals(self, best: Mapping[State, float], egress_s: Mapping[str, float]) -> list[tuple[float, State]]:
        network = self._network
        return [
            (best[state] + walk + TO_PLATFORM_S, state)
            for station, walk in egress_s.items()
            for state in network.seats(station)
            if state in best
        ]

    def _search(self, follows: Follows) -> tuple[dict[State, float], dict[State, State]]:
        """The seconds of each state that can be reached, and the state before it."""
        best: dict[State, float] = {(station, ""): walk + TO_PLATFORM_S for station, walk in self._access.items()}
        came: dict[State, State] = {}
        heap = [(seconds, state) for state, seconds in best.items()]
        heapq.heapify(heap)
        while heap:
            seconds, state = heapq.heappop(heap)
            if seconds > best[state]:
                continue
            for following, cost in follows.get(state, ()):
                arrived = seconds + cost
                if arrived < best.get(following, math.inf):
                    best[following], came[following] = arrived, state
                    heapq.heappush(heap, (arrived, following))
        return best, came

    def _hops(self, states: Sequence[State], best: Mapping[State, float]) -> tuple[Hop, ...]:
        stations = self._network.stations
        hops: list[Hop] = []
        for before, state in itertools.pairwise(states):
            station, line = state
            if not line:
                continue
            seconds = best[state] - best[before]
            if hops and before[1] == line:
                hops[-1] = Hop(line, (*hops[-1].stations, stations[station]), hops[-1].seconds + seconds)
            else:
                hops.append(Hop(line, (stations[before[0]], stations[station]), seconds))
        return tuple(hops)


def _path(came: Mapping[State, State], last: State) -> list[State]:
    """From where one walks in to where one gets off."""
    states = [last]
    while states[-1] in came:
        states.append(came[states[-1]])
    return states[::-1]


def _station(row: list[object]) -> Station:
    id_, name, lines, lat, lng, ada, note = row
    step_free = {"yes": True, "no": False}.get(str(ada))
    return Station(
        str(id_), str(name), tuple(str(lines).split()), LatLng(float(str(lat)), float(str(lng))), step_free, str(note)
    )
