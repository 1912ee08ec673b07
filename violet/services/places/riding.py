"""Cards that are too far to walk to: how long the ride is, by which lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from violet.domain.cards import Card
from violet.domain.geo import LatLng, Leg, TransitRide
from violet.domain.minutes import walk_words, with_way
from violet.ports import Walks

# Beyond this, somebody on foot would rather ride.
FAR_MINUTES = 30


def with_ways(walks: Walks, origin: LatLng, cards: Sequence[Card]) -> list[Card]:
    """Events with their walks on streets, and whatever is far with the ride there, where one is quicker. A card without
    a walk stays as it is: it says nothing of ways."""
    events = {number: card.location for number, card in enumerate(cards) if card.type == "event" and card.walk_minutes}
    placed = {number: at for number, at in events.items() if at is not None}
    legs = dict(zip(placed, walks.walks(origin, list(placed.values())) if placed else (), strict=True))
    walked = (_with_walk(card, legs.get(number)) for number, card in enumerate(cards))
    return _with_rides(walks, origin, list(walked))


def ride_words(ride: TransitRide) -> str:
    """ "25 min by the F or R, without waiting", "the A, C or F"; "by the F, then the 6" where one changes."""
    if len(ride.hops) == 1:
        *firsts, last = (ride.hops[0].line, *ride.others)
        lines = " or ".join(filter(None, (", ".join(firsts), last)))
    else:
        lines = ", then the ".join(hop.line for hop in ride.hops)
    return f"{ride.minutes} min by the {lines}, without waiting"


def said_of_rides(cards: Iterable[Card]) -> list[str]:
    """A sentence for each card with a ride."""
    return [f"{card.name} is {card.ride}." for card in cards if card.ride is not None]


def _with_rides(walks: Walks, origin: LatLng, cards: Sequence[Card]) -> list[Card]:
    far = {number: card.location for number, card in enumerate(cards) if (card.walk_minutes or 0) > FAR_MINUTES}
    placed = {number: at for number, at in far.items() if at is not None}
    rides = dict(zip(placed, walks.rides(origin, list(placed.values())), strict=True)) if placed else {}
    return [_with_ride(card, rides.get(number)) for number, card in enumerate(cards)]


def _with_ride(card: Card, ride: TransitRide | None) -> Card:
    if ride is None:
        return card
    words = ride_words(ride)
    return replace(card, ride=words, why=with_way(card.why, card.walk_minutes, words))


def _with_walk(card: Card, leg: Leg | None) -> Card:
    if leg is None:
        return card
    why = with_way(card.why, card.walk_minutes, walk_words(leg.minutes))
    return replace(card, meters=leg.meters, walk_minutes=leg.minutes, why=why)
