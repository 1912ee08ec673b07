"""Small talk, what is out of scope, and safety: kind words, no model needed; a card only for where lost things are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from violet.campus.campus import Safety
from violet.domain.cards import Card
from violet.services.chat.answers.base import grounds_for, named_place, photo_urls
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.numbers import with_numbers
from violet.services.places.cards import place_card

SMALLTALK: Mapping[str, tuple[str, ...]] = {
    "greeting": (
        "Hi! What are you in the mood for: food, coffee, a place to study, or something to do?",
        "Hey there! Tell me what you need, say a quiet study spot or a quick lunch, and I'll find it nearby.",
        "Hello! I know the places around {around}. What are you looking for?",
    ),
    "thanks": ("Anytime! Shout if you need anything else.", "Happy to help. Enjoy!", "You're welcome!"),
    "goodbye": ("See you around campus!", "Bye! Come back when you're hungry or bored.", "Take care!"),
    "how_are_you": ("Doing great, thanks for asking! What can I find for you?", "All good here. What are you up for?"),
    "who_are_you": (
        "I'm {name}, a concierge for {whom}. I know places and events around campus.",
        "{name}, your campus concierge. I'm software, but I know my way around {around}.",
    ),
    "abilities": (
        "I find places around {around}: study spots, coffee, food, bars, museums, parks and events, with walking times. Ask me anything like \"quiet cafe with outlets\" or \"cheap dinner near {nearby}\".",
    ),
    "just_ask": (
        "Happy to! What shall I look for: food, coffee, a place to study, or something to do?",
        "Sure! What do you need: somewhere to eat, to study, or something fun?",
    ),
    "cannot_save": (
        "I can't save places for you, but I remember this conversation: ask for one by its name whenever you like. Want the way there?",
    ),
    "transit": (
        "I don't know trains, buses or rides: {transit} has the lines and times. I can tell you how far a walk is. Where do you want to go?",
    ),
    "languages": (
        "I read English, Spanish, Chinese, Hindi, French, Arabic and Korean. Could you say it in one of those languages?",
    ),
    "nothing_before": (
        "I haven't shown you anything yet. What are you looking for: food, coffee, a place to study, or something to do?",
        "There is nothing to go back to yet. Tell me what you need and I'll find it nearby.",
    ),
    "answer_yes": (
        "Great, which one: the first, the second or the third? I can tell you its hours, or the way there.",
        "Good! Which one do you mean, and would you like directions or its hours?",
    ),
    "answer_no": (
        "Alright, what should be different: closer, cheaper, quieter, or another kind of place?",
        "Okay! What should I change: the kind of place, the price, or the distance?",
    ),
    "insult": (
        "Sorry I wasn't more help. What did I get wrong: the kind of place, how far it is, or the price?",
        "Fair enough, and sorry. Tell me what you were after, and I'll try to do better.",
    ),
    "joke": (
        "Why did the student bring a ladder to class? To get to high school reunions early. I'm better at finding coffee.",
        "I'd tell you a joke about trains, but it would be delayed. Can I find you something nearby instead?",
    ),
    "other": (
        "I'm best at finding places and events around {around}. What are you in the mood for?",
        "Happy to chat, but I shine at finding food, study spots and things to do. What do you need?",
    ),
}  # fmt: skip
OUT_OF_SCOPE = (
    "I don't know about that: I find places and events around {around}. Want food, coffee, a study spot or something fun?",
    "That's not something I know, but I know the neighborhood well. Looking for somewhere to eat, study or hang out?",
    "I don't know that one, sorry! Ask me about places, events, walking directions or the weather around campus.",
)
REFUSED: Mapping[str, str] = {
    "misuse": "No, I can't help with that. I can find you food, coffee, a study spot or something fun instead.",
    "underage": (
        "No, I can't help with that: bars check ID, and I keep to the age they ask for. I know good places that "
        "need none: cafes, games, shows, late dessert. Want one of those?"
    ),
}


LOST_ON_THE_WAY = "What was left on a bus, a train or in a taxi is with whoever runs it."
NUMBERS_UNKNOWN = "I don't know the other numbers of this campus."
SAFETY: Mapping[str, str] = {
    "urgent": (
        "If you are in danger, call {emergency} now.[ {name} is at {phone}][{always}, day and night][{end}.] Go somewhere "
        "lit with people around, like an open shop or a campus lobby. I can give you directions as soon as you are safe."
    ),
    "medical": (
        "Call {emergency} now[; on campus call {name} too: {phone}][{always}, day and night]. Say what happened and where "
        "you are. Stay with them, turn them on their side if they don't wake up, and don't leave them alone to sleep it "
        "off. Calling for help does not get anybody in trouble."
    ),
    "assault": (
        "I'm so sorry. It is not your fault. If you are not safe, call {emergency}[; {name} is at {phone}]"
        "[{always}, day and night].[ {counseling} is there for you][{counseling_always} any time][ at {counseling_phone}.] "
        "A hospital can help you within the next days, whether or not you report it."
    ),
    "lost": (
        "If you feel unsafe, call {emergency}[; {name} is at {phone}][{always}, day and night]. Stay where it is lit and "
        "busy. Tell me a campus building or a street near you, or share your location, and I'll give you directions."
    ),
    "locked_out": (
        "Your hall's front desk or resident assistant can let you back in.[ If nobody answers, call {name} at {phone}]"
        "[{always}, day and night][{end}.] Off campus it is your landlord or a locksmith."
    ),
    "lost_id": (
        "Report the card as lost and get a new one at the campus card office.[ Until then {name}, at {phone}]"
        "[{always} day and night][{end}, can help you into your building. They also keep what was found on campus.]"
    ),
    "lost_item": (
        "Sorry about that.[ What was lost on campus ends up with {name}: {phone}][{always}, day and night][{end}.] "
        "{lost_on_the_way} Lock the phone and your cards from another device meanwhile."
    ),
    "theft": (
        "I'm sorry that happened. Report it to the police[ and to {name} at {phone}][{always}, day and night]. Lock your "
        "phone and your cards from another device, and ask whether it was handed in as lost."
    ),
    "escort": (
        "[{name} knows the safe ride and the shuttles of the night: {phone}. ]In an emergency it is {emergency}. Walk where "
        "it is lit and busy, and let somebody know when you leave. Tell me where you are going and I'll show you the way."
    ),
    "is_safe": (
        "I can't vouch for a street at an hour: I don't know about safety beyond the basics. Keep to streets that are lit "
        "and busy, and be careful with your phone.[ {name} is at {phone}][{always}, day and night,][{end} and knows the "
        "safe ride.][{no_security} In an emergency it is {emergency}.]"
    ),
    "number": "[{name} is at {phone}][{always}, day and night][{end}. ]For an emergency it is {emergency}.",
    "counseling": (
        "[{counseling} is there for that][{counseling_always}, day and night][: {counseling_phone}. You can call just to "
        "talk, or to ask for an appointment with a counselor.][{no_counseling}Somebody listens at {crisis}, day and night.]"
    ),
    "help": (
        "[{name} can help with that: {phone}][{always}, day and night][{end}. ]Tell me where you need to go and I'll show "
        "you the way.[{no_security} In an emergency it is {emergency}.]"
    ),
    "crisis": (
        "I'm really glad you told me. You don't have to go through this alone: {reach} now, day or night[, or call "
        "{counseling} at {counseling_phone}]. If you are in danger right now, call {emergency}[; {name} is at {phone}]."
    ),
    "either": (
        "I'm glad you told me. In danger now? Call {emergency}[, or {name} at {phone}]. To talk at any hour, {reach}: you "
        "are not alone.[ {counseling} is there too][{counseling_always}, day and night][: {counseling_phone}.]"
    ),
}


def answer_smalltalk(turn: Turn) -> Answer:
    return Answer(template=_as_persona(turn, SMALLTALK.get(turn.intent.smalltalk, SMALLTALK["other"])))


def answer_out_of_scope(turn: Turn) -> Answer:
    if turn.intent.smalltalk in REFUSED:
        return Answer(template=REFUSED[turn.intent.smalltalk])
    if turn.intent.smalltalk in ("languages", "cannot_save", "transit"):
        return Answer(template=_as_persona(turn, SMALLTALK[turn.intent.smalltalk]))
    return Answer(template=_as_persona(turn, OUT_OF_SCOPE))


def answer_safety(turn: Turn) -> Answer:
    """Numbers first, then where help is. Never left to a model, never ranked."""
    kind = turn.intent.smalltalk
    words = _help_words(kind, turn.ports.here.campus.safety)
    cards = _office(turn) if kind == "lost_item" else ()
    grounds = grounds_for(turn, cards) if cards else Grounds()
    return Answer(template=words[:1].upper() + words[1:], cards=cards, grounds=grounds)


def _help_words(kind: str, safety: Safety) -> str:
    return with_numbers(
        SAFETY.get(kind, SAFETY["urgent"]),
        safety,
        NUMBERS_UNKNOWN,
        reach=f"call {'or text ' if safety.crisis_texts else ''}{safety.crisis}",
        lost_on_the_way=safety.lost_on_the_way or LOST_ON_THE_WAY,
    )


def _office(turn: Turn) -> tuple[Card, ...]:
    """Where what was found on campus is kept, if the guide has it."""
    here = turn.person.location or turn.ports.here.home
    place = named_place(turn.ports, turn.ports.here.campus.safety.name, here)
    if place is None:
        return ()
    [leg] = turn.ports.finding.surroundings.walks.walks(here, [place.location])
    return (place_card(place, leg, turn.person.now, photo_url=photo_urls(turn.ports)),)


def _as_persona(turn: Turn, wordings: tuple[str, ...]) -> str:
    """One of the wordings, as the campus's concierge says it."""
    return _pick(wordings, turn.seed).format_map(turn.ports.here.campus.persona.model_dump())


def _pick(wordings: tuple[str, ...], seed: str) -> str:
    digest = hashlib.blake2b(seed.encode(), digest_size=2).digest()
    return wordings[int.from_bytes(digest, "big") % len(wordings)]
