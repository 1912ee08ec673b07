"""Google's opening hours as OpenStreetMap `opening_hours` text, which is what the rest of the server reads.

Google: day 0 is Sunday; a place that never closes has one period without `close`; in the coming week's hours a period
may be cut at the edges of the week (`truncated`, at 00:00 or 23:59).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import orjson

from violet.providers.fields import a_list, an_object, whole

MINUTES_A_DAY: Final = 24 * 60
MINUTES_A_WEEK: Final = 7 * MINUTES_A_DAY
# An opening that ends by this time of the next day belongs to the day it began ("22:00-04:00").
LATEST_OVERNIGHT: Final = 12 * 60
ALWAYS: Final = "24/7"
GOOGLE_DAYS: Final = ("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa")
WEEK: Final = (1, 2, 3, 4, 5, 6, 0)

Span = tuple[int, int]


def opening_hours_text(periods: Any) -> str | None:
    """The week as text; None where there are no periods. Raises TypeError, KeyError or ValueError for nonsense."""
    return _text_of_week(orjson.dumps(a_list(periods)))


@lru_cache(maxsize=4096)
def _text_of_week(periods: bytes) -> str | None:
    """Kept by the periods' JSON: the same places come up again and again, and this is most of the work of a search."""
    spans: dict[int, list[Span]] = {}
    for period in orjson.loads(periods):
        fields = an_object(period)
        if "close" not in fields:
            return ALWAYS
        for day, span in _by_day(_minute(fields["open"], closing=False), _minute(fields["close"], closing=True)):
            spans.setdefault(day, []).append(span)
    if not spans:
        return None
    if all(spans.get(day) == [(0, MINUTES_A_DAY)] for day in WEEK):
        return ALWAYS
    # after ";" a rule would take what the day before has past midnight; no day is named twice
    past_midnight = any(end > MINUTES_A_DAY for day in spans.values() for _, end in day)
    return (", " if past_midnight else "; ").join(f"{days} {times}" for days, times in _grouped(spans))


def _minute(value: Any, *, closing: bool) -> int:
    """Minutes since Sunday 00:00."""
    point = an_object(value)
    day, hour, minute = whole(point["day"]), whole(point.get("hour", 0)), whole(point.get("minute", 0))
    if not (0 <= day <= 6 and 0 <= hour <= 23 and 0 <= minute <= 59):
        raise ValueError("not a time of the week")
    last_minute = closing and (hour, minute) == (23, 59)
    return day * MINUTES_A_DAY + hour * 60 + minute + (1 if last_minute else 0)


def _by_day(start: int, end: int) -> Iterable[tuple[int, Span]]:
    """The span cut at midnights, each piece with the day it begins on."""
    if end <= start:
        end += MINUTES_A_WEEK
    while start < end:
        day, opens = divmod(start, MINUTES_A_DAY)
        length = end - start
        until_midnight = MINUTES_A_DAY - opens
        if length > until_midnight + LATEST_OVERNIGHT or (opens == 0 and length > MINUTES_A_DAY):
            length = until_midnight
        yield day % 7, (opens, opens + length)
        start += length


def _grouped(spans: Mapping[int, Sequence[Span]]) -> Iterable[tuple[str, str]]:
    """("Mo-Fr", "08:00-20:00"): days in a row with the same times come together."""
    runs: list[tuple[list[int], str]] = []
    for day in WEEK:
        times = ",".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in sorted(spans.get(day, ())))
        if runs and runs[-1][1] == times:
            runs[-1][0].append(day)
        else:
            runs.append(([day], times))
    for days, times in runs:
        if times:
            first, last = GOOGLE_DAYS[days[0]], GOOGLE_DAYS[days[-1]]
            yield (first if len(days) == 1 else f"{first}-{last}"), times


def _clock(minute: int) -> str:
    """Times past midnight as OpenStreetMap writes them: the next day's clock, and 24:00 for midnight itself."""
    if minute > MINUTES_A_DAY:
        minute -= MINUTES_A_DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"
