"""Words without a model: varied, natural, and made only of what the cards hold."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from violet.domain.cards import Card
from violet.domain.intent import Constraints
from violet.services.chat.replies.wording import (
    cuisine_phrase,
    diet_phrase,
    event_phrase,
    joined,
    opening_phrase,
    price_phrase,
    tag_phrases,
    walk_phrase,
)
from violet.services.ranking.constraints import FOOD_KINDS

OPENERS = (
    "Here is what fits:", "A few ideas for you:", "I'd look at these:", "Try these:", "These should work:",
    "Got you. Have a look:", "This is what I'd pick:",
)  # fmt: skip
OPENERS_ONE = ("One place fits:", "I'd go here:", "This one should work:", "My pick:")
FIRST = (
    "{name} is my first pick: {facts}.",
    "Start with {name}: {facts}.",
    "{name} looks best: {facts}.",
    "Top of the list is {name}: {facts}.",
)
OTHERS = (
    "{name} is {facts}.",
    "There is also {name}: {facts}.",
    "Or {name}: {facts}.",
    "{name} is another option: {facts}.",
)
EVENTS_OPENERS = ("Here is what's on {when}:", "Happening {when}:", "Coming up {when}:")


def recommendation_words(
    cards: Sequence[Card],
    constraints: Constraints,
    *,
    seed: str,
    origin_name: str | None = None,
    note: str | None = None,
) -> str:
    """A reply that presents the cards in order. `note` is said first ("Nothing is open right now, ...")."""
    pick = _Picker(seed)
    sentences = [note] if note else [pick(OPENERS if len(cards) > 1 else OPENERS_ONE)]
    for index, card in enumerate(cards):
        facts = card_facts(card, constraints, origin_name=origin_name)
        if not facts:
            sentences.append(f"{card.name}.")
            continue
        pattern = pick(FIRST) if index == 0 else OTHERS[(index + pick.number) % len(OTHERS)]
        if pattern.startswith("{name} is {facts}") and not _follows_is(facts[0]):
            pattern = "{name}: {facts}."
        sentences.append(pattern.format(name=card.name, facts=joined(facts)))
    if constraints.open_at is not None:
        sentences += unknown_hours(cards)
    return " ".join(sentences + unknown_diets(cards, constraints.diets))


def unknown_diets(cards: Sequence[Card], wanted: frozenset[str]) -> list[str]:
    """A sentence for each diet that some of the places with food are not known to serve."""
    sentences = []
    for diet in sorted(wanted):
        names = [card.name for card in cards if _serves_food(card) and diet not in card.diets]
        if names:
            sentences.append(f"I don't know about {diet} choices at {joined(names)}, so ask first.")
    return sentences


def unknown_hours(cards: Sequence[Card]) -> list[str]:
    """A sentence on the places whose hours nobody knows, for who asked for a place that is open then."""
    unknown = [card for card in cards if card.place is not None and card.place.opening_hours is None]
    names = [card.name for card in unknown if card.open_now is None]
    return [f"I don't know the hours of {joined(names)}, so check before you go."] if names else []


def _serves_food(card: Card) -> bool:
    return card.place is not None and bool(FOOD_KINDS.intersection(card.place.kinds))


def card_facts(card: Card, constraints: Constraints, *, origin_name: str | None = None) -> list[str]:
    """The phrases for one card: the walk first, then what was asked for, then when it is open."""
    walk = walk_phrase(card)
    if walk and origin_name:
        walk = f"{walk} from {origin_name}"
    facts = [walk, cuisine_phrase(card, wanted=constraints.cuisines)]
    facts += [*tag_phrases(card, wanted=constraints.tags)[:2], diet_phrase(card, wanted=constraints.diets)]
    if constraints.max_price_usd is not None:
        facts.append(price_phrase(card))
    facts.append(opening_phrase(card))
    return [fact for fact in facts if fact]


def events_words(cards: Sequence[Card], *, when: str, now: datetime, seed: str) -> str:
    pick = _Picker(seed)
    sentences = [pick(EVENTS_OPENERS).format(when=when)]
    for card in cards:
        facts = [event_phrase(card, now), "free" if card.free else None, walk_phrase(card)]
        said = joined([fact for fact in facts if fact])
        sentences.append(f"{card.name}{f', {said}' if said else ''}.")
    return " ".join(sentences)


class _Picker:
    """Chooses among wordings by the seed, so that the same turn always reads the same and different turns differ."""

    def __init__(self, seed: str) -> None:
        self.number = int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=4).digest(), "big")
        self._step = 0

    def __call__(self, wordings: Sequence[str]) -> str:
        self._step += 1
        return wordings[(self.number // self._step) % len(wordings)]


def _follows_is(fact: str) -> bool:
    return fact.startswith(("a ", "an ", "about ", "quiet", "open", "closed", "lively", "cozy", "free", "good"))
