"""The embedded campus guide as providers: places and geocoding with no key and no network."""

from __future__ import annotations

from collections.abc import Container, Iterator

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from violet.campus.campus import Campus
from violet.campus.schema import GuidePlace
from violet.domain.geo import GeocodedAddress, LatLng, meters_to_all
from violet.domain.places import Place, PlaceQuery
from violet.ports import Failure, ProviderError

NAME = "campus_guide"
GOOD_NAME_MATCH = 88.0
# Most of what is asked for is found within this; a little less than a degree of latitude has anywhere, in meters.
FIRST_LOOK_M, METERS_A_DEGREE = 400, 110_500.0
# Sets of kinds whose places are kept: one for each way of asking.
MOST_KEPT = 256


class CampusGuidePlaces:
    """The guide's places. Words of a query rank by meaning later; here only kinds and distance choose."""

    name = NAME

    def __init__(self, guide: Campus) -> None:
        self._places = tuple(sorted(places_of(guide), key=lambda place: place.id))
        self._by_id = {place.id: place for place in self._places}
        degrees = np.array([(place.location.lat, place.location.lng) for place in self._places]).reshape(-1, 2)
        self._positions = np.radians(degrees)
        # From south to north, so that what may be near is found without looking at all there is.
        self._northward = np.argsort(degrees[:, 0], kind="stable")
        self._latitudes = degrees[self._northward, 0]
        self._of_kinds: dict[frozenset[str], NDArray[np.bool_]] = {}

    def search(self, query: PlaceQuery) -> list[Place]:
        """All places of the kinds asked for within the radius, nearest first; `open_now` is left to the ranking."""
        wanted = frozenset(query.kinds)
        found: list[int] = []
        for radius_m in sorted({min(FIRST_LOOK_M, query.radius_m), query.radius_m}):
            found = self._within(query.near, radius_m, wanted)[: query.limit]
            if len(found) == query.limit:
                break
        return [self._places[index] for index in found]

    def _within(self, near: LatLng, radius_m: float, wanted: frozenset[str]) -> list[int]:
        """The indices of the places of these kinds within the radius, nearest first, then by id."""
        reach = radius_m / METERS_A_DEGREE
        begin, end = np.searchsorted(self._latitudes, (near.lat - reach, near.lat + reach))
        band = self._northward[begin:end]
        if wanted:
            band = band[self._are(wanted)[band]]
        meters = meters_to_all(near, self._positions[band])
        inside = meters <= radius_m
        band, meters = band[inside], meters[inside]
        indices: list[int] = band[np.lexsort((band, meters))].tolist()
        return indices

    def _are(self, kinds: frozenset[str]) -> NDArray[np.bool_]:
        """Whether each place is of one of the kinds."""
        known = self._of_kinds.get(kinds)
        if known is None:
            known = np.array([not kinds.isdisjoint(place.kinds) for place in self._places], dtype=bool)
            if len(self._of_kinds) < MOST_KEPT:
                self._of_kinds[kinds] = known
        return known

    def details(self, place_id: str) -> Place:
        try:
            return self._by_id[place_id]
        except KeyError:
            raise ProviderError(NAME, Failure.NOT_FOUND) from None

    def all(self) -> tuple[Place, ...]:
        return self._places


class GuideGeocoder:
    """Finds campuses, neighborhoods and guide places by what people call them."""

    def __init__(self, guide: Campus) -> None:
        self._known: dict[str, GeocodedAddress] = {}
        for known in (*guide.sites, *guide.areas, *guide.places):
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


def places_of(guide: Campus) -> Iterator[Place]:
    """The places of a snapshot, in its order."""
    return (as_place(place, guide.reported_closed) for place in guide.places)


def as_place(place: GuidePlace, reported_closed: Container[str] = ()) -> Place:
    """`reported_closed` has the ids of places that several people say have closed."""
    return Place(
        provider=NAME,
        id=place.id,
        name=place.name,
        location=place.location,
        address=place.address,
        kinds=place.kinds,
        cuisines=place.cuisines,
        lines=place.lines,
        price_level=place.price_level,
        tags={str(tag): has for tag, has in place.tags.items()},
        diets={str(diet): serves for diet, serves in place.diets.items()},
        setting=place.setting,
        opening_hours=place.opening_hours,
        about=place.about or None,
        aliases=place.aliases,
        website=place.website,
        as_of=place.as_of,
        edited=place.edited,
        reported_closed=place.id in reported_closed,
    )
