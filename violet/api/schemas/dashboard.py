"""The dashboard on the wire."""

from __future__ import annotations

from typing import Any, Literal
from zoneinfo import ZoneInfo

from violet.api.schemas.calendar import BlockBody, SuggestionBody, block_wire, free_time_suggestion_wire
from violet.api.schemas.cards import CardBody, card_wire
from violet.api.schemas.common import ApiModel
from violet.api.schemas.surroundings import WeatherAnswer, weather_wire
from violet.services.dashboard import Dashboard


class FreeTimeSuggestion(ApiModel):
    should_suggest: bool
    type: Literal["event", "place"]
    suggestion: SuggestionBody
    message: str


class QuickLists(ApiModel):
    quick_bites: list[CardBody]
    cozy_cafes: list[CardBody]
    explore: list[CardBody]
    events: list[CardBody]


class DashboardAnswer(ApiModel):
    weather: WeatherAnswer | None
    calendar_linked: bool
    next_free: BlockBody | None
    free_time_suggestion: FreeTimeSuggestion | None
    quick_recommendations: QuickLists
    degraded: list[str]


def dashboard_wire(found: Dashboard, zone: ZoneInfo) -> dict[str, Any]:
    free = found.next_free
    return {
        "weather": weather_wire(found.weather) if found.weather is not None else None,
        "calendar_linked": found.calendar_linked,
        "next_free": block_wire(free.gap.time, zone) if free is not None and free.gap is not None else None,
        "free_time_suggestion": free_time_suggestion_wire(free) if free is not None else None,
        "quick_recommendations": {name: [card_wire(card) for card in cards] for name, cards in found.lists.items()},
        "degraded": list(found.degraded),
    }
