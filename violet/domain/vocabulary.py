"""The words of the guide: kinds of places, tags, diets and event categories, and what one diet implies for others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

Kind = Literal[
    "library", "study_space", "cafe", "bakery", "tea_house", "dessert", "quick_bite", "pizza",
    "restaurant", "bar", "cocktail_bar", "pub", "nightclub", "live_music", "theatre", "cinema",
    "comedy", "park", "garden", "viewpoint", "waterfront", "plaza", "museum", "gallery", "landmark",
    "bookstore", "shopping", "market", "grocery", "recreation", "nyu_building",
]  # fmt: skip
Tag = Literal[
    "quiet", "lively", "cozy", "wifi", "outlets", "good_for_groups", "good_for_solo",
    "outdoor_seating", "open_late", "free", "live_music", "dancing", "sports_on_tv", "games",
    "takeout", "sit_down", "reservations", "cash_only", "views", "dog_friendly", "alcohol",
    "nyu_id_required", "student_discount", "iconic",
]  # fmt: skip
Diet = Literal[
    "vegetarian", "vegan", "halal", "kosher", "gluten-free", "dairy-free", "pork-free",
    "seafood-allergy",
]  # fmt: skip
EventCategory = Literal[
    "market", "music", "jazz", "comedy", "theatre", "film", "art", "museum", "food", "sports",
    "outdoors", "talk", "games", "family", "nightlife", "free",
]  # fmt: skip

KINDS: Final[frozenset[str]] = frozenset(get_args(Kind))
TAGS: Final[frozenset[str]] = frozenset(get_args(Tag))
DIETS: Final[frozenset[str]] = frozenset(get_args(Diet))
EVENT_CATEGORIES: Final[frozenset[str]] = frozenset(get_args(EventCategory))

# What real choices for one diet also are. An explicit value in the data always wins.
IMPLIED_DIETS: Final[Mapping[Diet, tuple[Diet, ...]]] = {
    "vegan": ("vegetarian", "dairy-free", "pork-free", "seafood-allergy"),
    "kosher": ("pork-free",),
    "halal": ("pork-free",),
}
