"""The cases, the head fitted to them, the committed scores and the document belong together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from scripts.evaluation.cases import STUDENTS, Case, CaseError, LabeledConversation, SingleTurn, half_of, load_cases
from scripts.evaluation.document import BEGIN, DOCUMENT, document, students_document
from scripts.evaluation.labels import labeled_items
from scripts.evaluation.matching import matches
from scripts.evaluation.report import HALVES, STUDENT_SCORES, fallen, read_committed, regressions
from scripts.fitting.sources import fitted_to
from tests.architecture.source import ROOT
from violet.campus.loader import default_campus
from violet.domain.geo import Leg
from violet.domain.intent import IntentKind
from violet.providers.campus_guide import as_place
from violet.services.places.cards import place_card
from violet.understanding.acts.meaning import shipped_head

TEXT = DOCUMENT.read_text()


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load_cases()


def test_there_are_cases_enough_of_every_sort(cases: list[Case]) -> None:
    assert sum(case.single for case in cases) >= 300
    assert sum(not case.single for case in cases) >= 60
    slices = Counter(name for case in cases for name in case.slices)
    for name in ("misspelled", "slang", "negation", "several", "spanish", "chinese", "hindi", "hostile"):
        assert slices[name] >= 10, name
    files = Counter(case.file for case in cases)
    assert min(files["safety"], files["plan"], files["refusals"], files["smalltalk"]) >= 10


def test_the_halves_are_of_a_size_and_a_case_stays_in_its_own(cases: list[Case]) -> None:
    assert min(Counter(case.half for case in cases).values()) > 0.4 * len(cases)
    halves = [half_of(f"rest-0{number}") for number in range(1, 6)]
    assert halves == ["reported", "reported", "fitting", "reported", "fitting"]


def test_students_own_turns_are_enough_of_every_kind(cases: list[Case]) -> None:
    own = load_cases(STUDENTS)
    assert {case.id for case in own}.isdisjoint(case.id for case in cases)
    assert sum(len(case.turns) for case in own) >= 400
    for half in HALVES:
        helps = Counter(turn.help for case in own if case.half == half for turn in case.turns)
        assert min(helps["none"], helps["crisis"] + helps["emergency"]) >= 30, half
        languages = Counter(turn.language for case in own if case.half == half for turn in case.turns)
        assert all(languages[name] >= 2 for name in ("es", "zh", "hi", "fr", "ar", "ko")), half


@pytest.mark.parametrize("which", ["all", "students"])
def test_every_label_can_be_met(which: str, cases: list[Case]) -> None:
    """Constraints have their names, and the guide has such a place."""
    cases = load_cases(STUDENTS) if which == "students" else cases
    cards = [place_card(as_place(place), Leg(80, 60), cases[0].when) for place in default_campus().places]
    turns = [(case, turn) for case in cases for turn in case.turns]
    patterns = {pattern for _, turn in turns for pattern in (*turn.top, *turn.never)}
    assert len(patterns) > 50
    assert [
        pattern
        for pattern in sorted(patterns)
        if not pattern.startswith("event:") and not any(matches(card, pattern) for card in cards)
    ] == []
    for case, turn in turns:
        labeled_items(turn.constraints or {}, case.when)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "a", "say": "hi"}', "odd.jsonl, line 2: kind"),
        ('{"id": "a", "say": "hi", "kind": "hello"}', "odd.jsonl, line 2: kind"),
        ('{"id": "a", "say": "hi", "kind": "smalltalk", "tops": []}', "odd.jsonl, line 2: tops"),
        ('{"id": "twice", "say": "hi", "kind": "smalltalk"}', "the id twice is used twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "turns").mkdir()
    (tmp_path / "turns" / "odd.jsonl").write_text('{"id": "twice", "say": "hi", "kind": "smalltalk"}\n' + line)
    with pytest.raises(CaseError, match=problem):
        load_cases(tmp_path)


def test_the_shipped_head_is_fitted_to_these_cases(cases: list[Case]) -> None:
    assert shipped_head().fitted_to == fitted_to([*cases, *load_cases(STUDENTS)]), (
        "run python -m scripts.fit_understanding"
    )


def test_the_committed_scores_are_of_these_cases_and_good_enough(cases: list[Case]) -> None:
    committed = read_committed()
    turns = {half: sum(len(case.turns) for case in cases if case.half == half) for half in HALVES}
    assert {half: committed[half]["all"]["turns"] for half in HALVES} == turns, "run python -m scripts.evaluate --write"
    assert regressions(committed, committed) == []


def test_the_students_committed_scores_are_of_their_turns_and_in_the_document() -> None:
    committed = read_committed(STUDENT_SCORES)
    turns = {half: sum(len(case.turns) for case in load_cases(STUDENTS) if case.half == half) for half in HALVES}
    again = "run python -m scripts.evaluate --students --write"
    assert {half: committed[half]["all"]["turns"] for half in HALVES} == turns, again
    assert fallen(committed, committed) == []
    assert students_document(TEXT, committed) == TEXT, again


def test_the_document_has_the_committed_scores() -> None:
    committed = read_committed()
    assert document(TEXT, committed) == TEXT, "run python -m scripts.evaluate --write"
    shown = f"| intent accuracy | {committed['reported']['all']['intent']:.3f} |"
    assert shown in TEXT
    with pytest.raises(ValueError, match="marks"):
        document(TEXT.replace(BEGIN, ""), committed)


def test_the_document_explains_every_field_and_measure() -> None:
    fields = {*SingleTurn.model_fields, *LabeledConversation.model_fields}
    explained = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.+?) \|", TEXT, re.MULTILINE))))
    assert explained == fields
    kinds = TEXT.partition("| `kind` |")[2].partition("\n")[0]
    assert {kind.value for kind in IntentKind} == set(re.findall(r"`(\w+)`", kinds))


def test_the_examples_in_the_document_are_cases() -> None:
    examples = re.findall(r"`(tests/evaluation/[\w/]+\.jsonl)`:\n\n```json\n(.+)\n```", TEXT)
    assert len(examples) == 2
    for path, example in examples:
        assert example in (ROOT / path).read_text().splitlines()
