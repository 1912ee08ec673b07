"""What a model took a message for, made an intent: its words are checked as anybody's are, and what is nonsense changes
nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from violet.domain.categories import Category, is_category
from violet.domain.intent import Constraints, Intent, IntentKind, Near
from violet.domain.readings import READ_KINDS, Reading
from violet.understanding.dialogue.weights import normalised_weights
from violet.understanding.reading.gazetteer import Gazetteer, NamedPlace
from violet.understanding.reading.lexicon import find_concepts, normalise, tokens_of

# A name as it is spelled right has to be like what was written: "astor place" and "asotr plce".
MIN_LIKENESS = 70.0
Amount = TypeVar("Amount", int, float)
# Categories that come later weigh less.
SHARES = (1.0, 0.5, 0.25)
# A reading that passed all checks is as sure as those were measured to be that nobody asks back.
CONFIDENCE = 0.8


def with_reading(intent: Intent, reading: Reading, gazetteer: Gazetteer) -> Intent:
    """The intent of an unsure message as a model read it; unchanged where the reading makes no sense."""
    if reading.kind not in READ_KINDS:
        return intent
    kind, message = IntentKind(reading.kind), normalise(intent.wish)
    place = _place(reading.near, message, gazetteer)
    if kind is IntentKind.RECOMMEND:
        return _wish(intent, reading, place, message)
    base = Intent(
        kind, wish=intent.wish, language=intent.language, window=intent.window, confidence=CONFIDENCE,
        constraints=replace(intent.constraints, near=intent.constraints.near or _near(place)), terms=intent.terms,
    )  # fmt: skip
    if kind is IntentKind.DIRECTIONS:
        return intent if place is None else replace(base, named=place.name, constraints=Constraints())
    return base


def _wish(intent: Intent, reading: Reading, place: NamedPlace | None, message: str) -> Intent:
    """A wish for places: one that names no kind of place and no cuisine that there is tells nothing new."""
    known = [Category(name) for name in reading.categories if is_category(name)]
    cuisines = _known(reading.cuisines, "cuisine")
    if not known and not cuisines:
        return intent
    said, before = frozenset(word.strip("$") for word in tokens_of(message)), intent.constraints
    constraints = replace(
        before,
        near=before.near or _near(place),
        cuisines=before.cuisines or cuisines - before.unwanted_cuisines,
        diets=before.diets | _known(reading.diets, "diet"),
        max_price_usd=before.max_price_usd or _said(reading.max_price_usd, said),
        max_walk_minutes=before.max_walk_minutes or _said(reading.max_walk_minutes, said),
    )
    weights = dict(zip((c for c in known if c not in intent.unwanted_categories), SHARES, strict=False))
    return replace(
        intent,
        kind=IntentKind.RECOMMEND,
        categories=normalised_weights(weights) or dict(intent.categories),
        constraints=constraints,
        smalltalk="other",
        confidence=max(intent.confidence, CONFIDENCE),
    )


def _place(name: str | None, message: str, gazetteer: Gazetteer) -> NamedPlace | None:
    """The place or area of that name, where there is one and the message says something like it."""
    plain = normalise(name or "")
    if not plain or fuzz.partial_ratio(plain, message) < MIN_LIKENESS:
        return None
    return next(iter(gazetteer.find(plain)), None)


def _near(place: NamedPlace | None) -> Near | None:
    return Near(place.name, place.location) if place is not None else None


def _known(words: Iterable[str], group: str) -> frozenset[str]:
    """What the words stand for in the lexicon, in one of its groups."""
    return frozenset(hit.concept for word in words for hit in find_concepts(word) if hit.group == group)


def _said(amount: Amount | None, said: frozenset[str]) -> Amount | None:
    """The amount, where the message has it: a figure is not to be made up."""
    return amount if amount is not None and f"{amount:g}" in said else None
