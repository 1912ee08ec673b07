"""Which earlier card a message names, be it in part or misspelled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from violet.domain.intent import ShownCard
from violet.services.understanding.lexicon import find_concepts, normalise, tokens_of
from violet.services.understanding.nearness import BY_THE_PERSON

GENERIC_WORDS = frozenset(
    "the and of at on in for a an cafe café coffee restaurant bar pub library park museum house shop store "
    "kitchen grill market new york nyc brooklyn nyu pizza bakery club theater theatre books bookstore street "
    "ny st avenue square place center centre garden room hall building one two city company co roasters food tea "
    "gallery east west north south".split()
)
LEAST_LETTERS = 4
LEAST_RATIO = 86.0
# A name said only in part has to stand where a name would: after one of these, or at the start.
BEFORE_A_NAME = frozenset({"the", "at", "to", "about", "is", "does", "n", "and", "was", "from", "for", "like", "of"})
WHOLE_ENOUGH = 0.6
BRACKETS = re.compile(r"\s*\(.*?\)")
# Words of these say what is wanted; in between stand words that are in names as well ("Just Salad"), as are ordinals.
WISH_GROUPS = frozenset({"category", "cuisine", "kind", "tag", "diet"})
FILLERS_OF_WISHES = frozenset(
    "just only good best live open little big new fresh first second third fourth fifth".split()
)
ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
THE_SO_CALLED = re.compile(r"\bthe (\w{2,}) (?:one|place|spot)\b")


def by_name(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The card with most of its distinctive words in the message; the latest wins a tie."""
    text = normalise(message)
    words = tokens_of(BY_THE_PERSON.sub(" ", text))
    ordinary = _meant_by_themselves(message)
    best: tuple[float, ShownCard] | None = None
    for card in (card for cards in reversed(shown) for card in cards):
        share = _share_of_name(card.name, words)
        if 0 < share < WHOLE_ENOUGH and not _stands_as_name(card.name, words):
            continue
        if share > 0 and _only_ordinary(card.name, words, ordinary):
            continue
        if share > 0 and (best is None or share > best[0]):
            best = (share, card)
    return best[1] if best else _by_nickname(text, shown)


def _meant_by_themselves(message: str) -> frozenset[str]:
    """The words that say what is wanted: the dumplings of "cheap dumplings" are no name, but those of "the dumplings"
    or "is Dumpling Man" may be."""
    words = tokens_of(normalise(message))
    hits = (hit for hit in find_concepts(message) if hit.group in WISH_GROUPS)
    said = ((hit.start, hit.words.split()) for hit in hits)
    return frozenset(
        word
        for start, own in said
        if start > 0 and words[start - 1] not in BEFORE_A_NAME - {"for", "of", "and", "like"}
        for word in own
    )


def _only_ordinary(name: str, words: Sequence[str], ordinary: frozenset[str]) -> bool:
    """Whether all that the message has of the name are words that say what is wanted, and not in the name's order."""
    own = tokens_of(normalise(BRACKETS.sub("", name)))
    if any(list(words[start : start + len(own)]) == own for start in range(len(words))):
        return False
    parts = [word for word in own if word not in GENERIC_WORDS]
    matched = {word for word in words if any(fuzz.ratio(word, part) >= LEAST_RATIO for part in parts)}
    return bool(matched) and matched <= ordinary | FILLERS_OF_WISHES


def _by_nickname(text: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """ "the bam one": a word of the name that is too short to be looked for everywhere."""
    said = {match.group(1) for match in THE_SO_CALLED.finditer(text)}
    cards = (card for cards in reversed(shown) for card in cards)
    return next((card for card in cards if said.intersection(tokens_of(normalise(card.name)))), None)


def _stands_as_name(name: str, words: Sequence[str]) -> bool:
    """Whether the first word of the name that is in the message stands where a name would."""
    own = [word for word in tokens_of(normalise(name)) if word not in GENERIC_WORDS]
    named = [any(fuzz.ratio(word, part) >= LEAST_RATIO for part in own) for word in words]
    at = named.index(True) if True in named else None
    return at is not None and (at == 0 or words[at - 1] in BEFORE_A_NAME)


def _share_of_name(name: str, words: Sequence[str]) -> float:
    if any(acronym.casefold() in words for acronym in ACRONYM.findall(name) if acronym.casefold() not in GENERIC_WORDS):
        return 1.0
    words = [word for word in words if len(word) >= LEAST_LETTERS]
    own = [word for word in tokens_of(normalise(name)) if word not in GENERIC_WORDS and len(word) >= LEAST_LETTERS]
    if not own:
        own = [word for word in tokens_of(normalise(name)) if len(word) >= LEAST_LETTERS]
        matched = sum(1 for word in own if word in words)
        return 1.0 if own and matched == len(own) and len(own) > 1 else 0.0
    matched = sum(1 for word in own if any(fuzz.ratio(word, said) >= LEAST_RATIO for said in words))
    return matched / len(own)
