"""What one may ask next: two or three questions that the next turn answers, made from what the cards have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from violet.domain.cards import Card
from violet.domain.intent import Intent, IntentKind
from violet.services.chat.parts.turn_parts import Answer

MAX_SUGGESTIONS = 3
LONGEST_NAME = 60
LISTS = frozenset({IntentKind.RECOMMEND, IntentKind.REFINE, IntentKind.ANOTHER, IntentKind.MORE_LIKE_THIS})
# Whoever is in danger or in despair is shown nothing else to tap on.
SILENT = frozenset({IntentKind.SAFETY})


def suggestions_for(intent: Intent, answer: Answer) -> tuple[str, ...]:
    """In the language of the message; the choices of a question where one is asked."""
    if intent.kind in SILENT:
        return ()
    if answer.clarify is not None:
        return answer.clarify.choices[:MAX_SUGGESTIONS]
    words = _words().get(intent.language, _words()["en"])
    made = _next(words, intent, answer.cards) if answer.cards else iter(words["talk"])
    return tuple(dict.fromkeys(made))[:MAX_SUGGESTIONS]


def openers_in(language: str) -> tuple[str, ...]:
    """What one may ask at any time."""
    return tuple(_words().get(language, _words()["en"])["talk"])


def _next(words: Mapping[str, Any], intent: Intent, cards: tuple[Card, ...]) -> Iterator[str]:
    named = [card for card in cards if len(card.name) <= LONGEST_NAME]
    if named and intent.kind is not IntentKind.DIRECTIONS and named[0].location is not None:
        yield words["way"].format(name=named[0].name)
    timed = next((card for card in named if card.open_now and card.open_until is not None), None)
    if timed is not None and not (intent.kind is IntentKind.DETAIL and intent.aspect == "hours"):
        yield words["hours"].format(name=timed.name)
    if intent.kind in LISTS:
        if len(cards) > 1 and "compare" in words and all(card.walk_minutes is not None for card in cards):
            yield words["compare"]
        yield words["others"]
    elif "similar" in words and cards[0].type == "place" and intent.kind is IntentKind.DETAIL:
        yield words["similar"]
    yield from words["talk"]


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("suggestions.toml").read_text(encoding="utf-8"))
