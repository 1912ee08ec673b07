"""The calendar's questions answered: what is on today, when one is free, and what to do then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

from violet.domain.wall_clock import NEW_YORK
from violet.providers.calendars.base import CalendarEntry
from violet.services.calendar.agenda import Agenda, agenda
from violet.services.calendar.free import Gap, free_today, next_gap, todays_entries
from violet.services.calendar.free_time import Interval
from violet.services.calendar.suggestions import Asked, Suggestion, suggestions
from violet.services.deps import Deps
from violet.services.ranking.reasons import clock

# A notification is for a gap that is now or about to begin.
NOTIFY_WITHIN = timedelta(minutes=60)
NOTIFIED_SUGGESTIONS = 3

Status = Literal["free_now", "free_later", "no_free_time", "not_linked", "reconnect", "unavailable"]
NO_GAP: Mapping[Status, str] = {
    "no_free_time": "You have no free time of half an hour or more in the coming week.",
    "not_linked": "Link a calendar to see when you are free.",
    "reconnect": "Your calendar has to be connected again.",
    "unavailable": "Your calendar does not answer right now. Please try again in a few minutes.",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Whose calendar it is: the account's id and settings, and for whom suggestions are made."""

    user_id: int
    settings: Mapping[str, Any]
    asked: Asked


@dataclass(frozen=True, slots=True)
class NextFree:
    """The free stretch that is now or next, what fits into it, and a sentence about both."""

    status: Status
    gap: Gap | None
    suggestion: Suggestion | None
    message: str


def today(deps: Deps, person: Person) -> list[CalendarEntry]:
    """Everything on today, also what takes no time. Raises DATABASE_DOWN."""
    return todays_entries(agenda(deps, person.user_id, person.settings), deps.now())


def free_blocks_today(deps: Deps, person: Person) -> list[Interval]:
    """Raises DATABASE_DOWN."""
    return free_today(deps, agenda(deps, person.user_id, person.settings))


def next_free_block(deps: Deps, person: Person) -> NextFree:
    """Without a suggestion. Raises DATABASE_DOWN."""
    return next_free_in(deps, agenda(deps, person.user_id, person.settings))


def next_free(deps: Deps, person: Person) -> NextFree:
    """With the best suggestion that fits. Raises DATABASE_DOWN."""
    found = next_free_block(deps, person)
    if found.gap is None:
        return found
    fitting = suggestions(deps, found.gap, person.asked, limit=1)
    return with_suggestion(deps, found, fitting[0] if fitting else None)


def notifications(deps: Deps, person: Person) -> list[tuple[Interval, list[Suggestion]]]:
    """The gap that is now or begins within the hour, with what fits into it. Empty where there is nothing to say, and
    where the person switched notifications off. Raises DATABASE_DOWN."""
    if person.settings.get("notifications_enabled") is False:
        return []
    found = next_free_block(deps, person)
    if found.gap is None or found.gap.time.start - deps.clock() > NOTIFY_WITHIN:
        return []
    fitting = suggestions(deps, found.gap, person.asked, limit=NOTIFIED_SUGGESTIONS)
    return [(found.gap.time, fitting)] if fitting else []


def next_free_in(deps: Deps, found: Agenda) -> NextFree:
    """From an agenda that was read already."""
    gap = next_gap(deps, found)
    status = _status(deps, found, gap)
    message = _free_words(deps, gap) if gap is not None else NO_GAP[status]
    return NextFree(status, gap, None, message)


def with_suggestion(deps: Deps, found: NextFree, suggestion: Suggestion | None) -> NextFree:
    if suggestion is None or found.gap is None:
        return found
    words = f"{_free_words(deps, found.gap)} {_suggestion_words(suggestion)}"
    return replace(found, suggestion=suggestion, message=words)


def _status(deps: Deps, found: Agenda, gap: Gap | None) -> Status:
    if gap is not None:
        return "free_now" if gap.time.start <= deps.clock() else "free_later"
    if not found.linked:
        return "reconnect" if found.revoked else "not_linked"
    return "unavailable" if found.degraded and not found.entries else "no_free_time"


def _free_words(deps: Deps, gap: Gap) -> str:
    now = deps.now()
    start, end = gap.time.start.astimezone(NEW_YORK), gap.time.end.astimezone(NEW_YORK)
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
