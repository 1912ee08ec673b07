"""A small map of a route: what is drawn, in pixels, for whichever format. Pure.

The streets and the water are the campus's own graph's, so no map service is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from violet.routing.geometry import MICRO, Array
from violet.routing.graph import StreetGraph

WIDTH, HEIGHT, MARGIN = 640, 400, 36
# A route of a few steps would be a line of one street's length, magnified.
LEAST_METERS = 250.0
METERS_PER_DEGREE = 111_195.0
MOST_STREETS = 6000

Pixels = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines and areas in pixels from the top left, in the order in which they are drawn. `stops` are the places on the
    way, `credit` whose streets these are."""

    water: tuple[Pixels, ...]
    streets: tuple[Pixels, ...]
    main_streets: tuple[Pixels, ...]
    route: Pixels
    stops: Pixels
    credit: str


def picture_of(
    polyline: Sequence[tuple[float, float]], stops: Sequence[tuple[float, float]], graph: StreetGraph | None
) -> Picture:
    """The picture of a route of (lat, lng) pairs, as large as fits; without a `graph` the route alone."""
    view = _View(np.array([*polyline, *stops], dtype=float))
    streets, main_streets = _streets(view, graph) if graph is not None else ((), ())
    return Picture(
        water=_water(view, graph) if graph is not None else (),
        streets=streets,
        main_streets=main_streets,
        route=view.pixels(np.array(polyline, dtype=float)),
        stops=view.pixels(np.array(stops, dtype=float)) if stops else (),
        credit=_credit(graph) if graph is not None and (streets or main_streets) else "",
    )


class _View:
    """The stretch of land that is shown, with north at the top and one scale both ways."""

    def __init__(self, points: Array) -> None:
        low, high = points.min(axis=0), points.max(axis=0)
        self._middle = (low + high) / 2
        meters_per_degree = np.array([METERS_PER_DEGREE, METERS_PER_DEGREE * np.cos(np.radians(self._middle[0]))])
        tall, wide = np.maximum((high - low) * meters_per_degree, LEAST_METERS)
        scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
        self._per_degree = meters_per_degree * scale

    def pixels(self, points: Array) -> Pixels:
        """(n, 2) degrees as pixels."""
        away = (points - self._middle) * self._per_degree
        return tuple((round(WIDTH / 2 + x, 1), round(HEIGHT / 2 - y, 1)) for y, x in away.tolist())

    def shows(self, low: Array, high: Array) -> Array:
        """Which boxes, each from `low` to `high` in degrees, are at least in part in view."""
        half = np.array([HEIGHT, WIDTH]) / 2 / self._per_degree
        inside: Array = ((low <= self._middle + half) & (high >= self._middle - half)).all(axis=-1)
        return inside


def _streets(view: _View, graph: StreetGraph) -> tuple[tuple[Pixels, ...], tuple[Pixels, ...]]:
    starts = graph.shape_start[:-1]
    low = np.minimum.reduceat(graph.shape, starts, axis=0) / MICRO
    high = np.maximum.reduceat(graph.shape, starts, axis=0) / MICRO
    shown = np.flatnonzero(view.shows(low, high))[:MOST_STREETS]
    drawn = [(bool(graph.main[edge]), view.pixels(graph.points(int(edge)) / MICRO)) for edge in shown]
    return tuple(line for main, line in drawn if not main), tuple(line for main, line in drawn if main)


def _water(view: _View, graph: StreetGraph) -> tuple[Pixels, ...]:
    outlines = (np.array(water["outline"], dtype=float) / MICRO for water in graph.waters)
    return tuple(
        view.pixels(outline) for outline in outlines if view.shows(outline.min(axis=0), outline.max(axis=0)).all()
    )


def _credit(graph: StreetGraph) -> str:
    names = (source["name"].partition(":")[0] for source in graph.sources[:-1])
    return "Streets: " + ", ".join(dict.fromkeys(names))
