"""What stored preferences say of the kinds of places somebody likes: picked vibes, and interests in their own words."""

from __future__ import annotations

from violet.domain.categories import Category, category_of_cuisine, category_of_tag, vibe_weights
from violet.domain.preferences import Preferences
from violet.understanding.dialogue.weights import normalised_weights
from violet.understanding.reading.interests import NO_INTERESTS, Interests, interests_in


def interests_of(preferences: Preferences) -> Interests:
    return interests_in(preferences.interests) if preferences.interests else NO_INTERESTS


def preferred_categories(preferences: Preferences) -> dict[Category, float]:
    """Category weights that sum to 1: the vibes, each by its strength, and a share for each interest. Empty where the
    person has said nothing."""
    weights: dict[Category, float] = {}
    for vibe, strength in preferences.liked_vibes.items():
        for category, weight in vibe_weights(vibe).items():
            weights[category] = weights.get(category, 0.0) + weight * strength
    interests = interests_of(preferences)
    named = set(interests.categories)
    named |= {category_of_cuisine(cuisine) for cuisine in interests.cuisines}
    named |= {by_tag for tag in interests.tags if (by_tag := category_of_tag(tag)) is not None}
    for category in sorted(named):
        weights[category] = weights.get(category, 0.0) + 1.0 / len(named)
    return normalised_weights({c: w for c, w in weights.items() if c not in interests.disliked})
