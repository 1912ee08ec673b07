"""The words of the guide: tags, diets and event categories, and what one diet implies for others. The kinds of places
are the taxonomy's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

Tag = Literal[
    "quiet", "lively", "cozy", "wifi", "outlets", "good_for_groups", "good_for_solo",
    "outdoor_seating", "open_late", "free", "live_music", "dancing", "sports_on_tv", "games",
    "takeout", "sit_down", "reservations", "cash_only", "views", "dog_friendly", "alcohol",
    "student_id_required", "student_discount", "iconic", "step_free", "step_free_restroom",
    "hearing_loop", "gender_neutral_restroom", "lgbtq",
]  # fmt: skip
Diet = Literal[
    "vegetarian", "vegan", "halal", "kosher", "gluten-free", "dairy-free", "pork-free",
    "seafood-allergy",
]  # fmt: skip
Allergy = Literal[
    "nut-allergy", "peanut-allergy", "egg-allergy", "sesame-allergy", "soy-allergy", "fish-allergy",
    "shellfish-allergy", "milk-allergy", "wheat-allergy",
]  # fmt: skip
EventCategory = Literal[
    "market", "music", "jazz", "comedy", "theatre", "film", "art", "museum", "food", "sports",
    "outdoors", "talk", "games", "family", "nightlife", "free",
]  # fmt: skip

TAGS: Final[frozenset[str]] = frozenset(get_args(Tag))
DIETS: Final[frozenset[str]] = frozenset(get_args(Diet))
# What each is an allergy to, as the lexicon calls it. No place is known to keep clear of any.
ALLERGENS: Final[Mapping[str, str]] = {
    "nut-allergy": "tree nuts", "peanut-allergy": "peanuts", "egg-allergy": "eggs", "sesame-allergy": "sesame",
    "soy-allergy": "soy", "fish-allergy": "fish", "shellfish-allergy": "shellfish", "milk-allergy": "milk",
    "wheat-allergy": "wheat",
}  # fmt: skip
ALLERGY_TO: Final[Mapping[str, str]] = {allergen: allergy for allergy, allergen in ALLERGENS.items()}
EVENT_CATEGORIES: Final[frozenset[str]] = frozenset(get_args(EventCategory))

# What real choices for one diet also are. An explicit value in the data always wins.
IMPLIED_DIETS: Final[Mapping[Diet, tuple[Diet, ...]]] = {
    "vegan": ("vegetarian", "dairy-free", "pork-free", "seafood-allergy"),
    "kosher": ("pork-free",),
    "halal": ("pork-free",),
}
