"""The turns of the other campuses: enough of them, labeled so that their guide can answer, and answered no worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.evaluate import measure
from scripts.evaluation.cases import CAMPUSES, load_cases
from scripts.evaluation.document import DOCUMENT, campus_document
from scripts.evaluation.labels import labeled_items
from scripts.evaluation.matching import matches
from scripts.evaluation.report import HALVES, campus_scores, fallen, read_committed, scores_of
from scripts.evaluation.world import open_world
from tests.conftest import make_settings
from violet.campus.loader import campus_folder, load_campus
from violet.domain.geo import Leg
from violet.observability.logging import configure_logging
from violet.providers.campus_guide import as_place
from violet.services.places.cards import place_card

IDS = sorted(path.parent.name for path in CAMPUSES.glob("*/turns"))
# However it went so far, this a campus has to reach.
LEAST = {"intent": 0.9, "category": 0.85, "hit_at_3": 0.8, "safety": 1.0, "name": 0.9}


@pytest.mark.parametrize("campus", IDS)
def test_there_are_turns_enough_and_each_label_can_be_met(campus: str) -> None:
    cases = load_cases(CAMPUSES / campus)
    assert sum(len(case.turns) for case in cases) >= 80
    cards = [
        place_card(as_place(place), Leg(80, 60), cases[0].when) for place in load_campus(campus_folder(campus)).places
    ]
    patterns = {pattern for case in cases for turn in case.turns for pattern in (*turn.top, *turn.never)}
    assert [pattern for pattern in sorted(patterns) if not any(matches(card, pattern) for card in cards)] == []
    for case in cases:
        for turn in case.turns:
            labeled_items(turn.constraints or {}, case.when)


@pytest.mark.parametrize("campus", IDS)
def test_the_committed_scores_are_of_these_turns_good_enough_and_published(campus: str) -> None:
    cases, committed = load_cases(CAMPUSES / campus), read_committed(campus_scores(campus))
    again = f"run python -m scripts.evaluate --campus {campus} --write"
    turns = {half: sum(len(case.turns) for case in cases if case.half == half) for half in HALVES}
    assert {half: committed[half]["all"]["turns"] for half in HALVES} == turns, again
    assert [name for name, least in LEAST.items() if committed["reported"]["all"][name] < least] == []
    text = Path(DOCUMENT).read_text()
    assert campus_document(campus, text, committed) == text, again


@pytest.mark.parametrize("campus", IDS)
def test_students_elsewhere_are_answered_no_worse_than_committed(campus: str) -> None:
    with open_world(campus=campus) as world:
        configure_logging(make_settings())
        rows = measure(world, [case for case in load_cases(CAMPUSES / campus) if case.half == "reported"])
    worse = fallen(scores_of(rows), read_committed(campus_scores(campus)))
    broken = [line for row in rows for line in (*row.violations, *row.ungrounded)]
    assert worse == [], "\n".join([f"{campus} got worse:", *worse, *broken])
