"""A softmax regression over rows that may have several labels, and how it does on rows it did not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

# 0 counts every row alike, 1 every label; in between, rare labels are heard and common ones not drowned.
BALANCE = 0.5
FOLDS = 5

# Where a calibration is looked up; between two of these it is a straight line.
KNOTS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)

# Where few were measured, what is as sure as 0.2 is taken to be right in one of five: so many rows at each of these.
PRIOR_AT, PRIOR_ROWS = np.linspace(0.0, 1.0, 21), 4.0

Labels = Sequence[tuple[str, ...]]


def fit(inputs: Any, labels: Labels, strength: float) -> Any:
    """`strength` is the inverse of the L2 penalty. Several labels of a row share its weight."""
    rows, names, weights = zip(
        *((row, name, 1.0 / len(own)) for row, own in enumerate(labels) for name in own), strict=True
    )
    counts = Counter(names)
    usual = len(names) / len(counts)
    balanced = [weight * (usual / counts[name]) ** BALANCE for name, weight in zip(names, weights, strict=True)]
    return LogisticRegression(C=strength, max_iter=3000).fit(inputs[list(rows)], names, sample_weight=balanced)


def held_out(inputs: Any, labels: Labels, strength: float) -> float:
    """The share of rows whose best label is one of theirs, each told by a fit that did not see it."""
    first = [own[0] for own in labels]
    right = 0
    for fitted, left_out in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(inputs, first):
        model = fit(inputs[fitted], [labels[row] for row in fitted], strength)
        told = model.predict(inputs[left_out])
        right += sum(label in labels[row] for label, row in zip(told, left_out, strict=True))
    return right / len(labels)


def calibrated(raw: Any, right: Any) -> tuple[Any, Any]:
    """Points of the rising line that comes nearest to the share of `right` (0 or 1) at each value of `raw`."""
    weights = np.concatenate([np.ones(len(raw)), np.full(len(PRIOR_AT), PRIOR_ROWS)])
    rising = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip").fit(
        np.concatenate([raw, PRIOR_AT]), np.concatenate([right, PRIOR_AT]), sample_weight=weights
    )
    at = np.array(KNOTS, dtype=np.float32)
    # A step of few rows is smoothed by its neighbors.
    spread = np.array([-0.04, -0.02, 0.0, 0.02, 0.04])
    return at, np.array([rising.predict(np.clip(knot + spread, 0, 1)).mean() for knot in KNOTS], dtype=np.float32)
