"""How well an event answers a search: by its words, and with a model by its meaning. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from violet.campus.naming import plain
from violet.services.events.classify import WORDS

# Words of a question that say nothing about the event.
EMPTY_WORDS = frozenset(WORDS["empty"]["words"])
# Likeness of meaning (cosine) from which an event is taken to be about the text, and where that is certain.
ALIKE_FROM, ALIKE_SURELY = 0.28, 0.62
# An event counts as found by its words where half of the text's words are in it, be it not in its title.
LEAST_WORDS = 0.42
WORDS_WEIGHT = 0.6
TITLE_BONUS = 0.15
# What runs for days, or since long, is less "on" than what starts.
LONG = timedelta(hours=8)
LONG_RUNNING_PART, UNDER_WAY_PART = 0.6, 0.85
FAR_LOSS = 0.3


@dataclass(frozen=True, slots=True)
class Wish:
    """What a text asks for: its telling words, in order."""

    words: tuple[str, ...]


def wish_of(text: str | None, *, campus_words: AbstractSet[str] = frozenset()) -> Wish:
    """`campus_words` name the university and its city, which every event has."""
    words = plain(text or "").split()
    return Wish(tuple(dict.fromkeys(word for word in words if word not in EMPTY_WORDS and word not in campus_words)))


def words_found(wish: Wish, title: str, words: str) -> float:
    """0 to 1: how many of the wish's words the event has, a little more where they are in its title."""
    if not wish.words:
        return 1.0
    having, titled = _stems(words), _stems(plain(title))
    found = sum(_stem(word) in having for word in wish.words) / len(wish.words)
    in_title = sum(_stem(word) in titled for word in wish.words) / len(wish.words)
    return min(1.0, found * (1 - TITLE_BONUS) + in_title * TITLE_BONUS)


def about(found: float, likeness: float | None) -> float | None:
    """The relevance, 0 to 1, from words found and likeness of meaning (None without a model); None where the event is
    not about the text."""
    meant = 0.0 if likeness is None else (likeness - ALIKE_FROM) / (ALIKE_SURELY - ALIKE_FROM)
    if found < LEAST_WORDS and meant <= 0:
        return None
    meant = max(0.0, min(1.0, meant))
    return found if likeness is None else WORDS_WEIGHT * found + (1 - WORDS_WEIGHT) * meant


def timeliness(starts_at: datetime, over_at: datetime, window_start: datetime) -> float:
    """1 for what starts within the window and ends the same evening, less for what is under way or runs for days."""
    part = LONG_RUNNING_PART if over_at - starts_at > LONG else 1.0
    return part * (UNDER_WAY_PART if starts_at < window_start else 1.0)


def nearness(meters: float | None, radius_m: float) -> float:
    """1 at the spot, a little less at the edge of the radius."""
    return 1.0 if meters is None else 1.0 - FAR_LOSS * min(1.0, meters / max(1.0, radius_m))


def patterns(wish: Wish) -> Sequence[str]:
    """For a first sieve in the database: what has none of these cannot have half of the words."""
    return [f"%{_stem(word)}%" for word in wish.words]


def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words.split())


def _stem(word: str) -> str:
    """Enough for titles: "markets" is found by "market", "screenings" by "screening"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
