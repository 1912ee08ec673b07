"""Saved places in chat: "save the second one", "what did I save"."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.intent import ShownCard
from violet.errors import Conflict, NotFound
from violet.services.chat.answers.base import grounds_for
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.wording import joined
from violet.services.places import saved
from violet.services.places.saved import FULL, Saved

SIGN_IN = (
    "I can keep places for you once you are signed in. Until then I remember this conversation: ask for one by its "
    "name."
)
WHICH = "I'm not sure which place you mean. Say its name, or its number in the list."
ONLY_PLACES = "I keep places, not events: answer the event itself to have it among yours."
NONE_YET = 'You haven\'t saved any places yet. Say "save the first one" when I show you some you like.'
DOWN = "I can't reach your saved places right now. Try again in a minute."
MAX_SHOWN = 10


def answer_saved(turn: Turn) -> Answer:
    request, user_id = turn.saving, turn.person.account_id
    assert request is not None
    if user_id is None:
        return Answer(template=SIGN_IN)
    try:
        if request.action == "list":
            return _list(turn, user_id)
        places = [card for card in request.cards if not card.id.isdigit()]
        if not places:
            return Answer(template=ONLY_PLACES if request.cards else WHICH)
        return _save(turn, user_id, places) if request.action == "save" else _drop(turn, user_id, places)
    except DATABASE_DOWN:
        return Answer(template=DOWN)


def _list(turn: Turn, user_id: int) -> Answer:
    page = saved.saved_page(user_id, cursor=None, limit=MAX_SHOWN)
    if not page.saved:
        return Answer(template=NONE_YET)
    names = joined([one.name for one in page.saved])
    more = " Those are the latest." if page.next is not None else ""
    return _with_cards(turn, page.saved, f"You saved {names}.{more}")


def _save(turn: Turn, user_id: int, places: Sequence[ShownCard]) -> Answer:
    try:
        new = [saved.save(user_id, place, now=turn.person.now) for place in places]
    except Conflict:
        return Answer(template=FULL)
    names = joined([place.name for place in places])
    words = f"Saved {names}." if any(new) else f"{names} {'is' if len(places) == 1 else 'are'} already saved."
    return _with_cards(turn, [_as_saved(turn, place) for place in places], f"{words} Ask me what you saved any time.")


def _drop(turn: Turn, user_id: int, places: Sequence[ShownCard]) -> Answer:
    dropped = []
    for place in places:
        with suppress(NotFound):
            saved.unsave(user_id, place.id)
            dropped.append(place.name)
    if not dropped:
        return Answer(template=f"You hadn't saved {joined([place.name for place in places])}.")
    return Answer(template=f"Took {joined(dropped)} off your saved places.")


def _with_cards(turn: Turn, kept: Sequence[Saved], words: str) -> Answer:
    cards: tuple[Card, ...] = tuple(saved.cards_of(turn.ports.finding, kept, turn.person))
    return Answer(template=words, cards=cards, grounds=grounds_for(turn, cards))


def _as_saved(turn: Turn, place: ShownCard) -> Saved:
    return Saved(0, place.provider, place.id, place.name, turn.person.now)
