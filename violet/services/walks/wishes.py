"""What somebody's words say of a way: what they prefer, and which kinds of place they want to pass."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from violet.domain.categories import Category, kinds_for
from violet.services.walks.walk_ports import PREFERENCES, Preference
from violet.understanding.reading.lexicon import find_concepts, normalise, tokens_of

MAX_WISHES = 3
WORDS = Path(__file__).with_name("wishes.toml")


def preferences_in(text: str, *, to: str = "") -> tuple[Preference, ...]:
    """What they prefer of the way, in the order of the contract's names. What is in the name of where they go `to` says
    nothing of the way there."""
    said = _of_the_way(text, to)
    for phrase in _words()["aside"]["quiet"]:  # who wants it less busy wants it no busier
        said = said.replace(f" {phrase} ", "  ")
    words = _words()["prefer"]
    return tuple(name for name in PREFERENCES if any(f" {normalise(phrase)} " in said for phrase in words[name]))


def wants_quiet(text: str, *, to: str = "") -> bool:
    """Whether they want the way quiet, of which no data says anything."""
    said = _of_the_way(text, to)
    return any(f" {phrase} " in said for phrase in _words()["aside"]["quiet"])


def _of_the_way(text: str, to: str) -> str:
    """The words but for the name of where they go, between blanks; but for each of its words where the name is said in
    another spelling ("the brige park")."""
    said = f" {' '.join(tokens_of(normalise(text)))} "
    for name in filter(None, (to, to.partition(",")[0])):  # people leave out which pier or branch it is
        said = said.replace(f" {' '.join(tokens_of(normalise(name)))} ", "  ")
    if "  " in said:
        return said
    own = set(tokens_of(normalise(to)))
    return f" {' '.join(word for word in said.split() if word not in own)} "


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """A thing that is wished on the way: its concept, the words that named it, and the kinds of place that have it."""

    concept: str
    words: str
    kinds: tuple[str, ...]


def wishes_in(text: str) -> list[tuple[str, ...]]:
    """The kinds of place for each thing wished, in the order of the words."""
    return [wish.kinds for wish in place_wishes(text)]


def place_wishes(text: str) -> list[PlaceWish]:
    """What is wished on the way, in the order of the words, at most MAX_WISHES. Of two that the same words name the
    narrower one; of two that share kinds ("a bakery and a coffee") each has its own, so that both are passed. What is
    turned down later ("without the bakery") is wished no more."""
    named: dict[int, tuple[PlaceWish, bool]] = {}
    for hit in find_concepts(text):
        kinds = _kinds(hit.group, hit.concept, hit.words)
        wish = PlaceWish(kinds[0] if len(kinds) == 1 else hit.concept, hit.words, kinds)
        if not wish.kinds or hit.words in _words()["loop"]["itself"]:
            continue
        if hit.start not in named or len(wish.kinds) < len(named[hit.start][0].kinds):
            named[hit.start] = (wish, hit.negated)
    found: list[PlaceWish] = []
    for wish, refused in named.values():
        found = _without(found, wish) if refused else [*found, wish]
    return _apart(found)[:MAX_WISHES]


def _without(found: Sequence[PlaceWish], refused: PlaceWish) -> list[PlaceWish]:
    """What is left: without the one that was named so, else without all that share kinds with it."""
    same = [wish for wish in found if wish.concept == refused.concept]
    alike = [wish for wish in found if set(wish.kinds) & set(refused.kinds)]
    return [wish for wish in found if wish not in (same or alike)]


def _apart(wishes: Sequence[PlaceWish]) -> list[PlaceWish]:
    """Each once, the wider ones without the kinds of narrower ones."""
    once = list({wish.kinds: wish for wish in reversed(wishes)}.values())[::-1]
    apart = []
    for wish in once:
        narrower = {kind for other in once if len(other.kinds) < len(wish.kinds) for kind in other.kinds}
        own = tuple(kind for kind in wish.kinds if kind not in narrower)
        apart.append(replace(wish, kinds=own or wish.kinds))
    return apart


def _kinds(group: str, concept: str, words: str) -> tuple[str, ...]:
    """Those of a category, unless the words name one of them: a pizza is had at no bakery."""
    if group == "kind":
        return (concept,)
    kinds = kinds_for({Category(concept): 1.0}) if group == "category" and concept in set(Category) else ()
    said = words.replace(" ", "_")
    return next(((kind,) for kind in kinds if said in (kind, f"{kind}s")), kinds)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
