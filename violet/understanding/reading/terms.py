"""Words to be sought for in names and descriptions of places, and pairs of characters of scripts without spaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from violet.understanding.reading.gazetteer import NamedPlace, is_everyday
from violet.understanding.reading.lexicon import Hit, is_negated, tokens_of
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("languages")
# all-MiniLM-L6-v2 was trained on English; of these scripts it sees single characters or nothing.
STOP_WORDS, TELLING_WORDS = Phrases("terms").words("stop"), Phrases("terms").words("telling")
UNDIVIDED, UNREADABLE = PATTERNS["undivided"], PATTERNS["unreadable"]
SOUGHT_GROUPS = frozenset({"category", "brand", "cuisine", "kind"})
MIN_LETTERS = 3
# Tags that have shades of their own, which a description tells: a lesbian bar is not any gay bar.
SHADED_TAGS = frozenset({"lgbtq"})


def terms_in(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace]) -> tuple[str, ...]:
    """The words of a normalised text that name something and are not refused, in order: those that stand for a kind of
    place, a dish or a brand, and those that are no everyday words. Names of places are left out."""
    words = tokens_of(text)
    asked = _positions(hit for hit in hits if _is_sought(hit) and not _is_plain(hit))
    # A dish of two words is looked for as a cuisine: "soup dumplings" is not about soup.
    dishes = _positions(hit for hit in hits if hit.group == "cuisine" and " " in hit.words)
    other = _positions(hit for hit in hits if not _is_sought(hit))
    names = {word for place in named for word in place.said.split()}
    return tuple(
        dict.fromkeys(
            word
            for at, word in enumerate(words)
            if word.isalpha() and len(word) >= MIN_LETTERS and word not in names
            if at in asked or word in TELLING_WORDS or not (at in other or is_everyday(word) or word in STOP_WORDS)
            if at not in dishes
            if not is_negated(words, at)
        )
    )


def _is_sought(hit: Hit) -> bool:
    return hit.group in SOUGHT_GROUPS or (hit.group == "tag" and hit.concept in SHADED_TAGS)


def _is_plain(hit: Hit) -> bool:
    """Whether it asks for a whole category in everyday words: "study spot" looks for no place of that name."""
    return hit.group == "category" and not any(tells_places_apart(word) for word in hit.words.split())


def tells_places_apart(word: str) -> bool:
    """Whether a place whose description has the word is meant by it: it is no everyday word, or names what few have."""
    return word in TELLING_WORDS or not is_everyday(word)


def _positions(hits: Iterable[Hit]) -> set[int]:
    return {at for hit in hits for at in range(hit.start, hit.start + len(hit.words.split()))}


def pairs_in(text: str) -> frozenset[str]:
    return frozenset(run[at : at + 2] for run in UNDIVIDED.findall(text) for at in range(len(run) - 1))
