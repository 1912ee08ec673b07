"""The small language the cases say "such a place" in: "kind:cafe|bakery & tag:wifi"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from violet.domain.cards import Card
from violet.domain.places import Place

TOP = 3
KEYS: Mapping[str, Callable[[Place], Sequence[str]]] = {
    "kind": lambda place: place.kinds,
    "main": lambda place: place.kinds[:1],
    "cuisine": lambda place: place.cuisines,
    "tag": lambda place: [tag for tag, has in place.tags.items() if has],
    "diet": lambda place: [diet for diet, serves in place.diets.items() if serves],
    "price": lambda place: [str(place.price_level)],
    "setting": lambda place: [place.setting or "unknown"],
}


def matches(card: Card, pattern: str) -> bool:
    """Whether the card fits every part of the pattern. "event:jazz" is an event with that word in its name or text; all
    other parts speak of places. Raises ValueError for a part nobody knows."""
    if pattern.startswith("event:"):
        text = f"{card.name} {card.description or ''}".casefold()
        return card.type == "event" and any(word in text for word in pattern.removeprefix("event:").split("|"))
    return card.place is not None and all(_fits(card.place, part.strip()) for part in pattern.split("&"))


def hit(cards: Sequence[Card], wanted: Sequence[str], never: Sequence[str]) -> bool:
    """Whether one of the top cards is such a place (any card, where none is named) and none is what must not be."""
    top = cards[:TOP]
    if any(matches(card, pattern) for card in top for pattern in never):
        return False
    return any(matches(card, pattern) for card in top for pattern in wanted) if wanted else bool(top)


def _fits(place: Place, part: str) -> bool:
    key, _, values = part.partition(":")
    if key == "name":
        return any(value.casefold() in place.name.casefold() for value in values.split("|"))
    if key not in KEYS or not values:
        raise ValueError(f"cannot read the pattern {part!r}")
    return bool(set(values.split("|")).intersection(KEYS[key](place)))
