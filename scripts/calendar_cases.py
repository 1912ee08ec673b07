"""Runs cases of calendars: an `.ics` or `.json` file each, and what a person has to see of it.

`python -m scripts.calendar_cases FOLDER` checks all cases of a folder and ends with 1 where one does not come true.
What is expected of `NAME.ics` is in `NAME.expected.json` beside it, or in the folder's `expected.json`, a list of
expectations whose `n` is the number at the end of the input's name (1 for `case01.ics`). An expectation holds `title`,
`kind`, and what is expected of that kind, each left out or null where nothing is:

- `ical` (a feed at a private address), `google` (one event, or a list of them, as events.list sends it) and `busy`
  (the body of PUT /calendar/busy): `today`, `today_has` (among others) and `free`.
- `read` (a feed of events): `read`, what is on from the day `start` for a week.
- `hours` ({"hours", "at", "is_open"}): the answer stands in the case itself.

Entries are [name, start, end] and free times [start, end], written as "Tue 24 09:00" in New York. `now` (ISO 8601) is
the moment of asking, Tuesday 24 November 2026 at nine where it is left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from violet.api.schemas.calendar import BusyTimesBody, blocks_of
from violet.domain import opening_hours
from violet.domain.time_window import TimeWindow
from violet.ports import ProviderError
from violet.providers.calendars.base import CalendarEntry
from violet.providers.calendars.feeds import entries_of as entries_of_feed
from violet.providers.calendars.google import entries_of as entries_of_google
from violet.providers.ical.reading import read
from violet.services.calendar.agenda import Agenda, window_at
from violet.services.calendar.free import free_rest_of_day, todays_entries
from violet.services.calendar.free_time import WakingDay

NEW_YORK = ZoneInfo("America/New_York")
MORNING = "2026-11-24T09:00:00-05:00"
EXPECTED, LIST = ".expected.json", "expected.json"
Rows = list[list[str]]
Expected = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a case has to answer and what it does, both in the form of the expectation."""

    what: str
    expected: Any
    found: Any


def cases(folder: Path) -> list[Path]:
    """The inputs in `folder` of which something is expected, by name."""
    inputs = (path for suffix in (".ics", ".json") for path in folder.glob(f"*{suffix}"))
    named = [path for path in inputs if not path.name.endswith(EXPECTED) and path.name != LIST]
    return sorted(path for path in named if _expected_of(path) is not None)


def differences(case: Path) -> list[Difference]:
    """Where violet answers otherwise than is expected of `case`; empty where all is well. Raises KeyError for a kind
    there is none of, and ValueError where the case itself cannot be read or nothing is expected of it."""
    expected = _expected_of(case)
    if expected is None:
        raise ValueError(f"nothing is expected of {case.name}")
    return KINDS[expected["kind"]](case.read_bytes(), expected)


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: scripts/check_calendars FOLDER", file=sys.stderr)
        return 2
    found = {case: _differences(case) for case in cases(Path(arguments[0]))}
    for case, wrong in found.items():
        print(f"{'wrong' if wrong else 'right'}  {case.name}")
        for one in wrong:
            print(f"       {one.what}: expected {one.expected}, found {one.found}")
    right = sum(not wrong for wrong in found.values())
    print(f"{right} of {len(found)} cases are right")
    return 0 if found and right == len(found) else 1


def _differences(case: Path) -> list[Difference]:
    """The same, where a case that cannot be read is one that is wrong."""
    try:
        return differences(case)
    except (KeyError, ValueError, ProviderError) as error:
        return [Difference("reading", "an answer", repr(error))]


def _feed(body: bytes, expected: Expected) -> list[Difference]:
    return _person(entries_of_feed(body, window_at(_now(expected)), NEW_YORK).entries, expected)


def _google(body: bytes, expected: Expected) -> list[Difference]:
    events = orjson.loads(body)
    return _person(entries_of_google(events if isinstance(events, list) else [events], NEW_YORK), expected)


def _busy(body: bytes, expected: Expected) -> list[Difference]:
    blocks = blocks_of(BusyTimesBody.model_validate_json(body))
    return _person([block.entry(number, NEW_YORK) for number, block in enumerate(blocks)], expected)


def _person(entries: Sequence[CalendarEntry], expected: Expected) -> list[Difference]:
    now = _now(expected)
    ordered = tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.id)))
    agenda = Agenda(True, ordered, window_at(now).end)
    today = [[one.title or "Busy", _wall(one.start), _wall(one.end)] for one in todays_entries(agenda, now)]
    free = [[_wall(one.start), _wall(one.end)] for one in free_rest_of_day(agenda, now, WakingDay(NEW_YORK))]
    return [
        *_different("today", expected, today),
        *_different("free", expected, free),
        *_missing("today_has", expected, today),
    ]


def _events(body: bytes, expected: Expected) -> list[Difference]:
    start = datetime.combine(datetime.fromisoformat(expected["start"]), time(), NEW_YORK)
    reading = read(body, TimeWindow(start, start + timedelta(days=7)), zone=NEW_YORK)
    found = [[one.text("SUMMARY") or "", _wall(one.start), _wall(one.end)] for one in reading.occurrences]
    return _different("read", expected, found)


def _hours(body: bytes, expected: Expected) -> list[Difference]:
    asked = orjson.loads(body)
    found = opening_hours.is_open(asked["hours"], datetime.fromisoformat(asked["at"]), zone=NEW_YORK)
    return [Difference("is_open", asked["is_open"], found)] if asked["is_open"] is not found else []


def _different(what: str, expected: Expected, found: Any) -> list[Difference]:
    return [Difference(what, expected[what], found)] if expected.get(what, found) not in (None, found) else []


def _missing(what: str, expected: Expected, found: Rows) -> list[Difference]:
    missing = [row for row in expected.get(what) or () if row not in found]
    return [Difference(what, missing, found)] if missing else []


def _now(expected: Expected) -> datetime:
    return datetime.fromisoformat(expected.get("now", MORNING)).astimezone(NEW_YORK)


def _wall(moment: datetime) -> str:
    return f"{moment.astimezone(NEW_YORK):%a %d %H:%M}"


def _expected_of(case: Path) -> Expected | None:
    beside, listed = case.with_name(case.stem + EXPECTED), case.with_name(LIST)
    if beside.exists():
        alone: Expected = orjson.loads(beside.read_bytes())
        return alone
    number = re.search(r"\d+$", case.stem)
    if number is None or not listed.exists():
        return None
    found: list[Expected] = orjson.loads(listed.read_bytes())
    return next((one for one in found if one.get("n") == int(number[0])), None)


KINDS: Mapping[str, Callable[[bytes, Expected], list[Difference]]] = {
    "ical": _feed,
    "google": _google,
    "busy": _busy,
    "read": _events,
    "hours": _hours,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
