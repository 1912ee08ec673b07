"""Making cards of places and events."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from violet.domain.cards import Card
from violet.domain.categories import category_of
from violet.domain.countries import units_at
from violet.domain.events import EventItem
from violet.domain.foreign_text import spoken_name, spoken_text
from violet.domain.geo import LatLng, Leg, estimate_walk
from violet.domain.intent import ShownCard
from violet.domain.minutes import walk_words
from violet.domain.opening_hours import hours_on, is_open, open_until
from violet.domain.places import Place
from violet.domain.public_holidays import hours_may_differ
from violet.domain.wall_clock import zone_of
from violet.services.ranking.candidates import Ranked
from violet.services.ranking.reasons import clock
from violet.services.ranking.unknown import HOLIDAY_HOURS

LONGEST_LINE = 200
JAVASCRIPT_SAFE_BITS = 52
EVENING_HOUR = 17
# A weekday's name alone means one within the week.
DAYS_BY_NAME = 7
REPORTED_CLOSED = "reported closed"
PhotoUrl = Callable[[str, str], str]


def place_card(
    place: Place, leg: Leg | None, now: datetime, *, photo_url: PhotoUrl | None = None, ranked: Ranked | None = None
) -> Card:
    """The card of a place that was asked for, or `ranked` among others; `now` is the aware moment that open_now and
    open_until speak of."""
    opened = is_open(place.opening_hours, now, place.location)
    category = category_of(place.kinds)
    closing = open_until(place.opening_hours, now, place.location)
    return Card(
        id=stable_id(place.provider, place.id),
        place_id=place.id,
        name=spoken_name(place.name),
        type="place",
        source=place.provider,
        score=round(ranked.score, 4) if ranked else 1.0,
        address=place.address,
        description=spoken_text(place.about),
        meters=leg.meters if leg else None,
        walk_minutes=leg.minutes if leg else None,
        estimated=leg.estimated if leg else False,
        rating=place.rating,
        location=place.location,
        photo_url=photo_url(place.provider, place.photo) if photo_url and place.photo else None,
        price_level=place.price_level,
        open_now=opened if opened is not None else place.open_now,
        open_until=closing,
        minutes_open=round((closing - now).total_seconds() / 60) if closing is not None else None,
        tags=tuple(sorted(tag for tag, has in place.tags.items() if has)),
        diets=tuple(sorted(diet for diet, serves in place.diets.items() if serves)),
        url=place.website,
        top_category=category.value if category else None,
        unknown=ranked.unknown if ranked else _holiday(place, now),
        as_of=place.as_of,
        hours_today=_hours_today(place, now),
        why=((REPORTED_CLOSED,) if place.reported_closed else ()) + (ranked.why if ranked else ()),
        place=place,
        units=units_at(now),
        reported_closed=place.reported_closed,
    )


def _holiday(place: Place, now: datetime) -> tuple[str, ...]:
    """What is not known of a place that nobody ranked: which hours it keeps on today's holiday."""
    return (HOLIDAY_HOURS,) if hours_may_differ(place.opening_hours, now.date(), zone_of(now)) else ()


def _hours_today(place: Place, now: datetime) -> tuple[tuple[datetime, datetime], ...] | None:
    """What begins today, and what began yesterday and is not over."""
    spells = hours_on(place.opening_hours, now.date(), place.location, zone=zone_of(now))
    if spells is None:
        return None
    return tuple(one for one in spells if one[0].date() == now.date() or one[0] <= now < one[1])


def bare_card(shown: ShownCard, now: datetime) -> Card:
    """The card of an earlier answer by what is kept of it, where nobody is asked again."""
    return Card(
        id=int(shown.id) if shown.id.isdigit() else stable_id(shown.provider, shown.id),
        place_id=shown.id,
        name=shown.name,
        type="event" if shown.id.isdigit() else "place",
        source=shown.provider,
        score=1.0,
        price_level=shown.price_level,
        top_category=shown.category,
        units=units_at(now),
    )


def event_card(event: EventItem, walk_from: LatLng, now: datetime) -> Card:
    """The card of an event. The walk is an estimate; an event with no position has none."""
    leg = estimate_walk(walk_from, event.location) if event.location else None
    why = [event_day(event.start, now), "free" if event.free else None, walk_words(leg.minutes) if leg else None]
    return Card(
        id=event.id,
        place_id=str(event.id),
        name=spoken_name(event.title),
        type="event",
        source=event.source,
        score=round(event.score, 4),
        address=_where(event),
        description=spoken_text(_one_line(event.description)),
        meters=leg.meters if leg else None,
        walk_minutes=leg.minutes if leg else None,
        estimated=leg is not None,
        location=event.location,
        photo_url=event.image,
        tags=event.categories,
        why=tuple(word for word in why if word),
        start=event.start,
        end=event.end,
        when=event_time(event, now),
        free=event.free,
        organizer=event.organizer,
        url=event.url,
        units=units_at(now),
    )


def _where(event: EventItem) -> str | None:
    """The venue with its address, in one line; once where one says the other."""
    parts = [part for part in (event.venue, event.address) if part]
    if len(parts) == 2 and (parts[0] in parts[1] or parts[1] in parts[0]):
        return max(parts, key=len)
    return ", ".join(parts) or None


def event_day(start: datetime, now: datetime) -> str:
    """ "today at 6 PM", "Saturday, November 28 at 11 AM"."""
    ahead = (start.date() - now.date()).days
    day = {0: "today", 1: "tomorrow"}.get(ahead) or f"{start:%A, %B} {start.day}"
    return f"{day} at {clock(start)}"


def event_time(event: EventItem, now: datetime) -> str:
    """ "Tonight 7 PM", "Tomorrow 11 AM", "Fri 7 PM", "Fri, Dec 18, 7 PM", "Today, all day", "Now until 9 PM"."""
    if event.start <= now and not event.all_day:
        return f"Now until {_moment(event.end, now)}" if event.end is not None else "Now"
    day = event.start.date()
    if event.all_day:
        return f"{_day(max(day, now.date()), now.date())}, all day"
    if day == now.date():
        return f"{'Tonight' if event.start.hour >= EVENING_HOUR else 'Today'} {clock(event.start)}"
    return _moment(event.start, now)


def _moment(at: datetime, now: datetime) -> str:
    """ "9 PM" of today, "Tomorrow 9 PM", "Fri 9 PM" within a week, "Fri, Dec 18, 9 PM" after that."""
    if at.date() == now.date():
        return clock(at)
    day = _day(at.date(), now.date())
    return f"{day}, {clock(at)}" if "," in day else f"{day} {clock(at)}"


def _day(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead < DAYS_BY_NAME:
        return {0: "Today", 1: "Tomorrow"}.get(ahead) or f"{day:%a}"
    return f"{day:%a, %b} {day.day}"


def _one_line(text: str | None) -> str | None:
    """The first sentence or so of a description, on one line."""
    line = " ".join((text or "").split())
    if len(line) > LONGEST_LINE:
        line = line[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "…"
    return line or None


def ranked_card(ranked: Ranked, now: datetime, *, photo_url: PhotoUrl | None = None) -> Card:
    return place_card(ranked.candidate.place, ranked.candidate.leg, now, photo_url=photo_url, ranked=ranked)


@lru_cache(maxsize=20_000)
def stable_id(source: str, place_id: str) -> int:
    """An integer below 2^52 that is the same for the same place in every answer and on every server."""
    digest = hashlib.blake2b(f"{source}:{place_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - JAVASCRIPT_SAFE_BITS)
