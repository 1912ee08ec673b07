"""Clock times and days of the week as other languages say them, put into English, which all of reading knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("moments")
WEEKDAYS = tuple(sorted(PATTERNS.values("weekdays"), key=lambda name: PATTERNS.values("weekdays")[name]))


@dataclass(frozen=True, slots=True)
class _Tongue:
    """How one language says a time. `clock` has the groups part, hour, half and minute."""

    clock: re.Pattern[str]
    am: re.Pattern[str]
    pm: re.Pattern[str]
    weekdays: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]


TONGUES = tuple(
    _Tongue(
        re.compile(table["clock"]),
        re.compile(table["am"]),
        re.compile(table["pm"]),
        tuple(map(re.compile, table["weekdays"])),
        table["numbers"],
    )
    for table in PATTERNS.tables("abroad")
)


def with_english_times(text: str) -> str:
    """The normalised text, and after it in English what it says of the hour and the day: "금요일 밤 10시" with "on friday
    at 10 pm"."""
    said = [words for tongue in TONGUES for words in _said(tongue, text)]
    return " ".join((text, *said)) if said else text


def _said(tongue: _Tongue, text: str) -> Iterator[str]:
    day = next((name for name, own in zip(WEEKDAYS, tongue.weekdays, strict=True) if own.search(text)), None)
    if day is not None:
        yield f"on {day}"
    found = tongue.clock.search(text)
    if found is not None:
        yield _clock(tongue, found)


def _clock(tongue: _Tongue, found: re.Match[str]) -> str:
    said = found["hour"]
    hour = tongue.numbers.get(said) or int(said)
    minute = 30 if found["half"] else int(found["minute"] or 0)
    if hour > 12:
        hour, half = hour - 12, " pm"
    else:
        part = found["part"] or ""
        half = " pm" if tongue.pm.search(part) else " am" if tongue.am.search(part) else ""
    return f"at {hour}:{minute:02}{half}"
