"""Between the guide's kinds of places and Google's place types (Table A of Places API (New)).

Source: https://developers.google.com/maps/documentation/places/web-service/place-types
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from violet.domain.categories import kind_row, taxonomy
from violet.domain.taxonomy import Taxonomy
from violet.domain.vocabulary import IMPLIED_DIETS, Diet

_RESTAURANT: Final = "_restaurant"
# "..._restaurant" types that are not a cuisine.
_NO_CUISINE: Final = frozenset({"fast_food", "family", "fine_dining", "buffet", "breakfast", "brunch"})
_DIET_CUISINES: Final[Mapping[str, Diet]] = {"vegan": "vegan", "vegetarian": "vegetarian", "halal": "halal"}
_CUISINES_OF_SHOP: Final[Mapping[str, str]] = {"kebab_shop": "kebab", "noodle_shop": "noodles", "bagel_shop": "bagels"}


def types_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """The types to ask for, each once; none for kinds that Google has no type for."""
    rows = [row for kind in kinds if (row := kind_row(kind)) is not None]
    return tuple(dict.fromkeys(name for row in rows for name in row.google_ask))


def words_of(kinds: Sequence[str]) -> str:
    """The kinds as a person would type them."""
    return " or ".join(row.name if (row := kind_row(kind)) is not None else kind.replace("_", " ") for kind in kinds)


def all_outdoors(kinds: Iterable[str]) -> bool:
    """Whether all of the kinds are places under the open sky."""
    return all((row := kind_row(kind)) is not None and row.setting == "outdoor" for kind in kinds)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a place's types tell of it."""

    kinds: tuple[str, ...]
    cuisines: tuple[str, ...]
    diets: Mapping[str, bool]
    setting: Literal["indoor", "outdoor"] | None


def meaning_of(types: tuple[str, ...]) -> Meaning:
    """`types` come with the primary type first; a city has few different lists of them."""
    return _meaning_of(taxonomy(), types)


@lru_cache(maxsize=4096)
def _meaning_of(_in_force: Taxonomy, types: tuple[str, ...]) -> Meaning:
    kinds = kinds_of(types)
    return Meaning(kinds, cuisines_of(types), diets_of(types), setting_of(kinds))


def kinds_of(types: Sequence[str]) -> tuple[str, ...]:
    """The guide's kinds, the main one first; `types` comes with the primary type first."""
    known = taxonomy().kinds_of_google_type
    found = dict.fromkeys(kind for name in types for kind in known.get(name, ()))
    table_service, counter = known.get("restaurant", ()), known.get("fast_food_restaurant", ())
    if any(name.endswith(_RESTAURANT) for name in types) and not found.keys() & {*table_service, *counter}:
        found |= dict.fromkeys(table_service)
    return tuple(found)


def cuisines_of(types: Iterable[str]) -> tuple[str, ...]:
    """Lower-case cuisines ("japanese", "middle eastern")."""
    named = [name.removesuffix(_RESTAURANT) for name in types if name.endswith(_RESTAURANT)]
    cuisines = [name.replace("_", " ") for name in named if name not in _NO_CUISINE]
    return tuple(dict.fromkeys(cuisines + [_CUISINES_OF_SHOP[name] for name in types if name in _CUISINES_OF_SHOP]))


def diets_of(types: Iterable[str]) -> Mapping[str, bool]:
    """The diets that a type promises and what they imply; nothing is known of the others."""
    promised = [diet for name, diet in _DIET_CUISINES.items() if f"{name}{_RESTAURANT}" in types]
    implied = [other for diet in promised for other in IMPLIED_DIETS.get(diet, ())]
    return dict.fromkeys([*promised, *implied], True)


def setting_of(kinds: Sequence[str]) -> Literal["indoor", "outdoor"] | None:
    """Indoor or outdoor where the main kind leaves no doubt."""
    row = kind_row(kinds[0]) if kinds else None
    return row.setting if row is not None and row.setting != "any" else None
