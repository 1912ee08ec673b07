"""What every answer is made of, and what an answer is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.events import EventItem
from violet.domain.geo import LatLng
from violet.domain.intent import Intent, ShownCard
from violet.domain.places import Place
from violet.domain.weather import Weather
from violet.ports import Failure, ProviderError
from violet.services.chat.conversation import Conversation
from violet.services.chat.replies.grounds import Grounds
from violet.services.deps import Deps
from violet.services.events.search import find_event
from violet.services.places.cards import PhotoUrl
from violet.services.places.photos import photo_url
from violet.services.ranking.recommend import Asker
from violet.services.ranking.scoring import Ranking


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn at work: who asks what, in which conversation. `seed` makes wordings vary from turn to turn."""

    deps: Deps
    message: str
    intent: Intent
    asker: Asker
    conversation: Conversation
    seed: str
    vibe: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`template` is a complete reply without a model. `prompt_data` is what the model gets beside the cards; None where
    no model is asked. `ranking` explains the cards; `intent` replaces the turn's where answering sharpened it."""

    template: str
    cards: tuple[Card, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)
    prompt_data: Mapping[str, Any] | None = None
    weather: Weather | None = None
    degraded: tuple[str, ...] = ()
    ranking: Ranking | None = None
    intent: Intent | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def photo_urls(deps: Deps) -> PhotoUrl:
    """Makes the address of a card's photo from provider and reference."""
    return partial(photo_url, deps.settings)


def place_of(deps: Deps, card: ShownCard) -> Place | None:
    """The place behind an earlier card, asked for again; None where its provider fails or has forgotten it."""
    provider = deps.places if card.provider == deps.places.name else deps.guide_places
    try:
        return deps.guide_facts.add_to([provider.details(card.id)])[0]
    except ProviderError:
        return None


def named_place(deps: Deps, name: str, near: LatLng) -> Place | None:
    """The guide's place of that name (the nearest where several share it); None where the guide has none."""
    from_guide = [place for place in deps.guide.places if name in (place.name, *place.aliases)]
    if not from_guide:
        return None
    nearest = min(from_guide, key=lambda place: (place.lat - near.lat) ** 2 + (place.lng - near.lng) ** 2)
    try:
        return deps.guide_places.details(nearest.id)
    except ProviderError as error:
        if error.failure is Failure.NOT_FOUND:
            return None
        raise


def event_of(deps: Deps, card: ShownCard) -> EventItem | None:
    """The event behind an earlier card; None where the card is a place (only events have numbers for ids), or the
    event is over or cancelled."""
    if not card.id.isdigit():
        return None
    try:
        return find_event(deps, int(card.id))
    except DATABASE_DOWN:
        return None


def subject_of(turn: Turn) -> Place | None:
    """The place a detail or directions turn is about."""
    if turn.intent.reference is not None:
        return place_of(turn.deps, turn.intent.reference)
    if turn.intent.named is not None:
        return named_place(turn.deps, turn.intent.named, turn.asker.location or turn.deps.home)
    return None
