"""The router over the campus's streets: as short as scipy's, the same both ways, dry, and reaching every place."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from scripts.check_walks import Waters, at_corner, matrix, megabytes, wet_routes
from tests.unit.routing.worlds import (
    CAMPUSES,
    PLACES,
    STREETS,
    at,
    campus_streets,
    graph_of,
    grid,
    position,
    street,
)
from violet.campus.loader import default_campus
from violet.domain.geo import LatLng, estimate_walk, meters_between
from violet.routing.build import build
from violet.routing.graph import GRAPH, WayKind, load, save
from violet.routing.lines import Area
from violet.routing.quality import quality, wet_edges
from violet.routing.search import Path, Router
from violet.routing.snapping import Snap, Snapper
from violet.routing.streets import Streets

SOURCES, TARGETS = 100, 50


def test_it_is_as_short_as_scipy_on_5000_pairs_and_the_same_back() -> None:
    """Each way is whole pieces of street from end to end, whose meters add up to scipy's over a matrix of its own."""
    router = campus_streets().router
    chance = random.Random(24)
    nodes = range(len(router.graph.nodes))
    starts = chance.sample(nodes, SOURCES)
    expected = dijkstra(matrix(router, router.meters), directed=True, indices=starts)
    for row, start in enumerate(starts):
        for target in chance.sample(nodes, TARGETS):
            path = router.shortest(at_corner(router, start), at_corner(router, target))
            assert path is not None
            assert abs(path.meters - expected[row, target]) < 1e-6
            assert abs(path.cost - path.meters) < 1e-6
            if target % 10 == 0:
                assert _nodes_along(router, path, start)[-1] == target
                back = router.shortest(at_corner(router, target), at_corner(router, start))
                assert back is not None
                assert abs(back.meters - path.meters) < 1e-6


def test_one_to_many_agrees_with_one_to_one_between_any_spots() -> None:
    streets = campus_streets()
    chance = random.Random(7)
    snaps = [_anywhere(streets, chance) for _ in range(60)]
    for start in snaps[:10]:
        together = streets.router.distances(start, snaps)
        for target, meters in zip(snaps, together, strict=True):
            path = streets.router.shortest(start, target)
            assert path is not None
            assert path.meters == pytest.approx(meters, abs=1e-5)


def test_a_way_with_dearer_edges_costs_no_more_than_any_other() -> None:
    """Against scipy over the same costs."""
    router = Router(graph_of(grid(12, 12)))
    chance = random.Random(3)
    cost = router.graph.meters * np.array([chance.uniform(1.0, 3.0) for _ in router.meters])
    expected = dijkstra(matrix(router, cost), directed=True)
    for _ in range(300):
        start, target = (chance.randrange(len(router.graph.nodes)) for _ in range(2))
        path = router.shortest(at_corner(router, start), at_corner(router, target), cost)
        assert path is not None
        assert path.cost == pytest.approx(expected[start, target], abs=1e-6)
        assert sum(cost[piece.edge] * piece.meters / router.meters[piece.edge] for piece in path.pieces) == (
            pytest.approx(path.cost, abs=1e-6)
        )


def test_of_two_streets_between_the_same_corners_the_shorter_is_walked() -> None:
    streets = Streets(graph_of([*grid(2, 2), street("Bow", (0, 0), (50, 60), (100, 0))]))
    way = streets.way(position(0, 0), position(100, 0))
    assert way is not None
    assert {streets.graph.name_of(piece.edge) for piece in way.path.pieces if piece.meters > 1} == {"S0"}


def test_no_route_crosses_water_but_on_a_bridge() -> None:
    """Of 500; `python -m scripts.check_walks` counts 10,000. No edge but a bridge's enters a river in any case."""
    streets = campus_streets()
    assert wet_edges(streets.graph) == ()
    wet, bridged = wet_routes(streets, 500)
    assert wet == 0
    assert bridged > 50


def test_a_route_through_water_would_be_counted() -> None:
    """Somebody drew a street across the pond, and no bridge."""
    pond = Area("the pond", ((at(150, -50), at(250, -50), at(250, 350), at(150, 350)),))
    lines = [*grid(2, 4), *(street(f"East {y}", (100, y * 100), (400, y * 100)) for y in (0, 3)), street("Shore", (400, 0), (400, 300))]  # fmt: skip
    streets = Streets(graph_of(lines, waters=[pond]))
    way = streets.way(position(10, 0), position(390, 5))
    assert way is not None
    assert Waters(streets.graph).crossed_by(way)
    dry = streets.way(position(10, 0), position(90, 5))
    assert dry is not None
    assert not Waters(streets.graph).crossed_by(dry)


def test_the_graph_is_sound_and_every_guide_place_is_reachable() -> None:
    found = quality(campus_streets().graph, PLACES)
    assert found.unreachable == ()
    assert found.wet_edges == ()
    assert len(found.far_places) <= 25, "restrooms and paths in the middle of parks and on piers"
    assert found.detour(0.5) < 1.3
    assert found.detour(0.95) < 1.5


def test_the_graph_in_the_repository_is_built_of_the_sources_there(tmp_path) -> None:
    built = build(STREETS, CAMPUSES)
    save(built.graph, tmp_path / GRAPH)
    again, shipped = load(tmp_path / GRAPH), load(STREETS / GRAPH)
    assert (again.names, again.parks, again.waters, again.sources) == (
        shipped.names, shipped.parks, shipped.waters, shipped.sources,
    )  # fmt: skip
    for name in ("nodes", "a", "b", "shape", "shape_start", "kind", "name", "main", "park", "in_park", "water"):
        assert np.array_equal(getattr(again, name), getattr(shipped, name)), name
    assert np.allclose(again.meters, shipped.meters)


def test_it_fits_into_25_megabytes() -> None:
    assert megabytes(default_campus()) < 25


def test_walks_to_all_places_of_the_guide_are_at_least_the_straight_line() -> None:
    streets = campus_streets()
    legs = streets.legs(CAMPUSES[0], list(PLACES.values()))
    assert not any(leg.estimated for leg in legs)
    for leg, place in zip(legs, PLACES.values(), strict=True):
        assert leg.meters >= meters_between(CAMPUSES[0], place) * 0.995 - 2


def test_far_from_all_streets_it_is_an_estimate() -> None:
    streets = campus_streets()
    melbourne, near_it = LatLng(-37.7983, 144.9610), LatLng(-37.80, 144.9620)
    assert streets.legs(melbourne, [near_it]) == [estimate_walk(melbourne, near_it)]
    assert streets.way(melbourne, near_it) is None
    assert streets.legs(CAMPUSES[0], []) == []


def test_an_estimate_goes_around_a_river_by_a_bridge() -> None:
    streets = campus_streets()
    long_island_city, stuyvesant_town = LatLng(40.7450, -73.9560), LatLng(40.7316, -73.9778)
    leg = streets.estimate(long_island_city, stuyvesant_town)
    assert leg.estimated
    assert leg.meters > 2 * meters_between(long_island_city, stuyvesant_town)


def test_a_loose_end_is_welded_to_the_street_that_it_almost_meets() -> None:
    lines = [*grid(3, 3), street("", (50, 6), (50, 60), kind=WayKind.PATH)]
    graph = graph_of(lines)
    degree = np.bincount(np.concatenate([graph.a, graph.b]))
    path = int(np.flatnonzero(graph.kind == WayKind.PATH)[0])
    assert sorted(degree[[graph.a[path], graph.b[path]]].tolist()) == [1, 3]
    assert graph.meters[path] == pytest.approx(60, abs=1)


def test_lines_that_cross_without_a_common_point_do_not_meet() -> None:
    """A bridge over a street."""
    graph = graph_of([street("Below", (0, 0), (200, 0)), street("Above", (150, -100), (150, 90)), *grid(2, 2)])
    assert "Above" not in graph.names


@pytest.mark.parametrize(("east", "north", "name"), [(50, 3, "S0"), (3, 50, "A0"), (150, -20, "S0"), (-30, 150, "A0")])
def test_a_position_is_on_the_nearest_street(east: float, north: float, name: str) -> None:
    graph = graph_of(grid(4, 4))
    snap = Snapper(graph).snap(position(east, north))
    assert snap is not None
    assert graph.name_of(snap.edge) == name


def _nodes_along(router: Router, path: Path, start: int) -> list[int]:
    nodes = [start]
    for piece in path.pieces:
        ends = router.ends(piece.edge)
        first, last = ends if piece.end > piece.start else ends[::-1]
        assert (first, abs(piece.meters - router.meters[piece.edge]) < 1e-9) == (nodes[-1], True)
        nodes.append(last)
    return nodes


def _anywhere(streets: Streets, chance: random.Random) -> Snap:
    edge = chance.randrange(len(streets.graph.a))
    return Snap(edge, chance.uniform(0, streets.router.meters[edge]), 0.0)
