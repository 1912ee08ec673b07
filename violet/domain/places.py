"""Places, and what a search for them asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from violet.domain.geo import LatLng


@dataclass(frozen=True, slots=True)
class Place:
    """A place as one provider knows it. What a provider does not say is None or absent, never a default.

    price_level is 1 (under $15 a person), 2 ($15-30), 3 ($30-60) or 4 (more). `tags` and `diets` map a word of the
    guide's vocabulary to yes or no; `lines` are those that stop at a station. `opening_hours` is
    OpenStreetMap `opening_hours` syntax, on the place's own clock. `photo` is the provider's own reference, opaque to
    everybody else. `as_of` is the date up to which it is known to be true ("2025-12"), None where nobody wrote one
    down. `reported_closed` tells that several people say it has closed, and nobody has looked yet; `edited`, that the
    campus's editors vouch for what is said of it.
    """

    provider: str
    id: str
    name: str
    location: LatLng
    address: str | None = None
    kinds: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    price_level: int | None = None
    rating: float | None = None
    rating_count: int | None = None
    tags: Mapping[str, bool] = field(default_factory=dict)
    diets: Mapping[str, bool] = field(default_factory=dict)
    setting: Literal["indoor", "outdoor", "both"] | None = None
    opening_hours: str | None = None
    open_now: bool | None = None
    about: str | None = None
    aliases: tuple[str, ...] = ()
    website: str | None = None
    photo: str | None = None
    attribution: str | None = None
    as_of: str | None = None
    edited: bool = False
    reported_closed: bool = False


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """What to search for around a point. `kinds` is the guide's vocabulary; `text` adds free words ("ramen").

    `open_now` asks the provider to leave out what it knows to be closed at this moment.
    """

    near: LatLng
    kinds: tuple[str, ...] = ()
    text: str | None = None
    radius_m: int = 1500
    limit: int = 20
    open_now: bool = False
