"""The named features of the ranking. Each is 0 to 1; unknown is in between, never as good as a yes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from violet.domain.categories import (
    SIDE_KIND,
    Category,
    category_fit,
    category_of,
    diet_matters,
    fit_of,
    is_vibe,
    vibe_weights,
)
from violet.domain.opening_hours import is_open
from violet.domain.places import Place
from violet.domain.preferences import CommutePreference
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import price_range
from violet.services.ranking.cuisines import cuisine_fit
from violet.understanding.dialogue.tastes import interests_of
from violet.understanding.reading.interests import NO_INTERESTS

NEUTRAL = 0.5
HIGHEST_LEVEL = 4
# A rating counts as if this many people had first given the average, so that one friend's five stars do not win.
PRIOR_RATING, PRIOR_COUNT = 4.1, 25
COMFORTABLE_WALK_MINUTES: Mapping[CommutePreference | None, float] = MappingProxyType(
    {None: 12.0, "walking": 10.0, "both": 16.0, "transit": 20.0}
)
COSINE_FLOOR, COSINE_CEILING = 0.05, 0.6
# What a place of another kind than the one named is worth.
OTHER_KIND = 0.6
# What the kind that was named is worth without the other thing that was wanted, and which share of a wish is one; how
# well a place has to serve it.
ONE_OF_TWO, LEAST_SHARE, GOOD_FIT = 0.8, 0.2, 0.8
# What the words of a wish are about and is not known to serve what it names.
SAID_OF_IT = 0.4
# A place that serves the dish is what was asked for, whatever it is else; every diner serves coffee.
SERVES_IT, DRINKS = 0.85, frozenset({"coffee", "tea", "wine", "beer", "cocktails"})
# Hardly better than a no: who has to ask first may have to go elsewhere.
UNKNOWN_DIET = 0.1
# Students who say nothing of money have not much of it.
UNASKED_PRICES: Mapping[int, float] = MappingProxyType({3: 0.4, 4: 0.2})
BAD_WEATHER = frozenset({"Rain", "Snow", "Thunderstorm", "Drizzle", "Squall", "Tornado"})
COLD_F, HOT_F = 38.0, 92.0


def meaning(candidate: Candidate, request: Request) -> float:
    """Cosine of wish and place text, stretched from the range that cosines of short texts really have."""
    if candidate.meaning is None:
        return NEUTRAL
    return _clamp((candidate.meaning - COSINE_FLOOR) / (COSINE_CEILING - COSINE_FLOOR))


def category(candidate: Candidate, request: Request) -> float:
    """How well the place serves the wanted categories; full only for the kind that was named, where one was."""
    fit = category_fit(candidate.place.kinds, request.categories)
    dishes = request.constraints.cuisines - DRINKS
    if dishes and cuisine_fit(candidate.place, dishes) == 1.0:
        fit = max(fit, SERVES_IT)
    kinds = request.constraints.kinds
    if candidate.key in request.sought:
        return max(fit, SERVES_IT)
    if not kinds:
        return fit
    if kinds.isdisjoint(candidate.place.kinds):
        return OTHER_KIND * fit
    named = 1.0 if kinds.intersection(candidate.place.kinds[:1]) else SIDE_KIND
    return named if serves_beside(candidate.place, request) else ONE_OF_TWO * named


def is_beside_the_kind(place: Place, request: Request) -> bool:
    """Whether it is, first of all, what is wanted beside the kind that was named: the cafe of "a cafe or a library"."""
    return any(fit_of(other, kind) >= GOOD_FIT for other in beside_the_kind(request) for kind in place.kinds[:1])


def serves_beside(place: Place, request: Request) -> bool:
    """Whether a place of the kind that was named serves what else is wanted too: "a bookstore with a cafe"."""
    return all(category_fit(place.kinds, {other: 1.0}) >= GOOD_FIT for other in beside_the_kind(request))


def beside_the_kind(request: Request) -> tuple[Category, ...]:
    """The wanted categories that the kinds which were named are none of."""
    kinds, wanted = request.constraints.kinds, request.categories
    return tuple(
        category
        for category, weight in wanted.items()
        if weight >= LEAST_SHARE and not any(fit_of(category, kind) > 0 for kind in kinds)
    )


def cuisine(candidate: Candidate, request: Request) -> float:
    """Whether the place serves what was asked for by name; what comes near it is better than nothing."""
    wanted, sought = request.constraints.cuisines, candidate.key in request.sought
    if not wanted:
        return 1.0 if sought else 0.0 if request.sought else NEUTRAL
    fit = cuisine_fit(candidate.place, wanted)
    # "A poke bowl" is not about a place whose description has the word bowl.
    if sought:
        return max(fit, SAID_OF_IT if diet_matters(candidate.place.kinds) else 1.0)
    return fit


def walk(candidate: Candidate, request: Request) -> float:
    """Falls by half every so many minutes, later for who goes by subway; strictly less for every second more."""
    half_at = COMFORTABLE_WALK_MINUTES[request.preferences.commute_preference]
    return math.pow(0.5, candidate.leg.seconds / 60 / half_at)


def rating(candidate: Candidate, request: Request) -> float:
    """The rating shrunk towards the average by its count, 3 to 5 stars mapped to 0..1; unknown is the average."""
    stars = PRIOR_RATING
    if candidate.place.rating is not None:
        count = candidate.place.rating_count or 0
        stars = (candidate.place.rating * count + PRIOR_RATING * PRIOR_COUNT) / (count + PRIOR_COUNT)
    return _clamp((stars - 3.0) / 2.0)


def price(candidate: Candidate, request: Request) -> float:
    """The share of the place's price range that the budget covers; unknown prices are in between. Where cheaper or
    dearer was asked for, how far that way the place goes."""
    level = candidate.place.price_level or 0
    if request.cheaper_than is not None or request.dearer_than is not None:
        return 1.0 - level / HIGHEST_LEVEL if request.cheaper_than is not None else level / HIGHEST_LEVEL
    limit, prices = request.max_price_usd, price_range(candidate)
    if limit is None:
        least = request.preferences.budget_min
        if prices is None or least is None or not diet_matters(candidate.place.kinds):
            return UNASKED_PRICES.get(level, NEUTRAL)
        return 1.0 if prices[1] >= least else 0.3
    if prices is None:
        return 0.4
    if prices[1] <= limit:
        return 1.0
    return _clamp((limit - prices[0]) / (prices[1] - prices[0]))


def diet(candidate: Candidate, request: Request) -> float:
    """The share of the diets the place is known to serve; a place without food serves nobody and harms nobody."""
    if not request.diets or not diet_matters(candidate.place.kinds):
        return NEUTRAL
    points = [1.0 if candidate.place.diets.get(diet) else UNKNOWN_DIET for diet in request.diets]
    return sum(points) / len(points)


def open_on_arrival(candidate: Candidate, request: Request) -> float:
    known = is_open(candidate.place.opening_hours, request.arrival(candidate.leg), candidate.place.location)
    if known is None and request.constraints.open_at is None:
        known = candidate.place.open_now
    unknown = 0.45 if request.constraints.open_at is None else 0.2
    return {True: 1.0, False: 0.0, None: unknown}[known]


def weather(candidate: Candidate, request: Request) -> float:
    """Outdoors in bad weather is a poor idea, and in good weather a good one."""
    if request.weather is None or candidate.place.setting is None:
        return NEUTRAL
    now = request.weather
    bad = now.main in BAD_WEATHER or now.temp_f < COLD_F or now.temp_f > HOT_F
    if candidate.place.setting == "outdoor":
        return 0.0 if bad else 0.9
    return 0.8 if bad else NEUTRAL


def tags(candidate: Candidate, request: Request) -> float:
    """The share of wanted tags the place is known to have; known not to have one counts against it."""
    wanted = request.constraints.tags
    points = [{True: 1.0, False: 0.0, None: 0.3}[candidate.place.tags.get(tag)] for tag in sorted(wanted)]
    return sum(points) / len(points) if points else NEUTRAL


def affinity(candidate: Candidate, request: Request) -> float:
    """What the student's own taste says: learned category affinity, survey vibes, interests and setting, around
    neutral."""
    own = category_of(candidate.place.kinds)
    learned = request.preferences.affinity.get(own.value, 0.0) if own else 0.0
    vibes = request.preferences.liked_vibes
    liked = max(
        (strength * category_fit(candidate.place.kinds, vibe_weights(vibe)) for vibe, strength in vibes.items()
         if is_vibe(vibe)),
        default=0.0,
    )  # fmt: skip
    setting = request.preferences.indoor_outdoor
    fits = 0.0
    if setting in ("indoor", "outdoor") and candidate.place.setting is not None:
        fits = 0.25 if candidate.place.setting in (setting, "both") else -0.25
    return _clamp(NEUTRAL + 0.3 * learned + 0.25 * liked + 0.25 * _interest(candidate, request) + fits)


def _interest(candidate: Candidate, request: Request) -> float:
    """2 where the place has the very thing the student's interests name, up to 1 where it is of a kind they name, -1
    where it is of a kind they do not care for."""
    interests = interests_of(request.preferences)
    if interests is NO_INTERESTS:
        return 0.0
    if category_of(candidate.place.kinds) in interests.disliked:
        return -1.0
    cuisine = interests.cuisines.intersection(candidate.place.cuisines)
    if cuisine or any(candidate.place.tags.get(tag) for tag in interests.tags):
        return 2.0
    liked = dict.fromkeys(interests.categories, 1.0)
    return category_fit(candidate.place.kinds, liked) if liked else 0.0


Feature = Callable[[Candidate, Request], float]
FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        "meaning": meaning,
        "category": category,
        "cuisine": cuisine,
        "walk": walk,
        "rating": rating,
        "price": price,
        "diet": diet,
        "open": open_on_arrival,
        "weather": weather,
        "tags": tags,
        "affinity": affinity,
    }
)


def _clamp(value: float) -> float:
    return min(1.0, max(0.0, value))
