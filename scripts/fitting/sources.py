"""What the head is fitted to, as one fingerprint: it changes with every sentence and label."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.evaluation.cases import Case
from scripts.fitting.sentences import fingerprint, sentences
from scripts.fitting.turns import EXAMPLES
from violet.understanding.reading.local import local_files


def fitted_to(cases: Sequence[Case]) -> str:
    """The fingerprint of the prototypes, the examples of acts and the evaluation's fitting half."""
    told = [f"{sentence.text}\t{','.join(sentence.labels)}" for sentence in sentences(cases)]
    turns = [
        f"{case.id}\t{turn.say}\t{','.join(turn.kinds)}\t{turn.card}"
        for case in cases
        if case.half == "fitting"
        for turn in case.turns
    ]
    return fingerprint([*told, *turns, EXAMPLES.read_text(encoding="utf-8"), *local_files()])
