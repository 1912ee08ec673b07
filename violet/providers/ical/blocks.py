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
_LAST_LINE = re.compile(r"^END:VCALENDAR[ \t]*$", re.MULTILINE | re.IGNORECASE)
_BREAK = re.compile(rb"\r\n?")
_FOLD = re.compile(rb"\n[ \t]")
_DEFAULT_ZONE = re.compile(r'^X-WR-TIMEZONE(?:;(?:[^":\n]|"[^"\n]*")*)?:(.+)$', re.MULTILINE | re.IGNORECASE)
_SERIES = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.MULTILINE | re.IGNORECASE)
_START = re.compile(r"^DTSTART[^:\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^DTEND[^:\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)
_DURATION = re.compile(r"^DURATION[;:]", re.MULTILINE | re.IGNORECASE)
_BACKWARD = re.compile(r"^DURATION[^:\n]*:-", re.MULTILINE | re.IGNORECASE)


class NotACalendar(ValueError):
    """The text is something else: a web page, an error message, nothing."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The VEVENT and VTIMEZONE components as unfolded text, and the zone the calendar names for itself. `cut_short`
    where the end of the calendar is missing, and who knows what before it."""

    events: tuple[str, ...]
    zones: tuple[str, ...]
    default_zone: str | None
    cut_short: bool = False


def unfolded(body: bytes) -> str:
    """The text of a feed with its folded lines whole again and "\\n" between them. Lines are joined before they are
    decoded, as a fold may cut a character (RFC 5545 3.1)."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if body.startswith(mark):
            body = body.decode(encoding, errors="replace").encode()
    body = _BREAK.sub(b"\n", body.removeprefix(codecs.BOM_UTF8)).replace(b"\x00", b"")
    body = _FOLD.sub(b"", body)
    try:
        return body.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decoded, body.split(b"\n")))


def _decoded(line: bytes) -> str:
    """A line in UTF-8 as the standard asks, or else as Windows writes; one that has characters of both is UTF-8 with
    something broken in it."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        broken = line.decode(errors="replace")
    if any(character > "\x7f" and character != "\ufffd" for character in broken):
        return broken
    return line.decode("cp1252", errors="replace")


def split(body: bytes) -> Blocks:
    """Cuts a feed into components. Raises NotACalendar where there is no VCALENDAR in it."""
    text = unfolded(body)
    if "BEGIN:VCALENDAR" not in text[:10_000].upper():
        raise NotACalendar("no VCALENDAR")
    named = _DEFAULT_ZONE.search(text)
    found = _components(text)
    return Blocks(
        events=tuple(found["VEVENT"]),
        zones=tuple(found["VTIMEZONE"]),
        default_zone=named.group(1).strip() if named else None,
        cut_short=_LAST_LINE.search(text, max(0, len(text) - MAX_BLOCK_CHARS)) is None,
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
    starts = _START.findall(block)
    if len(starts) != 1:
        return False
    ends = _END.findall(block)
    latest, earliest = (end + DATE_SLACK).strftime("%Y%m%d"), (start - DATE_SLACK).strftime("%Y%m%d")
    if min(starts + ends) > latest and not _BACKWARD.search(block):
        return True
    return not _DURATION.search(block) and max(starts + ends) < earliest


def value_of(block: str, name: str) -> str:
    """The raw value of a component's first property of that name, shortened: for messages about a bad component."""
    return whole_value_of(block, name)[:80]


def whole_value_of(block: str, name: str) -> str:
    """The raw value of a component's first property of that name; "" where there is none."""
    found = re.search(rf"^{name}(?:;[^:\n]*)?:(.*)$", block, re.MULTILINE | re.IGNORECASE)
    return found.group(1) if found else ""
