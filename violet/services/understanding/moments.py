"""When: the moment or window of time a message speaks of, in New York time."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from violet.domain.intent import TimeWindow
from violet.domain.wall_clock import NEW_YORK, after, is_later, later, on_the_wall
from violet.services.understanding.dates import DATES, HOLIDAY, IN_A_MONTH, month_named, named_date

# A day of events begins when the night before is over.
MORNING_HOUR = 5
LEAST_WINDOW = timedelta(hours=1)
# A message is asked for its time by several steps; this many messages may be at work at once.
READ_ONCE = 256
AROUND_NOW = timedelta(hours=3)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = re.compile(
    r"(?<!\$)\b(?:at|by|until|till|til|after|around|from|past|before|open at|a las)\s*(\d{1,2})(?::(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?!\s*(?:min|buck|dollar|people|hour|hr|block|st\b|nd\b|rd\b|th\b))\b"
)
BARE_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)(?!\w)")
MIDNIGHT = re.compile(r"\b(?:midnight|medianoche)\b|午夜|半夜")
NOON = re.compile(r"\b(?:noon|midday)\b")
NOW = re.compile(
    r"\b(?:right now|now|open now|still open|currently|rn|this late|this early|at this hour|at the moment|ahora)\b|现在|अभी"
)
IN_A_WHILE = re.compile(r"\bin (?:about )?(?:an?|(\d{1,3}))\s*(hours?|hrs?|min(?:ute)?s?)\b(?! walk)")
LATE = re.compile(r"\b(?:open late|open (?:till|til|until) late|late night|late-night|after hours)\b|深夜|通宵")

# Parts of a day by the clock on the wall: from, to (24 + h is the next morning), and the moment meant by a bare word.
DAY_PARTS: tuple[tuple[re.Pattern[str], float, float, float, str], ...] = (
    (
        re.compile(r"\b(?:this |tomorrow |in the )?morning\b|mañana por la mañana|早上|上午|सुबह"),
        7,
        12,
        9,
        "in the morning",
    ),
    (re.compile(r"\b(?:at )?lunch ?time\b"), 11.5, 14.5, 12.5, "at lunchtime"),
    (re.compile(r"\bafternoon\b|por la tarde|下午|दोपहर"), 12, 18, 14, "in the afternoon"),
    (re.compile(r"\b(?:evening|after class|after work|por la noche)\b|晚上|शाम"), 17, 23, 19, "in the evening"),
    (re.compile(r"\b(?:tonight|tonite|2nite|esta noche|night)\b|今晚|今夜|आज रात"), 17, 26, 20, "tonight"),
)
TODAY = re.compile(r"\b(?:today|hoy|aaj)\b|今天|आज")
TOMORROW = re.compile(r"\b(?:tomorrow|tmrw|tmr|tmw|mañana|kal)\b|明天|कल")
WEEKEND = re.compile(r"\b(?:weekend|fin de semana)\b|周末|वीकेंड")
THIS_WEEK = re.compile(r"\b(?:this week|next few days|coming days|upcoming|soon|esta semana)\b|这周|本周|这个星期")
NEXT_WEEK = re.compile(r"\bnext week\b|下周")
THIS_MONTH = re.compile(r"\b(?:this month|next month)\b|这个月")
# "sat" and "sun" are days only where a day would stand: "on sat", "sat night", but not "in the sun".
WEEKDAY = re.compile(
    r"\b(next )?(?:(" + "|".join(WEEKDAYS) + r")s?|(mon|tues?|wed|thu(?:rs?)?|fri)"
    r"|(?:(?<=\bon )|(?<=\bthis )|(?<=\bnext )|(?<=\bfor )|(?<=\bby ))(sat|sun)"
    r"|(?<!\bthe )(sat|sun)(?= (?:at|night|morning|afternoon|evening|around|after|before|lunch|brunch|dinner)\b))\b"
)


def wanted_open_at(text: str, now: datetime) -> datetime | None:
    """The moment a place has to be open, None where nothing was said. `now` is aware New York time.

    "open late" means half past eleven this evening; a clock time with no am or pm is the next one to come.
    """
    day = _day(text, now) or now.date()
    clock = _clock(text, now, day)
    if clock is not None:
        return clock
    wait = IN_A_WHILE.search(text)
    if wait:
        amount = int(wait.group(1) or 1)
        return after(now, timedelta(hours=amount) if wait.group(2).startswith("h") else timedelta(minutes=amount))
    if LATE.search(text):
        return later(now, _at(now.date(), 23.5))
    if NOW.search(text):
        return now
    for pattern, start, _end, meant, _words in DAY_PARTS:
        if pattern.search(text) and (day != now.date() or is_later(_at(day, meant), now)):
            return _at(day, meant)
        if pattern.search(text) and not is_later(_at(day, start), now):
            return now
    return _at(day, 12) if day != now.date() else None


def wanted_window(text: str, now: datetime) -> TimeWindow:
    """The stretch of time an event has to start in; the coming week where nothing was said."""
    day = _day(text, now)
    if WEEKEND.search(text):
        return _weekend(now)
    if NEXT_WEEK.search(text):
        monday = now.date() + timedelta(days=7 - now.weekday())
        return TimeWindow(_at(monday, 0), _at(monday, 7 * 24), "next week")
    if THIS_MONTH.search(text):
        return TimeWindow(now, on_the_wall(now + timedelta(days=30)), "in the next 30 days")
    month = IN_A_MONTH.search(text)
    if month and day is None:
        first, last = month_named(month.group(1), now.date())
        return TimeWindow(later(now, _at(first, 0)), _at(last, 24), f"in {first:%B}")
    for pattern, start, end, _meant, words in DAY_PARTS:
        if pattern.search(text):
            on = day or now.date()
            spoken = words if day is None or on == now.date() else f"{_day_words(on, now)} {_part_of(words)}"
            return TimeWindow(later(now, _at(on, start)), later(after(now, LEAST_WINDOW), _at(on, end)), spoken)
    if day is not None:
        return TimeWindow(later(now, _at(day, MORNING_HOUR)), _at(day, 26), _day_words(day, now))
    if NOW.search(text):
        return TimeWindow(after(now, -AROUND_NOW), after(now, AROUND_NOW), "right now")
    return TimeWindow(now, on_the_wall(now + timedelta(days=7)), "this week")


@lru_cache(maxsize=READ_ONCE)
def speaks_of_time(text: str) -> bool:
    """Whether the message names a day, a part of one, or a clock time."""
    patterns = (
        *(TODAY, TOMORROW, WEEKEND, THIS_WEEK, NEXT_WEEK, THIS_MONTH, WEEKDAY, NOW, BARE_CLOCK, MIDNIGHT, NOON),
        *(*DATES, HOLIDAY, IN_A_MONTH),
    )
    return any(p.search(text) for p in patterns) or any(part[0].search(text) for part in DAY_PARTS)


def end_time(text: str, now: datetime) -> datetime | None:
    """The moment somebody has to be back or done ("back by 11", "until 10pm"), None where nothing was said."""
    match = re.search(
        r"\b(?:back|home|done|finish|finished|end|ending|over)\s+(?:by|at|before)\s+(\d{1,2})(?::(\d{2}))?\s*(am|pm)?",
        text,
    )
    match = match or re.search(r"\b(?:by|until|till|til|before)\s+(\d{1,2})(?::(\d{2}))?\s*(am|pm)?\b", text)
    if match is None:
        midnight = re.search(r"\b(?:by|until|till|til|before) midnight\b", text)
        return _at(_day(text, now) or now.date(), 24) if midnight else None
    return _moment(match, now, _day(text, now) or now.date())


def _clock(text: str, now: datetime, day: date) -> datetime | None:
    if MIDNIGHT.search(text):
        return _at(day, 24)
    if NOON.search(text):
        return _next(_at(day, 12), now)
    match = BARE_CLOCK.search(text) or CLOCK.search(text)
    return _moment(match, now, day) if match else None


def _moment(match: re.Match[str], now: datetime, day: date) -> datetime | None:
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").replace(".", "")
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
        moment = _at(day, hour + minute / 60)
        return _next(moment, now) if day == now.date() else moment
    candidates = [_at(day, hour + minute / 60), _at(day, hour % 12 + 12 + minute / 60)]
    coming = [moment for candidate in candidates for moment in _both(candidate) if is_later(moment, now)]
    if day != now.date() and 1 <= hour <= 7:
        return candidates[1]
    return coming[0] if coming else on_the_wall(candidates[0] + timedelta(days=1))


def _next(moment: datetime, now: datetime) -> datetime:
    """The next time that clocks show this; also the second of two in the hour that comes twice."""
    coming = next((shown for shown in _both(moment) if is_later(shown, now)), None)
    return coming or _at(moment.date() + timedelta(days=1), moment.hour + moment.minute / 60)


def _both(moment: datetime) -> tuple[datetime, datetime]:
    """The moment and, in the hour that comes twice, its second time."""
    return moment, moment.replace(fold=1)


def _day(text: str, now: datetime) -> date | None:
    if TOMORROW.search(text):
        return now.date() + timedelta(days=1)
    weekday = WEEKDAY.search(text)
    if weekday:
        said = next(name for name in weekday.groups()[1:] if name)
        ahead = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(said[:3])) - now.weekday()
        ahead %= 7
        return now.date() + timedelta(days=ahead or (7 if weekday.group(1) else 0))
    return named_date(text, now.date()) or (now.date() if TODAY.search(text) else None)


def _weekend(now: datetime) -> TimeWindow:
    saturday = now.date() + timedelta(days=(5 - now.weekday()) % 7 if now.weekday() != 6 else -1)
    friday_evening = _at(saturday - timedelta(days=1), 17)
    return TimeWindow(later(now, friday_evening), _at(saturday, 48), "this weekend")


def _day_words(day: date, now: datetime) -> str:
    ahead = (day - now.date()).days
    far = f"on {day:%B} {day.day}" if ahead >= len(WEEKDAYS) else f"on {day:%A}"
    return {0: "today", 1: "tomorrow"}.get(ahead, far)


def _part_of(words: str) -> str:
    return {"tonight": "night", "in the evening": "evening", "at lunchtime": "at lunchtime"}.get(
        words, words.removeprefix("in the ")
    )


def _at(day: date, hours: float) -> datetime:
    """The clock on the wall `hours` into `day`; 24 and more is the next day."""
    whole_days, hours = divmod(hours, 24)
    minutes = round(hours * 60)
    wall = datetime.combine(day + timedelta(days=int(whole_days)), time(minutes // 60, minutes % 60))
    return on_the_wall(wall.replace(tzinfo=NEW_YORK))
