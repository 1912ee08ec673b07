"""Positions as they come from outside."""

from __future__ import annotations

from violet.domain.geo import LatLng
from violet.errors import BadInput


def position(lat: float | None, lng: float | None) -> LatLng | None:
    """The position of two degrees that are both there; None where one is missing."""
    return LatLng(lat, lng) if lat is not None and lng is not None else None


def both_or_neither(lat: float | None, lng: float | None, *, names: tuple[str, str]) -> LatLng | None:
    """As `position`, but half a position is a mistake: raises BadInput that names the missing half."""
    if (lat is None) != (lng is None):
        missing = names[0] if lat is None else names[1]
        raise BadInput(f"{missing}: Field required.", field=missing)
    return position(lat, lng)
