"""What is in a person's calendars, whichever they linked: read side by side, kept sealed for some minutes, and when a
calendar does not answer, its last good copy for a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as wall_time
from functools import partial
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from violet.domain.announcements import TimeWindow
from violet.domain.wall_clock import NEW_YORK
from violet.ports import ProviderError
from violet.providers.calendars.base import AccessRevokedError, CalendarEntry
from violet.services.calendar import google
from violet.services.calendar.links import LINKED, REVOKED, Kind, Link, links_of, mark_revoked, read_key
from violet.services.deps import Deps
from violet.services.working import parallel

# So many days are read at once, from this morning's midnight: every question is about a part of them.
DAYS_READ = 8
STALE_KEPT_S = 24 * 3600
DEADLINE_SLACK_S = 1.0
ENTRIES = TypeAdapter(tuple[CalendarEntry, ...])


@dataclass(frozen=True, slots=True)
class Agenda:
    """`entries` are those of all linked calendars, by start, from this morning until `known_until` (aware). `degraded`
    names calendars that did not answer, `revoked` those that have to be linked again."""

    linked: bool
    entries: tuple[CalendarEntry, ...]
    known_until: datetime
    degraded: tuple[Kind, ...] = ()
    revoked: tuple[Kind, ...] = ()


class _Kept(BaseModel):
    """What was read of one calendar. `linked_at` tells whether it was this link."""

    read_at: datetime
    linked_at: datetime
    from_day: datetime
    entries: tuple[CalendarEntry, ...]


Reader = Callable[[Link, TimeWindow], Sequence[CalendarEntry]]


def agenda(deps: Deps, user_id: int, settings: Mapping[str, Any]) -> Agenda:
    """`settings` is what the person set (an explicit "off" is obeyed). Raises DATABASE_DOWN; a calendar that fails is
    named in the answer."""
    window = window_at(deps.clock())
    links = {kind: link for kind, link in links_of(deps, user_id).items() if _wanted(kind, settings)}
    readers = _readers(deps, user_id)
    usable = {kind: link for kind, link in links.items() if link.status == LINKED and link.content is not None}
    tasks: dict[str, Callable[[], Any]] = {
        kind: partial(_read, deps, user_id, link, window=window, reader=readers[kind]) for kind, link in usable.items()
    }
    done = parallel.gather(tasks, deadline_s=deps.settings.calendar_budget_s * 2 + DEADLINE_SLACK_S) if tasks else {}
    entries: list[CalendarEntry] = []
    degraded, revoked = [], [kind for kind, link in links.items() if link.status == REVOKED]
    for kind, link in usable.items():
        try:
            found, fresh = done[kind].result() if kind in done else ((), False)
        except AccessRevokedError:
            revoked.append(kind)
            continue
        except ProviderError:
            found, fresh = _kept_entries(deps, user_id, link), False
        entries += found
        degraded += [] if fresh else [kind]
    known = [_covered(link, window) for kind, link in usable.items() if kind not in revoked]
    ordered = tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.id)))
    return Agenda(bool(known), ordered, min(known, default=window.end), tuple(degraded), tuple(revoked))


def window_at(now: datetime) -> TimeWindow:
    """From this morning's midnight in New York."""
    today = now.astimezone(NEW_YORK).date()
    start = datetime.combine(today, wall_time(), NEW_YORK)
    return TimeWindow(start, datetime.combine(today + timedelta(days=DAYS_READ), wall_time(), NEW_YORK))


def _wanted(kind: Kind, settings: Mapping[str, Any]) -> bool:
    if settings.get("calendar_integration_enabled") is False:
        return False
    return kind != "google" or settings.get("google_calendar_enabled") is not False


def _readers(deps: Deps, user_id: int) -> dict[Kind, Reader]:
    return {
        "busy_times": _posted,
        "ical": lambda link, window: deps.calendar_feeds.read(str((link.content or {})["url"]), window).entries,
        "google": lambda link, window: google.read(deps, user_id, link, window),
    }


def _posted(link: Link, window: TimeWindow) -> Sequence[CalendarEntry]:
    entries = ENTRIES.validate_python((link.content or {})["blocks"])
    return [entry for entry in entries if entry.start < window.end and entry.end > window.start]


def _covered(link: Link, window: TimeWindow) -> datetime:
    """Until when the calendar is known: posted times end where the app said."""
    if link.kind != "busy_times" or link.content is None:
        return window.end
    return min(window.end, datetime.fromisoformat(link.content["until"]))


def _read(
    deps: Deps, user_id: int, link: Link, *, window: TimeWindow, reader: Reader
) -> tuple[Sequence[CalendarEntry], bool]:
    """The entries, and whether they are fresh. Raises ProviderError."""
    if link.kind == "busy_times":
        return reader(link, window), True
    kept = _kept(deps, user_id, link)
    age = deps.clock() - kept.read_at if kept else None
    if kept and age is not None and kept.from_day == window.start and age.total_seconds() < _ttl_s(deps):
        return kept.entries, True
    try:
        entries = tuple(reader(link, window))
    except AccessRevokedError:
        mark_revoked(deps, user_id, link.kind)
        raise
    _keep(deps, user_id, link, from_day=window.start, entries=entries)
    return entries, True


def _ttl_s(deps: Deps) -> float:
    return deps.settings.calendar_cache_ttl_s


def _keep(deps: Deps, user_id: int, link: Link, *, from_day: datetime, entries: tuple[CalendarEntry, ...]) -> None:
    kept = _Kept(read_at=deps.clock(), linked_at=link.linked_at, from_day=from_day, entries=entries)
    sealed = deps.cipher.encrypt(kept.model_dump_json()).encode()
    deps.store.set(read_key(user_id, link.kind), sealed, ttl_s=STALE_KEPT_S)


def _kept(deps: Deps, user_id: int, link: Link) -> _Kept | None:
    sealed = deps.store.get(read_key(user_id, link.kind))
    text = deps.cipher.decrypt(sealed.decode()) if sealed else None
    try:
        kept = _Kept.model_validate_json(text) if text else None
    except ValidationError:
        return None
    return kept if kept is not None and kept.linked_at == link.linked_at else None


def _kept_entries(deps: Deps, user_id: int, link: Link) -> Sequence[CalendarEntry]:
    kept = _kept(deps, user_id, link)
    return kept.entries if kept else ()
