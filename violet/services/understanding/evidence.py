"""What kind of thing a message asks, from the shares its words and its embedding give to each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from violet.services.ranking.categories import CATEGORY_NAMES, Category
from violet.services.understanding.features import features_of
from violet.services.understanding.gazetteer import NamedPlace
from violet.services.understanding.intent import IntentKind
from violet.services.understanding.lexicon import Hit
from violet.services.understanding.meaning import Meaning
from violet.services.understanding.smalltalk import pure_smalltalk, smalltalk_word

# The label of a wish for a place that could be of any kind.
ANYTHING = "anything"
# Somebody in danger who is shown restaurants is worse off than somebody who is shown a phone number in vain.
ENOUGH_FOR_SAFETY = 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The kind that has most for it; `confidence` is its share. `categories` are shares of the categories among
    themselves, empty where any kind of place would do."""

    kind: IntentKind
    confidence: float
    categories: Mapping[Category, float]
    smalltalk: str = "other"


def gather_evidence(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace], meaning: Meaning) -> Evidence:
    """Words and embedding, weighed. `text` is normalised."""
    smalltalk = pure_smalltalk(text, hits)
    if smalltalk is not None:
        return Evidence(IntentKind.SMALLTALK, 1.0, {}, smalltalk)
    shares = meaning.shares(text, features_of(text, hits, named))
    if shares[IntentKind.SAFETY] >= ENOUGH_FOR_SAFETY:
        return Evidence(IntentKind.SAFETY, shares[IntentKind.SAFETY], {})
    kinds = _kinds(shares)
    kind = max(kinds, key=lambda candidate: kinds[candidate])
    return Evidence(kind, kinds[kind], _categories(shares), smalltalk_word(hits, text))


def _kinds(shares: Mapping[str, float]) -> dict[IntentKind, float]:
    kinds = {IntentKind(label): share for label, share in shares.items() if not _asks_for_place(label)}
    return kinds | {IntentKind.RECOMMEND: sum(share for label, share in shares.items() if _asks_for_place(label))}


def _asks_for_place(label: str) -> bool:
    return label == ANYTHING or label in CATEGORY_NAMES


def _categories(shares: Mapping[str, float]) -> dict[Category, float]:
    own = {Category(label): share for label, share in shares.items() if label in CATEGORY_NAMES}
    total = sum(own.values())
    if total <= 0 or shares[ANYTHING] > max(own.values()):
        return {}
    return {category: share / total for category, share in own.items()}
