"""What a message means: the types that understanding produces and the rest of a turn reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from violet.domain.categories import Category
from violet.domain.geo import LatLng
from violet.domain.time_window import TimeWindow


class IntentKind(StrEnum):
    RECOMMEND = "recommend"
    REFINE = "refine"
    MORE_LIKE_THIS = "more_like_this"
    ANOTHER = "another"
    DETAIL = "detail"
    DIRECTIONS = "directions"
    WEATHER = "weather"
    EVENTS = "events"
    PLAN = "plan"
    CALENDAR = "calendar"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"
    SAFETY = "safety"
    SAVED = "saved"
    REMINDER = "reminder"
    POLL = "poll"
    LOOP = "loop"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Near:
    """A place the person named to be near to; `location` is None until it has been geocoded."""

    name: str
    location: LatLng | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What was said about where, when and how much. Absent means not said.

    `max_price_usd` is dollars a person; `open_at` an aware moment at which the place must be open, for
    `open_minutes` after it; `max_walk_minutes` whole minutes. `tags` and `kinds` are the guide's words, wanted
    or unwanted; `unwanted_names` are names as they were said, normalized. `unwanted_words` are the beginnings of words
    that no description may have ("noodle" for somebody who is sick of them). `allergies` are what must not be in the
    food: no place is known to keep clear of it.
    """

    max_price_usd: float | None = None
    diets: frozenset[str] = frozenset()
    open_at: datetime | None = None
    open_minutes: int = 0
    max_walk_minutes: int | None = None
    group_size: int | None = None
    setting: Literal["indoor", "outdoor"] | None = None
    near: Near | None = None
    cuisines: frozenset[str] = frozenset()
    unwanted_cuisines: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    unwanted_tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    unwanted_kinds: frozenset[str] = frozenset()
    unwanted_names: frozenset[str] = frozenset()
    unwanted_words: frozenset[str] = frozenset()
    transit: bool = False
    allergies: frozenset[str] = frozenset()
    under_21: bool = False


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card of an earlier turn: enough to ask for it again, and to know it by what it is ("the ramen place", "the
    cheaper of the two"), or by where it is ("the one on Houston"). `position` counts from 1 within its list; 0 for a
    card that was asked for by name."""

    provider: str
    id: str
    name: str
    position: int
    category: str | None = None
    kinds: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    price_level: int | None = None
    walk_minutes: int | None = None
    address: str | None = None
    location: LatLng | None = None

    @property
    def key(self) -> str:
        return f"{self.provider}:{self.id}"


@dataclass(frozen=True, slots=True)
class StopWish:
    """One step of a plan: the category with the cuisines, tags and kinds asked for there."""

    category: Category
    cuisines: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LoopPlan:
    """A round walk as it was asked for, and as it was found. `meters` is the length wished, `wish` what they want of it
    in their words, `start` a place by name where it does not begin at the person, `running` whether they run; `skipped`
    and `kept` are ids of places. `id` and `name` are those of the walk found, empty before."""

    meters: int
    wish: str = ""
    start: Near | None = None
    running: bool = False
    skipped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    id: str = ""
    name: str = ""


Comparison = Literal["closer", "cheaper", "fancier", "quieter", "livelier"]
Aspect = Literal["about", "hours", "price", "diet", "tags", "distance", "address", "rating", "phone"]


@dataclass(frozen=True, slots=True)
class Intent:
    """One message understood. `categories` maps to weights that sum to 1 (empty: no particular kind of place).

    `wish` is the text that places are compared with by meaning. `reference` is the earlier card the message is about;
    `named` a place it names that is not among the earlier cards. `excluded` are keys ("provider:id") not to show again.
    A question may be about several: `among` are cards, `among_names` places of the guide by name; `properties` are tags
    and diets that it names, `forms` tells how it is put, by the names of the sentence patterns. `terms` are words that
    may be sought for in names and descriptions, `start` is where a way begins that does not begin at the person.
    `stops` are the steps of a plan, which begins and ends with `window`. `choices` are those of the product's own
    question, where it asked back. `loop` is the round walk asked for. `confidence` is the share of messages so sure
    that are understood."""

    kind: IntentKind
    wish: str = ""
    categories: Mapping[Category, float] = field(default_factory=dict)
    constraints: Constraints = Constraints()
    unwanted_categories: frozenset[Category] = frozenset()
    reference: ShownCard | None = None
    named: str | None = None
    comparison: Comparison | None = None
    aspect: Aspect = "about"
    among: tuple[ShownCard, ...] = ()
    among_names: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    start: Near | None = None
    window: TimeWindow | None = None
    stops: tuple[StopWish, ...] = ()
    excluded: frozenset[str] = frozenset()
    limit: int = 3
    smalltalk: str = "other"
    language: str = "en"
    choices: tuple[str, ...] = ()
    loop: LoopPlan | None = None
    confidence: float = 1.0
