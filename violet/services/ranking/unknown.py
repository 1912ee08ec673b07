"""What was asked for and nobody knows of a place: said on its card, so that unknown never passes for yes. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from violet.domain.categories import diet_matters
from violet.domain.opening_hours import is_open
from violet.domain.public_holidays import hours_may_differ
from violet.domain.vocabulary import ALLERGY_TO
from violet.domain.wall_clock import zone_of
from violet.services.ranking.candidates import Candidate, Request

HOURS, HOLIDAY_HOURS, PRICE, SETTING = "hours", "holiday_hours", "price", "outdoor_seating"


def unknown_of(candidate: Candidate, request: Request) -> tuple[str, ...]:
    """Diets, allergies ("nut-allergy"), tags, then "hours", "holiday_hours" and "price", as they were asked for or are
    stored."""
    return tuple(dict.fromkeys(_unknown(candidate, request)))


def _unknown(candidate: Candidate, request: Request) -> Iterator[str]:
    place, said = candidate.place, request.constraints
    if diet_matters(place.kinds):
        yield from (diet for diet in sorted(request.diets) if diet not in place.diets)
        yield from sorted(ALLERGY_TO.get(allergen, allergen) for allergen in request.allergies)
    yield from (tag for tag in sorted(said.tags) if tag not in place.tags and tag not in place.kinds)
    if said.setting == "outdoor" and place.setting is None and SETTING not in place.tags:
        yield SETTING
    arrival = request.arrival(candidate.leg)
    if said.open_at is not None and is_open(place.opening_hours, arrival, place.location) is None:
        yield HOURS
    if hours_may_differ(place.opening_hours, arrival.date(), zone_of(arrival)):
        yield HOLIDAY_HOURS
    if said.max_price_usd is not None and place.price_level is None and not place.tags.get("free"):
        yield PRICE
