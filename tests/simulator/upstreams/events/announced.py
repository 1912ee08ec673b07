"""What is on in the simulated city: two weeks of events from `data/events.csv`, counted from today."""

from __future__ import annotations

import csv
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.simulator.http import Response

NEW_YORK = ZoneInfo("America/New_York")
DATA = Path(__file__).parents[2] / "data" / "events.csv"


@dataclass(frozen=True, slots=True)
class Announced:
    """One row of the file. `minutes` is None where the source gives no end; `number` is its place in the file."""

    number: int
    feed: str
    day: int
    clock: time
    minutes: int | None
    title: str
    venue: str
    lat: str
    lng: str
    category: str
    free: bool | None
    organizer: str
    price: str
    description: str

    def start(self, today: date) -> datetime:
        return datetime.combine(today + timedelta(days=self.day), self.clock, NEW_YORK)

    def end(self, today: date) -> datetime | None:
        """Wall time, as listings have it."""
        return self.start(today) + timedelta(minutes=self.minutes) if self.minutes is not None else None


@lru_cache(maxsize=1)
def announced() -> tuple[Announced, ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(_read(number, row) for number, row in enumerate(csv.DictReader(file)))


def of_feed(name: str) -> list[Announced]:
    return [one for one in announced() if one.feed == name]


def _read(number: int, row: Mapping[str, str]) -> Announced:
    return Announced(
        number=number,
        feed=row["feed"],
        day=int(row["day"]),
        clock=time.fromisoformat(row["clock"]),
        minutes=int(row["minutes"]) if row["minutes"] else None,
        title=row["title"],
        venue=row["venue"],
        lat=row["lat"],
        lng=row["lng"],
        category=row["category"],
        free={"1": True, "0": False}.get(row["free"]),
        organizer=row["organizer"],
        price=row["price"],
        description=row["description"],
    )


class EventFeed(ABC):
    """What the event sources have in common. Modes: `today` (ISO date, else the real one), `items` (in the vendor's own
    form, in place of the usual), and `body` (text sent as it is)."""

    name = ""
    latency_s = 0.25
    modes: Sequence[str] = ("today", "items", "body")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._today: date | None = None
        self._items: list[Any] | None = None
        self._body: bytes | None = None

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - set(self.modes):
            raise ValueError(f"{self.name} has no mode {', '.join(sorted(unknown))}")
        if "today" in options:
            self._today = date.fromisoformat(options["today"])
        if "items" in options:
            self._items = options["items"]
        if "body" in options:
            body = options["body"]
            self._body = body.encode() if isinstance(body, str) else body

    @property
    def today(self) -> date:
        return self._today or datetime.now(NEW_YORK).date()

    def items(self) -> list[Any]:
        """The vendor's items: those that were set, or the usual."""
        return self._items if self._items is not None else self.usual_items()

    @abstractmethod
    def usual_items(self) -> list[Any]:
        """What the vendor lists where nothing was set."""

    def given_body(self, content_type: str) -> Response | None:
        return Response(body=self._body, content_type=content_type) if self._body is not None else None
