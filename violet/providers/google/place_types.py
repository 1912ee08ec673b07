"""Between the guide's kinds of places and Google's place types (Table A of Places API (New)).

Source: https://developers.google.com/maps/documentation/places/web-service/place-types
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from violet.domain.vocabulary import IMPLIED_DIETS, Diet

# What to ask for. The first type is the one that says it best, for calls that take only one.
TYPES_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "library": ("library",),
    "study_space": ("library", "coworking_space"),
    "cafe": ("cafe", "coffee_shop"),
    "bakery": ("bakery",),
    "tea_house": ("tea_house",),
    "dessert": ("dessert_shop", "ice_cream_shop", "donut_shop"),
    "quick_bite": ("fast_food_restaurant", "sandwich_shop", "deli", "meal_takeaway"),
    "pizza": ("pizza_restaurant",),
    "restaurant": ("restaurant",),
    "bar": ("bar",),
    "cocktail_bar": ("cocktail_bar", "wine_bar"),
    "pub": ("pub",),
    "nightclub": ("night_club",),
    "live_music": ("live_music_venue", "concert_hall"),
    "theatre": ("performing_arts_theater",),
    "cinema": ("movie_theater",),
    "comedy": ("comedy_club",),
    "park": ("park", "city_park"),
    "garden": ("garden", "botanical_garden"),
    "viewpoint": ("observation_deck", "tourist_attraction"),
    "waterfront": ("park", "tourist_attraction"),
    "plaza": ("plaza",),
    "museum": ("museum", "art_museum", "history_museum"),
    "gallery": ("art_gallery",),
    "landmark": ("tourist_attraction", "historical_place", "monument"),
    "bookstore": ("book_store",),
    "shopping": ("shopping_mall", "gift_shop", "thrift_store"),
    "market": ("market", "farmers_market", "flea_market"),
    "grocery": ("grocery_store", "supermarket"),
    "recreation": ("gym", "fitness_center", "bowling_alley", "ice_skating_rink", "video_arcade"),
    "nyu_building": ("university",),
}
# Asked for where nothing in particular is wanted.
EXPLORE_KINDS: Final = ("landmark", "park", "museum", "gallery", "cafe")
# What a person would type for a kind; "_" becomes a space elsewhere.
WORDS_OF_KIND: Final[Mapping[str, str]] = {
    "quick_bite": "quick bite",
    "nightclub": "night club",
    "live_music": "live music venue",
    "theatre": "theater",
    "cinema": "movie theater",
    "comedy": "comedy club",
    "landmark": "tourist attraction",
    "recreation": "sports and games",
    "nyu_building": "NYU building",
}

# What a type tells. Types that are not here (and are no cuisine) tell nothing about the kind.
_KINDS_OF_TYPE: Final[Mapping[str, tuple[str, ...]]] = {
    "library": ("library", "study_space"),
    "coworking_space": ("study_space",),
    "cafe": ("cafe",),
    "coffee_shop": ("cafe",),
    "coffee_roastery": ("cafe",),
    "cat_cafe": ("cafe",),
    "dog_cafe": ("cafe",),
    "internet_cafe": ("cafe",),
    "bakery": ("bakery",),
    "tea_house": ("tea_house",),
    "dessert_shop": ("dessert",),
    "ice_cream_shop": ("dessert",),
    "donut_shop": ("dessert",),
    "cake_shop": ("dessert",),
    "fast_food_restaurant": ("quick_bite",),
    "sandwich_shop": ("quick_bite",),
    "salad_shop": ("quick_bite",),
    "bagel_shop": ("quick_bite",),
    "deli": ("quick_bite",),
    "kebab_shop": ("quick_bite",),
    "food_court": ("quick_bite",),
    "meal_takeaway": ("quick_bite",),
    "noodle_shop": ("restaurant",),
    "pizza_restaurant": ("pizza", "restaurant"),
    "diner": ("restaurant",),
    "bistro": ("restaurant",),
    "bar_and_grill": ("restaurant", "bar"),
    "restaurant": ("restaurant",),
    "bar": ("bar",),
    "sports_bar": ("bar",),
    "lounge_bar": ("bar",),
    "beer_garden": ("bar",),
    "brewery": ("bar",),
    "brewpub": ("bar", "pub"),
    "cocktail_bar": ("cocktail_bar", "bar"),
    "wine_bar": ("bar",),
    "pub": ("pub", "bar"),
    "irish_pub": ("pub", "bar"),
    "gastropub": ("pub", "restaurant"),
    "night_club": ("nightclub",),
    "dance_hall": ("nightclub",),
    "live_music_venue": ("live_music",),
    "concert_hall": ("live_music",),
    "performing_arts_theater": ("theatre",),
    "opera_house": ("theatre",),
    "movie_theater": ("cinema",),
    "comedy_club": ("comedy",),
    "park": ("park",),
    "city_park": ("park",),
    "state_park": ("park",),
    "dog_park": ("park",),
    "garden": ("garden",),
    "botanical_garden": ("garden",),
    "observation_deck": ("viewpoint",),
    "plaza": ("plaza",),
    "museum": ("museum",),
    "art_museum": ("museum",),
    "history_museum": ("museum",),
    "art_gallery": ("gallery",),
    "tourist_attraction": ("landmark",),
    "historical_place": ("landmark",),
    "cultural_landmark": ("landmark",),
    "monument": ("landmark",),
    "book_store": ("bookstore",),
    "shopping_mall": ("shopping",),
    "gift_shop": ("shopping",),
    "thrift_store": ("shopping",),
    "electronics_store": ("shopping",),
    "market": ("market",),
    "farmers_market": ("market",),
    "flea_market": ("market",),
    "grocery_store": ("grocery",),
    "supermarket": ("grocery",),
    "gym": ("recreation",),
    "fitness_center": ("recreation",),
    "bowling_alley": ("recreation",),
    "ice_skating_rink": ("recreation",),
    "swimming_pool": ("recreation",),
    "sports_complex": ("recreation",),
    "video_arcade": ("recreation",),
    "university": ("nyu_building",),
}
_RESTAURANT: Final = "_restaurant"
# "..._restaurant" types that are not a cuisine.
_NO_CUISINE: Final = frozenset({"fast_food", "family", "fine_dining", "buffet", "breakfast", "brunch"})
_DIET_CUISINES: Final[Mapping[str, Diet]] = {"vegan": "vegan", "vegetarian": "vegetarian", "halal": "halal"}
_CUISINES_OF_SHOP: Final[Mapping[str, str]] = {"kebab_shop": "kebab", "noodle_shop": "noodles", "bagel_shop": "bagels"}
OUTDOOR_KINDS: Final = frozenset({"park", "garden", "plaza", "viewpoint", "waterfront"})
_INDOOR_KINDS: Final = frozenset({"library", "museum", "gallery", "cinema", "theatre", "comedy", "bookstore"})


def types_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """The types to ask for, each once."""
    return tuple(dict.fromkeys(name for kind in kinds for name in TYPES_OF_KIND.get(kind, ())))


def words_of(kinds: Sequence[str]) -> str:
    """The kinds as a person would type them."""
    return " or ".join(WORDS_OF_KIND.get(kind, kind.replace("_", " ")) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a place's types tell of it."""

    kinds: tuple[str, ...]
    cuisines: tuple[str, ...]
    diets: Mapping[str, bool]
    setting: Literal["indoor", "outdoor"] | None


@lru_cache(maxsize=4096)
def meaning_of(types: tuple[str, ...]) -> Meaning:
    """`types` come with the primary type first; a city has few different lists of them."""
    kinds = kinds_of(types)
    return Meaning(kinds, cuisines_of(types), diets_of(types), setting_of(kinds))


def kinds_of(types: Sequence[str]) -> tuple[str, ...]:
    """The guide's kinds, the main one first; `types` comes with the primary type first."""
    found = dict.fromkeys(kind for name in types for kind in _KINDS_OF_TYPE.get(name, ()))
    if "restaurant" not in found and any(name.endswith(_RESTAURANT) for name in types) and "quick_bite" not in found:
        found["restaurant"] = None
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
    if not kinds:
        return None
    if kinds[0] in OUTDOOR_KINDS:
        return "outdoor"
    return "indoor" if kinds[0] in _INDOOR_KINDS else None
