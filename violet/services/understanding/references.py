"""Which earlier card a message is about: by position, by name, by kind ("that cafe"), or by pointing ("it")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from violet.services.understanding.intent import ShownCard
from violet.services.understanding.lexicon import find_concepts, normalise, tokens_of

ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3,
}  # fmt: skip
LAST = re.compile(r"\b(?:the )?(?:last|final|bottom) (?:one|place|spot|option|choice)\b|最后一个")
ORDINAL = re.compile(
    r"\b(" + "|".join(ORDINALS) + r")\b(?! (?:date|floor|avenue|ave|street|st|time|year|meal|thing|class))"
)
NUMBERED = re.compile(r"(?:#|\bnumber |\bno\.? ?|\boption |\bplace )(\d|one|two|three|four|five)\b")
CHINESE_ORDINAL = re.compile(r"第([一二三四五])")
HINDI_ORDINAL = {"पहला": 1, "पहली": 1, "पहले": 1, "दूसरी वाली": 2, "दूसरा वाला": 2, "तीसरा": 3, "तीसरी": 3}
SMALL_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
CHINESE_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
POINTING = re.compile(
    r"\b(?:it|its|there|that one|this one|that place|this place|that spot|they|them|the place|that|ese|esa|ahí|allí|eso)\b|那里|那家|它|वहाँ|वहां|उस|wahan"
)
THAT_KIND = re.compile(r"\b(?:that|the|this|ese|esa|el|la)\s+(?:\w+\s+)?(\w+)\b")
GENERIC_WORDS = frozenset(
    [
        "the",
        "and",
        "of",
        "at",
        "on",
        "in",
        "for",
        "a",
        "an",
        "cafe",
        "café",
        "coffee",
        "restaurant",
        "bar",
        "pub",
        "library",
        "park",
        "museum",
        "house",
        "shop",
        "store",
        "kitchen",
        "grill",
        "market",
        "new",
        "york",
        "nyc",
        "brooklyn",
        "nyu",
        "pizza",
        "bakery",
        "club",
        "theater",
        "theatre",
        "books",
        "bookstore",
        "street",
        "st",
        "avenue",
        "square",
        "place",
        "center",
        "centre",
        "garden",
        "room",
        "hall",
        "building",
        "one",
        "two",
        "city",
        "company",
        "co",
        "roasters",
        "food",
        "tea",
        "gallery",
        "east",
        "west",
        "north",
        "south",
    ]
)
LEAST_LETTERS = 4
LEAST_RATIO = 86.0


def find_reference(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The earlier card a message names or counts to; None where it does neither. `shown` holds the cards of each
    earlier turn, oldest first; positions count within the latest turn that had so many cards."""
    if not shown:
        return None
    latest = shown[-1]
    return by_name(message, shown) or by_position(message, shown) or by_kind(message, latest)


def points_back(message: str) -> bool:
    """Whether the message points at something said before ("it", "there", "that one")."""
    return bool(POINTING.search(normalise(message)))


def counts(message: str) -> bool:
    """Whether the message counts to something ("the second one", "the last place")."""
    text = normalise(message)
    return bool(LAST.search(text)) or _position(text) is not None


def by_position(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """A turn about one card of a list shows it with its position in the list, so it does not hide the others."""
    text = normalise(message)
    if LAST.search(text):
        return next((cards for cards in reversed(shown) if len(cards) > 1), shown[-1])[-1]
    position = _position(text)
    return next((card for cards in reversed(shown) for card in cards if card.position == position), None)


def by_name(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The card with most of its distinctive words in the message; the latest wins a tie."""
    words = [word for word in tokens_of(normalise(message)) if len(word) >= LEAST_LETTERS]
    best: tuple[float, ShownCard] | None = None
    for cards in reversed(shown):
        for card in cards:
            share = _share_of_name(card.name, words)
            if share > 0 and (best is None or share > best[0]):
                best = (share, card)
    return best[1] if best else None


def by_kind(message: str, cards: Sequence[ShownCard]) -> ShownCard | None:
    """ "that cafe", "the library": the only (or first) shown card of that category."""
    text = normalise(message)
    for match in THAT_KIND.finditer(text):
        wanted = {hit.concept for hit in find_concepts(match.group(0)) if hit.group == "category"}
        fitting = [card for card in cards if card.category in wanted]
        if not fitting and wanted:
            fitting = [card for card in cards if match.group(1) in tokens_of(normalise(card.name))]
        if fitting:
            return fitting[0]
    return None


def _position(text: str) -> int | None:
    match = ORDINAL.search(text)
    if match:
        return ORDINALS[match.group(1)]
    match = NUMBERED.search(text)
    if match:
        return SMALL_NUMBERS.get(match.group(1)) or int(match.group(1))
    match = CHINESE_ORDINAL.search(text)
    if match:
        return CHINESE_NUMBERS[match.group(1)]
    return next((position for words, position in HINDI_ORDINAL.items() if words in text), None)


def _share_of_name(name: str, words: Sequence[str]) -> float:
    own = [word for word in tokens_of(normalise(name)) if word not in GENERIC_WORDS and len(word) >= LEAST_LETTERS]
    if not own:
        own = [word for word in tokens_of(normalise(name)) if len(word) >= LEAST_LETTERS]
        matched = sum(1 for word in own if word in words)
        return 1.0 if own and matched == len(own) and len(own) > 1 else 0.0
    matched = sum(1 for word in own if any(fuzz.ratio(word, said) >= LEAST_RATIO for said in words))
    return matched / len(own)
