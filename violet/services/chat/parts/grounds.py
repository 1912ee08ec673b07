"""What a reply may be grounded on: cards, and facts of the turn that stand on no card (weather, a route)."""

from __future__ import annotations

from dataclasses import dataclass

from violet.domain.cards import Card


@dataclass(frozen=True, slots=True)
class Grounds:
    """`cards` are the only places and events the words may name. `names` are further names that may be said (where the
    walk starts, the campus). `facts` are sentences whose numbers and times may be repeated (weather, an itinerary).
    `wishes` are the student's own words and limits: they may be echoed ("under $10"), but support no claim on a place.
    """

    cards: tuple[Card, ...] = ()
    names: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
