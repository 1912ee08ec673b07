"""A draft as students would see it, without anybody else seeing it: its card, what the chat says, a guide's page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from violet.campus.documents import EventData, GuideData, PlaceData
from violet.domain.cards import Card
from violet.domain.geo import estimate_walk
from violet.domain.person import Person
from violet.domain.preferences import NO_PREFERENCES
from violet.errors import Conflict
from violet.providers.campus_guide import as_place
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.chat.replies.template import events_words
from violet.services.chat.turn import TurnAnswer, TurnRequest, clear, take_turn
from violet.services.content.document import Document
from violet.services.content.guides import ShownGuide, shown
from violet.services.content.happenings import draft_item
from violet.services.places.cards import event_card, place_card

BROKEN = "This document cannot be read any more; please edit it first."
ASKER = "preview"


@dataclass(frozen=True, slots=True)
class Preview:
    card: Card | None = None
    reply: str | None = None
    guide: ShownGuide | None = None


def preview(ports: ChatPorts, document: Document) -> Preview:
    """`ports` are those of a server on which the draft is published, for this look alone. Raises Conflict for a
    document that cannot be read."""
    match document.content:
        case PlaceData() as place:
            return _of_place(ports, place)
        case EventData() as event:
            return _of_event(ports, event)
        case GuideData() as guide:
            return Preview(guide=shown(ports.here, guide))
        case _:
            raise Conflict(BROKEN)


def _of_place(ports: ChatPorts, place: PlaceData) -> Preview:
    known = ports.here.campus.places_by_id.get(place.id)
    if known is None:  # it says that the place has closed
        return Preview()
    now, home = ports.here.now(), ports.here.home
    card = place_card(as_place(known), estimate_walk(home, known.location), now)
    return Preview(card, _said(ports, f"Tell me about {place.name}").reply)


def _of_event(ports: ChatPorts, event: EventData) -> Preview:
    """What is said to whoever asks what is on that day."""
    item = draft_item(ports.here, event)
    if item is None:
        return Preview()
    now = ports.here.now()
    card = event_card(item, ports.here.home, now)
    ports = replace(ports, events=replace(ports.events, drafts=(item,)))
    answer = _said(ports, f"What events are on {item.start:%B} {item.start.day}, {item.start.year}?")
    if item.title in [shown.name for shown in answer.cards]:
        return Preview(card, answer.reply)
    return Preview(card, events_words([card], when="then", now=now, seed=ASKER))  # too far ahead to be asked for


def _said(ports: ChatPorts, message: str) -> TurnAnswer:
    """The chat's answer to a stranger at the campus, of which nothing is kept."""
    person = Person(
        now=ports.here.now(),
        location=ports.here.home,
        preferences=NO_PREFERENCES,
        account_id=None,
        settings={},
        spending_key=ASKER,
    )
    key = f"{ASKER}:{uuid.uuid4().hex}"
    answer = take_turn(ports, TurnRequest(message, key, person))
    clear(ports, key)
    return answer
