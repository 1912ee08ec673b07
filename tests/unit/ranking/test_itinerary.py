"""Itineraries against an oracle that tries everything, on small random worlds, and on the days when clocks change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from violet.domain.geo import LatLng, estimate_walk
from violet.domain.opening_hours import open_throughout
from violet.domain.places import Place
from violet.services.ranking.itinerary import WALK_PENALTY_A_MINUTE, Itinerary, Option, Stop, Trip, plan_itinerary

NEW_YORK = ZoneInfo("America/New_York")
SIX_PM = datetime(2026, 11, 20, 18, 0, tzinfo=NEW_YORK)
HOME = LatLng(40.7300, -73.9970)
HOURS = (None, "Mo-Su 10:00-19:00", "Mo-Su 19:00-23:00", "Mo-Su 17:00-02:00", "24/7", "Sa 10:00-12:00")


def option(number: int, *, score: float = 0.5, stay: int = 60, hours: str | None = None, usd: float = 0.0) -> Option:
    place = Place(
        "guide", f"p{number}", f"Place {number}", LatLng(40.73 + number * 0.0011, -73.997), opening_hours=hours
    )
    return Option(place, score, stay, usd)


options = st.builds(
    option,
    st.integers(0, 12),
    score=st.integers(0, 20).map(lambda tenths: tenths / 20),
    stay=st.sampled_from([15, 45, 90]),
    hours=st.sampled_from(HOURS),
    usd=st.sampled_from([0.0, 10.0, 15.0, 30.0]),
)
trips = st.builds(
    Trip,
    start=st.just(HOME),
    begin=st.just(SIX_PM),
    end=st.one_of(st.none(), st.integers(1, 6).map(lambda hours: SIX_PM + timedelta(hours=hours))),
    budget_usd=st.one_of(st.none(), st.sampled_from([0.0, 15.0, 25.0, 60.0])),
)


@settings(max_examples=1000)
@given(st.lists(st.lists(options, min_size=1, max_size=5), min_size=1, max_size=4), trips)
def test_it_finds_what_trying_everything_finds(wishes: list[list[Option]], trip: Trip):
    found, best = plan_itinerary(wishes, trip), by_brute_force(wishes, trip)
    if best is None:
        assert found is None
    else:
        assert found is not None
        assert found.value == pytest.approx(best, abs=1e-9)
        assert_feasible(found, wishes, trip)


def by_brute_force(wishes: Sequence[Sequence[Option]], trip: Trip) -> float | None:
    """The value of the best itinerary, from the definition and nothing else."""
    values = (value_of(chosen, trip) for chosen in product(*wishes))
    return max((value for value in values if value is not None), default=None)


def value_of(chosen: Sequence[Option], trip: Trip) -> float | None:
    """None where these stops cannot be made."""
    if len({stop.place.id for stop in chosen}) < len(chosen):
        return None
    if trip.budget_usd is not None and sum(stop.least_usd for stop in chosen) > trip.budget_usd:
        return None
    value, position, now = 0.0, trip.start, trip.begin.astimezone(UTC)
    for index, stop in enumerate(chosen):
        walk = estimate_walk(position, stop.place.location).minutes
        arrive = now + timedelta(minutes=walk if index else 0)
        now = arrive + timedelta(minutes=stop.stay_minutes)
        if open_throughout(stop.place.opening_hours, arrive, now, zone=NEW_YORK) is False:
            return None
        if trip.end is not None and now > trip.end.astimezone(UTC):
            return None
        value += stop.score - WALK_PENALTY_A_MINUTE * walk
        position = stop.place.location
    return value


def assert_feasible(found: Itinerary, wishes: Sequence[Sequence[Option]], trip: Trip) -> None:
    """The stops as they are told: one for each wish, in order, one after another, all open, on time."""
    assert len(found.stops) == len(wishes)
    assert all(stop.option in wish for stop, wish in zip(found.stops, wishes, strict=True))
    assert found.stops[0].arrive == trip.begin
    for before, after in zip(found.stops, found.stops[1:], strict=False):
        assert _elapsed(before.leave, after.arrive) == timedelta(minutes=after.walk_minutes)
    for stop in found.stops:
        assert _elapsed(stop.arrive, stop.leave) == timedelta(minutes=stop.option.stay_minutes)
        assert open_throughout(stop.option.place.opening_hours, stop.arrive, stop.leave) is not False
    assert trip.end is None or _elapsed(found.stops[-1].leave, trip.end) >= timedelta()
    assert trip.budget_usd is None or sum(stop.option.least_usd for stop in found.stops) <= trip.budget_usd
    assert found.total_walk_minutes == sum(stop.walk_minutes for stop in found.stops)


def _elapsed(earlier: datetime, later: datetime) -> timedelta:
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def test_no_wishes_or_a_wish_that_nothing_serves_is_no_itinerary():
    assert plan_itinerary([], Trip(HOME, SIX_PM)) is None
    assert plan_itinerary([[option(1)], []], Trip(HOME, SIX_PM)) is None


def test_ties_go_to_what_is_listed_first():
    first, same = option(1), Option(option(1).place, 0.5, 60)
    found = plan_itinerary([[first, same, option(1, score=0.4)]], Trip(HOME, SIX_PM))
    assert found is not None
    assert found.stops[0].option is first


def test_a_place_clearly_better_is_worth_five_minutes_more_and_not_a_quarter_of_an_hour():
    near, better = option(1, score=0.5), option(4, score=0.6)
    assert 5 <= _minutes_to(better) - _minutes_to(near) < 8
    assert _chosen(near, better) is better
    assert _chosen(near, option(12, score=0.6)) is near


def _minutes_to(one: Option) -> int:
    return estimate_walk(HOME, one.place.location).minutes


def _chosen(*options: Option) -> Option:
    found = plan_itinerary([list(options)], Trip(HOME, SIX_PM))
    assert found is not None
    return found.stops[0].option


@pytest.mark.parametrize("midnight", [datetime(2026, 11, 1, tzinfo=NEW_YORK), datetime(2026, 3, 8, tzinfo=NEW_YORK)])
def test_a_night_out_when_clocks_change_lasts_as_long_as_any_other(midnight: datetime):
    wishes = [[option(1, stay=90)], [option(2, stay=90)], [option(3, stay=90)]]
    trip = Trip(HOME, midnight)
    found = plan_itinerary(wishes, trip)
    assert found is not None
    assert_feasible(found, wishes, trip)
    walked = sum(stop.walk_minutes for stop in found.stops[1:])
    assert _elapsed(midnight, found.stops[-1].leave) == timedelta(minutes=270 + walked)
    assert all(_on_a_clock(stop) for stop in found.stops)


def _on_a_clock(stop: Stop) -> bool:
    """Whether clocks in New York ever show these times."""
    shown = [moment.astimezone(UTC).astimezone(NEW_YORK) for moment in (stop.arrive, stop.leave)]
    return [moment.hour for moment in shown] == [stop.arrive.hour, stop.leave.hour]
