"""Reading decoded JSON that others wrote: every reader says what it expects and raises TypeError or KeyError for
anything else, so that a wrong answer is noticed where it comes in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from violet.domain.geo import LatLng

T = TypeVar("T")
SKIPPED = (KeyError, TypeError, ValueError)


def an_object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def a_list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("not a number")
    return value


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not true or false")
    return value


def position(lat: Any, lng: Any) -> LatLng:
    """Raises ValueError for degrees that are not on Earth."""
    point = LatLng(number(lat), number(lng))
    if abs(point.lat) > 90 or abs(point.lng) > 180:
        raise ValueError("not a position")
    return point


def optional(read: Callable[[Any], T], value: Any) -> T | None:
    """None where the field is absent; what is there must still be right."""
    return None if value is None else read(value)


def usable(read: Callable[[Any], T | None], items: Sequence[Any]) -> list[T]:
    """What can be read of a list; one broken item does not spoil the others, but raises ValueError where all are
    broken. Items that `read` answers None for are left out on purpose."""
    found: list[T] = []
    broken = 0
    for item in items:
        try:
            one = read(item)
        except SKIPPED:
            broken += 1
            continue
        if one is not None:
            found.append(one)
    if broken and broken == len(items):
        raise ValueError("nothing usable")
    return found
