"""What kind of thing a message asks, weighing its words against its likeness to the prototypes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from violet.services.categories import CATEGORY_NAMES, Category
from violet.services.understanding.intent import Constraints, IntentKind
from violet.services.understanding.lexicon import Hit, tokens_of
from violet.services.understanding.meaning import Likeness
from violet.services.understanding.moments import speaks_of_time

# How much one word of the lexicon counts against the likeness, which sums to 1 over all labels.
CATEGORY_WORD = 0.55
SECOND_CATEGORY_WORD = 0.2
CUE_WORD = 0.5
CUISINE_WORD = 0.45
WISH_WORD = 0.2
SMALLTALK_ONLY = 1.5
LEAST_LIKENESS = 0.34
SAFETY_LIKENESS = 0.62
LEAST_SAFETY_COSINE = 0.62

CUISINE_CATEGORIES: Mapping[str, Category] = {
    **dict.fromkeys(("coffee", "tea", "matcha", "donuts", "pastries"), Category.CAFE),
    **dict.fromkeys(
        ("pizza", "bagels", "sandwiches", "salads", "ice cream", "dessert", "bubble tea"), Category.QUICK_BITES
    ),
}
FILLER = frozenset(
    [
        "so",
        "um",
        "uh",
        "well",
        "please",
        "there",
        "you",
        "u",
        "violet",
        "bot",
        "very",
        "much",
        "really",
        "a",
        "an",
        "the",
        "for",
        "to",
        "is",
        "it",
        "me",
        "my",
        "i",
        "im",
        "that",
        "all",
        "just",
        "oh",
        "and",
        "good",
        "day",
        "again",
        "everyone",
        "friend",
        "man",
        "bro",
        "dude",
        "today",
        ".",
        ",",
        "!",
        "?",
        ";",
        "im'm",
        "doing",
        "are",
        "do",
        "can",
        "how",
        "what",
        "whats",
    ]
)
QUESTION_MARKS = re.compile(r"[?¿]")
HAPPENINGS = re.compile(
    r"\b(?:anything|something|fun|things? to do|stuff|what can i (?:do|go to|see)|jazz|music|comedy|shows?|concerts?|part(?:y|ies)|"
    r"festivals?|markets?|performances?|going on|algo)\b"
)
SOMEWHERE = re.compile(
    r"\b(?:somewhere|someplace|place to|places to|spot|spots|where (?:can|should|do|could)|recommend|suggest|looking for|"
    r"find me|near me|nearby|around here|things to do|something to do|what should i do|where to|lugar|sitio|spot for)\b|哪里|哪儿|附近|推荐|कहाँ|कहां|जगह|kahan|jagah"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The kind that has most for it; `confidence` is its share. `categories` are unnormalised weights."""

    kind: IntentKind
    confidence: float
    categories: Mapping[Category, float]
    smalltalk: str = "other"


def gather_evidence(text: str, hits: Sequence[Hit], likeness: Likeness, constraints: Constraints) -> Evidence:
    """Words and likeness, weighed. `text` is normalised."""
    smalltalk = _smalltalk(text, hits)
    if smalltalk is not None:
        return Evidence(IntentKind.SMALLTALK, 1.0, {}, smalltalk)
    if likeness.scores.get("safety", 0.0) > SAFETY_LIKENESS and likeness.closest > LEAST_SAFETY_COSINE:
        return Evidence(IntentKind.SAFETY, likeness.scores["safety"], {})
    categories = _categories(hits, likeness)
    kinds = _kinds(text, hits, likeness, constraints, categories)
    kind = max(kinds, key=lambda candidate: kinds[candidate])
    total = sum(kinds.values())
    if total <= 0 or (likeness.known and likeness.closest < LEAST_LIKENESS and not _says_anything(hits, constraints)):
        return Evidence(IntentKind.OUT_OF_SCOPE, 1.0, {})
    return Evidence(kind, kinds[kind] / total, categories, _smalltalk_word(hits))


def _categories(hits: Sequence[Hit], likeness: Likeness) -> dict[Category, float]:
    weights = {Category(label): score for label, score in likeness.scores.items() if label in CATEGORY_NAMES}
    seen: set[Category] = set()
    for hit in hits:
        if hit.negated or hit.group not in ("category", "cuisine"):
            continue
        category = _category_of(hit)
        word = CUISINE_WORD if hit.group == "cuisine" else CATEGORY_WORD
        weights[category] = weights.get(category, 0.0) + (SECOND_CATEGORY_WORD if category in seen else word)
        seen.add(category)
    return weights


def _category_of(hit: Hit) -> Category:
    if hit.group == "category":
        return Category(hit.concept)
    return CUISINE_CATEGORIES.get(hit.concept, Category.RESTAURANT)


def _kinds(
    text: str, hits: Sequence[Hit], likeness: Likeness, constraints: Constraints, categories: Mapping[Category, float]
) -> dict[IntentKind, float]:
    kinds = {
        kind: likeness.scores.get(kind.value, 0.0)
        for kind in (
            IntentKind.EVENTS, IntentKind.WEATHER, IntentKind.DIRECTIONS, IntentKind.PLAN,
            IntentKind.SMALLTALK, IntentKind.OUT_OF_SCOPE,
        )
    }  # fmt: skip
    kinds[IntentKind.RECOMMEND] = sum(categories.values())
    cues = {hit.concept for hit in hits if hit.group == "cue"}
    for kind in (IntentKind.EVENTS, IntentKind.WEATHER, IntentKind.DIRECTIONS, IntentKind.PLAN):
        if kind.value in cues:
            kinds[kind] += CUE_WORD
    if _happens_then(text, hits):
        kinds[IntentKind.EVENTS] += CUE_WORD
    if IntentKind.PLAN.value in cues:
        # "plan my evening: dinner then jazz" names places too; asking for a plan settles what is asked.
        kinds[IntentKind.PLAN] += kinds[IntentKind.RECOMMEND] + kinds[IntentKind.EVENTS]
    if constraints.diets or constraints.tags or constraints.max_price_usd is not None:
        kinds[IntentKind.RECOMMEND] += WISH_WORD
    if SOMEWHERE.search(text):
        kinds[IntentKind.RECOMMEND] += WISH_WORD
    return kinds


def _happens_then(text: str, hits: Sequence[Hit]) -> bool:
    """ "anything fun tonight", "jazz this weekend": a time, something that happens, and no kind of place."""
    names_a_place = any(hit.group in ("category", "cuisine") and not hit.negated for hit in hits)
    return not names_a_place and speaks_of_time(text) and bool(HAPPENINGS.search(text))


def _smalltalk(text: str, hits: Sequence[Hit]) -> str | None:
    """The kind of small talk where the message is nothing else: what is left without its words is filler."""
    own = [hit for hit in hits if hit.group == "smalltalk"]
    if not own or any(hit.group in ("category", "cuisine", "cue", "diet", "safety") for hit in hits):
        return None
    words = tokens_of(text)
    covered = {index for hit in own for index in range(hit.start, hit.start + len(hit.words.split()))}
    left = [word for index, word in enumerate(words) if index not in covered and word not in FILLER]
    chinese = any(hit.words and ord(hit.words[0]) >= 0x3400 for hit in own)
    return _smalltalk_word(own) if not left or (chinese and len(text) <= 8) else None


def _smalltalk_word(hits: Sequence[Hit]) -> str:
    """A question beats a greeting: "hi, who are you" is about who."""
    concepts = [hit.concept for hit in hits if hit.group == "smalltalk"]
    order = ("who_are_you", "abilities", "joke", "how_are_you", "thanks", "goodbye", "greeting")
    return next((concept for concept in order if concept in concepts), "other")


def _says_anything(hits: Sequence[Hit], constraints: Constraints) -> bool:
    return constraints != Constraints() or any(
        hit.group in ("category", "cuisine", "cue", "diet", "tag") for hit in hits
    )
