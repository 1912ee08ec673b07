"""Mapbox Directions: walks with alternatives, no way said in a 200, and a token that shows nowhere."""

from __future__ import annotations

import pytest

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients, MakeClients
from tests.simulator.running import RunningSimulator
from violet.domain.geo import LatLng, meters_between
from violet.ports import Failure, ProviderError

UNION_SQUARE = LatLng(40.7359, -73.9906)
BOSTON = LatLng(42.3601, -71.0589)


def test_a_walk_and_another_have_their_lines_from_start_to_end(simulator: RunningSimulator, clients: Clients) -> None:
    best, other = clients.mapbox.routes(WASHINGTON_SQUARE, UNION_SQUARE, "walking")
    for route in (best, other):
        assert (route.mode, route.leg.estimated, len(route.polyline)) == ("walking", False, 3)
        assert meters_between(LatLng(*route.polyline[0]), WASHINGTON_SQUARE) < 2
        assert meters_between(LatLng(*route.polyline[-1]), UNION_SQUARE) < 2
        assert route.steps[-1] == "You have arrived at your destination."
    assert best.polyline != other.polyline
    assert clients.mapbox.route(WASHINGTON_SQUARE, UNION_SQUARE, "walking") == best
    assert simulator.state.skus() == {"mapbox.directions": 1}, "the second came from the cache"


def test_positions_go_out_as_longitude_and_latitude(simulator: RunningSimulator, clients: Clients) -> None:
    clients.mapbox.route(WASHINGTON_SQUARE, UNION_SQUARE, "walking")
    [sent] = simulator.state.requests("mapbox")
    assert sent.path.rpartition("/")[2] == "-73.99730,40.73080;-73.99060,40.73590"


def test_no_way_is_not_found_although_the_status_is_200(simulator: RunningSimulator, clients: Clients) -> None:
    with pytest.raises(ProviderError) as raised:
        clients.mapbox.route(WASHINGTON_SQUARE, BOSTON, "walking")
    assert raised.value.failure is Failure.NOT_FOUND


def test_a_wrong_token_is_denied(make_clients: MakeClients) -> None:
    with pytest.raises(ProviderError) as raised:
        make_clients(mapbox_token="wrong").mapbox.route(WASHINGTON_SQUARE, UNION_SQUARE, "walking")
    assert raised.value.failure is Failure.DENIED
    assert "wrong" not in repr(raised.value)


def test_rides_and_tables_of_distances_are_not_asked_of_it(simulator: RunningSimulator, clients: Clients) -> None:
    assert clients.mapbox.matrix(WASHINGTON_SQUARE, [UNION_SQUARE], "walking")[0]
    assert clients.mapbox.routes(WASHINGTON_SQUARE, UNION_SQUARE, "transit")[0].mode == "walking"
    assert simulator.state.requests("mapbox") == []
