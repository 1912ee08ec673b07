"""What fits into a gap, door to door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import make_settings
from violet.container import Container
from violet.domain.cards import Card
from violet.domain.geo import LatLng, estimate_walk
from violet.domain.person import Person
from violet.domain.places import Place
from violet.providers.calendars.base import CalendarEntry
from violet.services.calendar.agenda import Agenda
from violet.services.calendar.free import Gap, next_gap, todays_entries
from violet.services.calendar.free_time import Interval
from violet.services.calendar.suggestions import best, fitting_places, origin_of
from violet.services.places.cards import place_card
from violet.wiring import build_container

NEW_YORK = ZoneInfo("America/New_York")
KIMMEL, BOBST, JAY = LatLng(40.7299, -73.9979), LatLng(40.7294, -73.9972), LatLng(40.6928, -73.9876)
CAFE = Place("campus_guide", "cafe", "A Cafe", BOBST, kinds=("cafe",), opening_hours="Mo-Su 08:00-20:00")


@pytest.fixture(scope="module")
def deps() -> Container:
    return replace(build_container(make_settings()), clock=lambda: at(15))


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


def card(**changes: object) -> Card:
    return place_card(replace(CAFE, **changes), None, at(15).astimezone(NEW_YORK))  # type: ignore[arg-type]


def gap(start: datetime, end: datetime, *, comes_from: LatLng | None = None, goes_to: LatLng | None = None) -> Gap:
    return Gap(Interval(start, end), comes_from, goes_to)


def fits(deps: Container, one: Card, when: Gap, origin: LatLng = KIMMEL) -> bool:
    return bool(fitting_places(deps.quick, when, origin, [one]))


def test_the_walk_there_the_stay_and_the_buffer_have_to_fit(deps: Container) -> None:
    """A café takes twenty minutes, the buffer is five, the walk on the streets about two."""
    walk = deps.walks.walks(KIMMEL, [BOBST])[0].seconds
    least = timedelta(seconds=walk, minutes=25)
    assert fits(deps, card(), gap(at(16), at(16) + least))
    assert not fits(deps, card(), gap(at(16), at(16) + least - timedelta(seconds=1)))


def test_the_walk_to_the_next_thing_counts_where_it_is_known(deps: Container) -> None:
    """To Brooklyn it is more than an hour on foot."""
    an_hour = (at(16), at(17))
    assert fits(deps, card(), gap(*an_hour, goes_to=KIMMEL))
    assert not fits(deps, card(), gap(*an_hour, goes_to=JAY))
    assert fits(deps, card(), gap(*an_hour))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Su 08:00-20:00", True),
        ("Mo-Su 08:00-16:30", False),
        ("Mo-Su 16:30-20:00", False),
        ("Tu off", False),
        (None, False),
        ("24/7", True),
    ],
)
def test_a_place_is_known_to_be_open_for_all_of_the_stay(deps: Container, hours: str | None, expected: bool) -> None:
    assert fits(deps, card(opening_hours=hours), gap(at(16), at(17))) is expected


def test_nobody_is_asked_to_stay_for_five_hours(deps: Container) -> None:
    (found,) = fitting_places(deps.quick, gap(at(14), at(19)), KIMMEL, [card(opening_hours="Mo-Su 08:00-16:30")])
    assert found.stay.leave - found.stay.arrive == timedelta(hours=2)
    assert found.start == found.stay.arrive


def test_a_museum_takes_longer_than_a_coffee(deps: Container) -> None:
    forty_minutes = gap(at(16), at(16, 40))
    assert fits(deps, card(), forty_minutes)
    assert not fits(deps, card(kinds=("museum",)), forty_minutes)


def test_where_the_gap_begins(deps: Container) -> None:
    now, later = gap(at(15), at(17), comes_from=JAY), gap(at(16), at(17), comes_from=JAY)
    assert origin_of(deps.quick, now, Person(at(15), location=KIMMEL)) == KIMMEL
    assert origin_of(deps.quick, later, Person(at(15), location=KIMMEL)) == JAY
    assert origin_of(deps.quick, gap(at(16), at(17)), Person(at(15), location=KIMMEL)) == KIMMEL
    assert origin_of(deps.quick, gap(at(16), at(17)), Person(at(15))) == deps.here.home


def test_the_nearer_and_better_comes_first_and_each_name_once(deps: Container) -> None:
    near, far = card(id="near"), card(id="far", name="Far", location=LatLng(40.7350, -73.9900))
    twin = card(id="twin", location=LatLng(40.7320, -73.9950))
    walked = [
        place_card(one.place, estimate_walk(KIMMEL, one.place.location), at(15).astimezone(NEW_YORK))
        for one in (far, twin, near)
        if one.place
    ]
    found = best(fitting_places(deps.quick, gap(at(15), at(18)), KIMMEL, walked), 3)
    assert found[0].card.place_id == "near"
    assert [one.card.name for one in found] == ["A Cafe", "Far"]
    assert found[0].score >= found[1].score


def entry(start: datetime, end: datetime, **rest: object) -> CalendarEntry:
    return CalendarEntry("x", start, end, **rest)  # type: ignore[arg-type]


def agenda(*entries: CalendarEntry) -> Agenda:
    return Agenda(True, tuple(sorted(entries, key=lambda one: one.start)), at(23, day=30))


def test_a_gap_lies_between_the_places_of_its_neighbors(deps: Container) -> None:
    found = next_gap(
        deps.calendars, agenda(entry(at(14), at(16), place="Kimmel 802"), entry(at(17), at(18), place="370 Jay St"))
    )
    assert found is not None
    assert (found.time.start, found.time.end) == (at(16), at(17))
    assert found.comes_from == deps.venues.find("Kimmel").location  # type: ignore[union-attr]
    assert found.goes_to == deps.venues.find("370 Jay").location  # type: ignore[union-attr]
    unknown = next_gap(deps.calendars, agenda(entry(at(14), at(16), place="Mars"), entry(at(17), at(18))))
    assert unknown is not None
    assert (unknown.comes_from, unknown.goes_to) == (None, None)


def test_what_takes_no_time_makes_nobody_busy(deps: Container) -> None:
    found = next_gap(deps.calendars, agenda(entry(at(14), at(22), busy=False)))
    assert found is not None
    assert found.time.start == at(15)


def test_today_has_what_began_yesterday_and_what_goes_on_tomorrow(deps: Container) -> None:
    overnight = entry(at(23, day=23), at(1))
    late = entry(at(23), at(1, day=25))
    yesterday, tomorrow = entry(at(10, day=23), at(11, day=23)), entry(at(10, day=25), at(11, day=25))
    midnight = entry(at(22, day=23), at(0))
    found = todays_entries(agenda(overnight, late, yesterday, tomorrow, midnight), deps.here.now())
    assert set(found) == {overnight, late}
    assert midnight not in found
