"""Reading the wire contract's preferences: everything that fits, and nothing that does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.services.accounts.personalization import preferences_from_wire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["preferred_vibes", "budget", "dietary_restrictions", "max_walk_minutes_default", "interests", "commute_preference",
     "vibes", "distance_limit_minutes", "indoor_outdoor", "something_else"]
)  # fmt: skip


def test_every_key_is_read():
    wire = {
        "preferred_vibes": ["study", "food"],
        "budget": {"min": 5, "max": 20},
        "dietary_restrictions": ["vegan", "gluten-free"],
        "max_walk_minutes_default": 12,
        "interests": "jazz",
        "commute_preference": "transit",
        "vibes": {"study": 0.5},
        "distance_limit_minutes": 30,
        "indoor_outdoor": "outdoor",
    }
    assert preferences_from_wire(wire) == Preferences(
        preferred_vibes=("study", "food"),
        vibes={"study": 0.5},
        budget_min=5,
        budget_max=20,
        diets=frozenset({"vegan", "gluten-free"}),
        max_walk_minutes=12,
        interests="jazz",
        commute_preference="transit",
        indoor_outdoor="outdoor",
    )


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ({}, NO_PREFERENCES),
        ({"distance_limit_minutes": 20}, Preferences(max_walk_minutes=20)),
        (
            {"dietary_restrictions": ["Vegan", "gluten_free", "none", 7]},
            Preferences(diets=frozenset({"vegan", "gluten-free"})),
        ),
        ({"budget": {"min": -5, "max": 20}}, Preferences(budget_max=20)),
        ({"budget": "cheap", "interests": "jazz"}, Preferences(interests="jazz")),
        ({"preferred_vibes": "study", "commute_preference": "rocket", "interests": ""}, NO_PREFERENCES),
    ],
)
def test_what_does_not_fit_is_the_same_as_absent(wire: dict[str, Any], expected: Preferences):
    assert preferences_from_wire(wire) == expected


@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_no_object_breaks_the_reading(wire: dict[str, Any]):
    assert isinstance(preferences_from_wire(wire), Preferences)
