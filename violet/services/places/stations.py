"""Stations and their lines: of the campus's transit network, or else those that its guide has as places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from violet.domain.geo import LatLng, StationNearby
from violet.domain.places import PlaceQuery
from violet.ports import Walks
from violet.services.places.around import PlaceSources

STATION: Final = "station"
# As far as somebody walks to a train, and at how many stations that is looked.
NEARBY_M, MAX_NEARBY = 1500, 12
# A station where a dozen lines stop is told by a few of them.
MAX_LINES: Final = 4


def stations_near(sources: PlaceSources, walks: Walks, at: LatLng) -> list[StationNearby]:
    """Stations one can walk to, nearest first, with the minutes on foot; empty where none is on record."""
    found = walks.stations(at)
    if found:
        return found
    query = PlaceQuery(near=at, kinds=(STATION,), radius_m=NEARBY_M, limit=MAX_NEARBY)
    places = sources.guide.search(query)
    legs = walks.walks(at, [place.location for place in places])
    stations = [StationNearby(one.name, one.lines, leg.minutes) for one, leg in zip(places, legs, strict=True)]
    return sorted(stations, key=lambda one: one.minutes)


def with_new_lines(stations: Sequence[StationNearby], limit: int) -> list[StationNearby]:
    """Those that stop a line that none before them does, which are worth telling; a station whose lines nobody knows
    is one of them."""
    told: set[str] = set()
    found: list[StationNearby] = []
    for one in stations:
        if len(found) < limit and (not one.lines or not told.issuperset(one.lines)):
            found.append(one)
            told.update(one.lines)
    return found


def named(station: StationNearby) -> str:
    """ "Jay St (A, C, F and R)"; the name alone where no line is known."""
    return f"{station.name} ({listed_lines(station.lines)})" if station.lines else station.name


def listed_lines(lines: Sequence[str]) -> str:
    """ "A, C and F"; "A, B, C, D and more" where there are many."""
    if len(lines) > MAX_LINES:
        return f"{', '.join(lines[:MAX_LINES])} and more"
    *firsts, last = lines
    return f"{', '.join(firsts)} and {last}" if firsts else last
