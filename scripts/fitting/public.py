"""Utterances of public data sets under free licenses (NOTICE), with the labels of the head."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE = Path(__file__).parent / "public_utterances.csv"
LABELS: Mapping[str, tuple[str, ...]] = {
    "bars_nightlife": ("bars",),
    "cafe_study": ("cafe",),
    "explore_outdoors_culture": ("outdoors", "culture"),
    "food_sit_down": ("restaurant",),
    "quick_bites": ("quick_bites",),
    "shopping_books": ("shopping",),
}


def public_utterances() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each text with the labels that share it; kinds other than wishes for places are labels by their own name."""
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"], LABELS.get(row["label"], (row["label"],))
