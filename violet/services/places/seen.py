"""What kind of place a card was of that another provider knows: whoever likes it teaches us a taste, and its provider
is not asked again for that. The category is our own reading, not a fact of the provider's."""

from __future__ import annotations

from collections.abc import Iterable

from violet.domain.cards import Card
from violet.providers.campus_guide import NAME
from violet.store.base import Store

KEPT_S = 7 * 24 * 3600.0


def note_seen(store: Store, cards: Iterable[Card]) -> None:
    """Remembers the categories of the places on these cards."""
    others = (card for card in cards if card.type == "place" and card.source != NAME)
    seen = {_key(card.place_id): card.top_category.encode() for card in others if card.top_category is not None}
    if seen:
        store.set_many(seen, ttl_s=KEPT_S)


def category_seen(store: Store, place_id: str) -> str | None:
    """The category of a place that was on a card within the week; None for any other."""
    seen = store.get(_key(place_id))
    return seen.decode() if seen is not None else None


def _key(place_id: str) -> str:
    return f"seen:{place_id}"
