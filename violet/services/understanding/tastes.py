"""What stored preferences say of the kinds of places somebody likes: picked vibes, and interests in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from violet.domain.categories import VIBE_WEIGHTS, Category
from violet.domain.preferences import Preferences
from violet.services.understanding.features import category_of_cuisine
from violet.services.understanding.lexicon import find_concepts, normalise
from violet.services.understanding.plans import TAG_CATEGORIES
from violet.services.understanding.wishes import categories_said, normalised_weights, wanted_tags


@dataclass(frozen=True, slots=True)
class Interests:
    """What the words of `Preferences.interests` name, in the guide's vocabulary."""

    categories: frozenset[Category] = frozenset()
    cuisines: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    disliked: frozenset[Category] = frozenset()


NO_INTERESTS = Interests()


def interests_of(preferences: Preferences) -> Interests:
    return _interests(preferences.interests) if preferences.interests else NO_INTERESTS


def preferred_categories(preferences: Preferences) -> dict[Category, float]:
    """Category weights that sum to 1: the vibes, each by its strength, and a share for each interest. Empty where the
    person has said nothing."""
    weights: dict[Category, float] = {}
    for vibe, strength in preferences.liked_vibes.items():
        for category, weight in VIBE_WEIGHTS.get(vibe, {}).items():
            weights[category] = weights.get(category, 0.0) + weight * strength
    interests = interests_of(preferences)
    named = set(interests.categories)
    named |= {category_of_cuisine(cuisine) for cuisine in interests.cuisines}
    named |= {TAG_CATEGORIES[tag] for tag in interests.tags if tag in TAG_CATEGORIES}
    for category in sorted(named):
        weights[category] = weights.get(category, 0.0) + 1.0 / len(named)
    return normalised_weights({c: w for c, w in weights.items() if c not in interests.disliked})


def blended(own: Mapping[Category, float], other: Mapping[Category, float], share: float) -> dict[Category, float]:
    """A mixture: `share` of `other`, the rest of `own`; the one that is not empty where the other is."""
    if not other:
        return dict(own)
    if not own:
        return dict(other)
    own_total, other_total = sum(own.values()), sum(other.values())
    return {
        category: (1 - share) * own.get(category, 0.0) / own_total + share * other.get(category, 0.0) / other_total
        for category in {**own, **other}
    }


@lru_cache(maxsize=1024)
def _interests(text: str) -> Interests:
    hits = find_concepts(text)
    liked, disliked = categories_said(hits, whole=True)
    tags, _unwanted = wanted_tags(normalise(text), hits)
    return Interests(
        categories=frozenset(liked),
        cuisines=frozenset(hit.concept for hit in hits if hit.group == "cuisine" and not hit.negated),
        tags=tags,
        disliked=disliked,
    )
