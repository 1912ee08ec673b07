"""Events one goes to, in chat: "remind me about it an hour before", "am I going to anything tonight", "cancel that
reminder"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.intent import ShownCard
from violet.errors import NotFound
from violet.services.chat.answers.base import grounds_for
from violet.services.chat.parts.reminder_requests import ReminderRequest, is_event
from violet.services.chat.parts.turn_parts import Answer, Clarify, Turn
from violet.services.chat.replies.wording import joined
from violet.services.events import attendance
from violet.services.events.attendance import Attending, Rsvp
from violet.services.places.cards import event_card
from violet.services.ranking.reasons import clock

SIGN_IN = (
    "I can remind you of events once you are signed in: then I also know which phone to tell. Until then, the event's "
    "own page is the surest."
)
ONLY_EVENTS = "I can remind you of events, not of places. Ask me what's on, then say which one."
NO_EVENT = "Which event? Ask me what's on first, then say its name or its number in the list."
NOTHING_MINE = "You aren't going to anything {when}. Ask me what's on, and say \"I'm going\" to one you like."
NO_REMINDER = "You have no reminder set, so there is nothing to cancel."
WHICH_REMINDER = "Which reminder should I cancel?"
DOWN = "I can't reach your events right now. Try again in a minute."
# Time to finish what one is at, and to get there.
MINUTES_BEFORE = 60
MAX_SHOWN = 5


def answer_reminders(turn: Turn) -> Answer:
    request, user_id = turn.reminder, turn.person.account_id
    assert request is not None
    if user_id is None:
        return Answer(template=SIGN_IN)
    try:
        if request.action == "mine":
            return _mine(turn, user_id)
        if request.action in ("unremind", "leaving"):
            return _take_back(turn, request, user_id)
        events = [card for card in request.cards if is_event(card)]
        if not events:
            return Answer(template=ONLY_EVENTS if request.cards else NO_EVENT)
        return _answer_event(turn, request, user_id, events[0])
    except NotFound as error:
        return Answer(template=str(error))
    except DATABASE_DOWN:
        return Answer(template=DOWN)


def _answer_event(turn: Turn, request: ReminderRequest, user_id: int, event: ShownCard) -> Answer:
    known = {one.event_id: one for one in _all_mine(turn, user_id)}.get(int(event.id))
    minutes = request.minutes_before
    if request.action == "remind":
        minutes = MINUTES_BEFORE if minutes is None else minutes
        status = known.status if known is not None else "interested"
    else:
        status = "going"
        minutes = known.remind_minutes_before if minutes is None and known is not None else minutes
    rsvp = Rsvp(status, minutes, turn.person.location)
    done = attendance.answer(user_id, int(event.id), rsvp, now=turn.person.now, zone=turn.ports.here.zone)
    return _with_cards(turn, [done], _done_words(turn, request, done))


def _done_words(turn: Turn, request: ReminderRequest, done: Attending) -> str:
    remind = _remind_words(done, turn.person.now)
    if request.action == "going":
        return f"You're down for {done.title}.{f' {remind}' if remind else ' Say when to remind you, if you like.'}"
    if remind is None:
        return f"{done.title} has begun, so a reminder would come too late."
    return remind


def _remind_words(done: Attending, now: datetime) -> str | None:
    if done.remind_at is None:
        return None
    if done.remind_at <= now:
        return f"I'll remind you of {done.title} right away: it is that close."
    at = done.remind_at.astimezone(now.tzinfo)
    day = "" if at.date() == now.date() else f" on {at:%A}" if at - now < timedelta(days=6) else f" on {at:%B} {at.day}"
    walk = f", with the {done.walk_minutes}-minute walk counted in" if done.walk_minutes else ""
    return f"I'll remind you of {done.title} at {clock(at)}{day}{walk}."


def _take_back(turn: Turn, request: ReminderRequest, user_id: int) -> Answer:
    own = _all_mine(turn, user_id)
    if request.action == "unremind":
        own = [one for one in own if one.remind_at is not None]
    ids = [int(card.id) for card in request.cards if is_event(card)]
    found = [one for one in own if one.event_id in ids] or ([] if request.named and ids else own)
    if not found:
        return Answer(template=NO_REMINDER if request.action == "unremind" else NOTHING_MINE.format(when="so far"))
    if len(found) > 1:
        choices = [one.title for one in found[:MAX_SHOWN]]
        words = f"{WHICH_REMINDER} You have {joined(choices)}."
        return Answer(template=words, clarify=Clarify(WHICH_REMINDER, tuple(choices)))
    one = found[0]
    status = "none" if request.action == "leaving" else one.status
    attendance.answer(user_id, one.event_id, Rsvp(status), now=turn.person.now, zone=turn.ports.here.zone)
    if status == "none":
        return Answer(template=f"Took you off {one.title}. No reminder will come.")
    return Answer(template=f"Canceled the reminder for {one.title}. You're still down as {one.status}.")


def _mine(turn: Turn, user_id: int) -> Answer:
    window = turn.intent.window
    when = window.words if window is not None else "so far"
    own = [
        one
        for one in _all_mine(turn, user_id)
        if window is None or (one.starts_at < window.end and _ends(one) > window.start)
    ]
    if not own:
        return Answer(template=NOTHING_MINE.format(when=when))
    listed = [_mine_words(one, turn.person.now) for one in own[:MAX_SHOWN]]
    more = f" And {len(own) - MAX_SHOWN} more after that." if len(own) > MAX_SHOWN else ""
    return _with_cards(turn, own[:MAX_SHOWN], f"You have {joined(listed)}.{more}")


def _mine_words(one: Attending, now: datetime) -> str:
    start = one.starts_at.astimezone(now.tzinfo)
    day = "" if start.date() == now.date() else f" on {start:%A}, {start:%B} {start.day}"
    maybe = " (interested)" if one.status == "interested" else ""
    reminder = f", reminder at {clock(one.remind_at.astimezone(now.tzinfo))}" if one.remind_at else ""
    return f"{one.title}{day} at {clock(start)}{maybe}{reminder}"


def _ends(one: Attending) -> datetime:
    return one.item.end if one.item is not None and one.item.end is not None else one.starts_at + timedelta(hours=1)


def _all_mine(turn: Turn, user_id: int) -> list[Attending]:
    return attendance.mine(user_id, turn.person.now, turn.ports.here.zone)


def _with_cards(turn: Turn, own: Sequence[Attending], words: str) -> Answer:
    origin = turn.person.location or turn.ports.here.home
    items = [one.item for one in own if one.item is not None]
    cards: tuple[Card, ...] = tuple(event_card(item, origin, turn.person.now) for item in items)
    return Answer(template=words, cards=cards, grounds=grounds_for(turn, cards))
