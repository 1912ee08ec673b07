"""Safe walks: the states of one, what can happen to it, and when. Pure: the time comes as an argument.

walking -> arrived | cancelled
walking -> overdue -> escalated -> resolved      overdue goes back to walking where they say they need longer
walking | overdue | escalated -> alarm -> resolved
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from violet.domain.geo import LatLng, meters_between

NEAR_M = 60.0
NEAR_FOR = timedelta(seconds=60)
# A walk that nobody ends is over so long after its contacts were told.
OPEN_FOR = timedelta(hours=24)
MAX_AHEAD = timedelta(hours=12)
MAX_PIN_FAILURES = 5


class WalkState(StrEnum):
    WALKING = "walking"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    ALARM = "alarm"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    RESOLVED = "resolved"


class WalkAct(StrEnum):
    """What the walker does, and what time does to a walk."""

    ARRIVE = "arrive"
    CANCEL = "cancel"
    EXTEND = "extend"
    ALARM = "alarm"
    RESOLVE = "resolve"
    FALL_DUE = "fall_due"
    ESCALATE = "escalate"
    LAPSE = "lapse"


ENDED = frozenset({WalkState.ARRIVED, WalkState.CANCELLED, WalkState.RESOLVED})
OPEN = frozenset(WalkState) - ENDED
TOLD_TO_CONTACTS = frozenset({WalkState.ESCALATED, WalkState.ALARM})

_W, _O, _E, _A = WalkState.WALKING, WalkState.OVERDUE, WalkState.ESCALATED, WalkState.ALARM
TRANSITIONS: Mapping[tuple[WalkState, WalkAct], WalkState] = {
    (_W, WalkAct.ARRIVE): WalkState.ARRIVED,
    (_W, WalkAct.CANCEL): WalkState.CANCELLED,
    (_W, WalkAct.EXTEND): WalkState.WALKING,
    (_W, WalkAct.ALARM): WalkState.ALARM,
    (_W, WalkAct.FALL_DUE): WalkState.OVERDUE,
    (_O, WalkAct.ARRIVE): WalkState.ARRIVED,
    (_O, WalkAct.CANCEL): WalkState.CANCELLED,
    (_O, WalkAct.EXTEND): WalkState.WALKING,
    (_O, WalkAct.ALARM): WalkState.ALARM,
    (_O, WalkAct.RESOLVE): WalkState.RESOLVED,
    (_O, WalkAct.ESCALATE): WalkState.ESCALATED,
    # Contacts were told: however the walker says that all is well, that is what it is.
    (_E, WalkAct.ARRIVE): WalkState.RESOLVED,
    (_E, WalkAct.CANCEL): WalkState.RESOLVED,
    (_E, WalkAct.RESOLVE): WalkState.RESOLVED,
    (_E, WalkAct.ALARM): WalkState.ALARM,
    (_E, WalkAct.LAPSE): WalkState.RESOLVED,
    (_A, WalkAct.ARRIVE): WalkState.RESOLVED,
    (_A, WalkAct.CANCEL): WalkState.RESOLVED,
    (_A, WalkAct.RESOLVE): WalkState.RESOLVED,
    (_A, WalkAct.ALARM): WalkState.ALARM,
    (_A, WalkAct.LAPSE): WalkState.RESOLVED,
}


class NotPossible(Exception):
    """A walk in this state does not take that."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a walk falls due, and when its contacts are told. `changed_at` is when its state changed last."""

    due_at: datetime
    escalates_at: datetime
    changed_at: datetime


def timetable(now: datetime, minutes: float, grace_minutes: int) -> Timetable:
    """Of a walk that should take so long from now on."""
    due_at = now + timedelta(minutes=minutes)
    return Timetable(due_at, due_at + timedelta(minutes=grace_minutes), now)


def after(state: WalkState, act: WalkAct) -> WalkState:
    """Raises NotPossible."""
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        raise NotPossible(f"{state} does not take {act}") from None


def extended(times: Timetable, now: datetime, *, minutes: int, grace_minutes: int) -> Timetable:
    """So many minutes later than planned, or than now where that is past. Raises NotPossible beyond MAX_AHEAD."""
    due_at = max(times.due_at, now) + timedelta(minutes=minutes)
    if due_at > now + MAX_AHEAD:
        raise NotPossible("that is too far ahead")
    return Timetable(due_at, due_at + timedelta(minutes=grace_minutes), now)


def due_act(state: WalkState, times: Timetable, now: datetime) -> WalkAct | None:
    """What time does to the walk now; None where nothing. After it is done, ask again: a walk that nobody looked at for
    an hour falls due and then escalates."""
    if state is WalkState.WALKING and now >= times.due_at:
        return WalkAct.FALL_DUE
    if state is WalkState.OVERDUE and now >= times.escalates_at:
        return WalkAct.ESCALATE
    if state in TOLD_TO_CONTACTS and now >= times.changed_at + OPEN_FOR:
        return WalkAct.LAPSE
    return None


@dataclass(frozen=True, slots=True)
class Approach:
    """Since when the walker has been near the destination, and whether that is an arrival."""

    near_since: datetime | None
    arrived: bool = False


def approach(known: Approach, position: LatLng, destination: LatLng, at: datetime) -> Approach:
    """Arrived: within NEAR_M for NEAR_FOR. Leaving the circle begins anew."""
    if meters_between(position, destination) > NEAR_M:
        return Approach(None)
    since = known.near_since if known.near_since is not None else at
    return replace(known, near_since=since, arrived=at - since >= NEAR_FOR)
