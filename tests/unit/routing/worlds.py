"""Street graphs for tests: the campus's own, and small ones drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence

from violet.campus.loader import CAMPUSES as FOLDER
from violet.campus.loader import default_campus
from violet.domain.geo import LatLng
from violet.providers.street_routes import streets_of
from violet.routing.build import connect
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.lines import Area, Line, Sources
from violet.routing.streets import Streets

STREETS = (FOLDER / default_campus().id) / "streets"
CAMPUSES = [campus.location for campus in default_campus().sites]
PLACES = {f"{place.campus}/{place.id}": place.location for place in default_campus().places}
ORIGIN = LatLng(40.73, -73.99)
SOURCE = {"name": "a test", "license": "none", "as_of": "2026"}


def campus_streets() -> Streets:
    return streets_of(FOLDER / default_campus().id)


def at(east_m: float, north_m: float) -> tuple[int, int]:
    """A point in micro-degrees, meters from ORIGIN."""
    return round(40_730_000 + north_m / 0.111195), round(-73_990_000 + east_m / 0.084262)


def position(east_m: float, north_m: float) -> LatLng:
    lat, lng = at(east_m, north_m)
    return LatLng(lat / 1e6, lng / 1e6)


def street(name: str, *points: tuple[float, float], kind: WayKind = WayKind.STREET, by_hand: bool = False) -> Line:
    return Line(tuple(at(*point) for point in points), name, kind, 0, by_hand=by_hand)


def graph_of(lines: Sequence[Line], *, parks: Sequence[Area] = (), waters: Sequence[Area] = ()) -> StreetGraph:
    return connect(Sources(tuple(lines), tuple(parks), tuple(waters), (SOURCE,)), [ORIGIN]).graph


def grid(columns: int, rows: int, block_m: float = 100.0) -> list[Line]:
    """Avenues "A0", "A1", ... to the north and streets "S0", "S1", ... to the east."""
    avenues = [street(f"A{x}", *[(x * block_m, y * block_m) for y in range(rows)]) for x in range(columns)]
    streets = [street(f"S{y}", *[(x * block_m, y * block_m) for x in range(columns)]) for y in range(rows)]
    return avenues + streets
