"""Messages about what is the person's own, told by their whole: saved places, events they go to, their calendar, and
what their room may vote on."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Intent, IntentKind
from violet.services.chat.calendar_questions import calendar_question
from violet.services.chat.parts.poll_requests import asks_for_poll
from violet.services.chat.parts.reminder_requests import reminder_request
from violet.services.chat.parts.saving_requests import saving_request
from violet.services.chat.parts.turn_parts import Ballot, Diary, Turn


def about_their_own(turn: Turn, diary: Diary | None, ballot: Ballot | None = None) -> Turn:
    """The turn as it is; or as one about the person's calendar, events or saved places, where its whole message is."""
    said = turn.conversation
    saving = saving_request(turn.message, said.shown, said.discussed)
    if saving is not None:
        intent = Intent(IntentKind.SAVED, wish=turn.message, language=turn.intent.language)
        return replace(turn, intent=intent, saving=saving)
    if asks_for_poll(turn.message):
        intent = Intent(IntentKind.POLL, wish=turn.message, language=turn.intent.language)
        return replace(turn, intent=intent, ballot=ballot)
    of_events = about_events(turn)
    if of_events is not turn:
        return of_events
    asked = calendar_question(turn.message, turn.person.now.date())
    if asked is None:
        return turn
    intent = Intent(IntentKind.CALENDAR, wish=turn.message, language=turn.intent.language)
    return replace(turn, intent=intent, calendar_question=asked, diary=diary)


def about_events(turn: Turn) -> Turn:
    """The turn as one about events they go to, where its whole message is. "I can't make it" may be said of
    more than an event, so it is taken for one only where it does not sound like an alarm."""
    said = turn.conversation
    reminder = reminder_request(turn.message, said.shown, said.discussed)
    alarming = turn.intent.kind is IntentKind.SAFETY
    if reminder is None or (alarming and reminder.action == "leaving" and not reminder.named):
        return turn
    window = turn.intent.window if reminder.action == "mine" else None
    intent = Intent(IntentKind.REMINDER, wish=turn.message, language=turn.intent.language, window=window)
    return replace(turn, intent=intent, reminder=reminder)
