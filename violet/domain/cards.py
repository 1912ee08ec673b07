"""Cards: what the apps show for a place or an event. Every fact on a card comes from a provider or is absent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from violet.domain.geo import LatLng
from violet.domain.maps import Units, as_text, directions_link, distance_words
from violet.domain.places import Place


@dataclass(frozen=True, slots=True)
class Card:
    """The contract's card. `walk_minutes` and `meters` are the numbers behind `walk_time` and `distance`;
    `estimated` is True where the walk is an estimate. `when` is the time of an event in words ("Tonight 7 PM"), for
    apps that show no `start`. `place` is the place behind the card, None for an event; `units` are those of the
    distance in words. `minutes_open` are the minutes until `open_until`. `unknown` names what was asked for and nobody
    knows of it; `as_of` is the date up to which it is known to be true; `hours_today` are opening and closing times of
    the day, None where they are unknown. `reported_closed` tells that several people say it has closed, and nobody has
    looked yet. `ride` is the ride to what is too far to walk to ("25 min by the F or R, without waiting")."""

    id: int
    place_id: str
    name: str
    type: Literal["place", "event"]
    source: str
    score: float
    address: str | None = None
    description: str | None = None
    meters: int | None = None
    walk_minutes: int | None = None
    estimated: bool = False
    rating: float | None = None
    location: LatLng | None = None
    photo_url: str | None = None
    price_level: int | None = None
    open_now: bool | None = None
    open_until: datetime | None = None
    tags: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    when: str | None = None
    free: bool | None = None
    organizer: str | None = None
    url: str | None = None
    top_category: str | None = None
    minutes_open: int | None = None
    unknown: tuple[str, ...] = ()
    as_of: str | None = None
    hours_today: tuple[tuple[datetime, datetime], ...] | None = None
    place: Place | None = None
    units: Units = "imperial"
    reported_closed: bool = False
    ride: str | None = None

    @property
    def key(self) -> str:
        return f"{self.source}:{self.place_id}"

    @property
    def shown_description(self) -> str | None:
        """What apps show under the name: of an event its time first, "Tonight 7 PM · free boba"."""
        return " · ".join(part for part in (self.when, self.description) if part) or None

    @property
    def distance(self) -> str | None:
        return distance_words(self.meters, self.units) if self.meters is not None else None

    @property
    def walk_time(self) -> str | None:
        return f"{self.walk_minutes} min" if self.walk_minutes is not None else None

    @property
    def maps_link(self) -> str | None:
        """Opens directions to the place by its name and address, which maps apps know, else by its position; to an
        event by its position, since nobody on a map is called what an event is called."""
        if self.address and self.type == "place":
            return directions_link(f"{self.name}, {self.address}")
        if self.location:
            return directions_link(as_text(self.location))
        return directions_link(self.address) if self.address else None
