"""More about one place: its hours, its price, what it has, how far it is."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.cards import Card
from violet.domain.events import EventItem
from violet.services.chat.answers.base import event_of, grounds_for, photo_urls, subject_of
from violet.services.chat.answers.hours import hours_words
from violet.services.chat.answers.several import answer_several
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.tag_words import denied_of, said_of, tag_clauses
from violet.services.chat.replies.unknowns import told_of, unknown_of
from violet.services.chat.replies.wording import (
    event_phrase,
    joined,
    opening_phrase,
    price_phrase,
    walk_phrase,
)
from violet.services.places.cards import event_card, place_card
from violet.services.places.riding import said_of_rides, with_ways

# Where one pays, though it is free to walk in.
SELLING = frozenset({"shopping", "groceries", "pharmacy"})
UNSURE, ASK_THERE = "I don't know that for sure", "so best ask there. What I do know:"


def answer_detail(turn: Turn) -> Answer:
    if turn.intent.among or turn.intent.among_names:
        return answer_several(turn)
    event = event_of(turn.ports, turn.intent.reference) if turn.intent.reference else None
    if event is not None:
        return _about_event(turn, event)
    place = subject_of(turn)
    if place is None and turn.intent.reference is None and turn.intent.named is not None:
        name = turn.intent.named
        on_the_map = turn.ports.events.gazetteer.find(name.casefold())
        known = f"I know where {name} is, but no more" if on_the_map else f"I don't know {name}"
        return Answer(template=f"{known}, so I can't say. Ask me about another place?")
    if place is None:
        return Answer(template="I can't find that place any more. Ask me again and I'll look afresh.")
    now = turn.person.now
    origin = turn.person.location or turn.ports.here.home
    [leg] = turn.ports.finding.surroundings.walks.walks(origin, [place.location])
    card = place_card(place, leg, now, photo_url=photo_urls(turn.ports))
    return Answer(
        template=_words(turn, card),
        cards=(card,),
        grounds=_told(turn, card, _words(turn, card)),
        prompt_data={"question_is_about": turn.intent.aspect, "facts_to_use": _words(turn, card)},
    )


def _told(turn: Turn, card: Card, words: str) -> Grounds:
    """What the answer itself says of its one card may be said in other words."""
    return replace(grounds_for(turn, (card,)), facts=(words,))


def _about_event(turn: Turn, event: EventItem) -> Answer:
    origin = turn.person.location or turn.ports.here.home
    [card] = with_ways(turn.ports.finding.surroundings.walks, origin, [event_card(event, origin, turn.person.now)])
    facts = [event_phrase(card, turn.person.now), "free" if card.free else None, walk_phrase(card)]
    said = joined([fact for fact in facts if fact])
    where = f" It's at {card.address}." if card.address else ""
    about = f" {card.description}" if card.description else ""
    words = " ".join([f"{card.name}: {said}.{where}{about}", *said_of_rides([card])])
    return Answer(template=words, cards=(card,), grounds=_told(turn, card, words), prompt_data={"facts_to_use": words})


def _words(turn: Turn, card: Card) -> str:
    by_aspect = {
        "hours": _hours, "price": _price, "distance": _distance, "address": _address, "rating": _rating,
        "tags": _properties, "diet": _properties, "phone": _phone,
    }  # fmt: skip
    return by_aspect.get(turn.intent.aspect, _about)(turn, card)


def _hours(turn: Turn, card: Card) -> str:
    return hours_words(card, turn.intent, turn.person.now)


def _price(turn: Turn, card: Card) -> str:
    if "free" in card.tags and card.top_category in SELLING:
        return f"It's free to look around at {card.name}, but I don't know its prices."
    if "free" in card.tags:
        return f"{card.name} is free."
    price = price_phrase(card)
    return f"At {card.name} expect {price}." if price else f"I don't know the prices at {card.name}."


def _distance(turn: Turn, card: Card) -> str:
    return f"{card.name} is {walk_phrase(card)} away ({card.distance})."


def _phone(turn: Turn, card: Card) -> str:
    where = f" It's at {card.address}." if card.address else ""
    return f"I don't have a phone number for {card.name}; the map link has it where there is one.{where}"


def _address(turn: Turn, card: Card) -> str:
    if card.address is None:
        return f"I don't have the address of {card.name}."
    return f"{card.name} is at {card.address}, {walk_phrase(card)} away."


def _rating(turn: Turn, card: Card) -> str:
    if card.rating is None:
        return f"I have no ratings for {card.name}, so I can't say."
    return f"{card.name} is rated {card.rating:g} out of 5."


def _properties(turn: Turn, card: Card) -> str:
    """Yes, no or unknown for each property the question names."""
    place = card.place
    known = {**place.tags, **place.diets} if place else {}
    sentences = []
    for name in turn.intent.properties:
        if name == "free" and card.top_category in SELLING:
            sentences.append(_price(turn, card))
            continue
        answers = {
            True: f"Yes, {card.name} {said_of(name)}.",
            False: f"No, {card.name} {denied_of(name)}.",
            None: f"I don't know whether {card.name} {said_of(name)}.",
        }
        sentences.append(answers[known.get(name)])
    if turn.intent.aspect == "diet" and turn.intent.constraints.allergies:
        sentences.append(_allergy_words(turn, card))
    return " ".join(dict.fromkeys(sentences)) or _about(turn, card)


def _allergy_words(turn: Turn, card: Card) -> str:
    clear_of = joined(sorted(turn.intent.constraints.allergies))
    return f"I don't know whether {card.name} keeps clear of {clear_of}, so ask before you order."


def _about(turn: Turn, card: Card) -> str:
    """What is known of the place; first, that this may not answer a question to be answered with yes or no."""
    unknown = _unknown_words(turn, card)
    sells = card.top_category in SELLING
    has = tag_clauses((tag for tag in card.tags if not (sells and tag == "free")), most=3)
    way = joined([part for part in (walk_phrase(card), opening_phrase(card)) if part])
    price = price_phrase(card)
    named = "" if card.name in unknown else f"{card.name}: "
    sentences = [
        unknown,
        f"{named}{card.description}" if card.description else f"{card.name}.",
        f"{has[:1].upper()}{has[1:]}." if has else "",
        f"It's {way}." if way else "",
        f"Expect {price}." if price else "",
        f"It's at {card.address}." if card.address else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _unknown_words(turn: Turn, card: Card) -> str:
    """That it may not answer what was asked; empty for a question that it answers."""
    forms = turn.intent.forms
    if "asks_safe" in forms and turn.intent.constraints.allergies:
        return f"{_allergy_words(turn, card)} What I do know:"
    if "asks_dishes" in forms:
        return f"I don't know the menu of {card.name}, {ASK_THERE}"
    if forms & {"asks_facility", "asks_need"} or ("asks_whether" in forms and "asks_violet" not in forms):
        question = turn.intent.wish
        return "" if told_of(question, card) else f"{unknown_of(question, card.name) or UNSURE}, {ASK_THERE}"
    return ""
