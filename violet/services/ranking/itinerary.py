"""Itineraries: one place per wish, in order, all open, within the time and the budget, with the best trade of places
and walking. Pure and exact: a depth-first search with a bound, checked against brute force in the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from violet.domain.geo import LatLng, estimate_walk
from violet.domain.opening_hours import open_throughout
from violet.domain.places import Place
from violet.domain.wall_clock import after, is_later
from violet.services.ranking.candidates import Ranked

# What a minute on foot costs against scores between 0 and 1: ten minutes weigh as much as a clearly better place.
WALK_PENALTY_A_MINUTE = 0.012


@dataclass(frozen=True, slots=True)
class Option:
    """A place that could serve a wish: its score (0..1), how long people stay (minutes) and what it costs at least
    (dollars a person, 0 where unknown). `ranked` is how it came by its score."""

    place: Place
    score: float
    stay_minutes: int
    least_usd: float = 0.0
    ranked: Ranked | None = None

    @property
    def key(self) -> str:
        return f"{self.place.provider}:{self.place.id}"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: aware times, and the walk there from the stop before (estimated minutes)."""

    option: Option
    arrive: datetime
    leave: datetime
    walk_minutes: int


@dataclass(frozen=True, slots=True)
class Itinerary:
    stops: tuple[Stop, ...]
    value: float

    @property
    def total_walk_minutes(self) -> int:
        return sum(stop.walk_minutes for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Trip:
    """Where and when the plan begins, by when it must end, and dollars a person for all of it; None: no bound."""

    start: LatLng
    begin: datetime
    end: datetime | None = None
    budget_usd: float | None = None


def plan_itinerary(wishes: Sequence[Sequence[Option]], trip: Trip) -> Itinerary | None:
    """The itinerary of greatest value (scores less walking) with one option per wish, in order; None where none fits.

    No place twice; every stop is open for the whole stay or its hours are unknown; the last stay ends by `trip.end`;
    the least prices add up to at most the budget. Ties go to the options listed first.
    """
    if not wishes or not all(wishes):
        return None
    search = _Search(wishes, trip)
    search.extend((), 0.0, 0.0)
    return search.best


class _Search:
    """Depth first over the options of each wish, cut off where even the best options left could not win."""

    def __init__(self, wishes: Sequence[Sequence[Option]], trip: Trip) -> None:
        self.best: Itinerary | None = None
        self._wishes = wishes
        self._trip = trip
        self._best_left = [0.0] * (len(wishes) + 1)
        for index in range(len(wishes) - 1, -1, -1):
            self._best_left[index] = self._best_left[index + 1] + max(option.score for option in wishes[index])

    def extend(self, stops: tuple[Stop, ...], value: float, spent: float) -> None:
        """Tries everything that begins with `stops`, worth `value` and costing at least `spent` dollars."""
        if self.best is not None and value + self._best_left[len(stops)] <= self.best.value + 1e-12:
            return
        if len(stops) == len(self._wishes):
            self.best = Itinerary(stops, value)
            return
        for option in self._wishes[len(stops)]:
            stop = next_stop(stops, option, self._trip)
            if stop is not None and _affordable(spent + option.least_usd, self._trip):
                gained = option.score - WALK_PENALTY_A_MINUTE * stop.walk_minutes
                self.extend((*stops, stop), value + gained, spent + option.least_usd)


def next_stop(stops: Sequence[Stop], option: Option, trip: Trip) -> Stop | None:
    """The option as the next stop; None where it is a repeat, closed for part of the stay, or ends too late."""
    if any(stop.option.key == option.key for stop in stops):
        return None
    position = stops[-1].option.place.location if stops else trip.start
    walk = estimate_walk(position, option.place.location).minutes
    arrive = after(stops[-1].leave, timedelta(minutes=walk)) if stops else trip.begin
    leave = after(arrive, timedelta(minutes=option.stay_minutes))
    if trip.end is not None and is_later(leave, trip.end):
        return None
    if open_throughout(option.place.opening_hours, arrive, leave, option.place.location) is False:
        return None
    return Stop(option, arrive, leave, walk)


def _affordable(spent: float, trip: Trip) -> bool:
    return trip.budget_usd is None or spent <= trip.budget_usd
