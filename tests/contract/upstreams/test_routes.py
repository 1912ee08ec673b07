"""Google Routes: matrix and way, walking and by transit."""

from __future__ import annotations

import pytest

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients
from tests.simulator.running import RunningSimulator
from violet.domain.geo import LatLng, meters_between
from violet.ports import Failure, ProviderError

UNION_SQUARE = LatLng(40.7359, -73.9906)
TANDON = LatLng(40.6942, -73.9866)
BOSTON = LatLng(42.3601, -71.0589)
LONDON = LatLng(51.5072, -0.1276)


def test_one_call_gives_a_leg_for_each_destination_in_the_order_asked(
    simulator: RunningSimulator, clients: Clients
) -> None:
    destinations = [TANDON, UNION_SQUARE, WASHINGTON_SQUARE, UNION_SQUARE]
    legs = clients.routes.matrix(WASHINGTON_SQUARE, destinations, "walking")
    assert [leg is not None and not leg.estimated for leg in legs] == [True] * 4
    meters = [leg.meters for leg in legs if leg]
    assert meters[0] > meters[1] > meters[2] == 0
    assert legs[1] == legs[3]
    assert simulator.state.skus() == {"routes.matrix_element": 3}


def test_the_order_of_destinations_does_not_matter_to_the_cache(simulator: RunningSimulator, clients: Clients) -> None:
    there = clients.routes.matrix(WASHINGTON_SQUARE, [TANDON, UNION_SQUARE], "walking")
    back = clients.routes.matrix(WASHINGTON_SQUARE, [UNION_SQUARE, TANDON], "walking")
    assert there == back[::-1]
    assert len(simulator.state.requests()) == 1


def test_what_cannot_be_reached_and_what_failed_has_no_leg(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_mode("google_routes", {"failing": 1})
    legs = clients.routes.matrix(WASHINGTON_SQUARE, [TANDON, UNION_SQUARE, LONDON], "walking")
    # Sorted by latitude, Tandon is the first element that is asked for, the one that fails.
    assert legs[0] is None
    assert legs[1] is not None
    assert legs[2] is None


def test_no_destination_is_no_call(simulator: RunningSimulator, clients: Clients) -> None:
    assert clients.routes.matrix(WASHINGTON_SQUARE, [], "walking") == []
    assert simulator.state.requests() == []


def test_more_destinations_than_one_call_may_have_are_split(simulator: RunningSimulator, clients: Clients) -> None:
    destinations = [LatLng(40.7 + step / 5000, -73.99) for step in range(130)]
    legs = clients.routes.matrix(WASHINGTON_SQUARE, destinations, "transit")
    assert all(legs)
    assert [one.units for one in simulator.state.requests("google_routes")] == [100, 30]


def test_a_walk_has_a_line_from_start_to_end_and_its_warnings(simulator: RunningSimulator, clients: Clients) -> None:
    route = clients.routes.route(WASHINGTON_SQUARE, UNION_SQUARE, "walking")
    assert route.mode == "walking"
    assert not route.leg.estimated
    assert meters_between(LatLng(*route.polyline[0]), WASHINGTON_SQUARE) < 2
    assert meters_between(LatLng(*route.polyline[-1]), UNION_SQUARE) < 2
    assert len(route.warnings) == 1
    assert simulator.state.skus() == {"routes.route": 1}


def test_a_ride_names_its_line_and_stops(clients: Clients) -> None:
    route = clients.routes.route(TANDON, WASHINGTON_SQUARE, "transit")
    assert route.mode == "transit"
    assert route.steps == ("Subway towards Uptown, take the A from Jay St-MetroTech to W 4 St-Wash Sq",)


def test_no_way_is_not_found(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_mode("google_routes", {"no_route": True})
    with pytest.raises(ProviderError) as raised:
        clients.routes.route(WASHINGTON_SQUARE, BOSTON, "walking")
    assert raised.value.failure is Failure.NOT_FOUND
