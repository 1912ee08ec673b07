"""Quick actions: lists of cards with no conversation."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.cards import card_wire
from violet.api.schemas.quick import PlacesAnswer, QuickQuery, TopQuery, Where
from violet.api.support.callers import anybody, preferences_of_caller
from violet.api.support.documentation import OPTIONAL_USER, errors
from violet.api.support.guards import optional_user
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.api.support.shared_answers import same_for_strangers
from violet.domain.person import Person
from violet.services.places.positions import both_or_neither
from violet.services.quick.lists import QuickWish, TopWish, quick_recommendations, top_recommendations

quick_api = APIBlueprint(
    "quick",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="quick actions")],
    abp_security=OPTIONAL_USER,
    abp_responses=errors(400, 429),
)


@quick_api.get("/quick_recs", responses={200: PlacesAnswer})
@optional_user
@limits.quick
@same_for_strangers
def get_quick_recs(query: QuickQuery) -> tuple[dict[str, Any], bool]:
    """Places (or events) of one quick category, best first."""
    wish = QuickWish(query.category, query.limit, vibe=query.vibe)
    found = quick_recommendations(container().quick, wish, _person(query))
    return {"category": query.category, "places": [card_wire(card) for card in found.cards]}, found.lasting


@quick_api.get("/top_recommendations", responses={200: PlacesAnswer})
@optional_user
@limits.top
@same_for_strangers
def get_top_recommendations(query: TopQuery) -> tuple[dict[str, Any], bool]:
    """The best few places of any kind for this person, here and now."""
    wish = TopWish(query.limit, vibe=query.vibe, weather_hint=query.weather)
    found = top_recommendations(container().quick, wish, _person(query))
    return {"category": "top", "places": [card_wire(card) for card in found.cards]}, found.lasting


def _person(query: Where) -> Person:
    location = both_or_neither(query.latitude, query.longitude, names=("latitude", "longitude"))
    return anybody(location, preferences_of_caller())
