"""The guide's search: the nearest of the kinds asked for, in their order, however many there are."""

from __future__ import annotations

import random

import pytest

from violet.campus.loader import default_campus
from violet.domain.geo import LatLng, meters_between
from violet.domain.places import Place, PlaceQuery
from violet.providers.campus_guide import CampusGuidePlaces


@pytest.fixture(scope="module")
def guide() -> CampusGuidePlaces:
    return CampusGuidePlaces(default_campus())


def _plainly(places: tuple[Place, ...], query: PlaceQuery) -> list[str]:
    """Every place measured, one by one."""
    kinds = frozenset(query.kinds)
    found = [place for place in places if not kinds or kinds.intersection(place.kinds)]
    near = [(meters_between(query.near, place.location), place.id) for place in found]
    return [place_id for meters, place_id in sorted(near) if meters <= query.radius_m][: query.limit]


@pytest.mark.parametrize("seed", range(40))
def test_it_finds_what_measuring_them_all_finds(guide: CampusGuidePlaces, seed: int) -> None:
    dice, everywhere = random.Random(seed), guide.all()
    kinds = sorted({kind for place in everywhere for kind in place.kinds})
    query = PlaceQuery(
        near=LatLng(dice.uniform(40.67, 40.75), dice.uniform(-74.02, -73.96)),
        kinds=tuple(dice.sample(kinds, dice.choice((0, 1, 3, 12)))),
        radius_m=dice.choice((150, 400, 1500, 10_000)),
        limit=dice.choice((1, 20, 120)),
    )
    assert [place.id for place in guide.search(query)] == _plainly(everywhere, query)
