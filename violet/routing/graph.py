"""A campus's streets as a graph: junctions, the pieces of way between them, and what is on record about each piece."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from violet.domain.geo import LatLng
from violet.routing.geometry import MICRO, Array, Plane

GRAPH = "graph.npz"


class WayKind(IntEnum):
    STREET = 0
    PATH = 1
    ALLEY = 2
    BRIDGE = 3
    STAIRS = 4


@dataclass(frozen=True, eq=False)
class StreetGraph:
    """N junctions and E edges, undirected. `nodes` (N, 2) and `shape` are int32 micro-degrees (lat, lng); the points of
    edge e, both ends included, are `shape[shape_start[e] : shape_start[e + 1]]`, from node `a[e]` to node `b[e]`.

    `meters` is float64. `name`, `park` and `water` index `names`, `parks` and `waters`, -1 where there is none: the
    park that the edge is in or beside (`in_park` tells which), the water within `NEAR_WATER_M`. `main` marks the wide
    streets, `elevated` what runs above or below the ground. `source` indexes `sources` (name, license, as_of; the last
    one is of the parks). Each of `waters` has a name and its outline in micro-degrees.
    """

    nodes: Array
    a: Array
    b: Array
    meters: Array
    shape_start: Array
    shape: Array
    kind: Array
    name: Array
    main: Array
    elevated: Array
    park: Array
    in_park: Array
    water: Array
    source: Array
    names: tuple[str, ...]
    parks: tuple[str, ...]
    waters: tuple[dict[str, Any], ...]
    sources: tuple[dict[str, str], ...]

    @cached_property
    def middle(self) -> LatLng:
        lat, lng = self.nodes.mean(axis=0) / MICRO
        return LatLng(float(lat), float(lng))

    @cached_property
    def plane(self) -> Plane:
        return Plane(self.middle)

    def points(self, edge: int) -> Array:
        """(n, 2) micro-degrees from `a` to `b`."""
        return self.shape[self.shape_start[edge] : self.shape_start[edge + 1]]

    def name_of(self, edge: int) -> str:
        index = int(self.name[edge])
        return self.names[index] if index >= 0 else ""


_WORDS = ("names", "parks", "waters", "sources")


def save(graph: StreetGraph, path: Path) -> None:
    """Writes the graph as one compressed file; the same graph gives the same bytes."""
    arrays = {field.name: getattr(graph, field.name) for field in fields(graph) if field.name not in _WORDS}
    words = json.dumps({name: getattr(graph, name) for name in _WORDS}, ensure_ascii=False)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, words=np.frombuffer(words.encode(), dtype=np.uint8), **arrays)
    path.write_bytes(buffer.getvalue())


def load(path: Path) -> StreetGraph:
    """Raises OSError where there is no such file, ValueError or KeyError where it is no graph."""
    with np.load(path, allow_pickle=False) as stored:
        words: dict[str, Any] = json.loads(stored["words"].tobytes())
        arrays = {name: stored[name] for name in stored.files if name != "words"}
    for array in arrays.values():
        array.flags.writeable = False
    return StreetGraph(**arrays, **{name: tuple(words[name]) for name in _WORDS})
