#!/usr/bin/env python
"""Fits the ranker of room names and writes violet/services/together/names/ranker.npz: python -m scripts.fit_names

The lists of words say which groups go together; the ranker learns from pairs of them, and from words that begin alike,
to score every pair in every vibe. A list that holds a blocked word, or makes a blocked pair, is refused. One thread and
one seed: it makes the same weights again.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from violet.services.together.names.decency import is_decent
from violet.services.together.names.ranker import WEIGHTS

WORDS = WEIGHTS.with_name("words.toml")
DIMENSIONS = 8
STEPS = 300
LEARNING_RATE = 0.05
DECAY = 1e-5
SEED = 20261118
# A noun whose group is not named with the adjective's, but begins with its letter, is half a fit.
HALF = 0.5
BATCH = 10


class Lists:
    """The words in their order, each with the number of its group."""

    def __init__(self, path: Path = WORDS) -> None:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        self.vibes, self.adjectives, self.group = _flat(document["adjectives"])
        self.kinds, self.nouns, self.kind = _flat(document["nouns"])
        self.goes_with: Mapping[str, Sequence[str]] = document["goes_with"]

    def fits(self) -> Any:
        """How well each noun goes with each adjective: float32 of shape (adjectives, nouns), 0 to 1."""
        fit = np.zeros((len(self.adjectives), len(self.nouns)), dtype=np.float32)
        for a, adjective in enumerate(self.adjectives):
            liked = set(self.goes_with[self.vibes[self.group[a]]])
            for n, noun in enumerate(self.nouns):
                alike = HALF if noun[0] == adjective[0] else 0.0
                fit[a, n] = 1.0 if self.kinds[self.kind[n]] in liked else alike
        return fit


def blocked(adjectives: Sequence[str], nouns: Sequence[str]) -> list[str]:
    """The words and pairs that nobody should have to read."""
    words = [word for word in (*adjectives, *nouns) if not is_decent(word)]
    pairs = [f"{adjective} {noun}" for adjective in adjectives for noun in nouns]
    suspects = [some for some in batched(pairs) if not is_decent(". ".join(some))]
    return words + [pair for some in suspects for pair in some if not is_decent(pair)]


def batched(pairs: Sequence[str]) -> list[Sequence[str]]:
    """In batches that are quick to look through: longer texts take the filter longer than their length."""
    return [pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH)]


def fit(lists: Lists) -> dict[str, Any]:
    """The ranker's arrays. Imports torch, which only the fitting needs."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    target = torch.from_numpy(lists.fits())
    group = torch.tensor(lists.group)
    alike = torch.tensor([[float(noun[0] == one[0]) for noun in lists.nouns] for one in lists.adjectives])
    shapes = {
        "adjectives": (len(lists.adjectives), DIMENSIONS), "nouns": (len(lists.nouns), DIMENSIONS),
        "vibes": (len(lists.vibes), DIMENSIONS), "bias": (len(lists.nouns),), "alliteration": (1,),
    }  # fmt: skip
    # A vibe begins as no change, so that the words find each other first.
    begun = {name: 0.3 * torch.randn(*shape) + (1.0 if name == "vibes" else 0.0) for name, shape in shapes.items()}
    weights = {name: torch.nn.Parameter(value) for name, value in begun.items()}
    optimizer = torch.optim.Adam(weights.values(), lr=LEARNING_RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        mixed = weights["adjectives"] * weights["vibes"][group]
        scores = mixed @ weights["nouns"].T + weights["bias"] + weights["alliteration"] * alike
        loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, target)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    arrays: dict[str, Any] = {name: value.detach().numpy().astype(np.float32) for name, value in weights.items()}
    return arrays | {
        "group": np.array(lists.group, dtype=np.int8),
        "vibes_words": np.array(lists.vibes),
        "adjectives_words": np.array(lists.adjectives),
        "nouns_words": np.array(lists.nouns),
    }


def _flat(groups: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...], list[int]]:
    """The groups' names, all words, and of each word the number of its group."""
    words = [(number, word) for number, text in enumerate(groups.values()) for word in text.split()]
    return tuple(groups), tuple(word for _, word in words), [number for number, _ in words]


def main() -> None:
    lists = Lists()
    words = Counter((*lists.adjectives, *lists.nouns))
    twice = [word for word, times in words.items() if times > 1]
    if bad := [*twice, *blocked(lists.adjectives, lists.nouns)]:
        sys.exit(f"Not fit for a name, or listed twice: {', '.join(bad)}")
    np.savez_compressed(WEIGHTS, **fit(lists))
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
