"""What a list of places does not keep of the wish, or what nobody knows: said after the cards, plainly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from violet.domain.cards import Card
from violet.domain.categories import diet_matters
from violet.domain.intent import Constraints, Intent
from violet.domain.public_holidays import holiday_on, hours_may_differ
from violet.domain.wall_clock import zone_of
from violet.services.chat.replies.tag_words import cuisine_words, said_of, said_of_many
from violet.services.chat.replies.wording import joined
from violet.services.ranking.constraints import PRICE_RANGES
from violet.services.ranking.cuisines import cuisine_fit

# What prices are known by: a limit between these can only be kept roughly.
KNOWN_LIMITS = frozenset(most for _least, most in PRICE_RANGES.values())
# From so many minutes on, a place is not near what was named.
FAR_MINUTES = 20
MOST_TAGS_TOLD = 2
# What no guide tells of: a word that a description would have, and how it is said.
UNTOLD = {
    "wants_all_you_can_eat": ("all you can eat", "let you eat all you can"),
    "wants_happy_hour": ("happy hour", "have a happy hour"),
    "wants_byob": ("byob", "let you bring your own drinks"),
    "wants_private_room": ("private room", "have a room of your own"),
    "wants_whiteboard": ("whiteboard", "have a whiteboard"),
    "wants_hookah": ("hookah", "have hookah"),
    "wants_no_cover": ("no cover", "let you in without a cover"),
    "wants_free_refills": ("refill", "refill for free"),
    "wants_microwave": ("microwave", "have a microwave"),
    "wants_no_beef": ("no beef", "have something without beef"),
    "wants_no_red_meat": ("no red meat", "have something without red meat"),
    "wants_no_lamb": ("no lamb", "have something without lamb"),
}
DRINKING = frozenset({"bars"})


def caveats(cards: Sequence[Card], intent: Intent, *, unknown_near: str | None, now: datetime) -> list[str]:
    """The sentences, none where all is kept and known."""
    constraints = intent.constraints
    return [
        *_near(unknown_near),
        *_far(cards, constraints),
        *_untold(cards, intent),
        *_few(cards, constraints),
        *_tags(cards, constraints),
        *_outside(cards, constraints),
        *_prices(cards, constraints),
        *_allergies(constraints),
        *_age(cards, constraints),
        *_holiday(cards, intent, now),
    ]


def _near(unknown: str | None) -> Iterable[str]:
    if unknown is not None:
        yield f"I don't know where {unknown} is, so I looked around you."


def _far(cards: Sequence[Card], constraints: Constraints) -> Iterable[str]:
    """Where a place was named and all that is known is far from it."""
    near = constraints.near
    walks = [card.walk_minutes for card in cards if card.walk_minutes is not None]
    if near is not None and near.location is not None and walks and min(walks) > FAR_MINUTES:
        yield f"I don't know anything closer to {near.name}; these are the nearest I have."


def _untold(cards: Sequence[Card], intent: Intent) -> Iterable[str]:
    """What was asked for and nobody tells of any place."""
    said = " ".join(f"{card.description or ''} {' '.join(card.tags)}" for card in cards).casefold()
    for form in sorted(intent.forms & UNTOLD.keys()):
        mark, words = UNTOLD[form]
        if mark not in said:
            yield f"I don't know which of these {words}, so ask first."


def _few(cards: Sequence[Card], constraints: Constraints) -> Iterable[str]:
    """Where only some of the cards serve what was asked for by name."""
    wanted = constraints.cuisines
    serving = [card for card in cards if card.place is not None and cuisine_fit(card.place, wanted) == 1.0]
    if wanted and 0 < len(serving) < len(cards):
        names, verb = joined([card.name for card in serving]), "serves" if len(serving) == 1 else "serve"
        what = " or ".join(map(cuisine_words, sorted(wanted)))
        others = [card for card in cards if card not in serving and not constraints.tags.intersection(card.tags)]
        rest = "; the rest is what comes closest" if others else ""
        yield f"I only know {names} nearby that {verb} {what}{rest}."


def _tags(cards: Sequence[Card], constraints: Constraints) -> Iterable[str]:
    missing = [
        said_of_many(tag)
        for tag in sorted(constraints.tags)
        if not any(card.place is not None and (card.place.tags.get(tag) or tag in card.place.kinds) for card in cards)
    ]
    if missing:
        yield f"I don't know which of these {joined(missing)}, so check first."
    for tag in sorted(constraints.tags)[:MOST_TAGS_TOLD]:
        names = [card.name for card in cards if _unknown(card, tag)]
        if 0 < len(names) < len(cards) and said_of_many(tag) not in missing:
            said = said_of(tag) if len(names) == 1 else said_of_many(tag)
            yield f"I don't know whether {joined(names)} {said}."


def _unknown(card: Card, tag: str) -> bool:
    """Whether nobody knows if a place is so."""
    return card.place is not None and tag not in card.place.tags and tag not in card.place.kinds


def _outside(cards: Sequence[Card], constraints: Constraints) -> Iterable[str]:
    def is_outside(card: Card) -> bool:
        place = card.place
        return place is not None and (place.setting in ("outdoor", "both") or bool(place.tags.get("outdoor_seating")))

    if constraints.setting == "outdoor" and not any(is_outside(card) for card in cards):
        yield "I don't know which of these have seats outside."


def _prices(cards: Sequence[Card], constraints: Constraints) -> Iterable[str]:
    """Prices are known by ranges: a limit inside one cannot be promised."""
    limit = constraints.max_price_usd
    if limit is not None and limit not in KNOWN_LIMITS and any(_serves_food(card) for card in cards):
        yield "I only know price ranges, not exact prices, so check the menu."


def _allergies(constraints: Constraints) -> Iterable[str]:
    if constraints.allergies:
        what = joined(sorted(constraints.allergies))
        yield f"About your allergy: I don't know which kitchens keep clear of {what}, so ask before you order."


def _age(cards: Sequence[Card], constraints: Constraints) -> Iterable[str]:
    if constraints.under_21 and any(card.top_category in DRINKING or "alcohol" in card.tags for card in cards):
        yield "You have to be 21 to drink, and bars may check ID at the door; some let you in at 18 for a show."


def _holiday(cards: Sequence[Card], intent: Intent, now: datetime) -> Iterable[str]:
    at, zone = intent.constraints.open_at or now, zone_of(now)
    name = holiday_on(at.date(), zone)
    hours = [card.place.opening_hours for card in cards if card.place is not None]
    differ = [one for one in hours if hours_may_differ(one, at.date(), zone)]
    if name is not None and differ:
        day = "Today" if at.date() == now.date() else "That day"
        yield f"{day} is {name}, so hours may differ from those I know: check or call first."
    elif "holiday" in intent.forms:
        yield "On a holiday hours often differ from those I know, so check or call first."


def _serves_food(card: Card) -> bool:
    return card.place is not None and diet_matters(card.place.kinds)
