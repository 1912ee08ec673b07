"""What becomes of a message that understanding is not sure of: a model reads it, where there is one; else it is asked
back. Never a guess under "here is what fits"."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.categories import Category
from violet.domain.intent import Constraints, Intent, IntentKind
from violet.ports import ProviderError
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.chat.parts.turn_parts import Answer, Clarify, Turn
from violet.services.chat.replies.languages import question_in
from violet.services.chat.replies.suggestions import openers_in
from violet.services.places.things import thing_in
from violet.understanding.dialogue.second_opinion import with_reading

# Of the turns below, fewer than one in two is understood (the reliability table of docs/evaluation.md).
UNSURE = 0.48
# What a model may read again: nothing that is about earlier cards, nobody's safety, and nothing that a word decides.
READ_AGAIN = frozenset({IntentKind.RECOMMEND, IntentKind.EVENTS, IntentKind.OUT_OF_SCOPE, IntentKind.SMALLTALK})
QUESTION = "I'm not sure what you're after. Is it one of these, or could you say it in other words?"
USUAL = ("restaurant", "cafe", "study")
MAX_GUESSES = 3
SOMETHING_ELSE = "Something to do"


def unsure(intent: Intent) -> bool:
    return intent.confidence < UNSURE and intent.kind in READ_AGAIN


def read_again(ports: ChatPorts, intent: Intent) -> Intent:
    """The intent as a model reads the message, once, where it is unsure; as it was without one, and where it fails."""
    reader = ports.voices.reader
    if reader is None or not unsure(intent):
        return intent
    try:
        reading = reader.read(intent.wish, list(Category))
    except ProviderError:
        return intent
    return with_reading(intent, reading, ports.events.gazetteer)


def asked_back(turn: Turn) -> Answer | None:
    """The question to an unsure wish, with what it could mean, the likeliest first; None where it is sure enough,
    and right after such a question: nobody is asked twice."""
    intent = turn.intent
    asked_before = bool(turn.conversation.turns) and bool(turn.conversation.turns[-1].intent.choices)
    if asked_before or not unsure(intent) or not _wants_something(intent):
        return None
    question = question_in(intent.language)
    choices = openers_in(intent.language) if question is not None else _guesses(intent)
    asked = replace(intent, kind=IntentKind.CLARIFY, choices=choices)
    return Answer(template=question or QUESTION, intent=asked, clarify=Clarify(question or QUESTION, choices))


def _wants_something(intent: Intent) -> bool:
    """Whether it may be a wish that nothing but its meaning could tell. Whoever says when, how dear or with what, or
    names a thing to buy or to have done, has said enough; a place to be near to is said with a wish."""
    if thing_in(intent.wish) is not None:
        return False
    constraints = intent.constraints
    said = replace(constraints, near=None) != Constraints() or bool(intent.unwanted_categories)
    if intent.kind is IntentKind.RECOMMEND:
        return not said
    return intent.kind is IntentKind.OUT_OF_SCOPE and constraints.near is not None


def _guesses(intent: Intent) -> tuple[str, ...]:
    likeliest = list(dict.fromkeys((*intent.categories, *map(Category, USUAL))))[:MAX_GUESSES]
    return (*(guess.row.name.capitalize() for guess in likeliest), SOMETHING_ELSE)
