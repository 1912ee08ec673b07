"""The template in the language of the message, where that is one of those that are read beside English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Any

from violet.campus.campus import Campus, Safety
from violet.domain.cards import Card
from violet.domain.intent import Intent, IntentKind
from violet.domain.maps import Units
from violet.domain.opening_hours import is_open, open_until
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.numbers import with_numbers
from violet.services.chat.replies.tag_words import voice
from violet.services.chat.replies.wording import capitalized
from violet.services.ranking.constraints import PRICE_RANGES

TALK = frozenset({IntentKind.SAFETY, IntentKind.SMALLTALK, IntentKind.OUT_OF_SCOPE})
# What is told of the person's own, in English alone.
OWN = frozenset({IntentKind.CALENDAR, IntentKind.SAVED, IntentKind.REMINDER, IntentKind.POLL, IntentKind.LOOP})
GREETINGS = frozenset({"greeting", "other", "abilities", "who_are_you"})
SAID_PLAINLY = frozenset({"thanks", "goodbye", "how_are_you"})
DANGERS = frozenset({"urgent", "medical", "assault"})
# A question on a card, as the other languages put it.
ASKED_OF = "asks_of_it"
LISTS = frozenset(
    {IntentKind.RECOMMEND, IntentKind.REFINE, IntentKind.ANOTHER, IntentKind.MORE_LIKE_THIS, IntentKind.PLAN}
)


def translated(turn: Turn, answer: Answer) -> str | None:
    """The whole reply in the message's language; None where that is English or not read, and for the person's own
    calendar and saved places."""
    intent, cards, now = turn.intent, answer.cards, turn.person.now
    words = _languages().get(intent.language)
    if words is None or intent.kind in OWN or answer.clarify is not None:
        return None
    if intent.kind in TALK:
        return _talk(words, intent, turn.ports.here.campus)
    if intent.kind is IntentKind.WEATHER:
        return _weather(words, answer, turn.ports.here.campus.units)
    if not cards:
        return _nothing(words, intent)
    if intent.kind is IntentKind.DETAIL:
        return _detail(words, cards[0], intent, now)
    if intent.kind is IntentKind.DIRECTIONS and cards[0].walk_minutes is not None:
        return str(words["way"].format(name=cards[0].name, n=cards[0].walk_minutes))
    opener = words["closest" if answer.missed else "opener"] if intent.kind in LISTS else words["events"]
    sentences = [opener, *(_card(words, card, intent, now) for card in cards)]
    if answer.unknown_near is not None:
        sentences.append(words["near_unknown"].format(name=answer.unknown_near))
    elif (answer.prompt_data or {}).get("say_last"):
        sentences.append(words["unsure"])
    if intent.constraints.allergies:
        sentences.append(words["allergy"].format(what=", ".join(sorted(intent.constraints.allergies))))
    return " ".join(sentences)


def _nothing(words: Mapping[str, Any], intent: Intent) -> str:
    """Without a card: a place that nobody knows is called by its name."""
    near = intent.constraints.near
    if intent.kind is IntentKind.DIRECTIONS:
        return str(words["where_unknown"].format(name=near.name) if near is not None else words["which_place"])
    if intent.kind is IntentKind.DETAIL and intent.reference is None and intent.named is not None:
        return str(words["place_unknown"].format(name=intent.named))
    return str(words["nothing"])


def leads_in(language: str) -> tuple[str, ...]:
    """What a reply may be led in with that would else begin as one before."""
    words = _languages().get(language)
    return tuple(words["leads"]) if words is not None else tuple(voice()["leads"])


def question_in(language: str) -> str | None:
    """What is asked back where it is not clear what is wanted; None for English and what is not read."""
    words = _languages().get(language)
    return str(words["clarify"]) if words is not None else None


def _talk(words: Mapping[str, Any], intent: Intent, campus: Campus) -> str | None:
    if intent.kind is IntentKind.SAFETY:
        return _safety(words, intent, campus.safety)
    if intent.kind is IntentKind.OUT_OF_SCOPE:
        return _said(words["unknown"], campus)
    if intent.smalltalk in SAID_PLAINLY:
        return str(words[intent.smalltalk])
    greets = intent.kind is IntentKind.SMALLTALK and intent.smalltalk in GREETINGS
    return _said(words["hello"], campus) if greets else None


def _said(words: str, campus: Campus) -> str:
    """As the campus's concierge says it."""
    return words.format(persona=campus.persona.name, around=campus.persona.around)


def _safety(words: Mapping[str, Any], intent: Intent, safety: Safety) -> str:
    pattern = words[_said_of(intent.smalltalk)]
    or_text = str(words["or_text"]) if safety.crisis_texts else ""
    return with_numbers(str(pattern), safety, str(words["numbers_unknown"]), or_text=or_text)


def _said_of(need: str) -> str:
    """Which words a need gets: a lost card is no danger."""
    if need in ("crisis", "either"):
        return need
    if need == "counseling":
        return "talk"
    return "urgent" if need in DANGERS else "help"


def _weather(words: Mapping[str, Any], answer: Answer, units: Units) -> str:
    """What it is, or will be, in a line."""
    outlook = answer.outlook
    if outlook is None:
        return str(words["weather_unknown"])
    sky = words["sky"].get(outlook.sky, words["sky"]["other"])
    low, high = (_temperature(of, units) for of in (outlook.low_f, outlook.high_f))
    if low == high:
        return str(words["weather"].format(temp=low, sky=sky))
    return str(words["weather_ahead"].format(low=low, high=high, sky=sky))


def _temperature(temp_f: float, units: Units) -> str:
    return f"{round((temp_f - 32) / 1.8)}°C" if units == "metric" else f"{round(temp_f)}°F"


def _detail(words: Mapping[str, Any], card: Card, intent: Intent, now: datetime) -> str:
    opens = _opening(words, card, intent, now)
    if intent.aspect == "hours" and opens is None:
        return str(words["hours_unknown"].format(name=card.name))
    if intent.aspect == "hours":
        return str(words["hours"].format(name=card.name, what=opens))
    if intent.aspect == "price":
        return _price(words, card)
    answer = _answer(words, card, intent)
    facts = ", ".join(_facts(words, card, intent, now))
    if answer is None:
        return f"{card.name}: {facts}."
    return f"{answer} {facts if answer.endswith(':') else capitalized(facts)}."


def _price(words: Mapping[str, Any], card: Card) -> str:
    least, most = PRICE_RANGES.get(card.price_level or 0, (0.0, 0.0))
    if not most:
        return str(words["price_unknown"].format(name=card.name))
    price = f"${least:g}-{most:g}"
    if least == 0:
        price = words["under"].format(price=f"${most:g}")
    elif card.price_level == max(PRICE_RANGES):
        price = words["over"].format(price=f"${least:g}")
    return str(words["price"].format(name=card.name, price=price))


def _answer(words: Mapping[str, Any], card: Card, intent: Intent) -> str | None:
    """Yes, no or unknown, where it was asked whether the place has something."""
    known = {**card.place.tags, **card.place.diets} if card.place is not None else {}
    answers = {True: "yes", False: "no", None: "not_known"}
    has = {known.get(name) for name in intent.properties}
    if not has and not (intent.aspect == "about" and ASKED_OF in intent.forms):
        return None
    return str(words[answers[has.pop() if len(has) == 1 else None]].format(name=card.name))


def _card(words: Mapping[str, Any], card: Card, intent: Intent, now: datetime) -> str:
    return f"{card.name}: {', '.join(_facts(words, card, intent, now))}."


def _facts(words: Mapping[str, Any], card: Card, intent: Intent, now: datetime) -> Iterator[str]:
    if card.walk_minutes is not None:
        yield words["walk"].format(n=card.walk_minutes)
    diets = [words["diets"].get(diet, diet) for diet in card.diets if diet in intent.constraints.diets]
    if diets:
        yield words["diet"].format(what=", ".join(diets))
    opens = _opening(words, card, intent, now)
    if opens is not None:
        yield opens
    if card.start is not None:
        yield f"{card.start:%d.%m. %H:%M}"


def _opening(words: Mapping[str, Any], card: Card, intent: Intent, now: datetime) -> str | None:
    """Open, closed or unknown, at the time asked for."""
    asked = intent.constraints.open_at
    at = asked if asked is not None and asked > now else now
    hours, where = (card.place.opening_hours, card.place.location) if card.place is not None else (None, None)
    opened = is_open(hours, at, where) if hours is not None else card.open_now
    if opened is None:
        return None
    until = open_until(hours, at, where) if opened else None
    if until is not None:
        return str(words["open_until"].format(time=f"{until:%H:%M}"))
    return str(words["open" if opened else "closed"])


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))
