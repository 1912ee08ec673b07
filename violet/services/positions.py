"""Positions as they come from outside."""

from __future__ import annotations

from violet.providers.base import LatLng


def position(lat: float | None, lng: float | None) -> LatLng | None:
    """The position of two degrees that are both there; None where one is missing."""
    return LatLng(lat, lng) if lat is not None and lng is not None else None
