"""More about one place: its hours, its price, what it has, how far it is."""

from __future__ import annotations

from violet.domain.cards import Card
from violet.domain.events import EventItem
from violet.domain.geo import estimate_walk
from violet.domain.opening_hours import opens_next
from violet.services.chat.answers.base import Answer, Turn, event_of, photo_urls, subject_of
from violet.services.chat.answers.places import grounds_for
from violet.services.chat.replies.wording import (
    event_phrase,
    joined,
    opening_phrase,
    price_phrase,
    tag_phrases,
    walk_phrase,
)
from violet.services.places.cards import event_card, place_card
from violet.services.ranking.reasons import TAG_WORDS, clock
from violet.services.understanding.asking import ASKS_FACILITY, ASKS_VIOLET, ASKS_WHETHER
from violet.services.understanding.lexicon import find_concepts, normalise


def answer_detail(turn: Turn) -> Answer:
    event = event_of(turn.deps, turn.intent.reference) if turn.intent.reference else None
    if event is not None:
        return _about_event(turn, event)
    place = subject_of(turn)
    if place is None:
        return Answer(template="I can't find that place any more. Ask me again and I'll look afresh.")
    now = turn.asker.now
    leg = estimate_walk(turn.asker.location or turn.deps.home, place.location)
    card = place_card(place, leg, now, photo_url=photo_urls(turn.deps))
    return Answer(
        template=_words(turn, card),
        cards=(card,),
        grounds=grounds_for(turn, (card,)),
        prompt_data={"question_is_about": turn.intent.aspect, "facts_to_use": _words(turn, card)},
    )


def _about_event(turn: Turn, event: EventItem) -> Answer:
    card = event_card(event, turn.asker.location or turn.deps.home, turn.asker.now)
    facts = [event_phrase(card, turn.asker.now), "free" if card.free else None, walk_phrase(card)]
    said = joined([fact for fact in facts if fact])
    where = f" It's at {card.address}." if card.address else ""
    about = f" {card.description}" if card.description else ""
    words = f"{card.name}: {said}.{where}{about}"
    return Answer(
        template=words, cards=(card,), grounds=grounds_for(turn, (card,)), prompt_data={"facts_to_use": words}
    )


def _words(turn: Turn, card: Card) -> str:
    by_aspect = {
        "hours": _hours, "price": _price, "distance": _distance, "address": _address, "rating": _rating,
        "tags": _properties, "diet": _properties,
    }  # fmt: skip
    return by_aspect.get(turn.intent.aspect, _about)(turn, card)


def _hours(turn: Turn, card: Card) -> str:
    opening = opening_phrase(card)
    if opening is None:
        return f"I don't know the hours of {card.name}, so check before you go."
    if card.open_now is False and card.place is not None:
        next_opening = opens_next(card.place.opening_hours, turn.asker.now)
        then = f" It opens again at {clock(next_opening)}." if next_opening else ""
        return f"{card.name} is closed right now.{then}"
    return f"{'Yes, ' if ASKS_WHETHER.match(normalise(turn.message)) else ''}{card.name} is {opening}."


def _price(turn: Turn, card: Card) -> str:
    if "free" in card.tags:
        return f"{card.name} is free."
    price = price_phrase(card)
    return f"At {card.name} expect {price}." if price else f"I don't know the prices at {card.name}."


def _distance(turn: Turn, card: Card) -> str:
    return f"{card.name} is {walk_phrase(card)} away ({card.distance})."


def _address(turn: Turn, card: Card) -> str:
    return f"{card.name} is at {card.address}." if card.address else f"I don't have the address of {card.name}."


def _rating(turn: Turn, card: Card) -> str:
    if card.rating is None:
        return f"I have no ratings for {card.name}, so I can't say."
    return f"{card.name} is rated {card.rating:g} out of 5."


def _properties(turn: Turn, card: Card) -> str:
    """Yes, no or unknown for each property the question names."""
    place = card.place
    known = {**place.tags, **place.diets} if place else {}
    sentences = []
    for hit in find_concepts(turn.message):
        if hit.group not in ("tag", "diet"):
            continue
        words = TAG_WORDS.get(hit.concept, f"{hit.concept} choices").removeprefix("has ")
        answers = {
            True: f"Yes, I have {words} down for {card.name}.",
            False: f"No, {card.name} isn't known for that: {words}.",
            None: f"I don't know about {words} at {card.name}.",
        }
        sentences.append(answers[known.get(hit.concept)])
    return " ".join(dict.fromkeys(sentences)) or _about(turn, card)


def _about(turn: Turn, card: Card) -> str:
    """What is known of the place; first, that this may not answer a question to be answered with yes or no."""
    facts = [walk_phrase(card), *tag_phrases(card), opening_phrase(card), price_phrase(card)]
    said = joined([fact for fact in facts if fact])
    about = f" {card.description}" if card.description else ""
    where = f" It's at {card.address}." if card.address else ""
    asked = normalise(turn.message)
    unknown = ASKS_FACILITY.match(asked) or (ASKS_WHETHER.match(asked) and not ASKS_VIOLET.match(asked))
    unsure = "I don't know that for sure, so best ask there. What I do know of " if unknown else ""
    return f"{unsure}{card.name}:{about} In short: {said}.{where}"
