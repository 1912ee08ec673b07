"""Whether a message is about saved places: to save one, to drop one, or what was saved. Pure; the words are in the TOML
beside it.

Such a message is told by its whole, as a calendar question is: "save money on lunch" names no place and stays a wish.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from violet.domain.intent import ShownCard
from violet.services.chat.parts.whole_messages import about_which, plain, whole_message

WORDS = Path(__file__).with_suffix(".toml")
MAX_CHARS = 160
# A name may be cut short ("save joe's") but says more than an article.
MIN_NAME_CHARS = 4
ARTICLES = re.compile(r"^(?:the|el|la|los|las|le|l) | (?:one|ones|place|spot|option)$")

Action = Literal["save", "drop", "list"]


@dataclass(frozen=True, slots=True)
class SavingRequest:
    """`cards` are those meant, none for a list."""

    action: Action
    cards: tuple[ShownCard, ...] = ()


def saving_request(
    message: str, lists: Sequence[Sequence[ShownCard]], discussed: ShownCard | None
) -> SavingRequest | None:
    """None where the message is about anything else. `lists` are the cards shown so far, the last list last."""
    if len(message) > MAX_CHARS:
        return None
    text = plain(message)
    for action, pattern in _patterns().items():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        if action == "list":
            return SavingRequest(action)
        which = next((group for group in found.groups() if group), "")
        cards = meant(which.strip(), lists, discussed)
        return SavingRequest(action, cards) if cards is not None else None
    return None


def meant(
    which: str, lists: Sequence[Sequence[ShownCard]], discussed: ShownCard | None
) -> tuple[ShownCard, ...] | None:
    """The cards that words point to; an empty tuple where one is not there, None where they are no such words."""
    last = tuple(lists[-1]) if lists else ()
    short = ARTICLES.sub("", ARTICLES.sub("", which)).strip()
    words = _words()
    if {which, short} & set(words["it"]):
        return (discussed,) if discussed is not None else last[:1]
    if {which, short} & set(words["all"]):
        return last
    for number, names in words["ordinals"].items():
        if {which, short} & set(names):
            at = int(number)
            return last[-1:] if at < 0 else last[at - 1 : at]
    return _named(short, lists)


def _named(name: str, lists: Sequence[Sequence[ShownCard]]) -> tuple[ShownCard, ...] | None:
    """The card with this name, or one that begins with it or has it whole; the latest list first."""
    shown = list(dict.fromkeys(card for cards in reversed(lists) for card in cards))
    for same in (lambda own: own == name, lambda own: len(name) >= MIN_NAME_CHARS and f" {name} " in f" {own} "):
        found = next((card for card in shown if same(plain(card.name))), None)
        if found is not None:
            return (found,)
    return None


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _patterns() -> dict[Action, re.Pattern[str]]:
    words = _words()
    actions: tuple[Action, ...] = ("list", "drop", "save")
    return {action: whole_message(words, map(about_which, words[action])) for action in actions}
