"""The conversation so far, a page at a time, for a page that opens again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from violet.domain.cards import Card
from violet.domain.intent import ShownCard
from violet.domain.person import Person
from violet.errors import BadInput
from violet.services.chat.answers.base import event_of, place_of
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.conversations import conversation as conversations
from violet.services.conversations.conversation import TurnRecord
from violet.services.places.cards import bare_card, event_card, place_card

NO_SUCH_PAGE = "That page of the conversation does not exist."


@dataclass(frozen=True, slots=True)
class PastTurn:
    record: TurnRecord
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`turns` in the order in which they were said; `next` is the cursor of the page before them, None at the
    beginning."""

    turns: tuple[PastTurn, ...]
    next: str | None


def history_page(
    ports: ChatPorts, person: Person, keys: Iterable[str], *, cursor: str | None, limit: int
) -> HistoryPage:
    """The latest turns of the caller's conversations, or those before the turn that `cursor` names. Raises BadInput
    for a cursor that is none of ours. Asks no provider: what is kept of a place is its name, and the guide's own facts
    are at hand."""
    campus_id = ports.here.campus.id
    own = (conversations.load(ports.store, key).at(campus_id) for key in keys)
    turns = sorted((turn for one in own for turn in one.turns), key=lambda turn: turn.at)
    if cursor is not None:
        ids = [turn.turn_id for turn in turns]
        if cursor not in ids:
            raise BadInput(NO_SUCH_PAGE, field="cursor")
        turns = turns[: ids.index(cursor)]
    shown = turns[-limit:]
    past = tuple(PastTurn(turn, tuple(_card(ports, person, card) for card in turn.cards)) for turn in shown)
    return HistoryPage(past, shown[0].turn_id if len(turns) > len(shown) else None)


def _card(ports: ChatPorts, person: Person, shown: ShownCard) -> Card:
    origin = person.location or ports.here.home
    event = event_of(ports, shown)
    if event is not None:
        return event_card(event, origin, person.now)
    if shown.provider != ports.finding.sources.guide.name:
        return bare_card(shown, person.now)
    place = place_of(ports, shown)
    if place is None:
        return bare_card(shown, person.now)
    [leg] = ports.finding.surroundings.walks.walks(origin, [place.location])
    return place_card(place, leg, person.now)
