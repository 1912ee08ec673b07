"""Cards of what was recommended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from violet.domain.cards import Card
from violet.domain.geo import LatLng, meters_between
from violet.domain.minutes import walk_words
from violet.services.places.cards import PhotoUrl, ranked_card
from violet.services.places.recommend import Recommendation


def cards_of(found: Recommendation, now: datetime, *, photo_url: PhotoUrl | None = None) -> tuple[Card, ...]:
    """In order. To somebody who is too far away to walk they say how far, and nothing of a walk."""
    cards = tuple(ranked_card(ranked, now, photo_url=photo_url) for ranked in found.ranked)
    return tuple(_from_afar(card, found.away_from) for card in cards) if found.away_from is not None else cards


def _from_afar(card: Card, origin: LatLng) -> Card:
    assert card.location is not None
    assert card.walk_minutes is not None
    walk = walk_words(card.walk_minutes)
    return replace(
        card,
        meters=round(meters_between(origin, card.location)),
        walk_minutes=None,
        why=tuple(reason for reason in card.why if reason != walk),
    )
