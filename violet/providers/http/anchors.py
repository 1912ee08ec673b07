"""Positions that are close together share one origin, so that their upstream answers can be shared.

A grid would put neighbors on either side of a line apart. Here the first position becomes an anchor, and whoever is
within 75 m of an anchor asks from there (about one minute on foot, and within what a phone's own position is worth).
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from violet.domain.geo import LatLng, meters_between
from violet.providers.http.cache import CacheRedis

SHARED_RADIUS_M = 75.0
# The diagonal of a cell is the shared radius: an anchor in somebody's own cell is always close enough.
CELL_M = SHARED_RADIUS_M / math.sqrt(2)
METERS_PER_DEGREE = 111_320.0
NEIGHBORS = range(-2, 3)
# Longer than any answer is cached, so that an answer never outlives the anchor it belongs to.
ANCHOR_TTL_S = 900
# How long this process relies on its own copy before it asks Redis (and renews the anchor there).
LOCAL_TTL_S = 120
MAX_LOCAL = 20_000
PREFIX = "violet:anchor"
# What is held in the cells KEYS[2] and on; where that is nothing, the position ARGV[1] is put into the cell KEYS[1].
_HELD_OR_PUT = """
local held = {}
for _, position in ipairs(redis.call('MGET', unpack(KEYS, 2))) do
  if position then held[#held + 1] = position end
end
if #held == 0 then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end
return held
"""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Anchor:
    at: LatLng
    until: float


class Anchors:
    """`near` is safe to call from several threads. With Redis, all workers share the anchors."""

    def __init__(self, client: CacheRedis | None) -> None:
        self._client = client
        self._local: OrderedDict[Cell, _Anchor] = OrderedDict()
        self._lock = threading.Lock()
        self._ttl_s = LOCAL_TTL_S if client else ANCHOR_TTL_S

    def near(self, point: LatLng) -> LatLng:
        """The anchor within 75 m of `point`, the closest where there are several; `point` itself (to about one
        meter) becomes one where there is none."""
        if self._is_anchor(point):
            return point
        cells = list(_cells_around(point))
        known = self._closest(point, cells)
        if known is not None:
            return known
        found = self._shared(point, cells) if self._client else LatLng(round(point.lat, 5), round(point.lng, 5))
        self._remember(found)
        return found

    def _is_anchor(self, point: LatLng) -> bool:
        """Asked of a position that `near` has answered before; with Redis, only as long as it is fresh here."""
        if self._client is None:
            return False  # there it is `_closest` that renews an anchor
        with self._lock:
            anchor = self._local.get(_cell_of(point))
        return anchor is not None and anchor.at == point and anchor.until > time.monotonic()

    def _closest(self, point: LatLng, cells: list[Cell]) -> LatLng | None:
        now = time.monotonic()
        with self._lock:
            anchors = [self._local.get(cell) for cell in cells]
            alive = [anchor.at for anchor in anchors if anchor and anchor.until > now]
            found = _closest_of(point, alive)
            if found is not None and self._client is None:
                self._local[_cell_of(found)] = _Anchor(found, now + self._ttl_s)
            return found

    def _shared(self, point: LatLng, cells: list[Cell]) -> LatLng:
        """Redis's anchor near the point, renewed; else this point, put there."""
        assert self._client is not None
        own = LatLng(round(point.lat, 5), round(point.lng, 5))
        try:
            keys = [_key(_cell_of(own)), *map(_key, cells)]
            position = f"{own.lat},{own.lng}"
            held = self._client.run("EVAL", _HELD_OR_PUT, len(keys), *keys, position, ANCHOR_TTL_S)
            found = _closest_of(point, [_parse(value) for value in held])
            if found is not None:
                self._client.run("EXPIRE", _key(_cell_of(found)), ANCHOR_TTL_S)
                return found
            if held:
                self._client.run("SET", _key(_cell_of(own)), position, "EX", ANCHOR_TTL_S, "NX")
        except (LookupError, ValueError):
            return own
        return own

    def _remember(self, anchor: LatLng) -> None:
        with self._lock:
            self._local[_cell_of(anchor)] = _Anchor(anchor, time.monotonic() + self._ttl_s)
            self._local.move_to_end(_cell_of(anchor))
            while len(self._local) > MAX_LOCAL:
                self._local.popitem(last=False)


def _cells_around(point: LatLng) -> Iterator[Cell]:
    """Every cell that can hold an anchor within the shared radius."""
    row = _row(point.lat)
    for line in (row + step for step in NEIGHBORS):
        column = _column(point.lng, line)
        yield from ((line, column + step) for step in NEIGHBORS)


def _cell_of(point: LatLng) -> Cell:
    row = _row(point.lat)
    return row, _column(point.lng, row)


def _row(lat: float) -> int:
    return math.floor(lat * METERS_PER_DEGREE / CELL_M)


def _column(lng: float, row: int) -> int:
    """Columns are as wide as rows are high, at the latitude of the row."""
    lat = math.radians(row * CELL_M / METERS_PER_DEGREE)
    return math.floor(lng * METERS_PER_DEGREE * math.cos(lat) / CELL_M)


def _closest_of(point: LatLng, anchors: list[LatLng]) -> LatLng | None:
    distances = [(meters_between(point, anchor), anchor) for anchor in anchors]
    close = [pair for pair in distances if pair[0] <= SHARED_RADIUS_M]
    return min(close, key=lambda pair: pair[0])[1] if close else None


def _key(cell: Cell) -> str:
    return f"{PREFIX}:{cell[0]}:{cell[1]}"


def _parse(stored: bytes) -> LatLng:
    lat, _, lng = stored.decode().partition(",")
    return LatLng(float(lat), float(lng))
