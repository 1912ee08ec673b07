"""What words say of a place, and whether its card holds it: tags, diets, open and closed, cheap and dear, the
nearest."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from violet.domain.cards import Card
from violet.services.chat.replies.canonical import NON_LATIN, folded

# How far before, and in languages that put it last after, a word a "not" is looked for.
NEGATED_BEFORE_WORDS, NEGATED_NEAR_CHARS = 3, 8
CHEAP_LEVEL, DEAR_LEVEL = 1, 3


@dataclass(frozen=True, slots=True)
class Property:
    """A property as a text says it, at these characters; `negated` where it is said not to be so."""

    field: str
    start: int
    end: int
    negated: bool


def properties_in(text: str) -> list[Property]:
    """In order, none within another."""
    plain = folded(text)
    found = []
    for match in _pattern().finditer(plain):
        said = match.group()
        found.append(Property(_fields()[said], match.start(), match.end(), _negated(plain, match)))
    return found


def holds(card: Card, field: str, others: Sequence[Card]) -> bool | None:
    """Whether the property holds of the card, among the `others` of the answer; None where nobody knows."""
    kind, _, name = field.partition(".")
    if kind in ("tag", "diet"):
        return known(card, name)
    return _KINDS[kind](card, others)


def known(card: Card, name: str) -> bool | None:
    """A tag or diet; what a description says in words counts."""
    place = card.place
    facts = {**place.tags, **place.diets} if place is not None else {}
    if name in facts:
        return facts[name]
    if name in card.tags or name in card.diets:
        return True
    said = folded(" ".join(filter(None, (card.description, card.name))))
    return True if any(word in said for word in _words_of(name)) else None


def _free(card: Card, others: Sequence[Card]) -> bool | None:
    return card.free if card.free is not None else known(card, "free")


def _open(card: Card, others: Sequence[Card]) -> bool | None:
    if card.open_now or any(reason.startswith(("open", "opens")) for reason in card.why):
        return True
    if card.hours_today:
        return True
    return None if card.open_now is None and card.hours_today is None else False


def _closed(card: Card, others: Sequence[Card]) -> bool | None:
    if card.open_now is False or any("closed" in reason for reason in card.why):
        return True
    return None if card.open_now is None else False


def _closes(card: Card, others: Sequence[Card]) -> bool | None:
    return True if card.open_until is not None or card.hours_today else None


def _cheap(card: Card, others: Sequence[Card]) -> bool | None:
    level = _level(card)
    if level is None:
        return None
    return level <= CHEAP_LEVEL or any(level < other for other in map(_level, others) if other is not None)


def _dear(card: Card, others: Sequence[Card]) -> bool | None:
    level = _level(card)
    if level is None:
        return None
    return level >= DEAR_LEVEL or any(level > other for other in map(_level, others) if other is not None)


def _nearest(card: Card, others: Sequence[Card]) -> bool | None:
    if card.walk_minutes is None:
        return None
    walks = [other.walk_minutes for other in others if other.walk_minutes is not None]
    return card.walk_minutes <= min(walks, default=card.walk_minutes)


def _level(card: Card) -> int | None:
    return card.price_level if card.price_level is not None else 0 if known(card, "free") or card.free else None


def _never(card: Card, others: Sequence[Card]) -> bool | None:
    return None


_KINDS: Mapping[str, Callable[[Card, Sequence[Card]], bool | None]] = {
    "free": _free, "open": _open, "closed": _closed, "closes": _closes, "cheap": _cheap, "dear": _dear,
    "nearest": _nearest, "never": _never,
}  # fmt: skip


def _negated(plain: str, match: re.Match[str]) -> bool:
    words = plain[: match.start()].split()[-NEGATED_BEFORE_WORDS:]
    stripped = {word.strip(".,;:!?\"'()") for word in words}
    if stripped & _negations():
        return True
    near = plain[max(0, match.start() - 3) : match.start()] + plain[match.end() : match.end() + NEGATED_NEAR_CHARS]
    return any(word in near for word in _negations() if not word.isascii() and re.search(f"[{NON_LATIN}]", word))


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    text = resources.files(__package__).joinpath("words", "harmless.toml").read_text(encoding="utf-8")
    return frozenset(map(folded, tomllib.loads(text)["negation"]["words"]))


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, str]:
    """The field that each of the words speaks of."""
    return {folded(word): field for field, table in _tables().items() for word in table["words"]}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Words of Latin letters stand alone; scripts that join words to others are looked for anywhere. The longest first,
    by their first characters: most of a text begins none of them."""
    joined = {word for word in _fields() if re.search(f"[{NON_LATIN}]", word)}
    alone = _by_first(_fields().keys() - joined)
    return re.compile(rf"(?<![a-z0-9])(?:{alone})(?![a-z0-9])|{_by_first(joined)}")


def _by_first(words: Iterable[str]) -> str:
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(own)})" for first, own in sorted(rests.items()))


@lru_cache(maxsize=256)
def _words_of(name: str) -> tuple[str, ...]:
    words: Iterable[str] = (word for word, field in _fields().items() if field.partition(".")[2] == name)
    return tuple(word for word in words if len(word) > 2)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words", "properties.toml").read_text(encoding="utf-8"))
