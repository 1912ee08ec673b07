"""What the page draws its map of: streets, parks, water and the guide's places of the campus, as GeoJSON."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from violet.campus.campus import Campus
from violet.routing.geometry import MICRO
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.streets import Streets
from violet.web.files import File

PATHS = frozenset({WayKind.PATH, WayKind.BRIDGE, WayKind.STAIRS})
# About a meter.
DIGITS = 5
PARKS = "streets/parks.geojson.gz"

Feature = dict[str, Any]


_made: dict[tuple[str, int], File] = {}


def campus_map(campus: Campus, streets: Streets, folder: Path) -> File:
    """A FeatureCollection; `what` of each feature is "street", "main", "path", "park", "water" or "place". Made once
    for each version of a campus."""
    key = (campus.id, campus.version)
    if key not in _made:
        _made[key] = _drawn(campus, streets, folder)
    return _made[key]


def _drawn(campus: Campus, streets: Streets, folder: Path) -> File:
    features = [*_areas(streets, folder), *_ways(streets), *_places(campus)]
    return File(orjson.dumps({"type": "FeatureCollection", "features": features}), "application/geo+json")


def attribution(streets: Streets) -> list[str]:
    """Whose data the map is drawn from."""
    return list(dict.fromkeys(source["name"] for source in streets.graph.sources)) if streets.known else []


def _ways(streets: Streets) -> Iterator[Feature]:
    """One feature for each street: its pieces together, as thousands of small ones take a browser longer."""
    if not streets.known:
        return
    graph = streets.graph
    lines: dict[tuple[str, str], list[Any]] = {}
    for edge in range(len(graph.a)):
        street = (_kind_of(graph, edge), graph.name_of(edge))
        lines.setdefault(street, []).append(_coordinates(graph.points(edge)))
    for (what, name), found in lines.items():
        yield _feature(what, "MultiLineString", found, **({"name": name} if name else {}))


def _kind_of(graph: StreetGraph, edge: int) -> str:
    if graph.kind[edge] in PATHS:
        return "path"
    return "main" if graph.main[edge] else "street"


def _areas(streets: Streets, folder: Path) -> Iterator[Feature]:
    if streets.known:
        for water in streets.graph.waters:
            yield _feature("water", "Polygon", [_coordinates(water["outline"])], name=water["name"])
    if (folder / PARKS).is_file():
        for park in orjson.loads(gzip.decompress((folder / PARKS).read_bytes()))["features"]:
            yield {**park, "properties": {"what": "park", "name": park["properties"].get("name")}}


def _places(campus: Campus) -> Iterator[Feature]:
    for place in campus.places:
        at = [round(place.location.lng, DIGITS), round(place.location.lat, DIGITS)]
        yield _feature("place", "Point", at, name=place.name)


def _coordinates(points: Any) -> list[list[float]]:
    """GeoJSON's order (longitude first) of micro-degrees (latitude first)."""
    return [[round(float(lng) / MICRO, DIGITS), round(float(lat) / MICRO, DIGITS)] for lat, lng in points]


def _feature(what: str, kind: str, coordinates: Any, **properties: Any) -> Feature:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"what": what, **properties}, "geometry": geometry}
