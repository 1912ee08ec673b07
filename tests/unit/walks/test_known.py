"""What is said of a way that somebody wished lit or step-free: only what is on record, and always what is not known."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from tests.unit.routing.worlds import PLACES, campus_streets
from violet.domain.geo import LatLng, OnRecord
from violet.providers.street_routes import EstimatedWalks, StreetRoutes
from violet.routing.graph import WayKind
from violet.services.walks.known import QUIET_UNKNOWN, known_words
from violet.services.walks.reasons import UNKNOWN
from violet.services.walks.walk_ports import PREFERENCES
from violet.services.walks.wishes import preferences_in

CLAIMS = re.compile(
    r"\b(?:quiet|noise|crowds?|lit|light|lights|bright|safe|safely|accessible|wheelchair|ramps?|step-free|shade|shady)\b"
)
WAYS, EACH = 200, 10


def test_of_2000_ways_nothing_is_said_that_is_not_on_record() -> None:
    walks = StreetRoutes(campus_streets())
    chance, places = random.Random(24), sorted(PLACES.values(), key=lambda at: (at.lat, at.lng))
    checked = 0
    for _ in range(WAYS):
        start, end = chance.sample(places, 2)
        found = walks.preferred(start, end, chance.sample(PREFERENCES, chance.randrange(4)))
        assert found is not None
        for _ in range(EACH):
            prefer = tuple(chance.sample(PREFERENCES, chance.randrange(1, 6)))
            quiet = chance.random() < 0.2
            words = known_words(found[1], prefer, quiet=quiet)
            assert (QUIET_UNKNOWN in words) == quiet
            known = words.replace(QUIET_UNKNOWN, "")
            for name in prefer:
                assert UNKNOWN[name] in known
                known = known.replace(UNKNOWN[name], "")
            assert not CLAIMS.search(known.lower()), words
            assert ("stairs" in known) == ("step_free" in prefer)
            assert all(stairs in known for stairs in found[1].stairs[:1] if "step_free" in prefer)
            for share in re.findall(r"(\d+)%", known):
                assert int(share) == round(found[1].main * 100)
            checked += 1
    assert checked == 2000


def test_stairs_on_record_are_on_the_way_and_avoided_where_there_is_another() -> None:
    streets = campus_streets()
    walks = StreetRoutes(streets)
    foot, walkway = LatLng(40.70066, -73.98985), LatLng(40.70735, -73.9984)
    climbed, around = walks.preferred(foot, walkway, ()), walks.preferred(foot, walkway, ("step_free",))
    assert climbed is not None
    assert around is not None
    assert climbed[1].stairs
    assert set(climbed[1].stairs) <= {
        streets.graph.name_of(int(e)) for e in np.flatnonzero(streets.graph.kind == WayKind.STAIRS)
    }
    assert around[1].stairs == ()
    assert around[0].leg.meters > climbed[0].leg.meters


def test_a_way_by_preference_has_more_of_it() -> None:
    walks, places = StreetRoutes(campus_streets()), list(PLACES.values())
    plain, main = ([walks.preferred(places[n], places[-n - 1], prefer) for n in range(40)] for prefer in ((), ("lit",)))
    shares = [sum(one[1].main for one in ways if one) for ways in (plain, main)]
    assert shares[1] > 1.05 * shares[0]


def test_where_no_street_is_near_only_the_unknown_is_said() -> None:
    assert known_words(None, ("lit", "step_free")) == f"{UNKNOWN['lit']} {UNKNOWN['step_free']}"
    assert known_words(OnRecord(0.0), ()) == ""
    assert EstimatedWalks().preferred(LatLng(0, 0), LatLng(0, 1), ("lit",)) is None


@pytest.mark.parametrize(
    ("said", "to", "prefer"),
    [
        ("well-lit way home", "", ("lit",)),
        ("the safest route please", "", ("lit",)),
        ("step-free route to Bobst", "Elmer Holmes Bobst Library", ("step_free",)),
        ("avoid stairs on the way to Bobst", "", ("step_free",)),
        ("a shady way to Washington Square Park", "Washington Square Park", ("shade",)),
        ("through the park to Washington Square Park", "Washington Square Park", ("scenic",)),
        ("is there a well-lit path to Union Square?", "", ("lit",)),
        ("a less crowded way to Bobst", "", ()),
        ("a quiet, shaded way to Bobst", "", ("shade",)),
        ("how do I get to Bobst", "", ()),
    ],
)
def test_what_is_wished_of_a_way_is_in_the_words(said: str, to: str, prefer: tuple[str, ...]) -> None:
    assert preferences_in(said, to=to) == prefer
