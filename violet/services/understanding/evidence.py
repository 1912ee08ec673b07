"""What kind of thing a message asks, from the shares its words and its embedding give to each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from violet.domain.categories import CATEGORY_NAMES, Category
from violet.domain.intent import IntentKind
from violet.services.understanding.features import categories_named, features_of
from violet.services.understanding.gazetteer import NamedPlace
from violet.services.understanding.lexicon import Hit
from violet.services.understanding.meaning import Meaning
from violet.services.understanding.smalltalk import pure_smalltalk, smalltalk_word

# The label of a wish for a place that could be of any kind.
ANYTHING = "anything"
# Somebody in danger who is shown restaurants is worse off than somebody who is shown a phone number in vain.
ENOUGH_FOR_SAFETY = 0.4
# What a kind of place that is named adds to the shares: to its own among the kinds of places, and to that of a wish for
# places. Both were chosen by cross-validation of the sentences that the head is fitted to.
NAMED_CATEGORY, NAMED_WISH = 0.4, 0.1


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
    if not any(hit.group == "task" for hit in hits):  # "a recipe for dumplings" is no wish for a place that has them
        shares = _with_named(shares, {category.value for category in categories_named(hits)})
    kinds = _kinds(shares)
    kind = max(kinds, key=lambda candidate: kinds[candidate])
    return Evidence(kind, min(1.0, kinds[kind]), _categories(shares), smalltalk_word(hits, text))


def _with_named(shares: Mapping[str, float], named: Set[str]) -> Mapping[str, float]:
    """The shares with more for the categories that words name. They sum to 1 and a little."""
    wish = sum(share for label, share in shares.items() if _asks_for_place(label))
    if not named or wish <= 0:
        return shares
    more = dict.fromkeys(named, NAMED_CATEGORY / len(named))
    # Scaled so that all labels that ask for places have their share of before, and `NAMED_WISH` more.
    scale = (wish + NAMED_WISH) / (1 + NAMED_CATEGORY)
    return {
        label: (share / wish + more.get(label, 0.0)) * scale if _asks_for_place(label) else share
        for label, share in shares.items()
    }


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
