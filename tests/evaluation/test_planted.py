"""The gate notices a concierge that is broken on purpose, one defect at a time.

Each is planted through what the product is handed. The cases are those that a sound concierge answers without a fault,
so whatever is worse comes from the defect.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from scripts.evaluate import main, measure
from scripts.evaluation.cases import CASES, Case, load_cases
from scripts.evaluation.report import regressions, scores_of
from scripts.evaluation.scores import Checked, check
from scripts.evaluation.world import LIES, World
from violet.container import Container
from violet.domain.places import Place, PlaceQuery
from violet.providers.campus_guide import CampusGuidePlaces
from violet.store.base import NOTHING
from violet.store.memory_store import MemoryStore
from violet.understanding.acts.meaning import Meaning, shipped_head
from violet.understanding.reading.gazetteer import Gazetteer

CASES_A_FILE = 5
Plant = Callable[[Container], Container]


@pytest.fixture(scope="module")
def sound(world_without_model: World) -> list[Checked]:
    """What a sound concierge makes of up to five cases of each file that it answers without a fault."""
    rows = measure(world_without_model, [case for case in load_cases() if case.half == "reported"])
    faulty = {row.outcome.case.id for row in rows if not _faultless(row)}
    taken: Counter[str] = Counter()
    kept = set()
    for case in dict.fromkeys(row.outcome.case.id for row in rows if row.outcome.case.id not in faulty):
        file = case.rpartition("-")[0]
        taken[file] += 1
        if taken[file] <= CASES_A_FILE:
            kept.add(case)
    return [row for row in rows if row.outcome.case.id in kept]


def _faultless(row: Checked) -> bool:
    exact = row.found == row.wanted == row.right
    return all(row.passed.values()) and exact and not row.violations and not row.ungrounded


def _cases(rows: Sequence[Checked]) -> list[Case]:
    return list({row.outcome.case.id: row.outcome.case for row in rows}.values())


def test_a_sound_concierge_passes(sound: list[Checked]) -> None:
    assert regressions(scores_of(sound), scores_of(sound)) == []


def _shuffled_labels(deps: Container) -> Container:
    head = shipped_head()
    return replace(deps, meaning=Meaning(deps.embedder, replace(head, labels=head.labels[1:] + head.labels[:1])))


def _forgets_diets_and_hours(deps: Container) -> Container:
    places = Altered(deps, diets={}, opening_hours=None)
    return replace(deps, places=places, guide_places=places)


def _makes_places_up(deps: Container) -> Container:
    places = Altered(deps, name="Luigi's Secret Trattoria")
    return replace(deps, places=places, guide_places=places)


def _takes_every_card_for_the_first(deps: Container) -> Container:
    return replace(deps, store=FirstCardStore())


def _knows_no_names(deps: Container) -> Container:
    return replace(deps, gazetteer=Gazetteer(deps.campus.model_copy(update={"places": ()})))


class Altered(CampusGuidePlaces):
    """The guide's places, each with these facts instead of its own."""

    def __init__(self, deps: Container, **facts: Any) -> None:
        super().__init__(deps.campus)
        self._facts = facts

    def search(self, query: PlaceQuery) -> list[Place]:
        return [replace(place, **self._facts) for place in super().search(query)]

    def details(self, place_id: str) -> Place:
        return replace(super().details(place_id), **self._facts)


class FirstCardStore(MemoryStore):
    """Keeps the first card of each answer in the place of all, so that every "second one" is the first."""

    def append(
        self, key: str, item: bytes, *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        record = orjson.loads(item)
        cards = record.get("cards", [])
        record["cards"] = [card | {"id": cards[0]["id"], "name": cards[0]["name"]} for card in cards]
        super().append(key, orjson.dumps(record), max_items=max_items, ttl_s=ttl_s, beside=beside)


@pytest.mark.parametrize(
    ("plant", "noticed"),
    [
        (_shuffled_labels, {"intent is", "category is", "hit_at_3 is"}),
        (_forgets_diets_and_hours, {"constraint violations"}),
        (_takes_every_card_for_the_first, {"reference is"}),
        (_knows_no_names, {"name is"}),
        (_makes_places_up, {"grounding violations"}),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_the_gate_notices(plant: Plant, noticed: set[str], world_without_model: World, sound: list[Checked]) -> None:
    deps = plant(replace(world_without_model.deps, store=MemoryStore()))
    rows = measure(World(deps, world_without_model.clock, world_without_model.weather), _cases(sound))
    worse = regressions(scores_of(rows), scores_of(sound))
    assert {words for words in noticed if any(words in line for line in worse)} == noticed, worse


@pytest.mark.parametrize(
    "said", [LIES[0], "Bobst Library is right there too.", "Plates are $93.", "It's 58 minutes away."]
)
def test_the_gate_notices_words_that_leave_unchecked(
    said: str, world_without_model: World, sound: list[Checked]
) -> None:
    """A single reply with a sentence that the validator would have stopped."""
    guide = world_without_model.deps.campus
    first = next(row for row in sound if row.outcome.cards and row.outcome.case.single)
    unchecked = check(replace(first.outcome, reply=f"{first.outcome.reply} {said}"), guide)
    worse = regressions(scores_of([unchecked, *sound]), scores_of(sound))
    assert worse == ["1 grounding violations, and there must be none"]


def test_the_command_fails_where_answers_are_wrong(
    tmp_path: Path, sound: list[Checked], capsys: pytest.CaptureFixture[str]
) -> None:
    """The same cases twice: as they are labeled, and with the labels of small talk and wishes for places changed over."""
    ids = {row.outcome.case.id for row in sound}
    for folder, label in (("right", dict), ("wrong", _changed_over)):
        for kind in ("turns", "conversations"):
            (tmp_path / folder / kind).mkdir(parents=True)
            for path in (CASES / kind).glob("*.jsonl"):
                lines = [json.loads(line) for line in path.read_text().splitlines()]
                kept = [json.dumps(label(line)) for line in lines if line["id"] in ids]
                (tmp_path / folder / kind / path.name).write_text("\n".join(kept))
    command = ["--no-embeddings", "--brief", "--half", "reported", "--cases"]
    assert main([*command, str(tmp_path / "right")]) == 0
    assert "WORSE" not in capsys.readouterr().out
    assert main([*command, str(tmp_path / "wrong")]) == 1
    assert "WORSE: intent is" in capsys.readouterr().out


def _changed_over(case: dict[str, Any]) -> dict[str, Any]:
    other = {"smalltalk": "recommend", "recommend": "smalltalk"}
    return case | {"kind": other.get(case["kind"], case["kind"])} if isinstance(case.get("kind"), str) else case


def test_only_the_whole_is_committed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--write", "--half", "reported"])
    assert "--write is for all cases" in capsys.readouterr().err
