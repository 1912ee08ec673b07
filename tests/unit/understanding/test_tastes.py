"""What stored preferences say of the kinds of places somebody likes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.domain.categories import Category
from violet.domain.preferences import Preferences
from violet.understanding.dialogue.tastes import interests_of, preferred_categories
from violet.understanding.dialogue.weights import blended


def test_interests_in_somebodys_own_words():
    interests = interests_of(Preferences(interests="Jazz, ramen & museums. No bars!"))
    assert Category.CULTURE in interests.categories
    assert "ramen" in interests.cuisines
    assert Category.BARS in interests.disliked


@pytest.mark.parametrize("text", [None, "", "   ", "???", "astrophysics"])
def test_nothing_known_is_nothing_preferred(text: str | None):
    assert preferred_categories(Preferences(interests=text)) == {}


def test_vibes_and_interests_add_up():
    vibes = preferred_categories(Preferences(preferred_vibes=("study",)))
    assert max(vibes, key=lambda category: vibes[category]) is Category.STUDY
    both = preferred_categories(Preferences(preferred_vibes=("study",), interests="museums"))
    assert both[Category.CULTURE] > 0
    assert both[Category.STUDY] > 0
    without = preferred_categories(Preferences(preferred_vibes=("explore",), interests="no museums"))
    assert Category.CULTURE not in without


def test_older_weights_go_before_the_survey():
    preferences = Preferences(preferred_vibes=("nightlife",), vibes={"study": 1.0})
    assert Category.BARS not in preferred_categories(preferences)


@given(
    st.dictionaries(st.sampled_from(list(Category)), st.floats(0.01, 1), max_size=4),
    st.dictionaries(st.sampled_from(list(Category)), st.floats(0.01, 1), max_size=4),
    st.floats(0, 1),
)
def test_a_mixture_is_between_its_parts(own: dict[Category, float], other: dict[Category, float], share: float):
    mixed = blended(own, other, share)
    assert set(mixed) == ({**own, **other}.keys() if own and other else (own or other).keys())
    if own and other:
        assert sum(mixed.values()) == pytest.approx(1)
