"""The cases, the head fitted to them, the committed scores and the document belong together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from scripts.evaluation.cases import Case, CaseError, LabelledConversation, SingleTurn, half_of, load_cases
from scripts.evaluation.document import BEGIN, DOCUMENT, document
from scripts.evaluation.labels import labelled_items
from scripts.evaluation.matching import matches
from scripts.evaluation.report import HALVES, read_committed, regressions
from scripts.fit_understanding import fingerprint, sentences
from tests.architecture.source import ROOT
from violet.domain.geo import Leg
from violet.domain.intent import IntentKind
from violet.providers.campus_guide import as_place
from violet.providers.guide.loader import load_guide
from violet.services.places.cards import place_card
from violet.services.understanding.meaning import shipped_head

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


def test_every_label_can_be_met(cases: list[Case]) -> None:
    """Constraints have their names, and the guide has such a place."""
    cards = [place_card(as_place(place), Leg(80, 60), cases[0].when) for place in load_guide().places]
    turns = [(case, turn) for case in cases for turn in case.turns]
    patterns = {pattern for _, turn in turns for pattern in (*turn.top, *turn.never)}
    assert len(patterns) > 50
    assert [
        pattern
        for pattern in sorted(patterns)
        if not pattern.startswith("event:") and not any(matches(card, pattern) for card in cards)
    ] == []
    for case, turn in turns:
        labelled_items(turn.constraints or {}, case.when)


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
    assert shipped_head().fitted_to == fingerprint(sentences(cases)), "run python -m scripts.fit_understanding"


def test_the_committed_scores_are_of_these_cases_and_good_enough(cases: list[Case]) -> None:
    committed = read_committed()
    turns = {half: sum(len(case.turns) for case in cases if case.half == half) for half in HALVES}
    assert {half: committed[half]["all"]["turns"] for half in HALVES} == turns, "run python -m scripts.evaluate --write"
    assert regressions(committed, committed) == []


def test_the_document_has_the_committed_scores() -> None:
    committed = read_committed()
    assert document(TEXT, committed) == TEXT, "run python -m scripts.evaluate --write"
    shown = f"| intent accuracy | {committed['reported']['all']['intent']:.3f} |"
    assert shown in TEXT
    with pytest.raises(ValueError, match="marks"):
        document(TEXT.replace(BEGIN, ""), committed)


def test_the_document_explains_every_field_and_measure() -> None:
    fields = {*SingleTurn.model_fields, *LabelledConversation.model_fields}
    explained = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.+?) \|", TEXT, re.MULTILINE))))
    assert explained == fields
    kinds = TEXT.partition("| `kind` |")[2].partition("\n")[0]
    assert {kind.value for kind in IntentKind} == set(re.findall(r"`(\w+)`", kinds))


def test_the_examples_in_the_document_are_cases() -> None:
    examples = re.findall(r"`(tests/evaluation/[\w/]+\.jsonl)`:\n\n```json\n(.+)\n```", TEXT)
    assert len(examples) == 2
    for path, example in examples:
        assert example in (ROOT / path).read_text().splitlines()
