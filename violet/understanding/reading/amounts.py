"""Plain parsing of numbers in a message: dollars, minutes on foot, how many people, how many cards, how long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("amounts")
NUMBER_WORDS = PATTERNS.values()
PRICES = PATTERNS.several("prices")
TOTALS = PATTERNS.several("totals")
DOLLAR_SIGNS = PATTERNS["dollar_signs"]
# Three signs and more ask for something dear: they are no limit.
DOLLAR_SIGN_LIMITS = {1: 15.0, 2: 30.0}
CHEAP = PATTERNS["cheap"]
MODEST = PATTERNS["modest"]
CHEAP_LIMIT_USD, MODEST_LIMIT_USD = 15.0, 30.0

WALKS = PATTERNS.several("walks")
BLOCKS = PATTERNS["blocks"]
MINUTES_A_BLOCK = 2
MILES = PATTERNS["miles"]
MINUTES_A_MILE = 20
VERY_CLOSE = PATTERNS["very_close"]
VERY_CLOSE_MINUTES = 15
RATHER_CLOSE, RATHER_CLOSE_MINUTES = PATTERNS["rather_close"], 25

LET_GO: Mapping[str, re.Pattern[str]] = {
    name: PATTERNS[f"let_go_{name}"] for name in ("max_walk_minutes", "max_price_usd")
}

GROUPS = PATTERNS.several("groups")
AND_ME = PATTERNS["and_me"]
MINUTES_NEXT = PATTERNS["minutes_next"]
COUNTS = PATTERNS.several("counts")
STAYS = PATTERNS.several("stays")
MAX_CARDS = 10
MAX_USD = 1000
BOTH = 2


@dataclass(frozen=True, slots=True)
class Amounts:
    """The numbers of a message; None where it says nothing. Dollars a person, whole minutes. `said_walk_minutes` is a
    walk limit in numbers, `walk_minutes` also a rough one ("not far"). `let_go` names the constraints taken back."""

    price_usd: float | None = None
    walk_minutes: int | None = None
    said_walk_minutes: int | None = None
    people: int | None = None
    cards: int | None = None
    stay_minutes: int = 0
    let_go: frozenset[str] = frozenset()


def amounts_in(text: str) -> Amounts:
    """All numbers of a normalised text."""
    return Amounts(
        price_usd=max_price_usd(text),
        walk_minutes=max_walk_minutes(text),
        said_walk_minutes=said_walk_minutes(text),
        people=group_size(text),
        cards=card_count(text),
        stay_minutes=stay_minutes(text),
        let_go=limits_let_go(text),
    )


def max_price_usd(text: str) -> float | None:
    """The most a person wants to spend, in dollars: a number, dollar signs, "cheap" ($15) or
    "not too expensive" ($30). A total for several people is shared by them."""
    total = _total(text)
    if total is not None:
        return total
    for pattern in PRICES:
        for match in pattern.finditer(text):
            amount = _number(match.group(1))
            if amount is not None and 1 <= amount <= MAX_USD:
                return amount
    signs = DOLLAR_SIGNS.search(text)
    if signs:
        return DOLLAR_SIGN_LIMITS.get(len(signs.group(1)))
    if CHEAP.search(text):
        return CHEAP_LIMIT_USD
    return MODEST_LIMIT_USD if MODEST.search(text) else None


def max_walk_minutes(text: str) -> int | None:
    """The longest walk asked for, in minutes: a number of its own, or a quarter of an hour for "very close" and more
    for "not too far"."""
    said = said_walk_minutes(text)
    if said is not None or VERY_CLOSE.search(text):
        return said if said is not None else VERY_CLOSE_MINUTES
    return RATHER_CLOSE_MINUTES if RATHER_CLOSE.search(text) else None


def _total(text: str) -> float | None:
    """A person's share of "40 for two" or "under 60 total" for a party of three."""
    match = next((found for pattern in TOTALS if (found := pattern.search(text))), None)
    if match is None:
        return None
    said = [number for group in match.groups() if (number := _number(group)) is not None]
    people = group_size(text) or (min(said) if len(said) > 1 else BOTH)
    amount = max(said)
    return amount / people if people > 1 and 1 <= amount <= MAX_USD else None


def limits_let_go(text: str) -> frozenset[str]:
    """The constraints that "idc about the walk" or "any price is fine" take back."""
    return frozenset(name for name, pattern in LET_GO.items() if pattern.search(text))


def said_walk_minutes(text: str) -> int | None:
    """A walk limit in numbers, in minutes; blocks and miles are converted."""
    for pattern in WALKS:
        match = pattern.search(text)
        minutes = _number(match.group(1)) if match else None
        if minutes is not None and 1 <= minutes <= 120:
            return int(minutes)
    blocks = BLOCKS.search(text)
    if blocks:
        return max(1, int((_number(blocks.group(1)) or 1) * MINUTES_A_BLOCK))
    miles = MILES.search(text)
    if miles:
        return round((0.5 if miles.group(2) else _number(miles.group(1) or "1") or 1) * MINUTES_A_MILE)
    return None


def group_size(text: str) -> int | None:
    """How many people, from 1 to 100."""
    for pattern in GROUPS:
        for match in pattern.finditer(text):
            people = _number(match.group(1))
            if people is not None and 1 <= people <= 100 and not MINUTES_NEXT.match(text, match.end()):
                return int(people) + bool(AND_ME.search(text[: match.start(1)]))
    return None


def card_count(text: str) -> int | None:
    """How many places were asked for, at most ten."""
    for pattern in COUNTS:
        match = pattern.search(text)
        count = _number(match.group(1)) if match else None
        if count is not None and 1 <= count <= 50:
            return min(MAX_CARDS, int(count))
    return None


def stay_minutes(text: str) -> int:
    """How long the person means to stay, in minutes; 0 where nothing was said."""
    for pattern in STAYS:
        match = pattern.search(text)
        if match:
            amount = _number(match.group(1)) if match.group(1) else 1.0
            minutes = (amount or 1.0) * (60 if match.group(2).startswith("h") else 1)
            return int(min(minutes, 12 * 60))
    return 0


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    return float(NUMBER_WORDS[text]) if text in NUMBER_WORDS else float(text)
