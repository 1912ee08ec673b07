"""How long a way takes, in words."""

from __future__ import annotations

from collections.abc import Iterable


def minutes_words(count: int) -> str:
    """ "4 minutes", "1 minute": for a sentence."""
    return f"{count} minute{'s' if count != 1 else ''}"


def walk_words(minutes: int) -> str:
    """ "4 min walk": for the reasons on a card."""
    return f"{minutes} min walk"


def with_way(reasons: Iterable[str], walked: int | None, way: str) -> tuple[str, ...]:
    """A card's reasons with the words of another way in the place of its walk of `walked` minutes."""
    walk = walk_words(walked) if walked is not None else None
    return tuple(way if reason == walk else reason for reason in reasons)
