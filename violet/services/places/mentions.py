"""Which of the guide's places the words of a wish are about: by name or alias as it was said, or by rare words of what
is written of them (BM25 over names, aliases, kinds, cuisines and descriptions)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

import numpy as np

from violet.domain.categories import names_a_kind
from violet.domain.places import Place
from violet.understanding.reading.gazetteer import is_everyday
from violet.understanding.reading.lexicon import normalise, tokens_of
from violet.understanding.reading.terms import tells_places_apart

# A word that a larger share of the places have than this tells none of them from the others, in a small guide too.
MAX_SHARE, MAX_PLACES = 0.012, 8
MIN_LETTERS = 5
# A name says more than a description.
NAME_WEIGHT = 3
# What comes near the best is meant as well: branches, and places that are described alike.
NEAR_BEST = 0.75
MAX_NAME_WORDS = 8
PLURAL = "s"
REFUSING = frozenset({"not", "no", "isnt", "arent", "without", "except", "thats"})


class Mentions:
    """The words of the guide's places. Built once for a guide, then only read."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._ids: list[str] = []
        self._names: dict[tuple[str, ...], set[str]] = {}
        documents = []
        for place in places:
            self._ids.append(place.id)
            for name in {place.name, place.name.split(" (")[0], *place.aliases}:
                self._names.setdefault(tuple(tokens_of(normalise(name))), set()).add(place.id)
            documents.append(_words(_names(place)) * NAME_WEIGHT + _words(_descriptions(place)))
        self._frequency: dict[str, int] = {}
        for document in documents:
            for word in set(document):
                self._frequency[word] = self._frequency.get(word, 0) + 1
        import bm25s  # with SciPy 25 MB, which a process that finds no places does without

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets DEBUG itself, whatever the server was told
        self._index = bm25s.BM25(backend="numpy")
        if documents:
            self._index.index(documents, show_progress=False)

    def of(self, terms: Sequence[str]) -> frozenset[str]:
        """The ids of the places that most of the rare words are about; empty where no word is rare and known."""
        rare = [stem for term in terms if (stem := _stem(term)) and self._is_mark(term, stem)]
        if not rare:
            return frozenset()
        scores = self._index.get_scores(rare)
        best = float(scores.max(initial=0.0))
        return frozenset(self._ids[at] for at in np.flatnonzero(scores >= max(NEAR_BEST * best, 1e-9)).tolist())

    def named_in(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the places whose whole name or alias is said, and of those that are named to be left out ("not
        Bobst"). A name that is an everyday word alone counts only as the whole message ("target")."""
        words = tokens_of(normalise(text))
        named: set[str] = set()
        refused: set[str] = set()
        start = 0
        while start < len(words):
            length, ids = self._longest(words, start)
            if not ids:
                start += 1
                continue
            before = words[max(0, start - 2) : start]
            (refused if REFUSING.intersection(before) else named).update(ids)
            start += length
        return frozenset(named), frozenset(refused - named)

    def knows(self, term: str) -> bool:
        return _stem(term) in self._frequency

    def _longest(self, words: Sequence[str], start: int) -> tuple[int, set[str]]:
        """The longest name that begins there, and whose it is."""
        for length in range(min(MAX_NAME_WORDS, len(words) - start), 0, -1):
            said = tuple(words[start : start + length])
            ids = self._names.get(said)
            if ids and (length == len(words) or _tells_a_name(said)):
                return length, ids
        return 0, set()

    def _is_mark(self, term: str, stem: str) -> bool:
        """Whether the word tells few places from the others. "Dinner" in a description is nobody's mark, nor is
        "restaurant" in a name."""
        if not tells_places_apart(term) or names_a_kind(term) or len(term) < MIN_LETTERS:
            return False
        return 0 < self._frequency.get(stem, 0) <= max(MAX_PLACES, round(MAX_SHARE * len(self._ids)))


def _tells_a_name(said: tuple[str, ...]) -> bool:
    """Whether the words are a name rather than what people say of anything."""
    telling = [word for word in said if not (is_everyday(word) or names_a_kind(word) or word.isdigit())]
    return bool(telling) and sum(map(len, telling)) >= MIN_LETTERS


def _names(place: Place) -> str:
    return " ".join((place.name, *place.aliases))


def _descriptions(place: Place) -> str:
    return " ".join((*place.cuisines, *(kind.replace("_", " ") for kind in place.kinds), place.about or ""))


def _words(text: str) -> list[str]:
    return [_stem(word) for word in tokens_of(normalise(text)) if word.isalpha()]


def _stem(word: str) -> str:
    return word.removesuffix(PLURAL) if len(word) > len("gas") else word
