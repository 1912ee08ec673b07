"""Whether a message asks of the person's own calendar, and what. Pure; the words are in the TOML beside it.

Such a message is told by its whole: nothing of it may be left over, so that a wish that mentions a class stays one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from violet.domain.calendar_questions import About, CalendarQuestion
from violet.services.chat.parts.whole_messages import any_of

WORDS = Path(__file__).with_suffix(".toml")
# Nobody asks of a calendar at greater length, and nothing longer is looked at.
MAX_CHARS = 120
WEEK = 7
_DROPPED = re.compile(r"['’`]")
_PUNCTUATION = re.compile(r"[^\w]+")


def calendar_question(message: str, today: date) -> CalendarQuestion | None:
    """None where the message is about anything else. `today` is the campus's."""
    if len(message) > MAX_CHARS:
        return None
    text = _PUNCTUATION.sub(" ", _DROPPED.sub("", message.casefold())).strip()
    for about, pattern in _patterns().items():
        found = pattern.fullmatch(text)
        if found is not None:
            return CalendarQuestion(about, _days_ahead(found.group("day") or _named_first(text), today))
    return None


def _days_ahead(day: str, today: date) -> int:
    words = _words()
    for ahead, names in words["days"].items():
        if day in names:
            return int(ahead)
    for weekday, names in words["weekdays"].items():
        if day in names:
            return (int(weekday) - today.weekday()) % WEEK
    return 0


def _named_first(text: str) -> str:
    """The day in a language that puts it first and leaves no spaces."""
    named = (name for names in _words()["days"].values() for name in names if not name.isascii() and name in text)
    return next(named, "")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _patterns() -> dict[About, re.Pattern[str]]:
    words = _words()
    days = [name for group in ("days", "weekdays") for names in words[group].values() for name in names]
    start = rf"(?:(?:{any_of(words['openings'])}) )*"
    end = rf"(?: (?:on |for |this |el )?(?P<day>{any_of(days)}))?(?: (?:{any_of(words['endings'])}))?"
    return {about: re.compile(rf"{start}(?:{any_of(words[about])}){end}") for about in get_args(About)}
