"""What is in a person's calendars, whichever they linked: read side by side, and where one does not answer, as it was
read last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as wall_time
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from violet.domain.person import Person
from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import zone_of
from violet.errors import Unauthorized
from violet.providers.calendars.base import AccessRevokedError, CalendarEntry, CalendarReading
from violet.services.calendar import google
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.links import LINKED, REVOKED, Kind, Link, links_of
from violet.services.calendar.readings import PATIENCE_S, KeptReading, Known, Readings
from violet.services.working import parallel

# So many days are read at once, from this morning's midnight: every question is about a part of them.
DAYS_READ = 8
DEADLINE_SLACK_S = 1.0
ENTRIES = TypeAdapter(tuple[CalendarEntry, ...])


@dataclass(frozen=True, slots=True)
class Agenda:
    """`entries` are those of all linked calendars, by start, from this morning until `known_until` (aware). `degraded`
    names calendars that did not answer, `unread` those of which nothing is known, or not enough to call anybody free;
    `revoked` have to be linked again. `as_of` is when the oldest reading was made, where one stands in."""

    linked: bool
    entries: tuple[CalendarEntry, ...]
    known_until: datetime
    degraded: tuple[Kind, ...] = ()
    revoked: tuple[Kind, ...] = ()
    unread: tuple[Kind, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    link: Link
    entries: tuple[CalendarEntry, ...] = ()
    known_until: datetime | None = None
    is_fresh: bool = True
    is_known: bool = True
    read_at: datetime | None = None
    is_revoked: bool = False


def agenda(ports: CalendarPorts, person: Person) -> Agenda:
    """What the person switched off is obeyed. Raises DATABASE_DOWN; a calendar that fails is
    named in the answer."""
    user_id, settings = account_of(person), person.settings
    window = window_at(ports.here.now())
    links = {kind: link for kind, link in links_of(ports.vault, user_id).items() if _wanted(kind, settings)}
    revoked = tuple(kind for kind, link in links.items() if link.status == REVOKED)
    usable = {kind: link for kind, link in links.items() if link.status == LINKED and link.content is not None}
    sealed_off = tuple(kind for kind, link in links.items() if link.status == LINKED and link.content is None)
    find = partial(_find, ports, user_id, window)
    tasks: dict[str, Callable[[], Any]] = {kind: partial(find, link) for kind, link in usable.items()}
    deadline_s = ports.here.settings.calendar_budget_s * 2 + PATIENCE_S + DEADLINE_SLACK_S
    done = parallel.gather(tasks, deadline_s=deadline_s) if tasks else {}
    found = [done[kind].result() if kind in done else _Found(link, is_known=False) for kind, link in usable.items()]
    return _together(found, window, revoked=revoked, unread=sealed_off)


def account_of(person: Person) -> int:
    """Only who has an account has calendars here. Raises Unauthorized."""
    if person.account_id is None:
        raise Unauthorized
    return person.account_id


def window_at(now: datetime) -> TimeWindow:
    """From this morning's midnight where `now` is told."""
    start = datetime.combine(now.date(), wall_time(), zone_of(now))
    return TimeWindow(start, _days_after(start))


def reader_of(ports: CalendarPorts, user_id: int, link: Link, window: TimeWindow) -> Callable[[], CalendarReading]:
    """What reads a calendar that others keep. It raises ProviderError."""
    if link.kind == "google":
        return lambda: google.read(ports, user_id, link, window)
    return lambda: ports.feeds.read(str((link.content or {})["url"]), window)


def _wanted(kind: Kind, settings: Mapping[str, Any]) -> bool:
    if settings.get("calendar_integration_enabled") is False:
        return False
    return kind != "google" or settings.get("google_calendar_enabled") is not False


def _find(ports: CalendarPorts, user_id: int, window: TimeWindow, link: Link) -> _Found:
    if link.kind == "busy_times":
        return _posted(link, window)
    try:
        known = Readings(ports, user_id).current(link, window, reader_of(ports, user_id, link, window))
    except AccessRevokedError:
        return _Found(link, is_revoked=True)
    return _read(link, window, known)


def _posted(link: Link, window: TimeWindow) -> _Found:
    """Posted times are known to where the app said."""
    content = link.content or {}
    entries = tuple(_inside(ENTRIES.validate_python(content["blocks"]), window))
    return _Found(link, entries, min(window.end, datetime.fromisoformat(content["until"])))


def _read(link: Link, window: TimeWindow, known: Known) -> _Found:
    reading: KeptReading | None = known.reading
    if reading is None:
        return _Found(link, is_fresh=False, is_known=False)
    return _Found(
        link,
        tuple(_inside(reading.entries, window)),
        min(window.end, _days_after(reading.from_day.astimezone(zone_of(window.start)))),
        is_fresh=known.is_fresh,
        is_known=reading.complete,
        read_at=None if known.is_fresh else reading.read_at,
    )


def _inside(entries: Iterable[CalendarEntry], window: TimeWindow) -> Iterable[CalendarEntry]:
    """Those that touch the window, moments at its start too."""
    return (one for one in entries if one.start < window.end and (one.end > window.start or one.start >= window.start))


def _days_after(start: datetime) -> datetime:
    return datetime.combine(start.date() + timedelta(days=DAYS_READ), wall_time(), zone_of(start))


def _together(
    found: list[_Found], window: TimeWindow, *, revoked: tuple[Kind, ...], unread: tuple[Kind, ...]
) -> Agenda:
    standing = [one for one in found if not one.is_revoked]
    entries = [entry for one in standing for entry in one.entries]
    known = [one.known_until for one in standing if one.known_until is not None]
    return Agenda(
        linked=bool(standing or unread),
        entries=tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.id))),
        known_until=min(known, default=window.end),
        degraded=(*(one.link.kind for one in standing if not one.is_fresh or not one.is_known), *unread),
        revoked=(*revoked, *(one.link.kind for one in found if one.is_revoked)),
        unread=(*(one.link.kind for one in standing if not one.is_known), *unread),
        as_of=min((one.read_at for one in standing if one.read_at is not None), default=None),
    )
