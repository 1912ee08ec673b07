"""Words that no card supports: names, prices, times and walks in a reply that stand on none of its cards; and cards of
places that do not exist.

Written apart from the product's own validator, so that the one can find what the other lets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scripts.evaluation.running import Outcome
from scripts.evaluation.world import LIES
from violet.campus.campus import Campus
from violet.domain.cards import Card
from violet.providers.campus_guide import NAME as GUIDE

MINUTES = re.compile(r"\b(\d+)[ -]min")
DOLLARS = re.compile(r"\$(\d+)(?:-(\d+))?")
CLOCKS = re.compile(r"\b(\d{1,2}(?::\d{2})?) ?([AP]M)\b")
# The moments of a plan, in what the answer tells beside its cards.
PLANNED = re.compile(r"datetime\(\d+, \d+, \d+, (\d+), (\d+)")
ROUND_MINUTES = 5
PRICES = {1: {15}, 2: {15, 30}, 3: {30, 60}, 4: {60}}
LEAST_NAME = 9


def ungrounded(outcome: Outcome, guide: Campus) -> list[str]:
    """One line for each thing said that no card, and no word of the person, supports, and for each card made up."""
    lies = (lie for lie in LIES if lie in outcome.reply)
    found = [*_names(outcome, guide), *_numbers(outcome), *lies, *_made_up(outcome, guide)]
    return [f"{outcome.case.id}.{outcome.number}: {what}" for what in found]


def _names(outcome: Outcome, guide: Campus) -> Iterable[str]:
    """Names of the guide's places in the reply, by any name they go by, that are on no card."""
    allowed = " ".join(
        (outcome.message, outcome.extra, *map(_texts, outcome.cards), *_places_meant(outcome, guide))
    ).casefold()
    reply = outcome.reply.casefold()
    return [f"names {name}" for name in guide.once(_known_names) if name in reply and name not in allowed]


def _made_up(outcome: Outcome, guide: Campus) -> Iterable[str]:
    """Cards that say they are the guide's places, and are not."""
    names = {place_id: place.name for place_id, place in guide.places_by_id.items()}
    cards = (card for card in outcome.cards if card.type == "place" and card.source == GUIDE)
    return [f"shows {card.name}" for card in cards if names.get(card.place_id) != card.name]


def _places_meant(outcome: Outcome, guide: Campus) -> list[str]:
    near = outcome.intent.constraints.near
    named = [name for name in (near.name if near else None, outcome.intent.named) if name]
    return [guide.safety.name, *(campus.name for campus in guide.sites), *named]


def _numbers(outcome: Outcome) -> Iterable[str]:
    cards, said = outcome.cards, f"{outcome.message} {outcome.extra}"
    walks = {str(card.walk_minutes) for card in cards} | set(re.findall(r"\d+", said))
    walks |= {minutes for card in cards for minutes in MINUTES.findall(card.ride or "")}
    yield from (f"says {n} minutes" for n in MINUTES.findall(outcome.reply) if n not in walks)
    prices = {str(price) for card in cards for price in PRICES.get(card.price_level or 0, ())}
    prices |= {number for card in cards for number in re.findall(r"\d+", _texts(card) + said)}
    for low, high in DOLLARS.findall(outcome.reply):
        yield from (f"says ${price}" for price in (low, high) if price and price not in prices)
    times = {_clock(card) for card in cards} | {
        match for card in cards for match in CLOCKS.findall(_in_figures(_texts(card)))
    }
    times |= {_in_words(int(hour), int(minute)) for hour, minute in PLANNED.findall(outcome.extra)}
    wished = outcome.intent.constraints.open_at
    spoken = {f"{wished:%I:%M %p}".lstrip("0").replace(":00", "")} if wished else set()
    for hour, half in CLOCKS.findall(_in_figures(outcome.reply)):
        if (hour, half) not in times and f"{hour} {half}" not in spoken and outcome.intent.aspect != "hours":
            yield f"says {hour} {half}"


def _in_words(hour: int, minute: int) -> tuple[str, str]:
    """A time of a plan as it is said: to the next five minutes."""
    minutes = (hour * 60 + -(-minute // ROUND_MINUTES) * ROUND_MINUTES) % (24 * 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour % 12 or 12}" + (f":{minute:02}" if minute else ""), "AM" if hour < 12 else "PM"


def _in_figures(text: str) -> str:
    return re.sub(r"\bnoon\b", "12 PM", re.sub(r"\bmidnight\b", "12 AM", text))


def _clock(card: Card) -> tuple[str, str] | None:
    if card.open_until is None:
        return None
    hour, half = f"{card.open_until:%I:%M %p}".lstrip("0").replace(":00", "").split()
    return hour, half


def _texts(card: Card) -> str:
    aliases: Sequence[str] = card.place.aliases if card.place is not None else ()
    return " ".join((card.name, *aliases, card.address or "", card.description or "", *card.why))


def _known_names(guide: Campus) -> tuple[str, ...]:
    names = (name for place in guide.places for name in (place.name, *place.aliases))
    return tuple(sorted({name.casefold() for name in names if len(name) >= LEAST_NAME}))
