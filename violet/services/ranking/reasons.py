"""Why a place is on a card: short facts that speak for it, the most telling first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import lru_cache
from types import MappingProxyType

from violet.domain.minutes import walk_words
from violet.domain.opening_hours import is_open, open_until, opens_next
from violet.services.ranking.candidates import Candidate, Request

TAG_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "quiet": "quiet", "lively": "lively", "cozy": "cozy", "wifi": "has wifi", "outlets": "has outlets",
        "good_for_groups": "good for groups", "good_for_solo": "good on your own", "outdoor_seating": "outdoor seating",
        "open_late": "open late", "free": "free", "live_music": "live music", "dancing": "dancing",
        "sports_on_tv": "sports on TV", "games": "games", "takeout": "takeout", "sit_down": "sit-down",
        "reservations": "takes reservations", "views": "views", "dog_friendly": "dog friendly",
        "alcohol": "serves alcohol",
        "student_discount": "student discount", "step_free": "step-free", "step_free_restroom": "a step-free restroom",
        "hearing_loop": "a hearing loop", "gender_neutral_restroom": "a gender-neutral restroom",
        "iconic": "a local classic", "lgbtq": "LGBTQ+",
    }
)  # fmt: skip
PRICE_WORDS = {1: "under $15", 2: "$15-30", 3: "$30-60", 4: "over $60"}
MOST_REASONS = 5


def reasons(candidate: Candidate, request: Request) -> tuple[str, ...]:
    """At most five facts the place is known to have, those that were asked for before the others."""
    place = candidate.place
    said = [TAG_WORDS[tag] for tag in sorted(request.constraints.tags) if place.tags.get(tag) and tag in TAG_WORDS]
    said += [f"{diet} choices" for diet in sorted(request.diets) if place.diets.get(diet)]
    said += [cuisine for cuisine in place.cuisines if cuisine in request.constraints.cuisines]
    said.append(walk_words(candidate.leg.minutes))
    said += opening_words(candidate, request)
    if request.max_price_usd is not None and place.price_level in PRICE_WORDS:
        said.append(PRICE_WORDS[place.price_level])
    if place.rating is not None and place.rating >= 4.5:
        said.append(f"rated {place.rating:g}")
    return tuple(dict.fromkeys(said))[:MOST_REASONS]


def opening_words(candidate: Candidate, request: Request) -> list[str]:
    """When it is open, in words; nothing where the hours are unknown."""
    arrival, hours, where = request.arrival(candidate.leg), candidate.place.opening_hours, candidate.place.location
    opened = is_open(hours, arrival, where)
    if opened:
        closing = open_until(hours, arrival, where)
        return [f"open until {clock(closing)}"] if closing else ["open 24 hours"]
    if opened is False:
        opening = opens_next(hours, arrival, where)
        return [f"opens at {clock(opening)}"] if opening else ["closed then"]
    return ["open now"] if candidate.place.open_now else []


def clock(moment: datetime) -> str:
    """ "9 PM", "9:30 PM"; "noon" and "midnight", which nobody mistakes for the other half of the day."""
    return _clock(moment.hour, moment.minute)


@lru_cache(maxsize=24 * 60)
def _clock(hour: int, minute: int) -> str:
    if minute == 0 and hour % 12 == 0:
        return "noon" if hour else "midnight"
    text = time(hour, minute).strftime("%I:%M %p").lstrip("0")
    return text.replace(":00", "")
