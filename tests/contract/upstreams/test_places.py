"""Google Places: what is asked, what is made of the answers, and what it is billed as."""

from __future__ import annotations

import pytest
from opening_hours import OpeningHours

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients
from tests.simulator import world
from tests.simulator.running import RunningSimulator
from violet.domain.categories import anywhere_kinds
from violet.domain.geo import meters_between
from violet.domain.places import PlaceQuery
from violet.ports import Failure, ProviderError
from violet.providers.google.hours import opening_hours_text

CAFES = PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",), radius_m=800)


def test_nearby_search_finds_places_of_the_kind_within_the_radius(
    simulator: RunningSimulator, clients: Clients
) -> None:
    found = clients.places.search(CAFES)
    assert len(found) == 20
    assert all("cafe" in place.kinds for place in found)
    assert all(meters_between(WASHINGTON_SQUARE, place.location) <= 880 for place in found)
    assert {place.provider for place in found} == {"google_places"}
    [request] = simulator.state.requests("google_places")
    assert request.path == "/v1/places:searchNearby"
    assert simulator.state.skus() == {"places.search_enterprise": 1}


def test_a_search_for_anything_names_no_more_types_than_google_takes(
    simulator: RunningSimulator, clients: Clients
) -> None:
    clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=anywhere_kinds(), radius_m=800))
    [request] = simulator.state.requests("google_places")
    assert 40 < len(request.json()["includedTypes"]) <= 50


def test_a_place_comes_with_what_google_knows_of_it(simulator: RunningSimulator, clients: Clients) -> None:
    by_id = world.places_by_id()
    for place in clients.places.search(CAFES):
        shown = by_id[place.id].shown
        assert place.name == shown["displayName"]["text"]
        assert place.address == shown["shortFormattedAddress"]
        assert place.rating == shown.get("rating")
        assert place.rating_count == shown.get("userRatingCount")
        assert (place.price_level is None) == ("priceLevel" not in shown)
        assert place.photo == shown["photos"][0]["name"]
        assert place.attribution == "A Contributor"
        assert place.opening_hours is not None
        OpeningHours(place.opening_hours)


def test_places_that_are_closed_for_good_or_for_now_never_come_up(
    simulator: RunningSimulator, clients: Clients
) -> None:
    gone = {name for _, name, _ in world.CLOSED}
    near = next(place for place in world.places() if place.shown["displayName"]["text"] in gone)
    at = WASHINGTON_SQUARE.__class__(near.lat, near.lng)
    found = clients.places.search(PlaceQuery(at, kinds=("cafe",), radius_m=100))
    asked = simulator.state.requests("google_places")
    assert asked
    assert not gone & {place.name for place in found}


def test_words_and_open_now_go_to_text_search(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_mode("google_places", {"now": "2026-10-20T20:30"})
    ramen = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, text="ramen", radius_m=2000))
    bars = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("bar",), open_now=True))
    assert ramen
    assert bars
    assert all(place.open_now for place in bars)
    assert {one.path for one in simulator.state.requests("google_places")} == {"/v1/places:searchText"}
    first, second = (one.json() for one in simulator.state.requests("google_places"))
    assert first["textQuery"] == "ramen"
    assert "openNow" not in first
    assert second["openNow"] is True
    assert second["includedType"] == "bar"


def test_parks_have_no_hours_and_are_not_lost_when_only_open_places_are_wanted(
    simulator: RunningSimulator, clients: Clients
) -> None:
    found = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("park", "plaza"), open_now=True))
    assert found
    assert all(place.open_now is None for place in found)
    assert all({"park", "plaza"} & set(place.kinds) for place in found)


def test_no_results_are_no_error(clients: Clients) -> None:
    nowhere = WASHINGTON_SQUARE.__class__(0.0, 0.0)
    assert clients.places.search(PlaceQuery(nowhere, kinds=("cafe",))) == []


def test_limits_share_one_answer(simulator: RunningSimulator, clients: Clients) -> None:
    few = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",), limit=3))
    many = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",), limit=10))
    assert many[:3] == few
    assert len(simulator.state.requests()) == 1


def test_a_type_that_google_refuses_is_dropped_once_and_for_all(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_mode("google_places", {"refused_types": ["cocktail_bar", "wine_bar"]})
    found = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cocktail_bar", "bar")))
    assert found
    clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cocktail_bar", "pub")))
    statuses = [one.status for one in simulator.state.requests("google_places")]
    assert statuses == [400, 200, 200]


def test_details_tell_more_at_the_price_of_details(simulator: RunningSimulator, clients: Clients) -> None:
    [one] = clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",), limit=1))
    place = clients.places.details(one.id)
    assert place.about == world.places_by_id()[one.id].shown["editorialSummary"]["text"]
    assert simulator.state.skus() == {"places.search_enterprise": 1, "places.details_atmosphere": 1}


@pytest.mark.parametrize("place_id", ["ChIJunknown", "../../etc/passwd", "", "a b"])
def test_an_id_that_means_nothing_is_not_found(clients: Clients, place_id: str) -> None:
    with pytest.raises(ProviderError) as raised:
        clients.places.details(place_id)
    assert raised.value.failure is Failure.NOT_FOUND


def test_details_of_a_closed_place_are_not_found(clients: Clients) -> None:
    with pytest.raises(ProviderError) as raised:
        clients.places.details(world.place_id("sim-closed-for-good"))
    assert raised.value.failure is Failure.NOT_FOUND


def _period(start: tuple[int, int, int], end: tuple[int, int, int]) -> dict[str, dict[str, int]]:
    return {
        name: dict(zip(("day", "hour", "minute"), point, strict=True))
        for name, point in (("open", start), ("close", end))
    }


@pytest.mark.parametrize(
    ("periods", "text"),
    [
        ([_period((day, 7, 0), (day, 20, 0)) for day in range(1, 7)], "Mo-Sa 07:00-20:00"),
        ([_period((5, 22, 0), (6, 4, 0)), _period((6, 22, 0), (0, 0, 0))], "Fr 22:00-04:00, Sa 22:00-24:00"),
        ([{"open": {"day": 3, "hour": 0, "minute": 0}}], "24/7"),
        ([_period((6, 0, 0), (5, 23, 59))], "24/7"),
        (
            [_period((day, 11, 0), (day, 15, 0)) for day in range(7)]
            + [_period((day, 17, 0), (day, 22, 0)) for day in range(7)],
            "Mo-Su 11:00-15:00,17:00-22:00",
        ),
        ([], None),
    ],
)
def test_google_hours_become_opening_hours_text(periods: list[object], text: str | None) -> None:
    assert opening_hours_text(periods) == text
