"""When: the moment or window of time a message speaks of, in the zone of `now`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import after, is_later, later, on_the_wall
from violet.understanding.reading.abroad import with_english_times
from violet.understanding.reading.dates import (
    DATES,
    GOES_OUT,
    HOLIDAY,
    IN_A_MONTH,
    WEEKDAY,
    day_words_ahead,
    is_of_the_night_before,
    is_past_midnight,
    month_named,
    part_words,
)
from violet.understanding.reading.days import (
    NEXT_WEEKEND,
    TODAY,
    TOMORROW,
    WEEKEND,
    both_times,
    day_in,
    hours_into,
    next_time,
    weekend_of,
)
from violet.understanding.reading.meals import (
    EARLIEST_MEAL,
    NOON_HOUR,
    OPENS_AT,
    OPENS_BEFORE,
    half_of,
    meal_hour,
    names_meal,
    tells_its_hour,
)
from violet.understanding.reading.misspelled_days import with_days_spelled
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.spoken import with_clock_times

PATTERNS = Phrases("moments")
# A day of events begins when the night before is over.
MORNING_HOUR = 5
EVENING_HOUR, AFTERNOON_HOURS = 18, range(1, 7)
LEAST_WINDOW = timedelta(hours=1)
AROUND_NOW = timedelta(hours=3)
SATURDAY, ASKS_IF_OPEN = 5, PATTERNS["asks_if_open"]
CLOCKS = PATTERNS.each("clock")
BARE_CLOCK, COLON_CLOCK, FREED_AT = PATTERNS["bare_clock"], PATTERNS["colon_clock"], PATTERNS["freed_at"]
MIDNIGHT = PATTERNS["midnight"]
BUSY_UNTIL, BEGINS_AT = PATTERNS["busy_until"], PATTERNS["begins_at"]
STAY = PATTERNS["stay_hours"]
NOON = PATTERNS["noon"]
AHEAD = PATTERNS["ahead"]
# Between this hour and noon a class is in the morning, earlier ones are after it.
FIRST_CLASS_HOUR = 7
# Who has to be somewhere at half past nine wants a coffee well before.
TIME_BEFORE, HALF_AN_HOUR = timedelta(minutes=45), timedelta(minutes=30)
ENDS = PATTERNS.several("ends")
ENDS_AT_MIDNIGHT = PATTERNS["ends_at_midnight"]
NOW, IT_IS = PATTERNS["now"], PATTERNS["it_is"]
IN_A_WHILE = PATTERNS["in_a_while"]
LATE, LATER_TODAY = PATTERNS["late"], PATTERNS["later_today"]
LATER = timedelta(hours=3)
OF_ANOTHER_THING, TIED_TO_IT = PATTERNS["of_another_thing"], PATTERNS["tied_to_it"]

# Parts of a day by the clock on the wall: from, to (24 + h is the next morning), and the moment meant by a bare word.
DAY_PARTS: tuple[tuple[re.Pattern[str], float, float, float, str], ...] = (
    (PATTERNS["part_morning"], 7, 12, 9, "in the morning"),
    (PATTERNS["before_lunch"], 9, 12, 11, "before lunch"),
    (PATTERNS["after_lunch"], 13, 16, 13.5, "after lunch"),
    (PATTERNS["before_dinner"], 16, 19, 18, "before dinner"),
    (PATTERNS["after_dinner"], 19, 24, 20.5, "after dinner"),
    (PATTERNS["part_lunchtime"], 11.5, 14.5, 12.5, "at lunchtime"),
    (PATTERNS["part_afternoon"], 12, 18, 14, "in the afternoon"),
    (PATTERNS["part_evening"], 17, 23, 19, "in the evening"),
    (PATTERNS["part_tonight"], 17, 26, 20, "tonight"),
)
THIS_WEEK = PATTERNS["this_week"]
NEXT_WEEK = PATTERNS["next_week"]
THIS_MONTH = PATTERNS["this_month"]


def wanted_open_at(text: str, now: datetime) -> datetime | None:
    """The moment a place has to be open, None where nothing was said. `now` is aware, in the zone of the campus.

    "open late" means half past eleven this evening; a clock time with no am or pm is the next one to come.
    """
    day = day_in(text, now) or _saturday(text, now) or now.date()
    tells_the_hour, text = IT_IS.search(text), IT_IS.sub(" ", text)
    clock = _clock(text, now, day)
    if tells_the_hour and clock is None:
        return now
    if clock is not None:
        done = busy_until(text, now)
        begins_now = done is not None and not is_later(done, clock) and not BEGINS_AT.search(text)
        return now if begins_now else clock
    wait = IN_A_WHILE.search(text)
    if wait:
        amount = int(wait.group(1) or 1)
        return after(now, timedelta(hours=amount) if wait.group(2).startswith("h") else timedelta(minutes=amount))
    if LATE.search(text):
        return later(now, hours_into(now, day, 23.5))
    if NOW.search(text):
        return now
    if LATER_TODAY.search(text):
        return after(now, LATER)
    for pattern, start, end, meant, _words in DAY_PARTS:
        if pattern.search(text) and (day != now.date() or is_later(hours_into(now, day, meant), now)):
            return hours_into(now, day, meant)
        if pattern.search(text) and not is_later(hours_into(now, day, start), now):
            # A morning that is over is the next one.
            over = not is_later(hours_into(now, day, end), now)
            return hours_into(now, day + timedelta(days=1), meant) if over else now
    meal = hours_into(now, day, meal_hour(text))
    same_day = day == now.date() and not (WEEKDAY.search(text) or tells_its_hour(text))
    told = not same_day or (WEEKEND.search(text) and names_meal(text))
    return meal if told and is_later(meal, now) else None


def wanted_window(text: str, now: datetime) -> TimeWindow:
    """The stretch of time an event has to start in; the coming week where nothing was said."""
    day = day_in(text, now)
    if WEEKEND.search(text):
        return weekend_of(text, now)
    if NEXT_WEEK.search(text):
        monday = now.date() + timedelta(days=7 - now.weekday())
        return TimeWindow(hours_into(now, monday, 0), hours_into(now, monday, 7 * 24), "next week")
    if THIS_MONTH.search(text):
        return TimeWindow(now, on_the_wall(now + timedelta(days=30)), "in the next 30 days")
    month = IN_A_MONTH.search(text)
    if month and day is None:
        first, last = month_named(month.group(1), now.date())
        return TimeWindow(later(now, hours_into(now, first, 0)), hours_into(now, last, 24), f"in {first:%B}")
    for pattern, start, end, _meant, words in DAY_PARTS:
        if pattern.search(text):
            on = day or now.date()
            spoken = (
                words if day is None or on == now.date() else f"{day_words_ahead(on, now.date())} {part_words(words)}"
            )
            return TimeWindow(
                later(now, hours_into(now, on, start)),
                later(after(now, LEAST_WINDOW), hours_into(now, on, end)),
                spoken,
            )
    if day is not None:
        return TimeWindow(
            later(now, hours_into(now, day, MORNING_HOUR)), hours_into(now, day, 26), day_words_ahead(day, now.date())
        )
    if NOW.search(text):
        return TimeWindow(after(now, -AROUND_NOW), after(now, AROUND_NOW), "right now")
    return TimeWindow(now, on_the_wall(now + timedelta(days=7)), "this week")


def busy_until(text: str, now: datetime) -> datetime | None:
    """When somebody is done who begins now ("study till 11pm"); None where a place is to be open then, or another day is
    meant."""
    match = BUSY_UNTIL.search(MIDNIGHT.sub("12am", NOON.sub("12pm", text)))
    if match is None or FREED_AT.search(text) or (day_in(text, now) or now.date()) != now.date():
        return None
    return _moment(match, now, now.date())


@dataclass(frozen=True, slots=True)
class Times:
    """What a message says of time, aware. `open_at` is when a place has to be open; `window` when an event has to start;
    `end` when somebody has to be done; `spoken` tells that a day, a part of one or a clock time is named, `clock` that
    the latter is, `day` that a day is, `half`
    that am or pm is; `busy_until` when somebody is done who begins now."""

    open_at: datetime | None
    window: TimeWindow
    end: datetime | None
    spoken: bool
    clock: bool = False
    day: bool = False
    half: bool = False
    busy_until: datetime | None = None


def times_in(text: str, now: datetime) -> Times:
    """All that a normalised text says of time. `now` is aware, in the zone of the campus."""
    text = with_clock_times(with_english_times(with_days_spelled(text)))
    day = day_in(text, now)
    own = text if TIED_TO_IT.search(text) else OF_ANOTHER_THING.sub(" ", text)
    return Times(
        open_at=wanted_open_at(own, now),
        window=wanted_window(text, now),
        end=end_time(text, now),
        spoken=speaks_of_time(text),
        clock=_clock(text, now, day or now.date()) is not None,
        day=day is not None,
        half=BARE_CLOCK.search(text) is not None,
        busy_until=busy_until(text, now),
    )


def speaks_of_time(text: str) -> bool:
    """Whether the message names a day, a part of one, or a clock time."""
    patterns = (
        *(TODAY, TOMORROW, WEEKEND, THIS_WEEK, NEXT_WEEK, THIS_MONTH, WEEKDAY, NOW, BARE_CLOCK, MIDNIGHT, NOON),
        *(*DATES, HOLIDAY, IN_A_MONTH),
    )
    return any(p.search(text) for p in patterns) or any(part[0].search(text) for part in DAY_PARTS)


def end_time(text: str, now: datetime) -> datetime | None:
    """The moment somebody has to be back or done ("back by 11", "until 10pm"), None where nothing was said."""
    match = next((found for pattern in ENDS if (found := pattern.search(text))), None)
    if match is None:
        return hours_into(now, day_in(text, now) or now.date(), 24) if ENDS_AT_MIDNIGHT.search(text) else None
    return _moment(match, now, day_in(text, now) or now.date())


def _clock(text: str, now: datetime, day: date) -> datetime | None:
    if MIDNIGHT.search(text):
        return hours_into(now, day, 24)
    if NOON.search(text):
        return next_time(hours_into(now, day, 12), now)
    if free := FREED_AT.search(text):
        return _moment(free, now, day)
    match = BARE_CLOCK.search(text) or next((found for clock in CLOCKS if (found := clock.search(text))), None)
    match = match or COLON_CLOCK.search(text)
    moment = _moment(match, now, day, half=half_of(text)) if match else None
    if moment is None or OPENS_AT.search(text):
        return after(moment, -HALF_AN_HOUR) if moment is not None and OPENS_BEFORE.search(text) else moment
    if AHEAD.search(text):
        return later(now, after(moment, -_ahead_of(text)))
    return moment


def _ahead_of(text: str) -> timedelta:
    """How long before a class or a show somebody wants to be there: as long as they mean to stay, else a while."""
    stay = STAY.search(text)
    return timedelta(hours=int(stay.group(1))) if stay else TIME_BEFORE


def _moment(match: re.Match[str], now: datetime, day: date, *, half: str | None = None) -> datetime | None:
    """The moment of a clock time; `half` is the half of the day that is meant where nobody says am or pm."""
    hour, minute, told = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").replace(".", "")
    if hour > 23 or minute > 59 or (told and not 1 <= hour <= 12):
        return None
    if told:
        if told == "am" and hour % 12 < MORNING_HOUR and is_of_the_night_before(match.string):
            day += timedelta(days=1)  # "saturday night at 4am" is on the calendar's Sunday
        return _on_the_day(now, day, hour % 12 + (12 if told == "pm" else 0) + minute / 60)
    if hour < MORNING_HOUR and is_past_midnight(match.string):
        return hours_into(now, day + timedelta(days=1), hour + minute / 60)
    return _in_half(hour + minute / 60, now, day, half) or _whichever_comes(hour + minute / 60, now, day, match.string)


def _in_half(hours: float, now: datetime, day: date, half: str | None) -> datetime | None:
    """The moment in the half of the day that is meant; None where none is, or where it is over."""
    if half == "day" and 1 <= hours < NOON_HOUR + 1:
        return _on_the_day(now, day, hours + (12 if hours < FIRST_CLASS_HOUR else 0))
    if not EARLIEST_MEAL <= hours < NOON_HOUR:
        return None
    if half == "am":
        return _on_the_day(now, day, hours)
    evening = hours_into(now, day, hours + 12)
    return evening if half == "pm" and (day != now.date() or is_later(evening, now)) else None


def _on_the_day(now: datetime, day: date, hours: float) -> datetime:
    """That hour of the day; the next one to come where the day is today."""
    moment = hours_into(now, day, hours)
    return next_time(moment, now) if day == now.date() else moment


def _whichever_comes(hours: float, now: datetime, day: date, text: str) -> datetime:
    """The next of the two times that clocks show this."""
    candidates = [hours_into(now, day, hours), hours_into(now, day, hours % 12 + 12)]
    coming = [moment for candidate in candidates for moment in both_times(candidate) if is_later(moment, now)]
    if day != now.date() and 1 <= hours < FIRST_CLASS_HOUR + 1:
        return candidates[1]
    late = now.hour >= EVENING_HOUR or GOES_OUT.search(text) or ASKS_IF_OPEN.search(text)
    if not coming and int(hours) in AFTERNOON_HOURS and not late:
        # At three, "lunch at 2" is no lunch at 2 in the night.
        return on_the_wall(candidates[1] + timedelta(days=1))
    return coming[0] if coming else on_the_wall(candidates[0] + timedelta(days=1))


def _saturday(text: str, now: datetime) -> date | None:
    """The first day of the weekend that is spoken of, where a meal or an hour is had on it; None where it is here."""
    timed = names_meal(text) or BARE_CLOCK.search(text) or ASKS_IF_OPEN.search(text)
    here = now.weekday() >= SATURDAY and not NEXT_WEEKEND.search(text)
    if not WEEKEND.search(text) or here or not timed:
        return None
    return weekend_of(text, now).end.date() - timedelta(days=2)
