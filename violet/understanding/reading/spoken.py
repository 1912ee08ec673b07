"""Clock times as they are spoken and typed in haste, put as reading knows them: "7ish", "half past six", "8 at night"."""

from __future__ import annotations

import re

from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("spoken")
NUMBERS = PATTERNS.values()
PAST, QUARTER_TO, ISH = PATTERNS["past"], PATTERNS["quarter_to"], PATTERNS["ish"]
EARLY = PATTERNS["early"]
IN_WORDS, AT_SIGN, OCLOCK = PATTERNS["in_words"], PATTERNS["at_sign"], PATTERNS["oclock"]
WITH_PART, AFTER_DAY, AROUND_NOON = PATTERNS["with_part"], PATTERNS["after_day"], PATTERNS["noonish"]
WAITS, HALF_HOUR, IN_MINUTES = PATTERNS["waits"], PATTERNS["half_hour"], PATTERNS["in_minutes"]
HOUR_AND_HALF, HOUR_FROM_NOW = PATTERNS["hour_and_half"], PATTERNS["hour_from_now"]
# Below this, an hour "at night" or "tonight" is of the next morning.
FIRST_EVENING_HOUR = 5
MINUTES = {"half": 30, "quarter": 15}


def with_clock_times(text: str) -> str:
    """The normalised text with its hours and waits in figures."""
    text = HALF_HOUR.sub("in 30 minutes", HOUR_AND_HALF.sub("in 90 minutes", HOUR_FROM_NOW.sub("in an hour", text)))
    text = WAITS.sub(lambda match: f"in {_number(match[1])} {match[2]}", text)
    text = IN_MINUTES.sub(r"in \1 minutes", text)
    text = PAST.sub(lambda match: f"at {_number(match[2])}:{MINUTES[match[1] or 'half']}", text)
    text = QUARTER_TO.sub(lambda match: f"at {(_number(match[1]) - 2) % 12 + 1}:45", text)
    text = AROUND_NOON.sub("noon", AT_SIGN.sub(r"at \1", text))
    text = ISH.sub(lambda match: f"at {_number(match[1])}{match[2] or ''}", text)
    text = OCLOCK.sub(lambda match: f"{match[1] or 'at '}{_number(match[2])}", text)
    text = EARLY.sub(r"early at \1am", text)
    text = IN_WORDS.sub(lambda match: f"{match[1]} {_number(match[2])}", text)
    text = WITH_PART.sub(_with_half, text)
    return AFTER_DAY.sub(r"\1 at \2", text)


def _number(said: str) -> int:
    return NUMBERS.get(said) or int(said)


def _with_half(match: re.Match[str]) -> str:
    """ "4 in the morning" is am and "8 at night" pm; "2 at night" is am."""
    hour, minutes, part = int(match[1]), match[2] or "", match[3]
    if not 1 <= hour <= 12:
        return match[0]
    early = "morning" in part or ("night" in part and hour < FIRST_EVENING_HOUR)
    kept = " tonight" if part in ("tonight", "tonite") and not early else ""
    return f"{hour}{minutes}{'am' if early else 'pm'}{kept}"
