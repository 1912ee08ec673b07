"""Which earlier card a message points at by where it is: "the one on Houston", "the East Village one"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from violet.domain.geo import LatLng, meters_between
from violet.domain.intent import ShownCard
from violet.understanding.reading.addresses import DIRECTIONS, SUFFIXES, street_of
from violet.understanding.reading.lexicon import normalise, tokens_of
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.utterance import Utterance

IN_BRACKETS = Phrases("cards")["in_brackets"]
# The card meant is by far the nearest to the neighborhood: the next one is at least so many times as far from it.
FAR_ENOUGH = 1.5
SHORT_SUFFIXES = frozenset(suffix[:2] for suffix in SUFFIXES)
MAX_AWAY_M = 4_000.0


def by_spot(utterance: Utterance, cards: Sequence[ShownCard]) -> ShownCard | None:
    """The only card on the street or in the branch's place that is said; else the one that is by far the nearest to the
    neighborhood that is."""
    said = [set(street_of(tokens_of(spot)).split()) for spot in utterance.pointers.spots]
    if not said:
        return None
    there = [card for card in cards if any(_is_at(card, words) for words in said)]
    return there[0] if len(there) == 1 else _nearest(utterance, cards)


def tells_which(utterance: Utterance) -> bool:
    """Whether what is near says which card is meant: "the one in SoHo"."""
    near, spots = utterance.constraints.near, utterance.pointers.spots
    said = [place.said for place in utterance.names if near is not None and place.name == near.name]
    said += [near.name] if near is not None and near.location is None else []
    return any(name in spot for name in said for spot in spots)


def _is_at(card: ShownCard, said: set[str]) -> bool:
    """Whether the words name the street that the card is on, or the branch that it is."""
    street = tokens_of(normalise((card.address or "").split(",")[0]))
    branches = (tokens_of(normalise(branch)) for branch in IN_BRACKETS.findall(card.name))
    parts = [_told_apart(own) for own in chain([street[1:]], branches)]
    return any(own and own <= said for own in parts)


def _told_apart(street: Sequence[str]) -> set[str]:
    """The words of a street that tell it from others: the Houston of "West Houston Street". A neighborhood keeps all."""
    street = street[:-1] if street[-1:] and street[-1] in DIRECTIONS else street  # "Seventh Avenue South"
    words = street_of(street).split()
    if not words or words[-1] not in SHORT_SUFFIXES:
        return set(words)
    return {word for word in words[:-1] if word not in DIRECTIONS and len(word) > 1}


def _nearest(utterance: Utterance, cards: Sequence[ShownCard]) -> ShownCard | None:
    spots = utterance.pointers.spots
    areas = [place.location for place in utterance.names if place.place_id is None and _is_said(place.said, spots)]
    located = [(card, card.location) for card in cards if card.location is not None]
    if not areas or not located:
        return None
    return _by_far_nearest(areas[0], located)


def _is_said(name: str, spots: Sequence[str]) -> bool:
    return any(name in spot for spot in spots)


def _by_far_nearest(area: LatLng, located: Sequence[tuple[ShownCard, LatLng]]) -> ShownCard | None:
    away = sorted((meters_between(area, location), at) for at, (_card, location) in enumerate(located))
    nearest, at = away[0]
    alone = len(away) == 1 or away[1][0] >= FAR_ENOUGH * nearest
    return located[at][0] if alone and nearest <= MAX_AWAY_M else None
