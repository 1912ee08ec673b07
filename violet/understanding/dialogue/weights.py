"""Weights of categories: mixed, and brought to a sum of 1."""

from __future__ import annotations

from collections.abc import Mapping

from violet.domain.categories import Category


def normalised_weights(weights: Mapping[Category, float], *, least_share: float = 0.15) -> dict[Category, float]:
    """Weights that sum to 1, without those too small to matter; heaviest first."""
    total = sum(weights.values())
    if total <= 0:
        return {}
    kept = {category: weight for category, weight in weights.items() if weight / total >= least_share}
    kept_total = sum(kept.values())
    return {
        category: weight / kept_total for category, weight in sorted(kept.items(), key=lambda item: (-item[1], item[0]))
    }


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
