"""What was before a message, for understanding: the conversation, in the zone of the campus."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from violet.domain.intent import Intent
from violet.domain.person import Person
from violet.services.conversations.conversation import Conversation
from violet.understanding.acts.state import DialogueState


def dialogue_state(conversation: Conversation, person: Person, vibe: str | None) -> DialogueState:
    zone, last = person.now.tzinfo, conversation.turns[-1] if conversation.turns else None
    return DialogueState(
        now=person.now,
        shown=conversation.shown,
        previous=_told_in(zone, _with_discussed(conversation)),
        preferences=person.preferences,
        vibe=vibe,
        question=_told_in(zone, conversation.question),
        last=_told_in(zone, last.intent if last is not None else None),
        last_cards=len(last.cards) if last is not None else 0,
        plans=[plan for one in conversation.plans if (plan := _told_in(zone, one)) is not None],
    )


def _with_discussed(conversation: Conversation) -> Intent | None:
    """The last request, with the card discussed since: that is what a bare "it" means."""
    previous = conversation.previous
    return replace(previous, reference=conversation.discussed) if previous is not None else None


def _told_in(zone: tzinfo | None, intent: Intent | None) -> Intent | None:
    """The intent with its moments in the campus's zone: out of the store they come with an offset alone, which knows no
    clock change."""
    if intent is None:
        return None
    opens, window = intent.constraints.open_at, intent.window
    if opens is not None:
        intent = replace(intent, constraints=replace(intent.constraints, open_at=opens.astimezone(zone)))
    if window is not None:
        window = replace(window, start=window.start.astimezone(zone), end=window.end.astimezone(zone))
    return replace(intent, window=window)
