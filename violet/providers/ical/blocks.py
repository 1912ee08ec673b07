"""A feed's text cut into its components, so that a bad one spoils no other. Pure."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

# A description is a page or two; whatever is longer than this is not an event.
MAX_BLOCK_CHARS = 100_000
# A component's local date can be this far from the same moment's date in the window's zone.
DATE_SLACK = timedelta(days=2)

_MARK = re.compile(r"^(BEGIN|END):(VEVENT|VTIMEZONE)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FOLD = re.compile(r"\n[ \t]")
_DEFAULT_ZONE = re.compile(r"^X-WR-TIMEZONE:(.+)$", re.MULTILINE | re.IGNORECASE)
_SERIES = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.MULTILINE | re.IGNORECASE)
_START = re.compile(r"^DTSTART[^:\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^DTEND[^:\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)
_DURATION = re.compile(r"^DURATION[;:]", re.MULTILINE | re.IGNORECASE)


class NotACalendar(ValueError):
    """The text is something else: a web page, an error message, nothing."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The VEVENT and VTIMEZONE components as unfolded text, and the zone the calendar names for itself."""

    events: tuple[str, ...]
    zones: tuple[str, ...]
    default_zone: str | None


def decode(body: bytes) -> str:
    """The text of a feed, whatever it says of its encoding: UTF-8 as the standard asks, or what Windows writes."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def split(body: bytes) -> Blocks:
    """Cuts a feed into components. Raises NotACalendar where there is no VCALENDAR in it."""
    text = decode(body).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if "BEGIN:VCALENDAR" not in text[:10_000].upper():
        raise NotACalendar("no VCALENDAR")
    text = _FOLD.sub("", text)
    named = _DEFAULT_ZONE.search(text)
    found = _components(text)
    return Blocks(
        events=tuple(found["VEVENT"]),
        zones=tuple(found["VTIMEZONE"]),
        default_zone=named.group(1).strip() if named else None,
    )


def _components(text: str) -> dict[str, list[str]]:
    """The components by name, in one pass: a BEGIN without its END is forgotten at the next BEGIN."""
    found: dict[str, list[str]] = {"VEVENT": [], "VTIMEZONE": []}
    begun: dict[str, int] = {}
    for mark in _MARK.finditer(text):
        name = mark.group(2).upper()
        if mark.group(1).upper() == "BEGIN":
            begun[name] = mark.start()
        elif name in begun:
            found[name].append(text[begun.pop(name) : mark.end()])
    return found


def surely_outside(block: str, start: datetime, end: datetime) -> bool:
    """Whether a glance at the dates shows that a single event is not between `start` and `end`. Saves parsing years of
    history; False where only parsing can tell."""
    if _SERIES.search(block):
        return False
    first = _START.search(block)
    if first is None:
        return False
    if first.group(1) > (end + DATE_SLACK).strftime("%Y%m%d"):
        return True
    last = _END.search(block) or (None if _DURATION.search(block) else first)
    return last is not None and last.group(1) < (start - DATE_SLACK).strftime("%Y%m%d")


def value_of(block: str, name: str) -> str:
    """The raw value of a component's first property of that name, shortened: for messages about a bad component."""
    found = re.search(rf"^{name}[^:\n]*:(.*)$", block, re.MULTILINE | re.IGNORECASE)
    return found.group(1)[:80] if found else ""
