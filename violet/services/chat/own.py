"""Messages about what is the person's own, told by their whole: round walks, saved places, events they go to, their
calendar, and what their room may vote on."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Intent, IntentKind, Near
from violet.ports import ProviderError
from violet.services.chat.calendar_questions import calendar_question
from violet.services.chat.parts.loop_requests import HERE, HOME, LoopRequest, loop_request
from violet.services.chat.parts.poll_requests import asks_for_poll
from violet.services.chat.parts.reminder_requests import reminder_request
from violet.services.chat.parts.saving_requests import saving_request
from violet.services.chat.parts.turn_parts import Ballot, Diary, Turn


def about_their_own(turn: Turn, diary: Diary | None, ballot: Ballot | None = None) -> Turn:
    """The turn as it is; or as one about a round walk, or the person's calendar, events or saved places, where its
    whole message is."""
    walked = about_a_loop(turn)
    if walked is not turn:
        return walked
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


def about_a_loop(turn: Turn) -> Turn:
    """The turn as one about a round walk, where its message asks for one or goes on from the last. What is to begin at
    a place that nobody knows is no such message."""
    said = turn.conversation
    request = loop_request(turn.message, said.loop, said.shown) if turn.loops is not None else None
    if request is None:
        return turn
    begun = _begun(turn, request)
    if begun is None:
        return turn
    intent = Intent(IntentKind.LOOP, wish=turn.message, language=turn.intent.language)
    return replace(turn, intent=intent, loop=begun)


def _begun(turn: Turn, request: LoopRequest) -> LoopRequest | None:
    """The request with where it begins: at the place it names, in the neighborhood it leads through, or where they
    are."""
    if request.plan is None or (request.start is None and request.around is None):
        return request
    if request.start == HOME:
        return replace(request, plan=replace(request.plan, start=Near(HOME)))
    if request.start == HERE:
        return replace(request, plan=replace(request.plan, start=None))
    start = _known(turn, request.start) if request.start is not None else _area(turn, request.around or "")
    if start is None:
        return request if request.start is None else None
    return replace(request, plan=replace(request.plan, start=start))


def _known(turn: Turn, words: str) -> Near | None:
    """The place or neighborhood that words name: of the guide, or else a street corner."""
    found = turn.ports.events.gazetteer.find(f"at {words}")
    if found:
        return Near(found[0].name, found[0].location)
    try:
        at = turn.ports.finding.surroundings.geocoder.geocode(words, turn.person.location or turn.ports.here.home)
    except ProviderError:
        return None
    return Near(at.name, at.location) if at is not None and at.precise else None


def _area(turn: Turn, words: str) -> Near | None:
    """A neighborhood by its name; a park or a street is not where a walk through it begins."""
    found = next((one for one in turn.ports.events.gazetteer.find(f"in {words}") if one.place_id is None), None)
    return Near(found.name, found.location) if found is not None else None


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
