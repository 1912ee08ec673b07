"""Chains by name: which one a wish names, and which of the places are branches of it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from violet.campus.naming import plain_name
from violet.domain.categories import taxonomy
from violet.domain.intent import Intent
from violet.domain.places import Place
from violet.domain.taxonomy import Taxonomy
from violet.understanding.reading.lexicon import normalise


def brand_in(wish: str) -> str | None:
    """The chain that a wish names, as the taxonomy writes it ("trader joes"); the longest where several do."""
    found = _pattern(taxonomy()).search(normalise(wish))
    return found.group(1) if found else None


def brand_of(intent: Intent) -> str | None:
    """The chain that the wish is for; None for one that is refused ("not starbucks")."""
    brand = brand_in(intent.wish)
    return None if brand in intent.constraints.unwanted_names else brand


def are_alike(brand: str) -> bool:
    """Whether another place of its category does for a chain that is not there: any cafe, but not any shop."""
    wanted = normalise(brand)
    rows = taxonomy().categories.values()
    return any(row.brands_alike for row in rows if wanted in map(normalise, row.brands))


def is_branch(place: Place, brand: str) -> bool:
    """Whether the place goes by the brand's name."""
    wanted = _letters(brand)
    return any(_letters(name).startswith(wanted) for name in (place.name, *place.aliases))


def brand_words(brand: str) -> str:
    """ "Trader Joes": for saying that there is none."""
    return " ".join(word.upper() if len(word) <= 3 else word.capitalize() for word in brand.split())


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain_name(name))


@lru_cache(maxsize=4)
def _pattern(known: Taxonomy) -> re.Pattern[str]:
    brands = {normalise(brand) for row in known.categories.values() for brand in row.brands}
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(brands, key=len, reverse=True)))})(?!\w)")
