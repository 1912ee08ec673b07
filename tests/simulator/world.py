"""The places of the simulated city: the campus guide's, as Places API (New) would show them.

Ids, ratings and photos are made up, the same ones each time. Parks have no hours, some places no rating, and a few
made-up ones are closed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from tests.simulator.table_a import OUTDOOR_TYPES, TABLE_A, TABLE_B, TYPES_OF_KIND
from violet.campus.loader import default_campus
from violet.campus.schema import GuidePlace

NEW_YORK = ZoneInfo("America/New_York")
PRICE_LEVELS = {
    1: "PRICE_LEVEL_INEXPENSIVE", 2: "PRICE_LEVEL_MODERATE", 3: "PRICE_LEVEL_EXPENSIVE", 4: "PRICE_LEVEL_VERY_EXPENSIVE",
}  # fmt: skip
# A week that begins on a Sunday, as Google counts days, with no public holiday in it.
REFERENCE_SUNDAY = datetime(2026, 10, 18)
CLOSED = (
    ("sim-closed-for-good", "Gone Forever Cafe", "CLOSED_PERMANENTLY"),
    ("sim-closed-for-now", "Back Soon Cafe", "CLOSED_TEMPORARILY"),
)


@dataclass(frozen=True, slots=True)
class SimPlace:
    """`shown` is the whole `Place` object but for what depends on the time; `words` are for text search."""

    id: str
    lat: float
    lng: float
    types: frozenset[str]
    words: frozenset[str]
    popularity: int
    shown: Mapping[str, Any]
    hours: str | None


@lru_cache(maxsize=1)
def places() -> tuple[SimPlace, ...]:
    return tuple(_all_places())


@lru_cache(maxsize=1)
def places_by_id() -> Mapping[str, SimPlace]:
    return {place.id: place for place in (*places(), unlisted())}


@lru_cache(maxsize=1)
def unlisted() -> SimPlace:
    """A cafe that the guide does not know, found only where a test asks for it."""
    near = default_campus().places_by_id["dibner-library"]
    made = near.model_copy(
        update={
            "id": "sim-unlisted",
            "name": "Nobody's Cafe",
            "kinds": ("cafe",),
            "aliases": (),
            "lat": near.lat + 1e-4,
        }
    )
    return replace(_sim_place(made), popularity=10**6)


def place_id(slug: str) -> str:
    """The made-up Google id of a guide place: always the same, and of the right form."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(slug.encode()).digest()).decode()
    return "ChIJ" + digest.replace("=", "")[:23]


def words_of(text: str) -> frozenset[str]:
    """Lower-case words without a plural "s"."""
    plain = "".join(char if char.isalnum() else " " for char in text.lower())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in plain.split())


def _all_places() -> Iterator[SimPlace]:
    guide = default_campus()
    for place in guide.places:
        if place.source is None:
            yield _sim_place(place)
    near = guide.places[0]
    for slug, name, status in CLOSED:
        gone = near.model_copy(update={"id": slug, "name": name, "kinds": ("cafe",), "cuisines": ()})
        sim = _sim_place(gone)
        yield SimPlace(
            sim.id, sim.lat, sim.lng, sim.types, sim.words, 10**6, {**sim.shown, "businessStatus": status}, None
        )


def _sim_place(place: GuidePlace) -> SimPlace:
    own_id = place_id(place.id)
    seed = int.from_bytes(hashlib.sha256(place.id.encode()).digest()[:4], "big")
    types = list(dict.fromkeys([*_types(place), *TABLE_B]))
    shown: dict[str, Any] = {
        "name": f"places/{own_id}", "id": own_id, "types": types, "primaryType": types[0],
        "displayName": {"text": place.name, "languageCode": "en"},
        "formattedAddress": f"{place.address}, USA", "shortFormattedAddress": (place.address or "").split(", NY")[0],
        "location": {"latitude": place.lat, "longitude": place.lng},
        "businessStatus": "OPERATIONAL", "utcOffsetMinutes": -300, "timeZone": {"id": "America/New_York"},
        "googleMapsUri": f"https://maps.google.com/?cid={seed}",
        "photos": [_photo(own_id, index) for index in range(1 + seed % 3)],
        "editorialSummary": {"text": place.about, "languageCode": "en"},
    }  # fmt: skip
    if seed % 13:
        shown |= {"rating": round(3.6 + seed % 14 / 10, 1), "userRatingCount": 20 + seed % 4000}
    if place.price_level is not None:
        shown["priceLevel"] = PRICE_LEVELS[place.price_level]
    if place.website is not None:
        shown["websiteUri"] = place.website
    if "outdoor_seating" in place.tags:
        shown["outdoorSeating"] = place.tags["outdoor_seating"]
    hours = None if OUTDOOR_TYPES.intersection(types) else place.opening_hours or _usual_hours(types[0])
    if hours is not None:
        shown["regularOpeningHours"] = {"periods": list(_periods(hours))}
    words = words_of(" ".join([place.name, *place.aliases, *types, *place.kinds, *place.cuisines, place.about]))
    return SimPlace(own_id, place.lat, place.lng, frozenset(types), words, seed % 4000, shown, hours)


def _types(place: GuidePlace) -> Iterator[str]:
    for cuisine in place.cuisines:
        named = f"{cuisine.replace(' ', '_')}_restaurant"
        if named in TABLE_A and "restaurant" in place.kinds:
            yield named
    for kind in place.kinds:
        yield from TYPES_OF_KIND[kind]


def _usual_hours(primary: str) -> str:
    if primary in ("bar", "cocktail_bar", "pub", "night_club", "live_music_venue"):
        return "Mo-Th 16:00-24:00; Fr-Sa 16:00-02:00; Su 14:00-23:00"
    return "Mo-Fr 07:30-21:00; Sa-Su 09:00-21:00"


def _photo(own_id: str, index: int) -> dict[str, Any]:
    reference = "SIM" + hashlib.sha256(f"{own_id}{index}".encode()).hexdigest() * 3
    author = {"displayName": "A Contributor", "uri": "https://maps.google.com/maps/contrib/1", "photoUri": "//lh3/sim"}
    return {
        "name": f"places/{own_id}/photos/{reference}", "widthPx": 4032, "heightPx": 3024,
        "authorAttributions": [author], "flagContentUri": "https://www.google.com/local/imagery/report/?sim",
    }  # fmt: skip


@lru_cache(maxsize=512)
def _periods(hours: str) -> tuple[dict[str, Any], ...]:
    """The usual week in Google's form; a place that never closes has one period without `close`."""
    end = REFERENCE_SUNDAY + timedelta(days=7)
    spans = [
        (start, stop) for start, stop, state, _ in OpeningHours(hours).intervals(REFERENCE_SUNDAY, end)
        if str(state) == "open"
    ]  # fmt: skip
    if spans and spans[0] == (REFERENCE_SUNDAY, end):
        return ({"open": {"day": 0, "hour": 0, "minute": 0}},)
    return tuple({"open": _point(start), "close": _point(stop)} for start, stop in spans)


def _point(moment: datetime) -> dict[str, int]:
    return {"day": (moment.weekday() + 1) % 7, "hour": moment.hour, "minute": moment.minute}


def is_open(place: SimPlace, now: datetime) -> bool | None:
    """None where there are no hours on file."""
    return None if place.hours is None else _is_open(place.hours, now.replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def _is_open(hours: str, now: datetime) -> bool:
    return bool(OpeningHours(hours).is_open(now))


def now_in_new_york() -> datetime:
    """Naive local time, as opening hours are."""
    return datetime.now(NEW_YORK).replace(tzinfo=None)
