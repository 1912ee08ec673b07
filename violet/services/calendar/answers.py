"""The calendar's questions answered: what is on today, when one is free, and what to do then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from violet.domain.person import Person
from violet.errors import Unavailable
from violet.providers.calendars.base import CalendarEntry
from violet.services.calendar.agenda import Agenda, agenda
from violet.services.calendar.calendar_ports import CalendarPorts, FreeTimePorts
from violet.services.calendar.free import Gap, free_today, next_gap, todays_entries
from violet.services.calendar.free_time import Interval
from violet.services.calendar.suggestions import Suggestion, suggestions
from violet.services.ranking.reasons import clock

# A notification is for a gap that is now or about to begin.
NOTIFY_WITHIN = timedelta(minutes=60)
NOTIFIED_SUGGESTIONS = 3
# When it is worth asking again for a calendar that could not be read, in seconds.
RETRY_S = 30

Status = Literal["free_now", "free_later", "no_free_time", "not_linked", "reconnect", "unavailable"]
NO_GAP: Mapping[Status, str] = {
    "no_free_time": "You have no free time of half an hour or more in the coming week.",
    "not_linked": "Link a calendar to see when you are free.",
    "reconnect": "Your calendar has to be connected again.",
    "unavailable": "Your calendar does not answer right now. Please try again in a few minutes.",
}


@dataclass(frozen=True, slots=True)
class NextFree:
    """The free stretch that is now or next, what fits into it, and a sentence about both."""

    status: Status
    gap: Gap | None
    suggestion: Suggestion | None
    message: str


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on today, also what takes no time, and the agenda it is from."""

    entries: list[CalendarEntry]
    agenda: Agenda


@dataclass(frozen=True, slots=True)
class FreeToday:
    """The free stretches in the rest of today, and the agenda they are from: none while a calendar is unread."""

    blocks: list[Interval]
    agenda: Agenda


def today(ports: CalendarPorts, person: Person) -> Today:
    """Raises DATABASE_DOWN, and Unavailable rather than an empty day where a calendar could not be read."""
    found = agenda(ports, person)
    entries = todays_entries(found, ports.here.now())
    if found.unread and not entries:
        raise Unavailable(NO_GAP["unavailable"], retry_after_s=RETRY_S)
    return Today(entries, found)


def free_blocks_today(ports: CalendarPorts, person: Person) -> FreeToday:
    """Raises DATABASE_DOWN."""
    found = agenda(ports, person)
    return FreeToday(free_today(ports, found), found)


def next_free_block(ports: CalendarPorts, person: Person) -> NextFree:
    """Without a suggestion. Raises DATABASE_DOWN."""
    return next_free_in(ports, agenda(ports, person))


def next_free(ports: FreeTimePorts, person: Person) -> NextFree:
    """With the best suggestion that fits. Raises DATABASE_DOWN."""
    found = next_free_block(ports.calendars, person)
    if found.gap is None:
        return found
    fitting = suggestions(ports.quick, found.gap, person, limit=1)
    return with_suggestion(ports.calendars, found, fitting[0] if fitting else None)


def notifications(ports: FreeTimePorts, person: Person) -> list[tuple[Interval, list[Suggestion]]]:
    """The gap that is now or begins within the hour, with what fits into it. Empty where there is nothing to say, and
    where the person switched notifications off. Raises DATABASE_DOWN."""
    if person.settings.get("notifications_enabled") is False:
        return []
    found = next_free_block(ports.calendars, person)
    if found.gap is None or found.gap.time.start - ports.calendars.here.clock() > NOTIFY_WITHIN:
        return []
    fitting = suggestions(ports.quick, found.gap, person, limit=NOTIFIED_SUGGESTIONS)
    return [(found.gap.time, fitting)] if fitting else []


def next_free_in(ports: CalendarPorts, found: Agenda) -> NextFree:
    """From an agenda that was read already."""
    gap = next_gap(ports, found)
    status = _status(ports, found, gap)
    message = _free_words(ports, gap) if gap is not None else NO_GAP[status]
    return NextFree(status, gap, None, message)


def with_suggestion(ports: CalendarPorts, found: NextFree, suggestion: Suggestion | None) -> NextFree:
    if suggestion is None or found.gap is None:
        return found
    words = f"{_free_words(ports, found.gap)} {_suggestion_words(suggestion)}"
    return replace(found, suggestion=suggestion, message=words)


def _status(ports: CalendarPorts, found: Agenda, gap: Gap | None) -> Status:
    if gap is not None:
        return "free_now" if gap.time.start <= ports.here.clock() else "free_later"
    if not found.linked:
        return "reconnect" if found.revoked else "not_linked"
    return "unavailable" if found.unread else "no_free_time"


def _free_words(ports: CalendarPorts, gap: Gap) -> str:
    now = ports.here.now()
    start, end = gap.time.start.astimezone(ports.here.zone), gap.time.end.astimezone(ports.here.zone)
    if start <= now:
        return f"You're free until {clock(end)}."
    ahead = (start.date() - now.date()).days
    day = {0: "", 1: " tomorrow"}.get(ahead, f" on {start:%A}")
    return f"You're free{day} from {clock(start)} to {clock(end)}."


def _suggestion_words(suggestion: Suggestion) -> str:
    card = suggestion.card
    walk = f", {card.walk_time} on foot" if card.walk_time else ""
    if suggestion.type == "event":
        return f"{card.name} starts at {clock(suggestion.start)}{walk}."
    return f"{card.name} is open then{walk}."
