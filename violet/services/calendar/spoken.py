"""The calendar in a sentence or two, for the chat. What could not be read is said to be so, and never to be free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from datetime import time as wall_time

from violet.database import DATABASE_DOWN
from violet.domain.calendar_questions import CalendarQuestion
from violet.domain.person import Person
from violet.providers.calendars.base import CalendarEntry
from violet.services.calendar.agenda import Agenda, agenda
from violet.services.calendar.answers import NO_GAP
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.free import free_rest_of_day, todays_entries, waking_day
from violet.services.calendar.free_time import Interval
from violet.services.ranking.reasons import clock

# More than these nobody listens to.
MAX_SAID = 5
MAX_TITLE_CHARS = 80
MAX_PLACE_CHARS = 60
# What a calendar's text may hold that is not to be said as our words: addresses, handles, what cannot be seen.
_LINK = re.compile(r"\w+://|www\.|@|\.\w{2,}/", re.IGNORECASE)
NOT_KNOWN_SO_FAR = "Your calendar is not known that far ahead."


def spoken_answer(ports: CalendarPorts, person: Person, question: CalendarQuestion) -> str:
    """Never raises for a calendar or the database: then that is what is said."""
    try:
        found = agenda(ports, person)
    except DATABASE_DOWN:
        return NO_GAP["unavailable"]
    if not found.linked:
        return NO_GAP["reconnect" if found.revoked else "not_linked"]
    if found.unread:
        return NO_GAP["unavailable"]
    now = ports.here.now()
    moment = now if question.days_ahead == 0 else _morning(now, question.days_ahead)
    if moment >= found.known_until:
        return NOT_KNOWN_SO_FAR
    if question.about == "next":
        words = _next_words(found, moment, now)
    elif question.about == "agenda":
        words = _agenda_words(found, moment, now)
    else:
        blocks = free_rest_of_day(found, moment, waking_day(ports.here))
        words = _free_words(blocks, moment, now)
    return words + _as_of_words(found, now)


def _free_words(blocks: Sequence[Interval], moment: datetime, now: datetime) -> str:
    day = _day_words(moment, now)
    if not blocks:
        return f"You have no free time of half an hour or more {day}."
    spans = [_span_words(block, now) for block in blocks[:MAX_SAID]]
    return f"You're free {day} {_list_words(spans)}."


def _span_words(block: Interval, now: datetime) -> str:
    start, end = block.start.astimezone(now.tzinfo), block.end.astimezone(now.tzinfo)
    return f"until {clock(end)}" if start <= now else f"from {clock(start)} to {clock(end)}"


def _next_words(found: Agenda, moment: datetime, now: datetime) -> str:
    timed = [entry for entry in found.entries if entry.busy and not entry.all_day and entry.end > entry.start]
    coming = [entry for entry in timed if entry.start > moment]
    on_now = [entry for entry in timed if entry.start <= now < entry.end]
    said = [f"{_title(on_now[0])} is on until {clock(on_now[0].end.astimezone(now.tzinfo))}."] if on_now else []
    if not coming:
        return " ".join([*said, "There is nothing else in your calendar for the coming week."])
    entry = coming[0]
    day = _day_words(entry.start.astimezone(now.tzinfo), now)
    return " ".join([*said, f"Next is {_title(entry)}, {day} {_when(entry, now)}{_where(entry)}."])


def _agenda_words(found: Agenda, moment: datetime, now: datetime) -> str:
    day = _day_words(moment, now)
    entries = [entry for entry in todays_entries(found, moment) if entry.end > moment]
    if not entries:
        return f"There is nothing {'else ' if moment == now else ''}in your calendar {day}."
    said = [f"{_title(entry)} {'all day' if entry.all_day else _when(entry, now)}" for entry in entries[:MAX_SAID]]
    more = f", and {len(entries) - MAX_SAID} more" if len(entries) > MAX_SAID else ""
    return f"In your calendar {day}: {'; '.join(said)}{more}."


def _when(entry: CalendarEntry, now: datetime) -> str:
    return f"from {clock(entry.start.astimezone(now.tzinfo))} to {clock(entry.end.astimezone(now.tzinfo))}"


def _where(entry: CalendarEntry) -> str:
    place = _plain(entry.place, MAX_PLACE_CHARS)
    return f", at {place}" if place else ""


def _title(entry: CalendarEntry) -> str:
    title = _plain(entry.title, MAX_TITLE_CHARS)
    return f"“{title}”" if title else "something without a name"


def _plain(text: str | None, longest: int) -> str | None:
    """A calendar's own words on one line; None where they are none that may be said."""
    shown = "".join(character if character.isprintable() else " " for character in text or "")
    words = " ".join(shown.split())
    return None if not words or len(words) > longest or _LINK.search(words) else words


def _day_words(moment: datetime, now: datetime) -> str:
    ahead = (moment.date() - now.date()).days
    return {0: "today", 1: "tomorrow"}.get(ahead, f"on {moment:%A}")


def _as_of_words(found: Agenda, now: datetime) -> str:
    if found.as_of is None:
        return ""
    read_at = found.as_of.astimezone(now.tzinfo)
    return f" That is as of {read_at:%A} {clock(read_at)}: your calendar does not answer right now."


def _list_words(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _morning(now: datetime, days_ahead: int) -> datetime:
    return datetime.combine(now.date() + timedelta(days=days_ahead), wall_time(), now.tzinfo)
