"""The lines of one component: those that say when, which are read here, and the rest, which is icalendar's. Pure.

A line that nobody can read costs that line alone, never the component it stands in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from icalendar import Event
from icalendar.prop import vBroken

# A parsed VEVENT. Its properties are whatever the feed made of them, so no type is promised.
Component: TypeAlias = Any

# What icalendar and its companions are known to raise on a component that is not well made.
PARSE_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)

TIMES = frozenset({"DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"})
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)=("[^"]*"|[^;]*)')


@dataclass(frozen=True, slots=True)
class Property:
    """One line that says when. `params` have their names in capitals and no quotes."""

    params: Mapping[str, str]
    value: str

    @property
    def tzid(self) -> str | None:
        return self.params.get("TZID") or None


@dataclass(frozen=True, slots=True)
class Parts:
    """`times` are the component's own lines by name, those without a value left out: an empty property says nothing.
    `component` holds everything else that could be read."""

    times: Mapping[str, Sequence[Property]]
    component: Component


def parts(block: str) -> Parts:
    """Of a VEVENT as unfolded text. What is nested in it (alarms) is left out."""
    times: defaultdict[str, list[Property]] = defaultdict(list)
    others: list[str] = []
    for line in _own_lines(block):
        named = _NAME.match(line)
        name = named.group().upper() if named else ""
        if name not in TIMES:
            others.append(line)
        elif (found := _property(line[len(name) :])).value:
            times[name].append(found)
    return Parts(times, _component(others))


def text_of(component: Component, name: str) -> str | None:
    """The first property of that name as text; None where it is empty or missing."""
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value).strip() or None if value is not None else None


def _own_lines(block: str) -> list[str]:
    """The lines between BEGIN and END that are not those of a component inside."""
    found, inside = [], ""
    for line in block.split("\n")[1:-1]:
        mark, _, name = line.strip().upper().partition(":")
        if mark == "BEGIN":
            inside = inside or name
        elif mark == "END":
            inside = "" if name == inside else inside
        elif not inside and line.strip():
            found.append(line)
    return found


def _property(rest: str) -> Property:
    """From what follows the name. No value that says when has a colon, but names of zones do: "(UTC-05:00) Lima"."""
    params, _, value = rest.rpartition(":")
    found = {name.upper(): raw.strip().strip('"').strip() for name, raw in _PARAMETER.findall(params)}
    return Property(found, value.strip())


def _component(lines: Sequence[str]) -> Component:
    component = _parsed(lines)
    if component is None:
        component = _parsed([line for line in lines if _parsed([line]) is not None]) or Event()
    for name in [name for name, value in component.items() if isinstance(value, vBroken)]:
        del component[name]
    return component


def _parsed(lines: Iterable[str]) -> Component | None:
    try:
        return Event.from_ical("\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")))
    except PARSE_ERRORS:
        return None
