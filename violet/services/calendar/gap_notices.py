"""Free gaps worth a notice: somebody comes out of one thing, the next is a while off, and something good fits between.

Told when the gap is about to begin, at most once a day, never in quiet hours, and only to whoever has a device and
wants to hear of it. Asks no provider that costs: what fits is from the guide and from the events at hand.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exists, select

from violet.domain.person import Person
from violet.models import CalendarLink, NotificationRow, NotificationToken, User
from violet.services.calendar.agenda import agenda
from violet.services.calendar.calendar_ports import FreeTimePorts
from violet.services.calendar.free import Gap, gap_between_two
from violet.services.calendar.free_time import LEAST_GAP
from violet.services.calendar.links import LINKED
from violet.services.calendar.suggestions import Suggestion, suggestion_among
from violet.services.notify.kinds import Channel, Kind
from violet.services.notify.notices import DAY, Notice, tell
from violet.services.notify.preferences import Preferences, preferences_of
from violet.services.notify.words import ENGLISH, clock_time, languages_of, say
from violet.services.working.database import reading, writing

# How long before a gap begins it may be told, and how long after: somebody looks every few minutes.
AHEAD = timedelta(minutes=15)
BEHIND = timedelta(minutes=10)
# Half an hour between two classes is a walk and a coffee: no reason to buzz.
WORTH = timedelta(minutes=45)
LEFT_AT_LEAST = LEAST_GAP
SUBJECT = "gap"
URL = "violetvibes://calendar"
EVENT_URL = "violetvibes://events/{id}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with a linked calendar and a device, who was told of no gap for a day."""

    user_id: int
    settings: Mapping[str, Any]
    wishes: Preferences
    language: str


def tell_gaps(ports: FreeTimePorts, candidates: Sequence[Candidate], *, limit_s: float) -> int:
    """Tells those who have a gap worth it; for `limit_s` seconds, and in another order each time, so that nobody is
    always the last. Returns how many were told. Raises DATABASE_DOWN."""
    until = time.monotonic() + limit_s
    told = 0
    for one in random.sample(candidates, len(candidates)):
        if time.monotonic() >= until:
            break
        notice = _notice(ports, one)
        if notice is None:
            continue
        with writing() as connection:
            told += tell(connection, [notice], now=ports.calendars.here.clock())
    return told


def candidates(now: datetime) -> list[Candidate]:
    """Raises DATABASE_DOWN."""
    told = (NotificationRow.kind == Kind.FREE_TIME, NotificationRow.created_at > now - DAY)
    wanted = (
        User.suspended_at.is_(None),
        exists().where(CalendarLink.user_id == User.id, CalendarLink.status == LINKED),
        exists().where(NotificationToken.user_id == User.id),
        ~exists().where(NotificationRow.user_id == User.id, *told),
    )
    with reading() as connection:
        rows = connection.execute(select(User.id, User.settings).where(*wanted)).all()
        return _who_want_it(connection, {row.id: row.settings for row in rows})


def _who_want_it(connection: Connection, settings: Mapping[int, Mapping[str, Any]]) -> list[Candidate]:
    wishes = preferences_of(connection, settings)
    languages = languages_of(connection, settings)
    return [
        Candidate(user_id, settings[user_id], wish, languages.get(user_id, ENGLISH))
        for user_id, wish in wishes.items()
        if wish.wants(Kind.FREE_TIME, Channel.PUSH)
    ]


def _notice(ports: FreeTimePorts, who: Candidate) -> Notice | None:
    """None where there is no gap, nothing fits into it, or it is the person's night."""
    here = ports.calendars.here
    now = here.now()
    if who.wishes.quiet_until(Kind.FREE_TIME, now, here.zone) is not None:
        return None
    person = Person(now=now, account_id=who.user_id, settings=who.settings)
    gap = gap_between_two(ports.calendars, agenda(ports.calendars, person), since=now - BEHIND, until=now + AHEAD)
    if gap is None or gap.time.length < WORTH:
        return None
    found = suggestion_among(ports.quick, gap, person, [])
    return _told(who, gap, found, ports) if found is not None else None


def _told(who: Candidate, gap: Gap, found: Suggestion, ports: FreeTimePorts) -> Notice:
    zone, card = ports.calendars.here.zone, found.card
    is_event = found.type == "event"
    what = {"name": card.name, "when": clock_time(who.language, found.start, zone)}
    words = [say(who.language, "gap_event" if is_event else "gap_place", **what)]
    if card.walk_minutes:
        words.append(say(who.language, "gap_walk", minutes=card.walk_minutes))
    return Notice(
        user_id=who.user_id,
        kind=Kind.FREE_TIME,
        subject=SUBJECT,
        occurrence=gap.time.start.isoformat(),
        title=say(who.language, "gap_title", when=clock_time(who.language, gap.time.end, zone)),
        body=" · ".join(words),
        url=EVENT_URL.format(id=card.id) if is_event else URL,
        data={"event_id": card.id} if is_event else {"place_id": card.place_id},
        expires_at=found.start if is_event else gap.time.end - LEFT_AT_LEAST,
    )
