"""What an adapter is told of the source it serves."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class About:
    """`name` is how the source is known in the database and the metrics, `title` what people call it. `zone` is the
    wall clock of times that come without one; `site` the address under which people see its events."""

    name: str
    title: str
    zone: ZoneInfo
    site: str
    path: str = ""
