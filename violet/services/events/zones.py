"""Whose clocks an event is told in: those of the campus that announces it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from violet.campus.campus import campus_of_source

Zones = Mapping[str, ZoneInfo]
"""Campus id -> zone."""
NO_ZONES: Final[Zones] = MappingProxyType({})


def told_in(source: str | None, zone: ZoneInfo, zones: Zones) -> ZoneInfo:
    """The zone of the campus that a row's source is of; `zone` where that is not one of `zones`."""
    campus_id = campus_of_source(source) if source is not None else None
    return zones.get(campus_id or "", zone)
