"""What an intent asks of a provider and of the ranking."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.categories import Category, anywhere_kinds, kind_row, kinds_for
from violet.domain.geo import GRID_FACTOR, WALKING_METERS_PER_MINUTE, LatLng
from violet.domain.intent import Intent
from violet.domain.person import Person
from violet.domain.places import PlaceQuery
from violet.domain.weather import Weather
from violet.ports import ProviderError
from violet.services.places.around import FindingPorts
from violet.services.places.brands import brand_of
from violet.services.places.by_words import WIDE_RADIUS_M
from violet.services.places.things import Thing, thing_in
from violet.services.ranking.candidates import Request
from violet.services.ranking.constraints import price_level

DEFAULT_RADIUS_M = 1500
LEAST_RADIUS_M = 300
MOST_CANDIDATES = 120
# What a place with no known price is taken to cost when something is to be cheaper or dearer than it.
USUAL_LEVEL = 1
# "A fancy dinner" is dearer than this.
EVERYDAY_LEVEL = 2


def moved_indoors(intent: Intent) -> Intent:
    """For who wants to be inside, what of the wish is to be had there: where one sits instead of parks, when it is
    cold. As it is where nothing wanted is all outdoors."""
    if intent.constraints.setting != "indoor":
        return intent
    weights: dict[Category, float] = {}
    for category, weight in intent.categories.items():
        instead = category.row.when_indoors if _is_outdoors(category) else {}
        for name, share in instead.items() or ((category.value, 1.0),):
            weights[Category(name)] = max(weights.get(Category(name), 0.0), weight * share)
    return replace(intent, categories=weights)


def _is_outdoors(category: Category) -> bool:
    """Whether most of its kinds are outside."""
    rows = [kind_row(kind) for kind in category.row.kind]
    return 2 * sum(row is not None and row.setting == "outdoor" for row in rows) > len(rows)


def thing_of(intent: Intent) -> Thing | None:
    """What is no kind of place, where nothing is asked for that is one."""
    constraints = intent.constraints
    return None if constraints.kinds or constraints.cuisines else thing_in(intent.wish)


def query_of(intent: Intent, center: LatLng, person: Person) -> PlaceQuery:
    thing = thing_of(intent)
    words = brand_of(intent) or (thing.said if thing is not None else None)
    limit = intent.constraints.max_walk_minutes or person.preferences.max_walk_minutes
    radius = WIDE_RADIUS_M if person.preferences.commute_preference == "transit" else DEFAULT_RADIUS_M
    if limit is not None:
        radius = min(WIDE_RADIUS_M, max(LEAST_RADIUS_M, round(limit * WALKING_METERS_PER_MINUTE / GRID_FACTOR * 1.1)))
    return PlaceQuery(
        near=center,
        kinds=kinds_for(intent.categories) or anywhere_kinds(),
        text=words or _search_words(intent),
        radius_m=radius,
        limit=MOST_CANDIDATES,
    )


def _search_words(intent: Intent) -> str | None:
    """Words for a provider that searches by text: only what kinds cannot say."""
    constraints = intent.constraints
    words = [*sorted(constraints.diets), *sorted(constraints.cuisines)]
    return " ".join(words) or None


def request_of(ports: FindingPorts, intent: Intent, person: Person, origin: LatLng, weather: Weather | None) -> Request:
    request = Request(
        at=person.now,
        categories=intent.categories,
        unwanted_categories=intent.unwanted_categories,
        constraints=intent.constraints,
        preferences=person.preferences,
        weather=weather,
        excluded=intent.excluded,
    )
    if intent.comparison == "fancier" and intent.reference is None:
        return replace(request, dearer_than=EVERYDAY_LEVEL)
    if intent.comparison not in ("closer", "cheaper", "fancier") or intent.reference is None:
        return request
    try:
        place = ports.sources.named(intent.reference.provider).details(intent.reference.id)
    except ProviderError:
        return request
    if intent.comparison == "closer":
        [leg] = ports.surroundings.walks.walks(origin, [place.location])
        return replace(request, nearer_than_minutes=leg.minutes)
    level = price_level(place)
    if intent.comparison == "fancier":
        return replace(request, dearer_than=level if level is not None else USUAL_LEVEL)
    return replace(request, cheaper_than=level if level is not None else USUAL_LEVEL + 1)
