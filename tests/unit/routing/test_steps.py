"""Turn-by-turn words make sense: directions, turns, names and lengths."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from tests.unit.routing.worlds import PLACES, campus_streets, graph_of, grid, position, street
from violet.domain.geo import LatLng
from violet.routing.graph import WayKind
from violet.routing.steps import Step, heading, steps, turn_degrees
from violet.routing.streets import Streets
from violet.routing.ways import stretches

AROUND_A_PARK = [
    street("A0", (0, 0), (0, 400)), street("S4", (0, 400), (400, 400)), street("A4", (400, 400), (400, 0)),
    street("S0", (400, 0), (0, 0)),
]  # fmt: skip
MANHATTAN = Streets(graph_of(AROUND_A_PARK))


def said(streets: Streets, start: LatLng, end: LatLng) -> tuple[Step, ...]:
    way = streets.way(start, end)
    assert way is not None
    return steps(stretches(streets.graph, way.path))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0, 10), (0, 390), ["Head north on A0"]),
        ((390, 0), (10, 0), ["Head west on S0"]),
        ((0, 10), (190, 400), ["Head north on A0", "Turn right onto S4"]),
        ((390, 400), (400, 10), ["Head east on S4", "Turn right onto A4"]),
        ((0, 390), (190, 0), ["Head south on A0", "Turn left onto S0"]),
    ],
)
def test_around_a_park(start: tuple[float, float], end: tuple[float, float], expected: list[str]) -> None:
    found = said(MANHATTAN, position(*start), position(*end))
    assert [step.text for step in found] == [*expected, "Arrive at your destination"]


def test_a_nameless_crossing_is_not_worth_a_step() -> None:
    lines = [
        *grid(2, 2, 300.0), street("Elm Street", (0, 300), (0, 500)), street("", (0, 500), (0, 512), kind=WayKind.PATH),
        street("Elm Street", (0, 512), (0, 700)), street("Oak", (0, 500), (90, 500)),
    ]  # fmt: skip
    found = said(Streets(graph_of(lines)), position(0, 400), position(0, 650))
    assert [step.text for step in found] == ["Head north on Elm Street", "Arrive at your destination"]
    assert found[0].meters == pytest.approx(250, abs=2)


def test_stairs_and_bridges_are_said_as_such() -> None:
    lines = [
        *grid(2, 2), street("Long Bridge", (100, 100), (100, 400), kind=WayKind.BRIDGE),
        street("the tower stairs", (100, 400), (100, 420), kind=WayKind.STAIRS), street("High Road", (100, 420), (100, 600)),
    ]  # fmt: skip
    texts = [step.text for step in said(Streets(graph_of(lines)), position(100, 10), position(100, 590))]
    assert texts[1:4] == ["Cross the Long Bridge", "Take the tower stairs", "Continue on High Road"]


def test_every_way_between_guide_places_reads_sensibly() -> None:
    streets = campus_streets()
    chance = random.Random(5)
    positions = sorted(PLACES.items())
    for _ in range(100):
        (_, start), (_, end) = chance.sample(positions, 2)
        way = streets.way(start, end)
        assert way is not None
        parts = stretches(streets.graph, way.path)
        found = steps(parts)
        assert sum(step.meters for step in found) == pytest.approx(way.path.meters, abs=1)
        assert found[0].text.startswith("Head ") or not way.path.pieces
        assert found[-1].text == "Arrive at your destination"
        named = {part.name for part in parts}
        assert {step.street for step in found} <= named | {""}
        for one, other in pairwise(found):
            assert not one.street or one.street != other.street or "urn" in other.text, (one, other)


def test_right_is_right_and_north_is_north() -> None:
    north, east, west = ([(0, 0), (0, 50)], [(0, 50), (50, 50)], [(0, 50), (-50, 50)])
    plane = MANHATTAN.graph.plane
    assert heading(plane.xy([(0, 0), (100, 0)])) == "north"
    assert turn_degrees(np.array(north, float), np.array(east, float)) == pytest.approx(90)
    assert turn_degrees(np.array(north, float), np.array(west, float)) == pytest.approx(-90)
