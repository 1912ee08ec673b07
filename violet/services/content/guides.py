"""A guide as everybody sees it: the cards of its places, with the words that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from violet.campus.documents import GuideData
from violet.domain.cards import Card
from violet.providers.campus_guide import as_place
from violet.services.places.cards import place_card
from violet.services.working.here import Here


@dataclass(frozen=True, slots=True)
class ShownGuide:
    """`places` are cards with their words; a place that has gone since is left out."""

    slug: str
    title: str
    about: str | None
    places: tuple[tuple[Card, str | None], ...]


def shown(here: Here, guide: GuideData) -> ShownGuide:
    """The guide at this moment."""
    known, now = here.campus.places_by_id, here.now()
    cards = (
        (place_card(as_place(known[entry.place_id], here.campus.reported_closed), None, now), entry.words)
        for entry in guide.places
        if entry.place_id in known
    )
    return ShownGuide(guide.slug, guide.title, guide.about, tuple(cards))
