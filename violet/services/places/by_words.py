"""The guide's places that the very words of a wish are about: by name, by brand, by rare words."""

from __future__ import annotations

from violet.domain.categories import is_for_errands, kinds_for
from violet.domain.geo import LatLng, meters_between
from violet.domain.intent import Intent
from violet.domain.places import Place, PlaceQuery
from violet.services.places.around import FindingPorts
from violet.services.places.brands import is_branch

WIDE_RADIUS_M = 2500
FAR_RADIUS_M = 10_000
# The category that a university's own services count as.
UNIVERSITY = "campus"


def with_mentioned(
    ports: FindingPorts, intent: Intent, places: list[Place], center: LatLng
) -> tuple[list[Place], frozenset[str], frozenset[str]]:
    """The places with those of the guide that the wish names or whose rare words it says, near enough; the latter's
    keys, and the keys of those that it names to be left out."""
    facts = ports.sources.facts
    named, refused = facts.named_in(intent.wish)
    about = intent.constraints.near
    named = [place for place in named if about is None or place.name != about.name]
    mentioned = named or facts.mentioned(intent.terms)
    left_out = {place.id for place in refused}
    wanted = kinds_for(intent.categories)
    # "a public restroom" is not about the office of public safety.
    kinds = intent.constraints.kinds or frozenset(wanted if is_for_errands(wanted) else ())
    kinds = frozenset() if named else kinds
    near = [place for place in mentioned if is_near(center, place) and (not kinds or kinds.intersection(place.kinds))]
    if not named and not kinds:
        # "flowers" are not at the Little Flower Playground's restroom.
        near = [place for place in near if not is_for_errands(place.kinds)]
    if not near and not left_out:
        return places, frozenset(), frozenset()
    known = {place.id for place in places}
    joined = facts.joined_with(places, [place for place in near if place.id not in known])
    ids = {place.id for place in near}
    owns = {f"{place.provider}:{place.id}": own for place in joined if (own := facts.own(place)) is not None}
    return (
        joined,
        frozenset(key for key, own in owns.items() if own.id in ids),
        frozenset(key for key, own in owns.items() if own.id in left_out),
    )


def branches_of(ports: FindingPorts, places: list[Place], brand: str, center: LatLng) -> list[Place]:
    """The branches of a chain near enough, the provider's and the guide's; empty where nobody knows one."""
    own = [place for place in ports.sources.facts.named_like(brand) if is_near(center, place)]
    found = [place for place in places if is_branch(place, brand)]
    known = {(place.provider, place.id) for place in found}
    return ports.sources.facts.joined_with(found, [one for one in own if (one.provider, one.id) not in known])


def nearest_branch(ports: FindingPorts, brand: str, center: LatLng) -> list[Place]:
    """The nearest branch of a chain that the guide knows, however far; empty where it knows none."""
    own = ports.sources.facts.named_like(brand)
    return [min(own, key=lambda place: meters_between(center, place.location))] if own else []


def nearest_of_the_university(ports: FindingPorts, intent: Intent, center: LatLng) -> list[Place]:
    """The nearest that the guide knows of what only the university has (its prayer rooms, its printers), however far:
    there is no other. Empty where that is not what is asked for."""
    wanted = max(intent.categories, key=intent.categories.__getitem__, default=None)
    if wanted is None or wanted.row.within != UNIVERSITY:
        return []
    query = PlaceQuery(center, tuple(wanted.row.kind), radius_m=FAR_RADIUS_M, limit=1)
    return ports.sources.guide.search(query)


def is_near(center: LatLng, place: Place) -> bool:
    return meters_between(center, place.location) <= WIDE_RADIUS_M
