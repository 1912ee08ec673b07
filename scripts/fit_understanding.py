"""Fits the head that tells what a message means: `python -m scripts.fit_understanding`.

Reads prototypes.toml and the fitting half of the evaluation's turns; writes violet/services/understanding/head.npz.
The reported half is never read. Prints how well sentences are told that were left out of the fit (cross-validation).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from scripts.evaluation.cases import Case, Expected, load_cases
from violet.domain.intent import IntentKind
from violet.providers.embeddings.embedder import MiniLMEmbedder
from violet.providers.guide.loader import load_guide
from violet.services.understanding.evidence import ANYTHING
from violet.services.understanding.features import features_of, hits_in
from violet.services.understanding.gazetteer import Gazetteer
from violet.services.understanding.lexicon import normalise
from violet.services.understanding.meaning import EMBEDDING_SCALE, UNREADABLE
from violet.services.understanding.sentences import prototypes

HEAD = Path(__file__).parents[1] / "violet" / "services" / "understanding" / "head.npz"
# How much a weight may grow (the inverse of the L2 penalty), chosen by the cross-validation printed below.
FULL_STRENGTH, WORDS_STRENGTH = 1.0, 1.0
LEAST_FEATURE_COUNT = 2
# 0 counts every sentence alike, 1 every label; in between, rare labels are heard and common ones not drowned.
BALANCE = 0.5
FOLDS = 5
STANDS_ALONE = frozenset(
    {IntentKind.SMALLTALK, IntentKind.WEATHER, IntentKind.EVENTS, IntentKind.OUT_OF_SCOPE, IntentKind.SAFETY}
)


@dataclass(frozen=True)
class Sentence:
    """One sentence with its labels; several share its weight."""

    text: str
    labels: tuple[str, ...]


def sentences(cases: Sequence[Case]) -> list[Sentence]:
    """The prototypes, and the turns of the fitting half that stand alone and have one meaning."""
    labels: dict[str, list[str]] = {}
    for label, texts in prototypes().items():
        for text in texts:
            labels.setdefault(normalise(text), []).append(label)
    found = [Sentence(text, tuple(own)) for text, own in labels.items()]
    return found + [
        Sentence(normalise(turn.say), own)
        for case in cases
        if case.half == "fitting"
        for turn in case.turns
        if (own := _labels(case, turn))
    ]


def fingerprint(found: Sequence[Sentence]) -> str:
    """What tells whether the shipped head was fitted to these very sentences."""
    lines = sorted(f"{sentence.text}\t{','.join(sentence.labels)}" for sentence in found)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def main() -> None:
    found = sentences(load_cases())
    features, words = _words(found)
    readable = np.array([not UNREADABLE.search(sentence.text) for sentence in found])
    told = _only(found, readable)
    vectors = MiniLMEmbedder().encode([sentence.text for sentence in told])
    both = np.hstack([words[readable], vectors * EMBEDDING_SCALE])
    print(f"{len(found)} sentences, {len(features)} features")
    print(f"told right when left out: {_held_out(both, told, FULL_STRENGTH):.3f} with the embedding")
    print(f"                          {_held_out(words, found, WORDS_STRENGTH):.3f} by the words alone")
    _write(features, _fit(both, told, FULL_STRENGTH), _fit(words, found, WORDS_STRENGTH), fingerprint(found))
    print(f"{HEAD.name}: {HEAD.stat().st_size // 1024} KB")


def _words(found: Sequence[Sentence]) -> tuple[list[str], Any]:
    """The features that are worth a weight, and which sentence has which."""
    gazetteer = Gazetteer(load_guide())
    names = [gazetteer.find(s.text) for s in found]
    own = [features_of(s.text, hits_in(s.text, named), named) for s, named in zip(found, names, strict=True)]
    counts = Counter(name for names in own for name in names)
    kept = sorted(name for name, count in counts.items() if count >= LEAST_FEATURE_COUNT)
    return kept, np.array([[name in names for name in kept] for names in own], dtype=np.float32)


def _write(features: Sequence[str], full: Any, alone: Any, fitted_to: str) -> None:
    np.savez_compressed(
        HEAD,
        labels=np.array(full.classes_.tolist()),
        features=np.array(features),
        full_words=full.coef_[:, : len(features)].T.astype(np.float32),
        full_vector=full.coef_[:, len(features) :].T.astype(np.float16),
        full_bias=full.intercept_.astype(np.float32),
        words_words=alone.coef_.T.astype(np.float32),
        words_bias=alone.intercept_.astype(np.float32),
        fitted_to=np.array(fitted_to),
    )


def _labels(case: Case, turn: Expected) -> tuple[str, ...]:
    """The labels of a turn that needs no conversation; none where it has several meanings."""
    if len(turn.kinds) != 1 or (not case.single and turn.kinds[0] not in STANDS_ALONE):
        return ()
    kind = turn.kinds[0]
    if kind is IntentKind.DETAIL:
        return ()
    if kind is IntentKind.RECOMMEND:
        return tuple(category.value for category in turn.categories) or (ANYTHING,)
    return (kind.value,)


def _fit(inputs: Any, found: Sequence[Sentence], strength: float) -> Any:
    rows, labels, weights = zip(*_rows(found), strict=True)
    counts = Counter(labels)
    usual = len(labels) / len(counts)
    balanced = [weight * (usual / counts[label]) ** BALANCE for label, weight in zip(labels, weights, strict=True)]
    return LogisticRegression(C=strength, max_iter=3000).fit(inputs[list(rows)], labels, sample_weight=balanced)


def _held_out(inputs: Any, found: Sequence[Sentence], strength: float) -> float:
    """The share of sentences whose best label is one of theirs, each told by a fit that did not see it."""
    first = [sentence.labels[0] for sentence in found]
    right = 0
    for fitted, left_out in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(inputs, first):
        model = _fit(inputs[fitted], [found[index] for index in fitted], strength)
        told = model.predict(inputs[left_out])
        right += sum(label in found[index].labels for label, index in zip(told, left_out, strict=True))
    return right / len(found)


def _rows(found: Sequence[Sentence]) -> Iterator[tuple[int, str, float]]:
    for index, sentence in enumerate(found):
        for label in sentence.labels:
            yield index, label, 1.0 / len(sentence.labels)


def _only(found: Sequence[Sentence], mask: Any) -> list[Sentence]:
    return [sentence for sentence, kept in zip(found, mask, strict=True) if kept]


if __name__ == "__main__":
    main()
