"""What the guide knows of a place that another provider found: tags, diets and a sentence that no search returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from violet.campus.campus import Campus
from violet.campus.naming import plain_name
from violet.campus.schema import GuidePlace
from violet.domain.geo import LatLng, meters_between
from violet.domain.places import Place, PlaceQuery
from violet.providers.campus_guide import NAME, places_of
from violet.services.places.brands import is_branch
from violet.services.places.mentions import Mentions
from violet.services.working.kept import Kept

SAME_PLACE_M = 150.0
MOST_KEPT = 2048
KEPT_S = 3600.0


class GuideFacts:
    """Recognizes the guide's places in other providers' answers, by name and position."""

    def __init__(self, guide: Campus) -> None:
        self._guide = guide
        self._kept: Kept[str, tuple[Place, Place]] = Kept(MOST_KEPT, KEPT_S)
        self._branches: dict[str, tuple[Place, ...]] = {}

    def warm_up(self) -> None:
        """Reads the guide's words, which a first question would have to wait for."""
        _ = self._mentions

    def add_to(self, places: Sequence[Place]) -> list[Place]:
        """The places, each with what the guide adds. What the provider itself says wins, but for what the campus's
        editors say: they have looked."""
        return [self._enriched(place) for place in places]

    def joined_with(self, places: Sequence[Place], own: Sequence[Place]) -> list[Place]:
        """The places as `add_to` gives them, then those of the guide's `own` that are none of them; without those of
        which the campus's editors know that they have closed, whatever their provider says."""
        places = [place for place in places if not self.has_closed(place)]
        recognized = {same.id for place in places if (same := self._same(place)) is not None}
        return self.add_to(places) + [place for place in own if place.id not in recognized]

    def has_closed(self, place: Place) -> bool:
        """Whether the campus's editors or moderators have found that another provider's place has closed for good."""
        if place.provider == NAME:
            return False
        return place.id in self._guide.closed_elsewhere or (
            any(meters_between(gone, place.location) <= SAME_PLACE_M for gone in self._closed_at(place.name))
            and self._same(place) is None
        )

    def edited(self, query: PlaceQuery) -> list[Place]:
        """What the campus's editors published that fits the query: no other provider may know it yet."""
        kinds = frozenset(query.kinds)
        return [
            place
            for place in self._edited
            if meters_between(query.near, place.location) <= query.radius_m
            and (not kinds or not kinds.isdisjoint(place.kinds))
        ]

    def own(self, place: Place) -> Place | None:
        """What the guide itself says of the place; None where it does not know it. Unlike a provider's own facts this
        may be kept."""
        return place if place.provider == NAME else self._same(place)

    def mentioned(self, terms: Sequence[str]) -> list[Place]:
        """The guide's places that rare words are about ("karaoke", "climbing")."""
        return self._with_ids(self._mentions.of(terms))

    def named_in(self, text: str) -> tuple[list[Place], list[Place]]:
        """The guide's places whose whole name or alias a text says, and those that it names to be left out."""
        named, refused = self._mentions.named_in(text)
        return self._with_ids(named), self._with_ids(refused)

    def _with_ids(self, ids: frozenset[str]) -> list[Place]:
        at = self._guide.once(_positions)
        return [self._guide.once(_all)[place] for place in sorted(at[place_id] for place_id in ids)]

    def named_like(self, brand: str) -> list[Place]:
        """The guide's branches of a chain."""
        if brand not in self._branches:
            self._branches[brand] = tuple(place for place in self._guide.once(_all) if is_branch(place, brand))
        return list(self._branches[brand])

    def unknown(self, terms: Sequence[str]) -> list[str]:
        """The words that no place of the guide has."""
        return [term for term in terms if not self._mentions.knows(term)]

    def _enriched(self, place: Place) -> Place:
        """Kept as long as the place comes again unchanged, for which its reader answers the very same object."""
        if place.provider == NAME:
            return place
        before = self._kept.get(place.id)
        if before is not None and before[0] is place:
            return before[1]
        enriched = self._with_facts(place)
        self._kept.put(place.id, (place, enriched))
        return enriched

    def _with_facts(self, place: Place) -> Place:
        known = self._same(place)
        if place.id in self._guide.reported_closed or self.has_closed(place):
            place = replace(place, reported_closed=True)
        if known is None:
            return place
        if known.edited:
            place = replace(
                place,
                price_level=known.price_level if known.price_level is not None else place.price_level,
                opening_hours=known.opening_hours or place.opening_hours,
                open_now=None if known.opening_hours else place.open_now,
                tags={**place.tags, **known.tags},
                diets={**place.diets, **known.diets},
                about=known.about or place.about,
            )
        return replace(
            place,
            reported_closed=place.reported_closed or known.reported_closed,
            kinds=tuple(dict.fromkeys((*place.kinds, *known.kinds))),
            cuisines=tuple(dict.fromkeys((*place.cuisines, *known.cuisines))),
            price_level=place.price_level if place.price_level is not None else known.price_level,
            tags={**known.tags, **place.tags},
            diets={**known.diets, **place.diets},
            setting=place.setting or known.setting,
            opening_hours=place.opening_hours or known.opening_hours,
            about=place.about or known.about,
            aliases=place.aliases or known.aliases,
        )

    def _same(self, place: Place) -> Place | None:
        for known in self._by_name.get(plain_name(place.name), ()):
            if meters_between(known.location, place.location) <= SAME_PLACE_M:
                return known
        return None

    def _closed_at(self, name: str) -> Sequence[LatLng]:
        closed = self._guide.once(_closed)
        return closed.get(plain_name(name), ()) if closed else ()

    @property
    def _mentions(self) -> Mentions:
        return self._guide.once(_mentions)

    @property
    def _edited(self) -> tuple[Place, ...]:
        return self._guide.once(_edited)

    @property
    def _by_name(self) -> Mapping[str, Sequence[Place]]:
        return self._guide.once(_by_name)


# What is made of a snapshot, with `Campus.once`.


def _all(guide: Campus) -> tuple[Place, ...]:
    return tuple(places_of(guide))


def _positions(guide: Campus) -> Mapping[str, int]:
    """Where each place is in `_all`, by its id."""
    return {place.id: at for at, place in enumerate(guide.once(_all))}


def _mentions(guide: Campus) -> Mentions:
    return Mentions(guide.once(_all))


def _edited(guide: Campus) -> tuple[Place, ...]:
    return tuple(place for place in guide.once(_all) if place.edited)


def _by_name(guide: Campus) -> Mapping[str, Sequence[Place]]:
    """Places by their plain name and aliases; names are shared by the branches of a chain."""
    by_name: dict[str, list[Place]] = {}
    for own in guide.once(_all):
        for name in _names_of(own):
            by_name.setdefault(name, []).append(own)
    return by_name


def _closed(guide: Campus) -> Mapping[str, Sequence[LatLng]]:
    """Where the places are that have closed, by the same names."""
    by_name: dict[str, list[LatLng]] = {}
    for gone in guide.closed:
        for name in _names_of(gone):
            by_name.setdefault(name, []).append(gone.location)
    return by_name


def _names_of(place: Place | GuidePlace) -> set[str]:
    return {plain_name(text) for text in (place.name, place.name.split(" (")[0], *place.aliases)}
