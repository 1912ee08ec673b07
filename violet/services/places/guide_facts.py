"""What the guide knows of a place that another provider found: tags, diets and a sentence that no search returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from violet.domain.geo import meters_between
from violet.domain.places import Place
from violet.providers.campus_guide import NAME, as_place
from violet.providers.guide.naming import plain_name
from violet.providers.guide.schema import Guide
from violet.services.working.kept import Kept

SAME_PLACE_M = 150.0
MOST_KEPT = 2048
KEPT_S = 3600.0


class GuideFacts:
    """Recognises the guide's places in other providers' answers, by name and position."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._kept: Kept[str, tuple[Place, Place]] = Kept(MOST_KEPT, KEPT_S)

    def add_to(self, places: Sequence[Place]) -> list[Place]:
        """The places, each with what the guide adds. What the provider itself says always wins."""
        return [self._enriched(place) for place in places]

    def joined_with(self, places: Sequence[Place], own: Sequence[Place]) -> list[Place]:
        """The places as `add_to` gives them, then those of the guide's `own` that are none of them."""
        recognised = {same.id for place in places if (same := self._same(place)) is not None}
        return self.add_to(places) + [place for place in own if place.id not in recognised]

    def own(self, place: Place) -> Place | None:
        """What the guide itself says of the place; None where it does not know it. Unlike a provider's own facts this
        may be kept."""
        return place if place.provider == NAME else self._same(place)

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
        if known is None:
            return place
        return replace(
            place,
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

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        """Places by their plain name and aliases; names are shared by the branches of a chain."""
        by_name: dict[str, list[Place]] = {}
        for own in map(as_place, self._guide.places):
            for name in {plain_name(text) for text in (own.name, own.name.split(" (")[0], *own.aliases)}:
                by_name.setdefault(name, []).append(own)
        return by_name
