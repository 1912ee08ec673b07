"""Runs the cases through the chat as a client would, and keeps what came out of each turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scripts.evaluation.cases import Case, Expected
from scripts.evaluation.world import MILD, World
from violet.domain.cards import Card
from violet.domain.categories import Category, category_of
from violet.domain.geo import LatLng, estimate_walk
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.domain.person import Person
from violet.domain.places import Place
from violet.services.accounts.personalization import preferences_from_wire
from violet.services.chat.turn import TurnRequest, take_turn
from violet.services.conversations import conversation as conversations
from violet.services.conversations.conversation import TurnRecord

PLACEHOLDER = re.compile(r"\{(\d)\.(\d)\}")
BETWEEN_TURNS = timedelta(minutes=1)


@dataclass(frozen=True)
class Outcome:
    """One turn that was run. `extra` is what the answer told beside its cards (a plan's totals, a route), as text;
    `shown` are the cards before it, by turn; turn 0 is what the case begins with."""

    case: Case
    number: int
    expected: Expected
    message: str
    intent: Intent
    reply: str
    cards: tuple[Card, ...]
    extra: str
    shown: Sequence[Sequence[ShownCard]] = ()

    @property
    def slices(self) -> frozenset[str]:
        length = "single" if self.case.single else "conversation"
        return frozenset({length, self.case.file, *self.case.slices})


def run_cases(world: World, cases: Iterable[Case]) -> list[Outcome]:
    return [outcome for case in cases for outcome in _run(world, case)]


def card_of(reference: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The card "turn.position" stands for; None where that turn did not show so many."""
    turn, position = (int(part) for part in reference.split("."))
    cards = shown[turn] if turn < len(shown) else ()
    return cards[position - 1] if position <= len(cards) else None


def _run(world: World, case: Case) -> list[Outcome]:
    key = conversations.session_key(f"evaluation-{case.id}")
    world.deps.store.delete(key)
    world.clock.moment = case.when
    shown: list[Sequence[ShownCard]] = [_planted(world, case, key)]
    outcomes = []
    for expected in case.turns:
        outcomes.append(_turn(world, case, key, expected, shown))
        shown.append(_shown_by(outcomes[-1]))
        world.clock.moment += BETWEEN_TURNS
    return outcomes


def _turn(world: World, case: Case, key: str, expected: Expected, shown: list[Sequence[ShownCard]]) -> Outcome:
    world.weather.weather = expected.weather.weather() if expected.weather else MILD
    message = PLACEHOLDER.sub(lambda match: _name(match, shown), expected.say)
    answer = take_turn(
        world.deps.chat,
        TurnRequest(
            message=message,
            conversation_key=key,
            person=Person(
                world.deps.here.now(), location=case.location, preferences=preferences_from_wire(case.preferences)
            ),
            vibe=case.vibe,
        ),
    )
    record = conversations.load(world.deps.store, key).turns[-1]
    return Outcome(
        case=case,
        number=len(shown),
        expected=expected,
        message=message,
        intent=record.intent,
        reply=answer.reply,
        cards=answer.cards,
        extra=str(dict(answer.extra)),
        shown=tuple(shown),
    )


def _name(match: re.Match[str], shown: Sequence[Sequence[ShownCard]]) -> str:
    card = card_of(f"{match.group(1)}.{match.group(2)}", shown)
    return card.name if card is not None else "the first one"


def _planted(world: World, case: Case, key: str) -> Sequence[ShownCard]:
    """Puts an earlier answer with the case's cards into the conversation."""
    if not case.shown:
        return ()
    places = [world.deps.guide_places.details(place_id) for place_id in case.shown]
    cards = tuple(_shown(place, position, case.location) for position, place in enumerate(places, start=1))
    intent = Intent(IntentKind.RECOMMEND, wish=case.asked or "somewhere to go", categories=_categories(places))
    record = TurnRecord("planted", case.when - BETWEEN_TURNS, intent.wish, "Here are some.", intent, cards)
    conversations.remember(world.deps.store, key, record, ttl_s=86_400)
    return cards


def _shown(place: Place, position: int, where: LatLng) -> ShownCard:
    category = category_of(place.kinds)
    return ShownCard(
        provider=place.provider,
        id=place.id,
        name=place.name,
        position=position,
        category=category.value if category else None,
        kinds=place.kinds,
        cuisines=place.cuisines,
        price_level=place.price_level,
        walk_minutes=estimate_walk(where, place.location).minutes,
        address=place.address,
        location=place.location,
    )


def _categories(places: Sequence[Place]) -> dict[Category, float]:
    own = [category for place in places if (category := category_of(place.kinds)) is not None]
    return {category: own.count(category) / len(own) for category in dict.fromkeys(own)}


def _shown_by(outcome: Outcome) -> Sequence[ShownCard]:
    """What the person saw, whatever the conversation keeps of it."""
    return [
        ShownCard(card.source, card.place_id, card.name, position, card.top_category)
        for position, card in enumerate(outcome.cards, start=1)
    ]
