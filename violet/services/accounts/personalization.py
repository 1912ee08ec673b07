"""What the ranking may know of a person: their preferences and what they did, unless they said not to use it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from violet.domain.categories import category_named, category_of, vibe_weights
from violet.domain.preferences import CommutePreference, IndoorOutdoor, Preferences
from violet.domain.vocabulary import ALLERGENS, Allergy, Diet
from violet.services.accounts.activity import ActivityItem
from violet.services.accounts.documents import SETTING_DEFAULTS, complete
from violet.services.accounts.sessions import Caller
from violet.services.ranking.affinity import Sign, affinities
from violet.services.working.here import Here
from violet.understanding.reading.interests import interests_in


def _absent_if_unfit(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError:
        return None


def _words(value: Any) -> list[str]:
    """The short strings of a list."""
    return [word for word in value[:20] if isinstance(word, str) and len(word) <= 50] if isinstance(value, list) else []


def _diets(value: Any) -> list[str]:
    normal = (re.sub(r"[_\s]+", "-", word.strip().lower()) for word in _words(value))
    return [word for word in normal if word in (*get_args(Diet), *ALLERGENS)]


Forgiving = WrapValidator(_absent_if_unfit)
Dollars = Annotated[Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] | None, Forgiving]
Minutes = Annotated[Annotated[int, Field(ge=1, le=180)] | None, Forgiving]
Weight = Annotated[float, Field(ge=0, le=1)]


class _Budget(BaseModel):
    min: Dollars = None
    max: Dollars = None


class _WirePreferences(BaseModel):
    """The wire contract's preferences, read forgivingly."""

    preferred_vibes: Annotated[tuple[str, ...], BeforeValidator(_words)] = ()
    dietary_restrictions: Annotated[frozenset[Diet | Allergy], BeforeValidator(_diets)] = frozenset()
    budget: Annotated[_Budget | None, Forgiving] = None
    vibes: Annotated[dict[str, Weight] | None, Forgiving] = None
    max_walk_minutes_default: Minutes = None
    distance_limit_minutes: Minutes = None
    interests: Annotated[Annotated[str, Field(max_length=500)] | None, Forgiving] = None
    commute_preference: Annotated[CommutePreference | None, Forgiving] = None
    indoor_outdoor: Annotated[IndoorOutdoor | None, Forgiving] = None


def personal_preferences(here: Here, caller: Caller) -> Preferences | None:
    """What the person told and what their recent activity says of their taste; None where they do not want it used."""
    if not _wanted(caller.account.settings):
        return None
    preferences = preferences_from_wire(caller.account.preferences)
    affinity = learned_taste(here, caller).affinity
    return replace(preferences, affinity=affinity) if affinity else preferences


@dataclass(frozen=True, slots=True)
class Taste:
    """What `activities` recent activities say: `affinity` is -1 to 1 by category. `used` is whether the person wants it
    to count."""

    affinity: Mapping[str, float]
    activities: int
    used: bool


def learned_taste(here: Here, caller: Caller) -> Taste:
    signs = [sign for item in caller.activity if (sign := _sign(here, item)) is not None]
    return Taste(affinities(signs, here.clock()), len(signs), _wanted(caller.account.settings))


def preferences_from_wire(wire: Mapping[str, Any]) -> Preferences:
    """Preferences as the ranking knows them, from the wire contract's object. Pure, and forgiving: what does not fit is
    the same as absent, since an anonymous request carries whatever an app kept."""
    read = _WirePreferences.model_validate(dict(wire))
    budget = read.budget or _Budget()
    return Preferences(
        preferred_vibes=read.preferred_vibes,
        vibes=read.vibes or {},
        budget_min=budget.min,
        budget_max=budget.max,
        diets=frozenset(get_args(Diet)) & read.dietary_restrictions,
        allergies=_allergens(read),
        max_walk_minutes=read.max_walk_minutes_default or read.distance_limit_minutes,
        interests=read.interests or None,
        commute_preference=read.commute_preference,
        indoor_outdoor=read.indoor_outdoor,
    )


def _allergens(read: _WirePreferences) -> frozenset[str]:
    """Of the survey, and of what the person wrote of their interests ("no nuts, I'm allergic")."""
    stated = {ALLERGENS[one] for one in read.dietary_restrictions if one in ALLERGENS}
    return interests_in(read.interests or "").allergies | stated


def _sign(here: Here, item: ActivityItem) -> Sign | None:
    """The activity as a sign of taste: by the guide's place or that of the card it was on, else by its vibe; None where
    neither tells."""
    place = here.campus.places_by_id.get(item.place_id or "")
    category = category_of(place.kinds) if place is not None else category_named(item.category)
    if category is None:
        category = next(iter(vibe_weights(item.vibe)), None)
    return Sign(category, item.type, item.created_at) if category is not None else None


def _wanted(settings: Mapping[str, Any]) -> bool:
    return bool(complete(settings, SETTING_DEFAULTS)["use_preferences_for_personalization"])
