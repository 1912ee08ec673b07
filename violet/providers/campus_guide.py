"""The embedded campus guide as providers: places and geocoding with no key and no network."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz, process, utils

from violet.domain.geo import GeocodedAddress, LatLng, meters_to_all
from violet.domain.places import Place, PlaceQuery
from violet.ports import Failure, ProviderError
from violet.providers.guide.schema import Guide, GuidePlace

NAME = "campus_guide"
GOOD_NAME_MATCH = 88.0


class CampusGuidePlaces:
    """The guide's places. Words of a query rank by meaning later; here only kinds and distance choose."""

    name = NAME

    def __init__(self, guide: Guide) -> None:
        self._places = tuple(sorted(map(as_place, guide.places), key=lambda place: place.id))
        self._by_id = {place.id: place for place in self._places}
        self._positions = np.radians([(place.location.lat, place.location.lng) for place in self._places])

    def search(self, query: PlaceQuery) -> list[Place]:
        """All places of the kinds asked for within the radius, nearest first; `open_now` is left to the ranking."""
        wanted = frozenset(query.kinds)
        meters = meters_to_all(query.near, self._positions)
        nearest_first = np.argsort(meters, kind="stable")
        found: list[Place] = []
        for index in nearest_first:
            if meters[index] > query.radius_m or len(found) == query.limit:
                break
            place = self._places[index]
            if not wanted or not wanted.isdisjoint(place.kinds):
                found.append(place)
        return found

    def details(self, place_id: str) -> Place:
        try:
            return self._by_id[place_id]
        except KeyError:
            raise ProviderError(NAME, Failure.NOT_FOUND) from None

    def all(self) -> tuple[Place, ...]:
        return self._places


class GuideGeocoder:
    """Finds campuses, neighbourhoods and guide places by what people call them."""

    def __init__(self, guide: Guide) -> None:
        self._known: dict[str, GeocodedAddress] = {}
        for known in (*guide.campuses, *guide.areas, *guide.places):
            for name in (known.name, *known.aliases):
                self._known.setdefault(
                    utils.default_process(name), GeocodedAddress(name=known.name, location=known.location)
                )

    def geocode(self, text: str, near: LatLng) -> GeocodedAddress | None:
        wanted = utils.default_process(text)
        if wanted in self._known:
            return self._known[wanted]
        best = process.extractOne(wanted, self._known.keys(), scorer=fuzz.ratio, score_cutoff=GOOD_NAME_MATCH)
        return self._known[best[0]] if best else None


def as_place(place: GuidePlace) -> Place:
    return Place(
        provider=NAME,
        id=place.id,
        name=place.name,
        location=place.location,
        address=place.address,
        kinds=place.kinds,
        cuisines=place.cuisines,
        price_level=place.price_level,
        tags={str(tag): has for tag, has in place.tags.items()},
        diets={str(diet): serves for diet, serves in place.diets.items()},
        setting=place.setting,
        opening_hours=place.opening_hours,
        about=place.about,
        aliases=place.aliases,
        website=place.website,
    )
