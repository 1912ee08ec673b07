"""What a search for events is asked and what it answers. Value types only: no database, no clock, no network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from violet.domain.geo import LatLng

DEFAULT_RADIUS_M = 2500


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are wanted. A field at its default asks for nothing.

    `starts`..`ends` is the time window (aware; `starts` inclusive, `ends` exclusive): an event belongs to it where the
    two overlap, or where `inside` is set, where it starts and ends within. Without `starts` the window opens now.
    `text` is matched by words and, with a model, by meaning; `categories` are the guide's words, any of them will do.
    `near` with `radius_m` leaves out what is farther, and what has no position. `place_ids` are guide place ids.
    `order` is "best" (relevance, then start) or "soonest". `after` is the cursor an earlier answer gave.
    """

    text: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    inside: bool = False
    categories: tuple[str, ...] = ()
    free: bool | None = None
    near: LatLng | None = None
    radius_m: int = DEFAULT_RADIUS_M
    place_ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    order: str = "best"
    limit: int = 10
    after: str | None = None


@dataclass(frozen=True, slots=True)
class SameEvent:
    """The announcement of the same event by another source: the trail of a merge."""

    source: str
    source_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class EventItem:
    """One event that is neither cancelled nor over. What no source says is None, never a guess.

    `id` is stable and below 2^53. `start` and `end` are aware, in the campus's zone; `end` is None where unknown, and
    exclusive for `all_day`. `venue` is where it is as a person would say it ("Kimmel Center, room 802"); `place_id` the
    guide's place it is at. `description` is plain text. `free` is None where unknown. `categories` are the guide's
    words. `score` is the relevance from 0 to 1 (1 where nothing was asked by `text`).
    """

    id: int
    source: str
    source_id: str
    title: str
    start: datetime
    end: datetime | None = None
    all_day: bool = False
    venue: str | None = None
    address: str | None = None
    location: LatLng | None = None
    place_id: str | None = None
    online: bool = False
    url: str | None = None
    image: str | None = None
    free: bool | None = None
    price: str | None = None
    categories: tuple[str, ...] = ()
    organizer: str | None = None
    description: str | None = None
    score: float = 1.0
    also_from: tuple[SameEvent, ...] = field(default=())
