"""What is true of each of the three campuses, for one suite over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Facts:
    """`clocks` are Sundays on which its clocks change, with the offsets before and after. `near` are kilometers or
    miles as its people write them. `unknown` tells that numbers are missing, and have to be said to be."""

    id: str
    persona: str
    zone: ZoneInfo
    here: tuple[float, float]
    clocks: tuple[tuple[str, str, str], ...]
    near: str
    emergency: str
    numbers: tuple[str, ...]
    unknown: bool
    library: str
    holiday: str
    workday: str
    event: str
    event_on: str

    @property
    def where(self) -> dict[str, float]:
        return {"latitude": self.here[0], "longitude": self.here[1]}

    @property
    def query(self) -> str:
        return f"campus={self.id}&latitude={self.here[0]}&longitude={self.here[1]}"

    def at(self, local: str) -> datetime:
        """A wall time of the campus: "2026-10-08T15:00"."""
        return datetime.fromisoformat(local).replace(tzinfo=self.zone)


ALL = (
    Facts(
        id="nyu",
        persona="Violet",
        zone=ZoneInfo("America/New_York"),
        here=(40.6942, -73.9866),
        clocks=(("2026-11-01", "-04:00", "-05:00"), ("2027-03-14", "-05:00", "-04:00")),
        near=r"\d+ ft|\d+(\.\d+)? mi",
        emergency="911",
        numbers=("212-998-2222", "988"),
        unknown=False,
        library="Elmer Holmes Bobst Library",
        holiday="2026-11-26",
        workday="2026-11-24",
        event="",
        event_on="2026-10-11T09:00",
    ),
    Facts(
        id="unimelb",
        persona="Wattle",
        zone=ZoneInfo("Australia/Melbourne"),
        here=(-37.7983, 144.9610),
        clocks=(("2026-10-04", "+10:00", "+11:00"), ("2027-04-04", "+11:00", "+10:00")),
        near=r"\d+ m|\d+(\.\d+)? km",
        emergency="000",
        numbers=("03 8344 6666", "13 11 14"),
        unknown=True,
        library="Baillieu Library",
        holiday="2027-01-26",
        workday="2027-01-28",
        event="Sunday at Queen Victoria Market",
        event_on="2026-10-11T08:00",
    ),
    Facts(
        id="helsinki",
        persona="Pilvi",
        zone=ZoneInfo("Europe/Helsinki"),
        here=(60.1695, 24.94985),
        clocks=(("2026-10-25", "+03:00", "+02:00"), ("2027-03-28", "+02:00", "+03:00")),
        near=r"\d+ m|\d+(\.\d+)? km",
        emergency="112",
        numbers=(),
        unknown=True,
        library="Kansalliskirjasto",
        holiday="2027-01-06",
        workday="2027-01-07",
        event="Choir by the sea",
        event_on="2026-10-11T09:00",
    ),
)
IDS = [one.id for one in ALL]
