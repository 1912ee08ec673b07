"""What a person's own words on their interests name, in the guide's vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from violet.domain.categories import Category
from violet.understanding.reading.concepts import categories_said
from violet.understanding.reading.constraints import allergies_in, wanted_tags
from violet.understanding.reading.lexicon import find_concepts, normalise


@dataclass(frozen=True, slots=True)
class Interests:
    """What the words of `Preferences.interests` name, in the guide's vocabulary."""

    categories: frozenset[Category] = frozenset()
    cuisines: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    disliked: frozenset[Category] = frozenset()
    allergies: frozenset[str] = frozenset()


NO_INTERESTS = Interests()


@lru_cache(maxsize=1024)
def interests_in(text: str) -> Interests:
    """Interests do not change from message to message: the last 1,024 people's are remembered."""
    if not text:
        return NO_INTERESTS
    hits = find_concepts(text)
    liked, disliked = categories_said(hits, whole=True)
    tags, _unwanted = wanted_tags(normalise(text), hits)
    return Interests(
        categories=frozenset(liked),
        cuisines=frozenset(hit.concept for hit in hits if hit.group == "cuisine" and not hit.negated),
        tags=tags,
        disliked=disliked,
        allergies=allergies_in(normalise(text), hits),
    )
