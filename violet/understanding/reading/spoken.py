"""Clock times as they are spoken and typed in haste, put as reading knows them: "7ish", "half past six", "8 at night"."""

from __future__ import annotations

import re

from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("spoken")
NUMBERS = PATTERNS.values()
SAME = PATTERNS.rewrites("same")
RANGE_TOLD, RANGE_PLAIN = PATTERNS["range_told"], PATTERNS["range_plain"]
RUN_TOGETHER, RUN_TOGETHER_PLAIN = PATTERNS["run_together"], PATTERNS["run_together_plain"]
OF_24_HOURS, RANGE_AFTER = PATTERNS["of_24_hours"], PATTERNS["range_after"]
RUN_TOGETHER_AFTER_DAY = PATTERNS["run_together_after_day"]
HALF_LETTER, MINUTES_IN_WORDS = PATTERNS["half_letter"], PATTERNS["minutes_in_words"]
MINUTES_PAST, MINUTES_TO, RANGE_OF_DAY = PATTERNS["minutes_past"], PATTERNS["minutes_to"], PATTERNS["range_of_day"]
RANGE_OF_NIGHT = PATTERNS["range_of_night"]
PAST, QUARTER_TO, ISH = PATTERNS["past"], PATTERNS["quarter_to"], PATTERNS["ish"]
HALF_OF_THE_NEXT = PATTERNS["half_of_the_next"]
EARLY = PATTERNS["early"]
IN_WORDS, AT_SIGN, OCLOCK = PATTERNS["in_words"], PATTERNS["at_sign"], PATTERNS["oclock"]
WITH_PART, AFTER_DAY, AROUND_NOON = PATTERNS["with_part"], PATTERNS["after_day"], PATTERNS["noonish"]
AFTER_DAY_ANY, UNTIL_LATE = PATTERNS["after_day_any"], PATTERNS["until_late"]
WORDS_WITH_HALF = PATTERNS["words_with_half"]
WAITS, HALF_HOUR, IN_MINUTES = PATTERNS["waits"], PATTERNS["half_hour"], PATTERNS["in_minutes"]
WAITS_FROM_NOW, FEW_HOURS = PATTERNS["waits_from_now"], PATTERNS["few_hours"]
HOUR_AND_HALF, HOUR_FROM_NOW = PATTERNS["hour_and_half"], PATTERNS["hour_from_now"]
# Below this, an hour "at night" or "tonight" is of the next morning.
FIRST_EVENING_HOUR = 5
MINUTES = {"half": 30, "quarter": 15}
# What stands between the ends of a stretch of time, and not between two hours of which either will do.
ALTERNATIVES = PATTERNS.words("alternatives")


def with_clock_times(text: str) -> str:
    """The normalised text with its hours and waits in figures."""
    for pattern, becomes in SAME:
        text = pattern.sub(becomes, text)
    text = _with_waits(_with_figures(text))
    text = AROUND_NOON.sub("noon", AT_SIGN.sub(r"at \1", text))
    text = ISH.sub(lambda match: f"at {_number(match[1])}{match[2] or ''}", text)
    text = OCLOCK.sub(lambda match: f"{match[1] or 'at '}{_number(match[2])}", text)
    text = EARLY.sub(r"early at \1am", text)
    text = IN_WORDS.sub(lambda match: f"{match[1]} {_number(match[2])}", text)
    text = WITH_PART.sub(_with_half, text)
    return AFTER_DAY_ANY.sub(r"\1 at \2", AFTER_DAY.sub(r"\1 at \2", text))


def _with_figures(text: str) -> str:
    """The text with its clock times as "7:30" or "7:30pm", and with "until" between the ends of a stretch."""
    text = RUN_TOGETHER_AFTER_DAY.sub(r"\1 at \2:\3", RUN_TOGETHER.sub(r"\1:\2\3", text))
    text = RUN_TOGETHER_PLAIN.sub(r"\1 \2:\3", text)
    text = HALF_LETTER.sub(r"\1\2\3m", text)
    text = WORDS_WITH_HALF.sub(lambda match: f"{NUMBERS[match[1]]}{match[2]}", text)
    text = UNTIL_LATE.sub(lambda match: f"{match[1] or 'at '}{match[2]}{match[3] or ''}", text)
    text = RANGE_TOLD.sub(_range, text)
    text = RANGE_OF_NIGHT.sub(_range_of_night, text)
    text = RANGE_AFTER.sub(r"\1 from \2\3 until \4\5", OF_24_HOURS.sub(r"\1 \2:\3", text))
    text = RANGE_OF_DAY.sub(r"from \1\2 until \3\4", RANGE_PLAIN.sub(r"from \1\2 until \3\4", text))
    text = MINUTES_TO.sub(_minutes_to, MINUTES_PAST.sub(_minutes_past, text))
    text = PAST.sub(lambda match: f"{match[1] or 'at '}{_number(match[3])}:{MINUTES[match[2]]}", text)
    text = HALF_OF_THE_NEXT.sub(lambda match: f"{match[1]} {_number(match[2])}:30", text)
    text = QUARTER_TO.sub(lambda match: f"{match[1] or 'at '}{(_number(match[2]) - 2) % 12 + 1}:45", text)
    return MINUTES_IN_WORDS.sub(_in_words, text)


def _range(match: re.Match[str]) -> str:
    """ "6-10pm" is from 6pm until 10pm, "11-1pm" from 11am; "7 or 8 pm" is from 7pm, with no end."""
    lead, hour, minutes, between, end, end_minutes, half = match.groups()
    same = int(hour) % 12 <= int(end) % 12
    own = half if same else ("am" if half == "pm" else "pm")
    joined = "or" if between in ALTERNATIVES else "until"
    return f"{lead or 'at '}{hour}{minutes or ''}{own} {joined} {end}{end_minutes or ''}{half}"


def _range_of_night(match: re.Match[str]) -> str:
    """ "6-9 tonight" ends in the evening, "10-2 tonight" past midnight."""
    hour, minutes, end, end_minutes = match.groups()
    half = "pm" if int(hour) % 12 <= int(end) % 12 else "am"
    return f"from {hour}{minutes or ''}pm until {end}{end_minutes or ''}{half}"


def _minutes_past(match: re.Match[str]) -> str:
    return f"{match[1] or 'at '}{_number(match[4])}:{_minutes(match[2]):02}"


def _minutes_to(match: re.Match[str]) -> str:
    lead, in_words, figures, hour = match.groups()
    return f"{lead or 'at '}{(_number(hour) - 2) % 12 + 1}:{60 - _minutes(in_words or figures)}"


def _minutes(said: str) -> int:
    """ "Twenty five" is 25."""
    return sum(_number(word) for word in said.replace("-", " ").split())


def _in_words(match: re.Match[str]) -> str:
    minutes = NUMBERS.get(match[3]) or 45
    return f"{match[1] or 'at '}{_number(match[2])}:{minutes}"


def _with_waits(text: str) -> str:
    """The text with what it says of hours and minutes from now as "in 30 minutes"."""
    text = HALF_HOUR.sub("in 30 minutes", HOUR_AND_HALF.sub("in 90 minutes", HOUR_FROM_NOW.sub("in an hour", text)))
    text = WAITS.sub(lambda match: f"in {_number(match[1])} {match[2]}", text)
    text = WAITS_FROM_NOW.sub(r"in \1 \2", text)
    text = FEW_HOURS.sub(lambda match: f"in {NUMBERS[match[1]]} hours", text)
    return IN_MINUTES.sub(r"in \1 minutes", text)


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
