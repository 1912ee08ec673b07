"""Fits the head that tells what a message means and which act it is: `python -m scripts.fit_understanding`.

Reads prototypes.toml, examples.toml and the fitting half of the evaluation's turns; writes
violet/understanding/acts/head.npz, the same bytes each time. The reported half is never read. With `--report` it
prints how well sentences and turns are told that were left out of the fit (cross-validation).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scripts.evaluation.cases import STUDENTS, Case, load_cases
from scripts.fitting.regression import calibrated, fit, held_out
from scripts.fitting.sentences import Sentence, fingerprint, sentences
from scripts.fitting.sources import fitted_to
from scripts.fitting.turns import LabeledTurn, labeled_turns
from violet.campus.loader import default_campus
from violet.ports import Embedder
from violet.providers.embeddings.embedder import MiniLMEmbedder
from violet.understanding.acts.evidence import features_of, raw_sureness
from violet.understanding.acts.meaning import EMBEDDING_SCALE, Head, Meaning, head_from
from violet.understanding.acts.signals import act_features, signals_of
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.terms import UNREADABLE
from violet.understanding.reading.utterance import read

HEAD = Path(__file__).parents[1] / "violet" / "understanding" / "acts" / "head.npz"
# How much a weight may grow (the inverse of the L2 penalty), chosen by the cross-validation printed below.
FULL_STRENGTH, WORDS_STRENGTH, ACTS_STRENGTH = 1.0, 1.0, 1.0
# How often a feature has to be there to be worth a weight; a plain word more often than what reading found.
MIN_FEATURE_COUNT, MIN_WORD_COUNT = 2, 3
# Evidence of a sentence that its head was fitted to is surer than life: acts are fitted to that of a head that was not.
PARTS = 2


def main() -> None:
    fitted = Fit([*load_cases(), *load_cases(STUDENTS)], MiniLMEmbedder())
    fitted.write(HEAD)
    print(f"{HEAD.name}: {HEAD.stat().st_size // 1024} KB")
    if "--report" in sys.argv:
        fitted.report()


class Fit:
    """Both heads, fitted to the cases' fitting half and to what is written for them."""

    def __init__(self, cases: Sequence[Case], embedder: Embedder) -> None:
        self._embedder, self._gazetteer = embedder, Gazetteer(default_campus())
        self._sentences = sentences(cases)
        self._inputs = Inputs(self._sentences, embedder, self._gazetteer)
        self._turns = self._labeled(cases)
        own = [act_features(signals_of(turn.utterance, turn.state, turn.evidence)) for turn in self._turns]
        self._act_features, self._act_inputs = _matrix(own)
        self._acts = [(turn.act.value,) for turn in self._turns]
        self._fitted_to = fitted_to(cases)

    def report(self) -> None:
        inputs = self._inputs
        full, words = (
            held_out(inputs.both, inputs.told, FULL_STRENGTH),
            held_out(inputs.words, inputs.labels, WORDS_STRENGTH),
        )
        acts = held_out(self._act_inputs, self._acts, ACTS_STRENGTH)
        print(f"{len(self._sentences)} sentences, {len(inputs.features)} features")
        print(f"told right when left out: {full:.3f} with the embedding, {words:.3f} by the words alone")
        print(
            f"{len(self._turns)} turns, {len(self._act_features)} features; acts told right when left out: {acts:.3f}"
        )

    def write(self, path: Path) -> None:
        acts = fit(self._act_inputs, self._acts, ACTS_STRENGTH)
        sure_at, sure_is = self._sureness()
        values = self._inputs.head_values() | {
            "act_labels": np.array(acts.classes_.tolist()),
            "acts_features": np.array(self._act_features),
            "acts_words": acts.coef_.T.astype(np.float32),
            "acts_bias": acts.intercept_.astype(np.float32),
            "fitted_to": np.array(self._fitted_to),
            "sure_at": sure_at,
            "sure_is": sure_is,
        }
        np.savez_compressed(path, **values)

    def _sureness(self) -> tuple[Any, Any]:
        """How sure meanings are of turns that their head was not fitted to, and which share of those was right."""
        told = [
            (raw_sureness(turn.evidence, turn.utterance), turn.right) for turn in self._turns if turn.right is not None
        ]
        raw, right = (np.array(column, dtype=np.float64) for column in zip(*told, strict=True))
        return calibrated(raw, right)

    def _labeled(self, cases: Sequence[Case]) -> list[LabeledTurn]:
        """The turns, each with the evidence of a head that was fitted without it."""
        found: list[LabeledTurn] = []
        parts = [labeled_turns(cases, self._gazetteer, Meaning(self._embedder, head)) for head in self._part_heads()]
        for index, same in enumerate(zip(*parts, strict=True)):
            found.append(same[_part_of(same[0].utterance.plain) if index else 0])
        return found

    def _part_heads(self) -> list[Head]:
        heads = []
        for part in range(PARTS):
            kept = [sentence for sentence in self._sentences if _part_of(sentence.text) != part]
            heads.append(head_from(Inputs(kept, self._embedder, self._gazetteer).head_values()))
        return heads


class Inputs:
    """What sentences are told by: features, and the embedding of those that the model can read."""

    def __init__(self, found: Sequence[Sentence], embedder: Embedder, gazetteer: Gazetteer) -> None:
        moment = load_cases()[0].when
        own = [features_of(read(sentence.text, moment, gazetteer=gazetteer)) for sentence in found]
        self.features, self.words = _matrix(own)
        readable = np.array([not UNREADABLE.search(sentence.text) for sentence in found])
        self.labels = [sentence.labels for sentence in found]
        self.told = [labels for labels, kept in zip(self.labels, readable, strict=True) if kept]
        texts = [sentence.text for sentence, kept in zip(found, readable, strict=True) if kept]
        vectors = np.stack([embedder.encode([text])[0] for text in texts])
        self.both = np.hstack([self.words[readable], vectors * EMBEDDING_SCALE])

    def head_values(self) -> dict[str, Any]:
        full, alone = fit(self.both, self.told, FULL_STRENGTH), fit(self.words, self.labels, WORDS_STRENGTH)
        features = np.array(self.features)
        return {
            "labels": np.array(full.classes_.tolist()),
            "full_features": features,
            "full_words": full.coef_[:, : len(features)].T.astype(np.float32),
            "full_vector": full.coef_[:, len(features) :].T.astype(np.float16),
            "full_bias": full.intercept_.astype(np.float32),
            "words_features": features,
            "words_words": alone.coef_.T.astype(np.float32),
            "words_bias": alone.intercept_.astype(np.float32),
        }


def _matrix(own: Sequence[frozenset[str]]) -> tuple[list[str], Any]:
    """The features that are worth a weight, and which row has which."""
    counts = Counter(name for names in own for name in names)
    kept = sorted(name for name, count in counts.items() if count >= _min_count(name))
    return kept, np.array([[name in names for name in kept] for names in own], dtype=np.float32)


def _min_count(feature: str) -> int:
    return MIN_WORD_COUNT if feature.startswith("word ") else MIN_FEATURE_COUNT


def _part_of(text: str) -> int:
    return int(fingerprint([text])[:8], 16) % PARTS


if __name__ == "__main__":
    main()
