"""What somebody's words say of a way: what they prefer, and which kinds of place they want to pass."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from violet.domain.categories import Category, kinds_for
from violet.services.walks.walk_ports import PREFERENCES, Preference
from violet.understanding.reading.lexicon import find_concepts, normalise

MAX_WISHES = 3
WORDS = Path(__file__).with_name("wishes.toml")


def preferences_in(text: str, *, to: str = "") -> tuple[Preference, ...]:
    """What they prefer of the way, in the order of the contract's names. What is in the name of where they go `to` says
    nothing of the way there."""
    said = f" {normalise(text)} "
    for name in filter(None, (to, to.partition(",")[0])):  # people leave out which pier or branch it is
        said = said.replace(f" {normalise(name)} ", "  ")
    words = _words()["prefer"]
    return tuple(name for name in PREFERENCES if any(f" {normalise(phrase)} " in said for phrase in words[name]))


def wishes_in(text: str) -> list[tuple[str, ...]]:
    """The kinds of place for each thing wished, in the order of the words; of two that overlap the narrower one."""
    itself = frozenset(_words()["loop"]["itself"])
    found: list[tuple[str, ...]] = []
    for hit in find_concepts(text):
        kinds = _kinds(hit.group, hit.concept)
        if not kinds or hit.negated or hit.words in itself:
            continue
        overlapping = [other for other in found if set(other) & set(kinds)]
        if all(len(kinds) < len(other) for other in overlapping):
            found = [other for other in found if other not in overlapping] + [kinds]
    return found[:MAX_WISHES]


def _kinds(group: str, concept: str) -> tuple[str, ...]:
    if group == "kind":
        return (concept,)
    return kinds_for({Category(concept): 1.0}) if group == "category" and concept in set(Category) else ()


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
