"""The texts that places are compared by, how near a wish comes to them, and which of them every server needs from its
first question on."""

from __future__ import annotations

from collections.abc import Sequence

from violet.campus.campus import Campus
from violet.domain.places import Place
from violet.ports import ProviderError
from violet.providers.campus_guide import as_place
from violet.services.places.around import FindingPorts
from violet.understanding.reading.lexicon import normalise


def shipped_texts(guide: Campus) -> list[str]:
    """The texts of the guide's places, each once, in a stable order."""
    return list(dict.fromkeys(place_text(as_place(place)) for place in guide.places))


def meanings_of(ports: FindingPorts, wish: str, places: Sequence[Place]) -> list[float | None]:
    """The cosine between the wish and each place's text; None without a model. What the guide knows is compared by the
    guide's text, whose vector is shipped, whoever found it."""
    if not places or not wish or not ports.embedder.available:
        return [None] * len(places)
    texts = [place_text(ports.sources.facts.own(place) or place) for place in places]
    try:
        vectors = ports.embedder.encode([normalise(wish), *texts])
    except ProviderError:
        return [None] * len(places)
    return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def place_text(place: Place) -> str:
    """The text a place is compared by: what it is and has, not what it is called, as few places share a name."""
    tags = [tag.replace("_", " ") for tag, has in place.tags.items() if has]
    words = [kind.replace("_", " ") for kind in place.kinds] + list(place.cuisines) + tags
    return ", ".join(words) + (f". {place.about}" if place.about else "")
