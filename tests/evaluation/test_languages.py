"""The turns in other languages: enough of each, labeled so that the guide can answer, and answered no worse."""

from __future__ import annotations

from collections import Counter

from scripts.evaluate import measure
from scripts.evaluation.cases import LANGUAGES, load_cases
from scripts.evaluation.document import DOCUMENT, languages_document
from scripts.evaluation.labels import labeled_items
from scripts.evaluation.matching import matches
from scripts.evaluation.report import HALVES, LANGUAGE_SCORES, fallen_languages, read_committed, scores_of
from scripts.evaluation.world import World
from violet.campus.loader import default_campus
from violet.domain.geo import Leg
from violet.domain.languages import SPOKEN
from violet.providers.campus_guide import as_place
from violet.services.places.cards import place_card

OTHERS = sorted(set(SPOKEN) - {"en"})
AGAIN = "run python -m scripts.evaluate --languages --write"


def test_there_are_turns_enough_of_each_language_and_each_label_can_be_met() -> None:
    cases = load_cases(LANGUAGES)
    counted = Counter(case.file for case in cases)
    assert sorted(counted) == OTHERS
    assert min(counted.values()) >= 40
    assert all(turn.language == case.file for case in cases for turn in case.turns)
    cards = [place_card(as_place(place), Leg(80, 60), cases[0].when) for place in default_campus().places]
    patterns = {pattern for case in cases for turn in case.turns for pattern in turn.top}
    assert [pattern for pattern in sorted(patterns) if not any(matches(card, pattern) for card in cards)] == []
    for case in cases:
        for turn in case.turns:
            labeled_items(turn.constraints or {}, case.when)


def test_the_committed_scores_are_of_these_turns_and_published() -> None:
    cases, committed = load_cases(LANGUAGES), read_committed(LANGUAGE_SCORES)
    turns = {half: sum(len(case.turns) for case in cases if case.half == half) for half in HALVES}
    assert {half: committed[half]["all"]["turns"] for half in HALVES} == turns, AGAIN
    assert set(OTHERS) <= set(committed["reported"]["slices"])
    text = DOCUMENT.read_text()
    assert languages_document(text, committed) == text, AGAIN


def test_other_languages_are_answered_no_worse_than_committed(world: World) -> None:
    rows = measure(world, [case for case in load_cases(LANGUAGES) if case.half == "reported"])
    worse = fallen_languages(scores_of(rows), read_committed(LANGUAGE_SCORES))
    broken = [line for row in rows for line in (*row.violations, *row.ungrounded)]
    assert worse == [], "\n".join(["Other languages got worse:", *worse, *broken])


def test_a_language_may_lose_one_turn_and_no_more() -> None:
    slices = {
        "es": {"intent": 1.0, "category": 1.0, "language": 1.0, "answered_in": 1.0, "constraint_f1": 1.0, "turns": 20}
    }
    never = {"constraint_violations": 0, "grounding_violations": 0}
    before = {"reported": {"all": never, "slices": slices}}
    for intent, worse in ((0.95, []), (0.9, ["es: intent is 0.900, less than 0.950"])):
        now = {"reported": {"all": never, "slices": {"es": slices["es"] | {"intent": intent}}}}
        assert fallen_languages(now, before) == worse
