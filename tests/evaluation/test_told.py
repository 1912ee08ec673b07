"""Each measure of what an answer tells can fail: the same answer, right by one label and wrong by another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scripts.evaluation.scores import Checked, tally
from tests.evaluation.test_measures import CARDS, DANGER, INTENT, NUMBERS, SHOWN, WHEN, checked
from violet.domain.intent import Constraints, Near
from violet.domain.time_window import TimeWindow

DESPAIR = "Please call or text 988 now."
SOUR = "Call 911 if you are in danger."


def _near(name: str) -> dict[str, Any]:
    return {"intent": replace(INTENT, constraints=Constraints(near=Near(name)))}


@pytest.mark.parametrize(
    ("measure", "label", "good", "bad"),
    [
        ("alarm", {"help": "crisis"}, {"reply": DESPAIR, "cards": ()}, {"reply": NUMBERS, "cards": ()}),
        ("alarm", {"help": "crisis"}, {"reply": DESPAIR, "cards": ()}, {"reply": DESPAIR}),
        ("alarm", {"help": "emergency"}, {"reply": NUMBERS, "cards": ()}, {"reply": "Take care. " * 20 + NUMBERS, "cards": ()}),
        ("calm", {"help": "none"}, {"reply": "Caffe Reggio is near."}, {"reply": SOUR}),
        ("calm", {"help": "none"}, {"reply": "Call Public Safety at 212-998-2222."}, {"reply": DESPAIR}),
        ("origin", {"constraints": {"near": "Astor|Cooper"}}, _near("Astor Place"), _near("SoHo")),
        ("origin", {"constraints": {"near": "Xyz"}}, {"reply": "I don't know where Xyz is."}, {"reply": "Here you go."}),
        ("time", {"constraints": {"open_at": "15:30"}},
         {"intent": replace(INTENT, window=TimeWindow(WHEN, WHEN, "now"))}, {}),
        ("time", {"constraints": {"open_at": "now"}},
         {"intent": replace(INTENT, constraints=Constraints(open_at=WHEN))},
         {"intent": replace(INTENT, constraints=Constraints(open_at=WHEN.replace(hour=20)))}),
        ("compare", {"compare": {"cards": ["0.1", "0.2"], "axis": "distance"}},
         {"reply": "Caffe Reggio is closer than Joe's Pizza."}, {"reply": "Caffe Reggio or Joe's Pizza."}),
        ("compare", {"compare": {"cards": ["0.1", "0.2"]}}, {"reply": "Caffe Reggio or Joe's Pizza."},
         {"reply": "Caffe Reggio is near."}),
        ("compare", {"compare": {"cards": ["0.1", "0.3"]}}, {"reply": "Caffe Reggio.", "shown": ((*SHOWN, SHOWN[0]),)},
         {"reply": "Caffe Reggio."}),
        ("reply", {"reply": ["reggio", "near|close"]}, {"reply": "Caffe Reggio is near."}, {"reply": "Caffe Reggio."}),
        ("reply", {"reply_not": ["988"]}, {"reply": "No."}, {"reply": DESPAIR}),
        ("answered_in", {"language": "es"}, {"reply": "Caffe Reggio es la mejor de las que están cerca."},
         {"reply": "Caffe Reggio is near."}),
        ("answered_in", {"language": "ko"}, {"reply": "Caffe Reggio가 가까워요."}, {"reply": "Caffe Reggio is near."}),
    ],
)  # fmt: skip
def test_an_answer_is_right_by_what_it_tells(
    measure: str, label: dict[str, Any], good: dict[str, Any], bad: dict[str, Any]
) -> None:
    assert checked(label, **good).passed[measure]
    assert not checked(label, **bad).passed[measure]


def test_the_language_of_an_alarm_is_not_measured() -> None:
    alarm = {"kind": "safety", "language": "es", "help": "crisis"}
    assert "answered_in" not in checked(alarm, intent=DANGER, cards=(), reply=DESPAIR).passed


def test_alarm_precision_counts_the_needless_alarms() -> None:
    raised = checked({"help": "emergency"}, reply=NUMBERS, cards=())
    needless, calm = checked({"help": "none"}, reply=SOUR), checked({"help": "none"}, cards=CARDS)
    assert _precision(raised, needless, calm) == 0.5
    assert _precision(raised, calm) == 1.0


def _precision(*rows: Checked) -> float:
    return tally(rows).scores()["alarm_precision"]
