"""Cards that break what was asked for, judged by the labels and by the guide's own data: neither by what the product
understood nor by what it took a place to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from scripts.evaluation.cases import when_of
from scripts.evaluation.running import Outcome
from violet.campus.campus import Campus
from violet.domain.cards import Card
from violet.domain.geo import WALKING_METERS_PER_MINUTE
from violet.domain.intent import IntentKind
from violet.domain.opening_hours import is_open, open_throughout
from violet.domain.places import Place
from violet.providers.campus_guide import as_place
from violet.services.accounts.personalization import preferences_from_wire

LISTS = frozenset({IntentKind.RECOMMEND, IntentKind.REFINE, IntentKind.ANOTHER, IntentKind.MORE_LIKE_THIS})
LEAST_PRICES = {1: 0.0, 2: 15.0, 3: 30.0, 4: 60.0}
OWNS_UP = "open right now"


def violations(outcome: Outcome, guide: Campus) -> list[str]:
    """One line for each card and each thing it is known to break. What a place does not tell breaks nothing."""
    if outcome.intent.kind not in LISTS or outcome.intent.kind not in outcome.expected.kinds:
        return []
    return [
        f"{outcome.case.id}.{outcome.number}: {card.name}: {broken}"
        for card in outcome.cards
        if (place := _place(card, guide)) is not None
        for broken in _broken(outcome, card, place)
    ]


def _place(card: Card, guide: Campus) -> Place | None:
    """The place behind the card as the guide has it, as the card has it where the guide does not know it; None for an
    event."""
    if card.type == "event":
        return None
    known = guide.places_by_id.get(card.place_id)
    return as_place(known) if known is not None else card.place


def _broken(outcome: Outcome, card: Card, place: Place) -> Iterator[str]:
    limits = _limits(outcome)
    for name, check in CHECKS.items():
        if limits.get(name) and check(card, place, limits[name]):
            yield f"{name} {limits[name]}"
    if _closed(outcome, card, place, limits):
        yield "closed on arrival"
    if outcome.expected.new and card.key in {shown.key for cards in outcome.shown for shown in cards}:
        yield "was shown before"


def _limits(outcome: Outcome) -> dict[str, Any]:
    """What was said, over what is stored; diets add up."""
    stored = preferences_from_wire(outcome.case.preferences)
    said = dict(outcome.expected.constraints or {})
    return said | {
        "diets": {*said.get("diets", ()), *stored.diets},
        "max_walk_minutes": said.get("max_walk_minutes") or stored.max_walk_minutes,
        "max_price_usd": said.get("max_price_usd") or stored.budget_max,
    }


def _closed(outcome: Outcome, card: Card, place: Place, limits: Mapping[str, Any]) -> bool:
    """Known to be closed when the person gets there, or to close before they mean to leave. Where nothing that fits is
    open the answer may show closed places if it says so."""
    if "open_at" in outcome.expected.either or ("open_at" not in limits and OWNS_UP in outcome.reply):
        return False
    arrival = _arrival(outcome, card, limits)
    stay = timedelta(minutes=limits.get("open_minutes", 0))
    return open_throughout(place.opening_hours, arrival, arrival + stay, place.location) is False if stay else (
        is_open(place.opening_hours, arrival, place.location) is False
    )  # fmt: skip


def _arrival(outcome: Outcome, card: Card, limits: Mapping[str, Any]) -> datetime:
    now = outcome.case.when + timedelta(minutes=outcome.number - 1)
    walk = timedelta(minutes=(card.meters or 0) / WALKING_METERS_PER_MINUTE)
    wished = limits.get("open_at")
    return now + walk if wished in (None, "now") else max(when_of(wished, now), now + walk)


def _wrong_setting(card: Card, place: Place, wanted: str) -> bool:
    if place.setting in (None, wanted, "both"):
        return False
    return not (wanted == "outdoor" and bool(place.tags.get("outdoor_seating")))


CHECKS: Mapping[str, Callable[[Card, Place, Any], bool]] = {
    "diets": lambda card, place, diets: any(place.diets.get(diet) is False for diet in diets),
    "max_walk_minutes": lambda card, place, limit: (card.walk_minutes or 0) > limit,
    "max_price_usd": lambda card, place, limit: LEAST_PRICES.get(place.price_level or 1, 0.0) > limit,
    "unwanted_cuisines": lambda card, place, words: bool(set(words) & set(place.cuisines)),
    "unwanted_tags": lambda card, place, tags: any(place.tags.get(tag) for tag in tags),
    "setting": _wrong_setting,
}
