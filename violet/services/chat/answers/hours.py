"""When one place is open: now, on the day asked about, or at the moment asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from violet.domain.cards import Card
from violet.domain.intent import Intent
from violet.domain.opening_hours import is_open, open_until, opens_next
from violet.domain.places import Place
from violet.domain.public_holidays import holiday_on, hours_may_differ
from violet.domain.wall_clock import after, is_later, zone_of
from violet.services.chat.replies.wording import joined, opening_phrase
from violet.services.ranking.reasons import clock

# Who asks for a day means from its early morning on; what opened before midnight belongs to the day before.
DAY_BEGINS = time(5, 0)
MAX_SPELLS = 3
HOLIDAY = " Hours often differ on a holiday, so check or call first."
AT_ONCE = timedelta(minutes=2)


def hours_words(card: Card, intent: Intent, now: datetime) -> str:
    """The answer to a question of hours. `now` is aware; the moment asked about is the intent's."""
    words = _hours_words(card, intent, now)
    at = intent.constraints.open_at or now
    holiday = holiday_on(at.date(), zone_of(now))
    hours = card.place.opening_hours if card.place is not None else None
    day = "Today" if at.date() == now.date() else "That day"
    if hours_may_differ(hours, at.date(), zone_of(now)):
        return f"{words} {day} is {holiday}, so hours may differ: check or call first."
    if holiday is not None and hours is None:
        return f"{words} {day} is {holiday}, and hours often differ then."
    return words + (HOLIDAY if "holiday" in intent.forms else "")


def _hours_words(card: Card, intent: Intent, now: datetime) -> str:
    asked = intent.constraints.open_at
    place = card.place
    whether = "asks_whether" in intent.forms or "which_of_them" in intent.forms
    if asked is None or not is_later(asked, after(now, AT_ONCE)):
        return _now(card, place, now, whether=whether)
    if _is_open(place, asked) is None:
        return f"I don't know the hours of {card.name}, so check before you go."
    if "clock_time" in intent.forms:
        return _at(card, place, asked, now)
    return _on(card, place, asked, now, whether=whether)


def day_words(day: date, now: datetime) -> str:
    ahead = (day - now.date()).days
    return {0: "today", 1: "tomorrow"}.get(ahead) or (f"on {day:%A}" if ahead < 7 else f"on {day:%A, %B} {day.day}")


def spells_of(place: Place | None, day: date, zone_of: datetime) -> list[tuple[datetime, datetime | None]]:
    """The times in which the place is open on that day, as opening and closing; None for one that never closes."""
    at: datetime | None = datetime.combine(day, DAY_BEGINS, zone_of.tzinfo)
    found: list[tuple[datetime, datetime | None]] = []
    while at is not None and at.date() == day and len(found) < MAX_SPELLS:
        begins = at if _is_open(place, at) else _opens_next(place, at)
        if begins is None or begins.date() != day:
            break
        at = _open_until(place, begins)
        found.append((begins, at))
    return found


def _now(card: Card, place: Place | None, now: datetime, *, whether: bool) -> str:
    opening = opening_phrase(card)
    if opening is None:
        return f"I don't know the hours of {card.name}, so check before you go."
    if card.open_now is False:
        following = _opens_next(place, now)
        then = f" It opens again {_moment(following, now)}." if following else ""
        return f"{'No, ' if whether else ''}{card.name} is closed right now.{then}"
    return f"{'Yes, ' if whether else ''}{card.name} is {opening}."


def _at(card: Card, place: Place | None, asked: datetime, now: datetime) -> str:
    when = _moment(asked, now)
    if _is_open(place, asked):
        until = _open_until(place, asked)
        return f"Yes, {card.name} is open {when}" + (f", until {clock(until)}." if until else ", around the clock.")
    return f"No, {card.name} is closed {when}. {_day_hours(place, asked, now)}"


def _on(card: Card, place: Place | None, asked: datetime, now: datetime, *, whether: bool) -> str:
    spells = spells_of(place, asked.date(), asked)
    day = day_words(asked.date(), now)
    if not spells:
        following = _opens_next(place, asked)
        then = f" It opens next {_moment(following, now)}." if following else ""
        return f"{'No, ' if whether else ''}{card.name} is closed {day}.{then}"
    return f"{'Yes, ' if whether else ''}{card.name} is open {day} {_from(spells)}."


def _day_hours(place: Place | None, asked: datetime, now: datetime) -> str:
    """The hours of the day that the moment belongs to; of the small hours, the night before."""
    day = (asked - timedelta(hours=DAY_BEGINS.hour)).date()
    spells = spells_of(place, day, asked)
    if not spells:
        following = _opens_next(place, asked)
        return (
            f"It opens next {_moment(following, now)}." if following else f"It is closed all day {day_words(day, now)}."
        )
    return f"Its hours {day_words(day, now)} are {_spell_words(spells)}."


def _from(spells: list[tuple[datetime, datetime | None]]) -> str:
    return _spell_words(spells) if spells[0][1] is None else f"from {_spell_words(spells)}"


def _spell_words(spells: list[tuple[datetime, datetime | None]]) -> str:
    if spells[0][1] is None:
        return "around the clock"
    return joined([f"{clock(begins)} to {clock(ends)}" for begins, ends in spells if ends is not None])


def _moment(at: datetime, now: datetime) -> str:
    return f"at {clock(at)} {day_words(at.date(), now)}"


def _is_open(place: Place | None, at: datetime) -> bool | None:
    return is_open(place.opening_hours, at, place.location) if place is not None else None


def _open_until(place: Place | None, at: datetime) -> datetime | None:
    return open_until(place.opening_hours, at, place.location) if place is not None else None


def _opens_next(place: Place | None, at: datetime) -> datetime | None:
    return opens_next(place.opening_hours, at, place.location) if place is not None else None
