"""What meals and classes say of the hour: when a meal is had, and which half of the day is meant."""

from __future__ import annotations

from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("moments")
MORNING_MEAL, EVENING_MEAL = PATTERNS["morning_meal"], PATTERNS["evening_meal"]
LATE_MEAL, EARLY_MEAL = PATTERNS["late_meal"], PATTERNS["early_meal"]
LATE_LUNCH, EARLY_LUNCH = PATTERNS["late_lunch"], PATTERNS["early_lunch"]
OPENS_AT, OPENS_BEFORE, BY_DAY = PATTERNS["opens_at"], PATTERNS["opens_before"], PATTERNS["by_day"]
# When a meal is had on a day of which no hour is said.
MEALS = (
    (LATE_LUNCH, 14),
    (EARLY_LUNCH, 11),
    (LATE_MEAL, 21),
    (EARLY_MEAL, 17.5),
    (PATTERNS["brunch"], 11),
    (PATTERNS["breakfast"], 9),
    (MORNING_MEAL, 10),
    (EVENING_MEAL, 19),
    (PATTERNS["early_on_a_day"], 8),
)
EARLIEST_MEAL, NOON_HOUR = 5, 12


def meal_hour(text: str) -> float:
    """When something is wanted on a day of which no hour is said: at its meal's time, else at noon."""
    return next((hour for meal, hour in MEALS if meal.search(text)), NOON_HOUR)


def names_meal(text: str) -> bool:
    return any(meal.search(text) for meal, _hour in MEALS)


def tells_its_hour(text: str) -> bool:
    """Whether a meal is said to be early or late."""
    return any(meal.search(text) for meal in (LATE_LUNCH, EARLY_LUNCH, LATE_MEAL, EARLY_MEAL))


def half_of(text: str) -> str | None:
    """The half of the day that a meal, or the hours of a morning, mean where nobody says am or pm."""
    if OPENS_AT.search(text) or MORNING_MEAL.search(text):
        return "am"
    if EVENING_MEAL.search(text):
        return "pm"
    return "day" if BY_DAY.search(text) else None
