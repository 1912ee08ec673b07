"""What a student prefers, as the ranking understands it. Pure; stored and merged by the accounts services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from violet.domain.vocabulary import Diet

CommutePreference = Literal["walking", "transit", "both"]
IndoorOutdoor = Literal["indoor", "outdoor", "either"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Stored preferences, or those an anonymous request carries. Absent means no opinion.

    Budgets are dollars a person. `vibes` maps a vibe to a weight from 0 to 1 (older apps); `preferred_vibes` is the
    survey's list. `allergies` are what must not be in the food ("tree nuts"). `affinity` maps a category to -1..1,
    learned from activity.
    """

    preferred_vibes: tuple[str, ...] = ()
    vibes: Mapping[str, float] = field(default_factory=dict)
    budget_min: float | None = None
    budget_max: float | None = None
    diets: frozenset[Diet] = frozenset()
    allergies: frozenset[str] = frozenset()
    max_walk_minutes: int | None = None
    interests: str | None = None
    commute_preference: CommutePreference | None = None
    indoor_outdoor: IndoorOutdoor | None = None
    affinity: Mapping[str, float] = field(default_factory=dict)

    @property
    def liked_vibes(self) -> Mapping[str, float]:
        """Vibes by strength, 0 to 1; those of the survey in full."""
        return self.vibes or dict.fromkeys(self.preferred_vibes, 1.0)


NO_PREFERENCES = Preferences()
