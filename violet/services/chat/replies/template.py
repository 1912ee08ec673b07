"""Words without a model: varied, natural, and made only of what the cards hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from violet.domain.cards import Card
from violet.domain.categories import diet_matters
from violet.domain.intent import Constraints
from violet.services.chat.replies.openings import begin_alike
from violet.services.chat.replies.tag_words import (
    clauses_of,
    cuisine_words,
    diet_phrase,
    diet_words,
    merged,
    tag_clauses,
    voice,
)
from violet.services.chat.replies.wording import (
    event_phrase,
    first_clause,
    first_sentence,
    joined,
    opening_phrase,
    opening_phrase_at,
    price_phrase,
    walk_phrase,
)
from violet.services.ranking.cuisines import cuisine_fit
from violet.services.ranking.reasons import clock

# Farther apart than that, and the walk tells two places apart.
TELLING_MINUTES = 4
MAX_WANTED, CLOSES_SOON_MINUTES = 3, 60
MIN_ABOUT_WORDS = 4
DRINKING = frozenset({"bars"})
# What is said with the hours and the price, if at all.
SAID_OTHERWISE = frozenset({"open_late", "free"})
EVENTS_OPENERS = ("Here is what's on {when}:", "Happening {when}:", "Coming up {when}:")


@dataclass(frozen=True, slots=True)
class Told:
    """What a reply is told beside its cards: one of `note` is said first ("Nothing is open right now, ..."),
    `origin_name` is where walks begin, `before` are the earlier replies of the conversation. `all_serve` tells that
    each of the cards serves what was asked for."""

    note: tuple[str, ...] = ()
    origin_name: str | None = None
    before: tuple[str, ...] = ()
    all_serve: bool = False


NOTHING_TOLD = Told()


def recommendation_words(
    cards: Sequence[Card],
    constraints: Constraints,
    *,
    seed: str,
    told: Told = NOTHING_TOLD,
) -> str:
    """A reply that presents the cards in order, each with what speaks for it given the wish."""
    told = replace(told, all_serve=all(_serves(card, constraints.cuisines) for card in cards))
    pick = _Picker(seed, told.before)
    sentences = [pick(told.note)] if told.note else []
    for index, card in enumerate(cards):
        first = cards[0] if index else None
        reason = reason_words(card, constraints, told=told, earlier=first)
        patterns = _patterns(cards, index, after_note=bool(told.note), bare=not reason)
        sentences.append(pick(patterns, name=card.name, reason=reason))
        sentences += _afterwards(card, constraints, told) if index == 0 else []
    sentences += _closing_soon(cards, constraints)
    if constraints.open_at is not None:
        sentences += unknown_hours(cards)
    return " ".join(sentences + unknown_diets(cards, constraints.diets))


def _patterns(cards: Sequence[Card], index: int, *, after_note: bool, bare: bool) -> Sequence[str]:
    """The patterns that suit the card in its place: by how far it is from the first."""
    words = voice()
    if bare:
        return list(words["lead_bare"])
    if index == 0:
        return list(words[("after_note" if after_note else "lead") + ("" if len(cards) > 1 else "_one")])
    first, own = cards[0].walk_minutes, cards[index].walk_minutes
    apart = own - first if first is not None and own is not None else 0
    if abs(apart) < TELLING_MINUTES or index > 1:
        return list(words["others"])
    return list(words["further"] if apart > 0 else words["nearer"])


def reason_words(card: Card, constraints: Constraints, *, told: Told, earlier: Card | None = None) -> str:
    """What was asked for first, or else what the guide says of it; then the price where that matters, the walk, and the
    hours. After an `earlier` card with the same reason, what the guide says tells the two apart."""
    wanted = _wanted_clause(card, constraints, told)
    about = first_clause(card.description)
    way = _way_words(card, constraints, told.origin_name)
    if wanted and earlier is not None and wanted == _wanted_clause(earlier, constraints, told):
        wanted = f"{about}; {wanted} too" if about else f"{wanted} too"
    if wanted:
        return ", ".join(part for part in (wanted, way) if part)
    if earlier is not None and about == first_clause(earlier.description):
        about = None  # three post offices are not each said to be one
    return "; ".join(part for part in (about, way) if part) if about else _without_words(card, way)


def _without_words(card: Card, way: str) -> str:
    """Of a place that the guide has no short words for, what it has."""
    has = tag_clauses((tag for tag in card.tags if tag not in SAID_OTHERWISE), most=2)
    return ", ".join(part for part in (has, way) if part)


def _way_words(card: Card, constraints: Constraints, origin_name: str | None) -> str:
    """ "under $15 a person, about a 4 minute walk away and open until 10 PM"."""
    walk = walk_phrase(card)
    if walk:
        walk = f"{walk} from {origin_name}" if origin_name else f"{walk} away"
    asked = constraints.open_at
    opening = opening_phrase(card) if asked is None else opening_phrase_at(card, asked)
    price = price_phrase(card) if constraints.max_price_usd is not None else None
    way = " and ".join(part for part in (walk, opening) if part)
    return ", ".join(part for part in (price, way) if part)


def _afterwards(card: Card, constraints: Constraints, told: Told) -> list[str]:
    """What the guide says of the first card, where the reason was what had been asked for."""
    sentence = first_sentence(card.description) if _wanted_clause(card, constraints, told) else ""
    return [f"{sentence}."] if len(sentence.split()) >= MIN_ABOUT_WORDS else []


def _wanted_clause(card: Card, constraints: Constraints, told: Told) -> str | None:
    """What was asked for and the card has, as one clause. What all of the cards serve tells none of them apart, and is
    said only of one that the guide has no words for."""
    kept = clauses_of(tag for tag in sorted(constraints.tags) if tag in card.tags)
    cuisine = cuisine_phrase(card, wanted=constraints.cuisines)
    diet = diet_phrase(card, wanted=constraints.diets)
    if cuisine and not (told.all_serve and first_clause(card.description)):
        kept.append(f"it serves {cuisine}")
    kept += [f"it has {diet}"] if diet else []
    unwelcome = _unwelcome(card, constraints)
    said = [clause for clause in kept if clause not in unwelcome]
    return merged(said[:MAX_WANTED]) if said else None


def _serves(card: Card, wanted: frozenset[str]) -> bool:
    return card.place is not None and cuisine_fit(card.place, wanted) == 1.0


def cuisine_phrase(card: Card, *, wanted: frozenset[str]) -> str | None:
    """ "Thai food and dumplings", of what was asked for by name."""
    served = [cuisine_words(cuisine) for cuisine in card.place.cuisines if cuisine in wanted] if card.place else []
    return joined(served) if served else None


def _closing_soon(cards: Sequence[Card], constraints: Constraints) -> list[str]:
    """A word on the first card where it closes soon after one gets there."""
    if not cards or constraints.open_at is not None or not cards[0].open_now or cards[0].open_until is None:
        return []
    left = cards[0].minutes_open
    soon = left is not None and left <= CLOSES_SOON_MINUTES
    return [voice()["soon"].format(name=cards[0].name, time=clock(cards[0].open_until))] if soon else []


def unknown_diets(cards: Sequence[Card], wanted: frozenset[str]) -> list[str]:
    """A sentence for each diet that some of the places with food are not known to serve."""
    sentences = []
    for diet in sorted(wanted):
        names = [card.name for card in cards if _serves_food(card) and diet not in card.diets]
        if names:
            sentences.append(f"I don't know about {diet_words([diet])} at {joined(names)}, so ask first.")
    return sentences


def unknown_hours(cards: Sequence[Card]) -> list[str]:
    """A sentence on the places whose hours nobody knows, for who asked for a place that is open then."""
    unknown = [card for card in cards if card.place is not None and card.place.opening_hours is None]
    names = [card.name for card in unknown if card.open_now is None]
    return [f"I don't know the hours of {joined(names)}, so check before you go."] if names else []


def _serves_food(card: Card) -> bool:
    return card.place is not None and diet_matters(card.place.kinds)


def _unwelcome(card: Card, constraints: Constraints) -> frozenset[str]:
    """What is not said to who asked for the opposite: "serves alcohol" to who wants none. Nor of a bar, where nobody
    would think otherwise."""
    said = constraints
    dry = "alcohol" in said.unwanted_tags or "halal" in said.diets or said.under_21 or card.top_category in DRINKING
    return frozenset({voice()["clauses"]["alcohol"]} if dry else ())


def events_words(cards: Sequence[Card], *, when: str, now: datetime, seed: str) -> str:
    pick = _Picker(seed)
    sentences = [pick(EVENTS_OPENERS, when=when)]
    for card in cards:
        when_words, walk = event_phrase(card, now), walk_phrase(card)
        is_on = f"is {when_words}" if when_words else "is on"
        free = ", and it's free" if card.free else ""
        sentences.append(f"{card.name} {is_on}{free}{f', {walk} from you' if walk else ''}.")
    return " ".join(sentences)


class _Picker:
    """Chooses among wordings by the seed, so that the same turn always reads the same and different turns differ; never
    one that an earlier reply of the conversation begins with, nor one that this reply has already."""

    def __init__(self, seed: str, before: Iterable[str] = ()) -> None:
        self.number = int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=4).digest(), "big")
        self._before = tuple(before)
        self._used: set[str] = set()
        self._step = 0

    def __call__(self, wordings: Sequence[str], **parts: str) -> str:
        self._step += 1
        fresh = [one for one in wordings if one not in self._used] or list(wordings)
        if self._step == 1:
            fresh = [one for one in fresh if not self._begins_alike(one.format(**parts))] or fresh
        chosen = fresh[(self.number // self._step) % len(fresh)]
        self._used.add(chosen)
        return chosen.format(**parts)

    def _begins_alike(self, words: str) -> bool:
        return any(begin_alike(words, earlier) for earlier in self._before)
