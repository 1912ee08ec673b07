"""How well meanings of public utterances are told that were left out of the fit: `python -m scripts.public_folds FILE`.

FILE is a CSV with the columns text and label, in the labels of `scripts/fitting/public.py`. Five folds: each fifth is
told by a head that is fitted to all other sentences there are and to the other four. Takes minutes; writes nothing.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from scripts.evaluation.cases import STUDENTS, load_cases
from scripts.fit_understanding import FULL_STRENGTH, Inputs
from scripts.fitting.public import LABELS
from scripts.fitting.regression import FOLDS, fit
from scripts.fitting.sentences import Sentence, sentences
from violet.campus.loader import default_campus
from violet.domain.categories import is_category
from violet.providers.embeddings.embedder import MiniLMEmbedder
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.lexicon import normalise


def main(arguments: Sequence[str]) -> None:
    own = _rows(Path(arguments[0]))
    texts = {row.text for row in own}
    others = [sentence for sentence in sentences([*load_cases(), *load_cases(STUDENTS)]) if sentence.text not in texts]
    inputs = Inputs([*others, *own], MiniLMEmbedder(), Gazetteer(default_campus()))
    start = len(inputs.told) - len(own)  # sentences in scripts that are told by words alone are left out
    right = np.zeros(len(own), dtype=bool)
    first = [row.labels[0] for row in own]
    for fitted, left_out in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(own, first):
        rows = [*range(start), *(start + fitted)]
        head = fit(inputs.both[rows], [inputs.told[row] for row in rows], FULL_STRENGTH)
        told = head.predict(inputs.both[start + left_out])
        right[left_out] = [label in own[row].labels for label, row in zip(told, left_out, strict=True)]
    places = np.array([is_category(row.labels[0]) for row in own])
    print(f"place labels {right[places].mean():.3f} of {places.sum()}, all {right.mean():.3f} of {len(own)}")


def _rows(path: Path) -> list[Sentence]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Sentence(normalise(row["text"]), LABELS.get(row["label"], (row["label"],))) for row in csv.DictReader(file)
        ]


if __name__ == "__main__":
    main(sys.argv[1:])
