"""What ranking looks at: a place with the walk to it, the request, and the ranked result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from violet.domain.categories import Category
from violet.domain.geo import Leg
from violet.domain.intent import Constraints
from violet.domain.places import Place
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.domain.wall_clock import after, is_later
from violet.domain.weather import Weather


@dataclass(frozen=True, slots=True)
class Candidate:
    """`meaning` is the cosine (-1..1) between the wish and the place's text, None where no model is at hand."""

    place: Place
    leg: Leg
    meaning: float | None = None

    @property
    def key(self) -> str:
        return f"{self.place.provider}:{self.place.id}"


@dataclass(frozen=True, slots=True)
class Request:
    """What the candidates are measured against. `at` is the aware moment the person sets out.

    `max_price_usd`, `diets` and `max_walk_minutes` already join what was said with what is stored (what was said wins
    on price and walk; diets add up). `open_required` makes "known to be closed on arrival" a reason to leave out.
    `sought` are the keys of places that the very words of the wish are about. `cheaper_than` and `dearer_than`
    are price levels: only places known to be below or above will do.
    """

    at: datetime
    categories: Mapping[Category, float] = field(default_factory=dict)
    unwanted_categories: frozenset[Category] = frozenset()
    constraints: Constraints = Constraints()
    preferences: Preferences = NO_PREFERENCES
    weather: Weather | None = None
    open_required: bool = True
    excluded: frozenset[str] = frozenset()
    cheaper_than: int | None = None
    dearer_than: int | None = None
    nearer_than_minutes: int | None = None
    sought: frozenset[str] = frozenset()

    @property
    def diets(self) -> frozenset[str]:
        return self.constraints.diets | self.preferences.diets

    @property
    def allergies(self) -> frozenset[str]:
        return self.constraints.allergies | self.preferences.allergies

    @property
    def max_price_usd(self) -> float | None:
        said = self.constraints.max_price_usd
        if said is not None or self.dearer_than is not None:  # somebody who asks for a treat means beyond the usual
            return said
        return self.preferences.budget_max

    @property
    def max_walk_minutes(self) -> int | None:
        said = self.constraints.max_walk_minutes
        return said if said is not None else self.preferences.max_walk_minutes

    def arrival(self, leg: Leg) -> datetime:
        """When the person gets there: at the wished moment, or after the walk."""
        wished = self.constraints.open_at
        if wished is not None and is_later(wished, self.at):
            return wished
        return after(self.at, timedelta(seconds=leg.seconds))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score (0..1), the features that add up to it (already weighted), reasons in words, and what
    was asked for and is not known of it."""

    candidate: Candidate
    score: float
    features: Mapping[str, float]
    why: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filtered:
    """A candidate left out, and the constraint it is known to violate."""

    candidate: Candidate
    reason: str
