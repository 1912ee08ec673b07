"""A poll from the chat: the cards that somebody was shown, put to the vote in the room they opened or joined last."""

from __future__ import annotations

from collections.abc import Sequence

from violet.database import DATABASE_DOWN
from violet.domain.intent import ShownCard
from violet.errors import VioletError
from violet.services.together import polls, rooms
from violet.services.together.polls import NewOption, NewPoll, PollPorts

MAX_CARDS = 8
QUESTION = "Which one?"
NO_ROOM = "You are in no room yet. Open one with the others, and I can ask them there."
ONE_MORE = "something else"
DOWN = "I can't reach your rooms right now. Try again in a minute."


def ask(ports: PollPorts, user_id: int, cards: Sequence[ShownCard]) -> str:
    """What to tell the person: what was asked and where, or why it was not. Never raises."""
    try:
        own = rooms.mine(ports.together, user_id)
        if not own:
            return NO_ROOM
        poll = polls.create(ports, user_id, own[0].id, NewPoll(QUESTION, _options(ports, cards)))
    except VioletError as error:
        return error.message
    except DATABASE_DOWN:
        return DOWN
    names = [option.text for option in poll.options]
    return f"I asked “{own[0].name}” to choose: {', '.join(names[:-1])} or {names[-1]}. Everybody there can vote now."


def _options(ports: PollPorts, cards: Sequence[ShownCard]) -> tuple[NewOption, ...]:
    """One card alone is put to the vote against anything else."""
    places = {ports.finding.sources.guide.name, ports.finding.sources.provider.name}
    options = [
        NewOption(card_id=card.id if card.provider in places else int(card.id)) for card in list(cards)[:MAX_CARDS]
    ]
    return (*options, NewOption(text=ONE_MORE)) if len(options) == 1 else tuple(options)
