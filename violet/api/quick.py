"""Quick actions: lists of cards with no conversation."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.cards import card_wire
from violet.api.schemas.quick import PlacesAnswer, QuickQuery, TopQuery, Where
from violet.api.support.callers import preferences_of_caller
from violet.api.support.documentation import OPTIONAL_USER, errors
from violet.api.support.guards import optional_user
from violet.api.support.limits import caller_key, limits
from violet.api.support.request_context import current_deps
from violet.api.support.shared_answers import same_for_strangers
from violet.services.places.positions import both_or_neither
from violet.services.quick import QuickWish, TopWish, quick_recommendations, top_recommendations
from violet.services.ranking.recommend import Asker

quick_api = APIBlueprint(
    "quick", __name__, abp_tags=[Tag(name="quick actions")], abp_security=OPTIONAL_USER, abp_responses=errors(400, 429)
)


@quick_api.get("/quick_recs", responses={200: PlacesAnswer})
@optional_user
@limits.quick
@same_for_strangers
def get_quick_recs(query: QuickQuery) -> tuple[dict[str, Any], bool]:
    """Places (or events) of one quick category, best first."""
    wish = QuickWish(query.category, query.limit, vibe=query.vibe)
    found = quick_recommendations(current_deps(), wish, _asker(query), who=caller_key())
    return {"category": query.category, "places": [card_wire(card) for card in found.cards]}, found.lasting


@quick_api.get("/top_recommendations", responses={200: PlacesAnswer})
@optional_user
@limits.top
@same_for_strangers
def get_top_recommendations(query: TopQuery) -> tuple[dict[str, Any], bool]:
    """The best few places of any kind for this person, here and now."""
    wish = TopWish(query.limit, vibe=query.vibe, weather_hint=query.weather)
    found = top_recommendations(current_deps(), wish, _asker(query), who=caller_key())
    return {"category": "top", "places": [card_wire(card) for card in found.cards]}, found.lasting


def _asker(query: Where) -> Asker:
    location = both_or_neither(query.latitude, query.longitude, names=("latitude", "longitude"))
    return Asker(current_deps().now(), location, preferences_of_caller())
