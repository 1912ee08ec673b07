"""Whether a card holds what a claim in numbers says: by the kind of claim."""

from __future__ import annotations

from collections.abc import Sequence

from violet.domain.cards import Card
from violet.services.chat.replies.claims import DIGITS, WORD_NUMBERS, Claim, claims_in, clock_values
from violet.services.chat.replies.patterns import pattern
from violet.services.ranking.reasons import PRICE_WORDS

COUNTED = pattern("counted")
WALK_TOLERANCE_M = 90.0
NEAR_MINUTES = 3
GOOD_RATING = 4.3


def _clock_ok(card: Card, value: str | float) -> bool:
    moments = [moment for moment in (card.open_until, card.start, card.end) if moment is not None]
    known = {float(moment.hour * 60 + moment.minute) for moment in moments}
    known |= {at for text in (*card.why, card.description or "") for at in clock_values(text)}
    at = float(value)
    return at in known if at >= 0 else {-at - 1, -at - 1 + 720} & known != set()


def _money_ok(card: Card, value: str | float) -> bool:
    texts = (PRICE_WORDS.get(card.price_level or 0, ""), card.description or "", *card.why)
    return float(value) in {claim.value for text in texts for claim in claims_in(text) if claim.kind == "money"}


def _minutes_ok(card: Card, value: str | float) -> bool:
    return card.walk_minutes is not None and float(value) == card.walk_minutes


def _length_ok(card: Card, value: str | float) -> bool:
    return card.meters is not None and abs(float(value) - card.meters) <= WALK_TOLERANCE_M


def _stars_ok(card: Card, value: str | float) -> bool:
    return card.rating is not None and abs(float(value) - card.rating) < 0.05


def _all_day_ok(card: Card, value: str | float) -> bool:
    return "open 24 hours" in card.why or (card.place is not None and "24/7" in (card.place.opening_hours or ""))


def _near_ok(card: Card, value: str | float) -> bool:
    return card.walk_minutes is not None and card.walk_minutes <= NEAR_MINUTES


def _praise_ok(card: Card, value: str | float) -> bool:
    return card.rating is not None and card.rating >= GOOD_RATING


def has_number(card: Card, digits: str) -> bool:
    texts = (card.name, card.address or "", card.description or "", *card.why)
    return any(digits in DIGITS.findall(text) for text in texts)


def is_count(claim: Claim, cards: Sequence[Card]) -> bool:
    return str(claim.value).isdigit() and 1 <= int(str(claim.value)) <= len(cards)


def counts_more(sentence: str, cards: Sequence[Card]) -> bool:
    """Whether the sentence counts more places than there are ("ten great spots")."""
    match = COUNTED.search(sentence)
    return match is not None and WORD_NUMBERS[match.group(1).lower()] > len(cards)


CHECKS = {
    "clock": _clock_ok,
    "money": _money_ok,
    "minutes": _minutes_ok,
    "length": _length_ok,
    "stars": _stars_ok,
    "all_day": _all_day_ok,
    "hours": _minutes_ok,
    "vague_near": _near_ok,
    "praise": _praise_ok,
}
