"""From a feed's items to a batch: what every source checks in the same way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any, TypeVar

from violet.domain.announcements import Event, EventBatch, RejectedItem, Rejection, Validators
from violet.domain.time_window import TimeWindow
from violet.ports import Failure, ProviderError

Item = TypeVar("Item")

# More than this from one source is not an event listing any more.
MAX_EVENTS = 20_000
# An exhibition runs for months; what runs longer is not an event but a place.
MAX_LENGTH = timedelta(days=180)
LABEL_CHARS = 80


def rejected(reason: Rejection, label: object = "") -> RejectedItem:
    return RejectedItem(reason, str(label)[:LABEL_CHARS])


def collect(
    items: Iterable[Item],
    read: Callable[[Item], Event | RejectedItem],
    window: TimeWindow,
    *,
    complete: bool = True,
    validators: Validators | None = None,
) -> EventBatch:
    """Reads every item and keeps what passes the common checks; one bad item spoils no other."""
    events: dict[str, Event] = {}
    refused: list[RejectedItem] = []
    for item in items:
        found = read(item)
        if isinstance(found, Event):
            found = _checked(_in_utc(found), events, window)
        if isinstance(found, RejectedItem):
            refused.append(found)
        else:
            events[found.source_id] = found
    too_many = any(item.reason is Rejection.TOO_MANY for item in refused)
    return EventBatch(tuple(events.values()), tuple(refused), complete=complete and not too_many, validators=validators)


def _in_utc(event: Event) -> Event:
    """Times of one zone compare by the clock on the wall, which is wrong in the hour the clocks go back."""
    end = event.end.astimezone(UTC) if event.end is not None else None
    return replace(event, start=event.start.astimezone(UTC), end=end)


def _checked(event: Event, taken: dict[str, Event], window: TimeWindow) -> Event | RejectedItem:
    end = event.end or event.start
    reason = None
    if event.source_id in taken:
        reason = Rejection.REPEATED_ID
    elif end < event.start:
        reason = Rejection.ENDS_BEFORE_START
    elif end - event.start > MAX_LENGTH:
        reason = Rejection.TOO_LONG
    elif event.start >= window.end or end < window.start:
        reason = Rejection.OUTSIDE_WINDOW
    elif len(taken) >= MAX_EVENTS:
        reason = Rejection.TOO_MANY
    return rejected(reason, event.source_id) if reason else event


def items_of(provider: str, payload: Any, key: str | None = None) -> list[Any]:
    """The list in a decoded answer. Raises ProviderError (BAD_RESPONSE) where there is none."""
    found = payload.get(key) if key is not None and isinstance(payload, dict) else payload
    if not isinstance(found, list):
        raise ProviderError(provider, Failure.BAD_RESPONSE, "no list of events")
    return found
