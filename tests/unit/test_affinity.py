"""Learning from clicks and skips: bounded, fading, and true to a student's hidden taste."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from violet.domain.categories import Category
from violet.services.ranking.affinity import STRENGTH, Sign, affinities

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
SIGNS = st.builds(
    Sign,
    category=st.sampled_from(list(Category)),
    type=st.sampled_from([*STRENGTH, "something new"]),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 21), timezones=st.just(UTC)),
)


@given(st.lists(SIGNS, max_size=300))
def test_it_stays_within_its_bounds(signs: list[Sign]) -> None:
    assert all(-1 <= value <= 1 for value in affinities(signs, NOW).values())


def test_it_fades() -> None:
    def after(days: int) -> float:
        return affinities([Sign(Category.CAFE, "click", NOW - timedelta(days=days))], NOW)["cafe"]

    assert after(0) > after(7) > after(30) > 0
    assert after(14) < 0.55 * after(0)


def test_a_skip_takes_back_a_click() -> None:
    liked = affinities([Sign(Category.BARS, "click", NOW)], NOW)["bars"]
    mixed = affinities([Sign(Category.BARS, "click", NOW), Sign(Category.BARS, "skip", NOW)], NOW)["bars"]
    assert 0 < mixed < liked
    assert affinities([Sign(Category.BARS, "hide", NOW)], NOW)["bars"] < 0


def test_the_hidden_taste_of_simulated_students_is_recovered() -> None:
    """Each student clicks what they like and skips the rest, with every fifth choice made at random."""
    rng = random.Random(2026)
    recovered = 0
    for _ in range(200):
        liked, disliked = rng.sample(list(Category), 2)
        signs = [_choice(rng, liked, disliked, NOW - timedelta(hours=rng.randint(0, 24 * 20))) for _ in range(40)]
        learned = affinities(signs, NOW)
        best = max(learned, key=lambda category: learned[category])
        worst = min(learned, key=lambda category: learned[category])
        recovered += (best, worst) == (liked.value, disliked.value)
    assert recovered >= 190


def _choice(rng: random.Random, liked: Category, disliked: Category, at: datetime) -> Sign:
    shown = rng.choice([liked, disliked, rng.choice(list(Category))])
    likes = shown is liked if rng.random() > 0.2 else rng.random() < 0.5
    if shown not in (liked, disliked):
        likes = rng.random() < 0.5
    return Sign(shown, "click" if likes else "dislike" if shown is disliked else "skip", at)
