"""Chains by name: which one a wish names, and which of the places are branches of it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from violet.campus.naming import plain_name
from violet.domain.categories import Category, category_fit, taxonomy
from violet.domain.intent import Intent
from violet.domain.places import Place
from violet.domain.taxonomy import Taxonomy
from violet.understanding.reading.lexicon import normalise


def brand_of(intent: Intent) -> str | None:
    """The chain that the wish is for, as the taxonomy writes it ("trader joes"), the last where several are named; None
    where that is refused ("not starbucks")."""
    named = _pattern(taxonomy()).findall(normalise(intent.wish))
    return next((brand for brand in reversed(named) if brand not in intent.constraints.unwanted_names), None)


def does_for(place: Place, brand: str) -> bool:
    """Whether the place does for a chain that is not there: any cafe, but not any shop."""
    wanted = normalise(brand)
    rows = {name: row for name, row in taxonomy().categories.items() if wanted in map(normalise, row.brands)}
    return any(row.brands_alike and category_fit(place.kinds, {Category(name): 1.0}) for name, row in rows.items())


def is_branch(place: Place, brand: str) -> bool:
    """Whether the place goes by the brand's name."""
    wanted = _letters(brand)
    return any(wanted in _beginnings(name) for name in (place.name, *place.aliases))


def brand_words(brand: str) -> str:
    """ "Trader Joes": for saying that there is none."""
    return " ".join(_spelled(taxonomy()).get(word) or _with_capitals(word) for word in brand.split())


def _with_capitals(word: str) -> str:
    return word.upper() if len(word) <= 3 else word.capitalize()


@lru_cache(maxsize=4096)
def _beginnings(name: str) -> frozenset[str]:
    """The first words of a name run together, by one, two, ...: "ups" begins no Upstein."""
    return frozenset(accumulate(map(_letters, name.split())))


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain_name(name))


@lru_cache(maxsize=4)
def _spelled(known: Taxonomy) -> dict[str, str]:
    """The words of chains that the taxonomy writes with capitals of their own: FedEx."""
    brands = (brand for row in known.categories.values() for brand in row.brands)
    return {normalise(word): word for brand in brands for word in brand.split() if not word.islower()}


@lru_cache(maxsize=4)
def _pattern(known: Taxonomy) -> re.Pattern[str]:
    brands = {normalise(brand) for row in known.categories.values() for brand in row.brands}
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(brands, key=len, reverse=True)))})(?!\w)")
