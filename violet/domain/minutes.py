"""How long a way takes, in words."""

from __future__ import annotations


def minutes_words(count: int) -> str:
    """ "4 minutes", "1 minute": for a sentence."""
    return f"{count} minute{'s' if count != 1 else ''}"


def walk_words(minutes: int) -> str:
    """ "4 min walk": for the reasons on a card."""
    return f"{minutes} min walk"
