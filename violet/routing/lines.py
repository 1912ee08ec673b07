"""What a graph is built from: lines of streets as their publishers give them, and corrections made by hand."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from violet.routing.geometry import MICRO, Point
from violet.routing.graph import WayKind

DESCRIPTION = "streets.toml"
# A street this wide, or with this many lanes, is a main street of its neighborhood.
MAIN_WIDTH_FT, MAIN_LANES = 42, 4
_KINDS = {"walkway": WayKind.PATH, "alley": WayKind.ALLEY, "driveway": WayKind.ALLEY, "parking": WayKind.ALLEY}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source. `source` indexes the description's sources; `by_hand` lines reach farther for something
    to join."""

    points: tuple[Point, ...]
    name: str
    kind: WayKind
    source: int
    main: bool = False
    elevated: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A park or a water with its outlines, in micro-degrees."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a campus gives of its streets. `sources` is name, license and as_of of each publisher, the parks'
    last."""

    lines: tuple[Line, ...]
    parks: tuple[Area, ...]
    waters: tuple[Area, ...]
    sources: tuple[dict[str, str], ...]


def read_sources(folder: Path) -> Sources:
    """Reads `streets.toml` and the files it names. Raises OSError, KeyError or ValueError where something is missing
    or not as described."""
    description = tomllib.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    mains = frozenset(description.get("main_streets", ()))
    removed = frozenset(str(name) for name in description.get("removed", ()))
    lines: list[Line] = []
    published = list(description["source"])
    for index, source in enumerate(published):
        if "file" in source:
            lines += _read_lines(folder / source["file"], index, mains, removed)
    by_hand = next(index for index, source in enumerate(published) if "file" not in source)
    lines += [_line_by_hand(line, by_hand) for line in description.get("line", ())]
    parks = _read_parks(folder / description["parks"]["file"]) if "parks" in description else []
    parks += [_area(park) for park in description.get("park", ())]
    waters = [_area(water) for water in description.get("water", ())]
    known = [*published, *([description["parks"]] if "parks" in description else [])]
    sources = tuple({key: str(source[key]) for key in ("name", "license", "as_of")} for source in known)
    return Sources(tuple(lines), tuple(parks), tuple(waters), sources)


def _read_lines(path: Path, source: int, mains: frozenset[str], removed: frozenset[str]) -> Iterator[Line]:
    for feature in _features(path):
        properties = feature["properties"]
        if not properties["walk"] or str(properties["source_id"]) in removed:
            continue
        wide = (properties.get("width_ft") or 0) >= MAIN_WIDTH_FT or (properties.get("lanes") or 0) >= MAIN_LANES
        kind = _KINDS.get(properties["class"], WayKind.STREET)
        yield Line(
            points=_points(feature["geometry"]["coordinates"]),
            name=properties["name"],
            kind=kind,
            source=source,
            main=kind is WayKind.STREET and (wide or properties["name"] in mains),
            elevated=bool(properties.get("structure")),
        )


def _line_by_hand(line: Mapping[str, Any], source: int) -> Line:
    kind = WayKind[line["kind"].upper()]
    points = tuple(_point(lat, lng) for lat, lng in line["points"])
    return Line(points, line["name"], kind, source, elevated=bool(line.get("elevated", False)), by_hand=True)


def _read_parks(path: Path) -> list[Area]:
    return [
        Area(feature["properties"]["name"], tuple(_points(ring) for ring in _rings(feature["geometry"])))
        for feature in _features(path)
    ]


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """The outer rings."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield polygon[0]


def _area(area: Mapping[str, Any]) -> Area:
    return Area(area["name"], (tuple(_point(lat, lng) for lat, lng in area["outline"]),))


def _features(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return features


def _points(coordinates: Sequence[Sequence[float]]) -> tuple[Point, ...]:
    """GeoJSON's (lng, lat), without points that repeat the one before."""
    points = [_point(lat, lng) for lng, lat in coordinates]
    return tuple(point for index, point in enumerate(points) if index == 0 or point != points[index - 1])


def _point(lat: float, lng: float) -> Point:
    return round(lat * MICRO), round(lng * MICRO)
