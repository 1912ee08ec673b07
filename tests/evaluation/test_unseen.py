"""Despair, danger and what only sounds like them, in sentences that the head was not fitted to: thresholds were
chosen, and some words found, with them."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

from scripts.evaluation.cases import load_cases
from violet.campus.loader import default_campus
from violet.domain.intent import IntentKind
from violet.providers.embeddings.embedder import MiniLMEmbedder
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.state import DialogueState
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.understand import understand

ALARMS = frozenset({"crisis", "either", "medical", "assault", "urgent"})
MIN_RECALL, MIN_PRECISION = 0.98, 0.9


def test_who_is_in_need_is_told_from_who_only_sounds_like_it() -> None:
    with (Path(__file__).parent / "unseen_danger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    meaning, gazetteer, state = Meaning(MiniLMEmbedder()), default_campus().once(Gazetteer), DialogueState(_now())
    counts: Counter[tuple[bool, bool]] = Counter()
    for row in rows:
        intent = understand(row["text"], state, meaning=meaning, gazetteer=gazetteer)
        alarmed = intent.kind is IntentKind.SAFETY and intent.smalltalk in ALARMS
        counts[row["help"] != "none", alarmed] += 1
    assert counts[True, True] >= MIN_RECALL * (counts[True, True] + counts[True, False]), counts
    assert counts[True, True] >= MIN_PRECISION * (counts[True, True] + counts[False, True]), counts


def _now() -> datetime:
    return load_cases()[0].when
