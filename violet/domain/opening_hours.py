"""Opening hours: questions about an OpenStreetMap `opening_hours` text, answered in New York time.

Every answer is None where the hours are unknown or unreadable: unknown is not closed, and not open.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cachetools import LRUCache
from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

from violet.domain.wall_clock import NEW_YORK, is_later, on_the_wall

FAR_AHEAD = timedelta(days=2)
REMEMBERED = 4096
# A place is asked for the moment of arrival first and then for now.
LOOK_BACK = timedelta(hours=1)
# A rule that has a comment and neither times nor a state ("Sa \"by appointment\""): the parser would have it open.
_ONLY_WORDS = re.compile(
    r'((?:^|[;,|])(?:(?!\d?\d:\d\d|24/7|sunrise|sunset|dawn|dusk|open|off|closed|unknown)[^;,|"])*)(?<!\w)"(?=[^"]*")',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Spell:
    """A stretch of time in which nothing changes. `until` is None where nothing ever does; `opened` None is unknown."""

    since: datetime
    until: datetime | None
    opened: bool | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


_spells: LRUCache[str, _Spell] = LRUCache(REMEMBERED)
_lock = threading.Lock()


def is_open(hours: str | None, at: datetime) -> bool | None:
    """Whether the place is open at an aware moment."""
    spell = _spell(hours, at)
    return spell.opened if spell is not None else None


def open_until(hours: str | None, at: datetime) -> datetime | None:
    """When the place, open at `at`, closes next (aware, New York); None where closed, or not within two days."""
    spell = _spell(hours, at)
    return _soon(spell.until, at) if spell is not None and spell.opened else None


def opens_next(hours: str | None, at: datetime) -> datetime | None:
    """When the place, closed at `at`, opens next (aware, New York); None where open, unknown or days away."""
    spell = _spell(hours, at)
    opening = _soon(spell.until, at) if spell is not None and spell.opened is False else None
    parsed = _parse(hours) if hours else None
    if parsed is None or opening is None:
        return None
    # not by way of `is_open`: what is kept for these hours is the spell that people ask about, not the one after it
    return opening if _found(parsed, opening).opened else None


def open_throughout(hours: str | None, start: datetime, end: datetime) -> bool | None:
    """Whether the place is open from `start` to `end` (aware) without a break."""
    spell = _spell(hours, start)
    if spell is None or not spell.opened:
        return spell.opened if spell is not None else None
    return spell.until is None or not is_later(end, spell.until)


def _soon(change: datetime | None, at: datetime) -> datetime | None:
    return on_the_wall(change) if change is not None and change - at.astimezone(UTC) <= FAR_AHEAD else None


def _spell(hours: str | None, at: datetime) -> _Spell | None:
    """The spell that `at` is in; None where the hours are unknown or unreadable.

    Kept for each text, as to find one takes a fifth of a millisecond and a list of cards asks for hundreds.
    """
    parsed = _parse(hours) if hours else None
    if hours is None or parsed is None:
        return None
    at = at.astimezone(UTC)  # in the hour that clocks show twice, two moments of New York would pass for one
    with _lock:
        known = _spells.get(hours)
    if known is None or not known.holds(at):
        known = _found(parsed, at - LOOK_BACK)
        if not known.holds(at):
            known = _found(parsed, at)
        with _lock:
            _spells[hours] = known
    return known


def _found(parsed: OpeningHours, at: datetime) -> _Spell:
    wall = on_the_wall(at)
    opened = bool(parsed.is_open(wall))
    change = parsed.next_change(wall)
    unknown = not opened and bool(parsed.is_unknown(wall))
    return _Spell(at, change.astimezone(UTC) if change is not None else None, None if unknown else opened)


@lru_cache(maxsize=REMEMBERED)
def _parse(hours: str) -> OpeningHours | None:
    try:
        return OpeningHours(_ONLY_WORDS.sub(_as_unknown, hours).strip(), timezone=NEW_YORK, country="US")
    except ParserError:
        return None


def _as_unknown(rule: re.Match[str]) -> str:
    return f'{rule[1].rstrip()} unknown "'
