"""Thirty routes that were read off another map (docs/walks.md): the same streets, and minutes within 15%."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import ROOT
from tests.unit.routing.worlds import campus_streets
from violet.domain.geo import WALKING_METERS_PER_MINUTE, LatLng
from violet.routing.steps import steps
from violet.routing.ways import stretches

ROW = re.compile(
    r"^\| ([^|]+) \| (4[\d.]+), (-7[\d.]+) \| ([^|]+) \| (4[\d.]+), (-7[\d.]+) \| ([^|]+) \| (\d+) \| ([\d.]+) \|$"
)
ROUTES = [found.groups() for line in (ROOT / "docs/walks.md").read_text().splitlines() if (found := ROW.match(line))]
# A few meters around a corner are no street that one walks along.
AROUND_A_CORNER_M = 25


def test_there_are_thirty() -> None:
    assert len(ROUTES) == 30
    for *_, meters, minutes in ROUTES:
        assert float(minutes) == pytest.approx(int(meters) / WALKING_METERS_PER_MINUTE, abs=0.06)


@pytest.mark.parametrize("route", ROUTES, ids=[f"{route[0]} to {route[3]}" for route in ROUTES])
def test_a_route_is_as_it_was_read(route: tuple[str, ...]) -> None:
    streets = campus_streets()
    (lat1, lng1), (lat2, lng2), names, minutes = route[1:3], route[4:6], route[6].split(", "), float(route[8])
    way = streets.way(LatLng(float(lat1), float(lng1)), LatLng(float(lat2), float(lng2)))
    assert way is not None
    found = steps(stretches(streets.graph, way.path))
    walked = dict.fromkeys(step.street for step in found if step.meters > AROUND_A_CORNER_M)
    assert list(walked) == names
    assert way.meters / WALKING_METERS_PER_MINUTE == pytest.approx(minutes, rel=0.15)
