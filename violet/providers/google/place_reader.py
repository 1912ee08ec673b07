"""A `Place` object of Places API (New) as ours. Field names and enum values: its discovery document, `places.v1`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import orjson

from violet.domain.categories import taxonomy
from violet.domain.places import Place
from violet.domain.taxonomy import Taxonomy
from violet.providers.fields import SKIPPED, a_list, an_object, flag, number, optional, position, text, whole
from violet.providers.google.hours import opening_hours_text
from violet.providers.google.place_types import meaning_of

NAME: Final = "google_places"
_PRICE_LEVELS: Final[Mapping[str, int]] = {
    "PRICE_LEVEL_INEXPENSIVE": 1,
    "PRICE_LEVEL_MODERATE": 2,
    "PRICE_LEVEL_EXPENSIVE": 3,
    "PRICE_LEVEL_VERY_EXPENSIVE": 4,
}
_FREE: Final = "PRICE_LEVEL_FREE"
_NOT_OPEN_FOR_BUSINESS: Final = frozenset({"CLOSED_TEMPORARILY", "CLOSED_PERMANENTLY", "FUTURE_OPENING"})
_TAG_OF_FIELD: Final[Mapping[str, str]] = {
    "outdoorSeating": "outdoor_seating",
    "goodForGroups": "good_for_groups",
    "liveMusic": "live_music",
    "reservable": "reservations",
    "takeout": "takeout",
    "dineIn": "sit_down",
    "goodForWatchingSports": "sports_on_tv",
    "allowsDogs": "dog_friendly",
}
_DRINKS: Final = ("servesBeer", "servesWine", "servesCocktails")


def read_place(value: Any) -> Place | None:
    """None for a place that is closed for good, for now, or not open yet. Raises KeyError, TypeError or ValueError."""
    return _place_of(taxonomy(), orjson.dumps(an_object(value)))


@lru_cache(maxsize=2048)
def _place_of(_in_force: Taxonomy, value: bytes) -> Place | None:
    """Kept by the place's JSON: searches around a campus bring the same places again and again."""
    fields = orjson.loads(value)
    if fields.get("businessStatus") in _NOT_OPEN_FOR_BUSINESS:
        return None
    meaning = meaning_of(_types(fields))
    where = an_object(fields["location"])
    photo, attribution = _photo(fields)
    return Place(
        provider=NAME,
        id=text(fields["id"]),
        name=text(an_object(fields["displayName"])["text"]),
        location=position(where["latitude"], where["longitude"]),
        address=optional(text, fields.get("shortFormattedAddress") or fields.get("formattedAddress")),
        kinds=meaning.kinds,
        cuisines=meaning.cuisines,
        price_level=_PRICE_LEVELS.get(fields.get("priceLevel", "")),
        rating=optional(_rating, fields.get("rating")),
        rating_count=optional(whole, fields.get("userRatingCount")),
        tags=_tags(fields),
        diets=_diets(fields, meaning.diets),
        setting=meaning.setting,
        opening_hours=_opening_hours(fields),
        open_now=_open_now(fields),
        about=optional(_localized, fields.get("editorialSummary")),
        website=optional(text, fields.get("websiteUri")),
        photo=photo,
        attribution=attribution,
    )


def _types(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The primary type first."""
    listed = [text(name) for name in a_list(fields.get("types", []))]
    primary = optional(text, fields.get("primaryType"))
    return (primary, *listed) if primary else tuple(listed)


def _rating(value: Any) -> float:
    rating = number(value)
    if not 0 <= rating <= 5:
        raise ValueError("not a rating")
    return float(rating)


def _localized(value: Any) -> str:
    return text(an_object(value)["text"])


def _photo(fields: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The first photo's name, and whom it must be credited to."""
    photos = a_list(fields.get("photos", []))
    if not photos:
        return None, None
    first = an_object(photos[0])
    authors = [an_object(author).get("displayName") for author in a_list(first.get("authorAttributions", []))]
    return text(first["name"]), ", ".join(name for name in authors if isinstance(name, str)) or None


def _opening_hours(fields: Mapping[str, Any]) -> str | None:
    """The coming week, which knows of holidays; else the usual week. Hours nobody can read are unknown hours."""
    for field in ("currentOpeningHours", "regularOpeningHours"):
        hours = fields.get(field)
        if hours is None:
            continue
        try:
            text_of_week = opening_hours_text(an_object(hours).get("periods", []))
        except SKIPPED:
            continue
        if text_of_week is not None:
            return text_of_week
    return None


def _open_now(fields: Mapping[str, Any]) -> bool | None:
    hours = fields.get("currentOpeningHours")
    return None if hours is None else optional(flag, an_object(hours).get("openNow"))


def _tags(fields: Mapping[str, Any]) -> dict[str, bool]:
    tags = {tag: flag(fields[field]) for field, tag in _TAG_OF_FIELD.items() if field in fields}
    if fields.get("priceLevel") == _FREE:
        tags["free"] = True
    drinks = [flag(fields[field]) for field in _DRINKS if field in fields]
    if any(drinks) or len(drinks) == len(_DRINKS):
        tags["alcohol"] = any(drinks)
    cash_only = an_object(fields.get("paymentOptions", {})).get("acceptsCashOnly")
    if cash_only is not None:
        tags["cash_only"] = flag(cash_only)
    return tags


def _diets(fields: Mapping[str, Any], promised: Mapping[str, bool]) -> Mapping[str, bool]:
    """What the types promise; `servesVegetarianFood` may also say no."""
    vegetarian = optional(flag, fields.get("servesVegetarianFood"))
    return promised if vegetarian is None else {"vegetarian": vegetarian, **promised}
