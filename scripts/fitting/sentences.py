"""The sentences that meanings are fitted to: the prototypes, utterances of public data sets, and single turns of the
evaluation's fitting half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.evaluation.cases import Case, Expected
from scripts.fitting.public import public_utterances
from violet.domain.intent import IntentKind
from violet.understanding.acts.evidence import ANYTHING
from violet.understanding.reading.lexicon import normalise
from violet.understanding.reading.sentences import prototypes

STANDS_ALONE = frozenset(
    {IntentKind.SMALLTALK, IntentKind.WEATHER, IntentKind.EVENTS, IntentKind.OUT_OF_SCOPE, IntentKind.SAFETY}
)
# What a turn of somebody in need is fitted to: despair, danger, and help of another kind.
SAFETY_LABELS = {"crisis": "crisis", "emergency": "safety", "none": "campus_help"}


@dataclass(frozen=True)
class Sentence:
    """One sentence with its labels; several share its weight."""

    text: str
    labels: tuple[str, ...]


def sentences(cases: Sequence[Case]) -> list[Sentence]:
    """The prototypes, public utterances, and the turns of the fitting half that stand alone and have one meaning."""
    labels: dict[str, list[str]] = {}
    for label, texts in prototypes().items():
        for text in texts:
            labels.setdefault(normalise(text), []).append(label)
    found = [Sentence(text, tuple(own)) for text, own in labels.items()]
    public = ((normalise(text), own) for text, own in public_utterances())
    found += [Sentence(text, own) for text, own in public if text not in labels]
    return found + [
        Sentence(normalise(turn.say), own)
        for case in cases
        if case.half == "fitting"
        for turn in case.turns
        if (own := _labels(case, turn))
    ]


def fingerprint(lines: Iterable[str]) -> str:
    """What tells whether the shipped head was fitted to these very lines."""
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=16).hexdigest()


def _labels(case: Case, turn: Expected) -> tuple[str, ...]:
    """The labels of a turn that needs no conversation; none where it has several meanings."""
    if len(turn.kinds) != 1 or (not case.single and turn.kinds[0] not in STANDS_ALONE):
        return ()
    kind = turn.kinds[0]
    if kind is IntentKind.DETAIL:
        return ()
    if kind is IntentKind.RECOMMEND:
        return tuple(category.value for category in turn.categories) or (ANYTHING,)
    if kind is IntentKind.SAFETY:
        return (SAFETY_LABELS[turn.help or "emergency"],)
    return (kind.value,)
