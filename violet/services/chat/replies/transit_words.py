"""How to ride where it is far to walk: the ride that is known, else the lines and stations near both ends, else that
only walks are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from violet.domain.geo import LatLng, StationNearby, TransitRide
from violet.domain.minutes import minutes_words
from violet.services.chat.replies.wording import joined
from violet.services.places.around import FindingPorts
from violet.services.places.stations import listed_lines, named, stations_near, with_new_lines

FAR_WORDS: Final = "That's a ride rather than a walk."
ONLY_WALKS: Final = "I only know walks, not trains, so let the map link show you the lines."
NO_TIMETABLE: Final = "I know the lines, not the timetable."
NO_NETWORK: Final = "I know which lines stop where, but neither the timetable nor where one changes."
NO_QUICKER: Final = "No train that I know of is quicker than walking."
MAX_STATIONS: Final = 2


@dataclass(frozen=True, slots=True)
class WayEnd:
    """An end of a way, and what comes after "near": "you", "Bobst"."""

    location: LatLng
    name: str


@dataclass(frozen=True, slots=True)
class Riding:
    """Sentences, and what they tell as the answer's fields: the `ride`, or the `stations_at_ends`."""

    words: str
    extra: Mapping[str, Any] = field(default_factory=dict)


def riding(ports: FindingPorts, start: WayEnd, end: WayEnd, *, far: bool) -> Riding:
    """How to ride there. `far` tells that it is too far to walk."""
    walks = ports.surroundings.walks
    ride = walks.ride(start.location, end.location)
    if ride is not None:
        return Riding(_ride(ride), {"ride": asdict(ride)})
    lead = f"{FAR_WORDS} " if far else ""
    there, on = (stations_near(ports.sources, walks, one.location) for one in (start, end))
    if not there and not on:
        return Riding(lead + ONLY_WALKS)
    if not far and all(walks.stations(one.location) for one in (start, end)):
        return Riding(NO_QUICKER)
    told = with_new_lines(there, MAX_STATIONS), with_new_lines(on, MAX_STATIONS)
    said = [_near(start, told[0]), _near(end, told[1]), _at_both(there, on), NO_NETWORK]
    stations = {name: [asdict(one) for one in at] for name, at in zip(("start", "end"), told, strict=True)}
    return Riding(lead + " ".join(filter(None, said)), {"stations_at_ends": stations})


def _near(end: WayEnd, stations: Sequence[StationNearby]) -> str:
    if not stations:
        return f"I know of no station near {end.name}."
    told = joined([f"{named(one)}, {minutes_words(one.minutes)} on foot" for one in stations])
    return f"Near {end.name}: {told}."


def _at_both(start: Sequence[StationNearby], end: Sequence[StationNearby]) -> str:
    there = {line for one in end for line in one.lines}
    lines = list(dict.fromkeys(line for one in start for line in one.lines if line in there))
    if not lines:
        return ""
    return f"The {listed_lines(lines)} stop{'s' if len(lines) == 1 else ''} near both."


def _ride(ride: TransitRide) -> str:
    hops = [
        f"take the {hop.line} to {hop.alight} ({hop.stops} stop{'s' if hop.stops != 1 else ''})" for hop in ride.hops
    ]
    return (
        f"By train it's about {minutes_words(ride.minutes)} plus the wait: walk "
        f"{minutes_words(ride.walk_there_minutes)} to {ride.hops[0].board}, {', then '.join(hops)}, and walk "
        f"{minutes_words(ride.walk_on_minutes)}. {NO_TIMETABLE}"
    )
