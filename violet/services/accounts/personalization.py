"""What the ranking may know of a person: their preferences and what they did, unless they said not to use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from violet.domain.categories import VIBE_WEIGHTS, category_of
from violet.domain.preferences import CommutePreference, IndoorOutdoor, Preferences
from violet.domain.vocabulary import Diet
from violet.services.accounts.activity import ActivityItem
from violet.services.accounts.documents import SETTING_DEFAULTS, complete
from violet.services.accounts.sessions import Caller
from violet.services.deps import Deps
from violet.services.ranking.affinity import Sign, affinities


def _absent_if_unfit(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError:
        return None


def _words(value: Any) -> list[str]:
    """The short strings of a list."""
    return [word for word in value[:20] if isinstance(word, str) and len(word) <= 50] if isinstance(value, list) else []


def _diets(value: Any) -> list[str]:
    normal = (word.strip().lower().replace("_", "-") for word in _words(value))
    return [word for word in normal if word in get_args(Diet)]


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
    dietary_restrictions: Annotated[frozenset[Diet], BeforeValidator(_diets)] = frozenset()
    budget: Annotated[_Budget | None, Forgiving] = None
    vibes: Annotated[dict[str, Weight] | None, Forgiving] = None
    max_walk_minutes_default: Minutes = None
    distance_limit_minutes: Minutes = None
    interests: Annotated[Annotated[str, Field(max_length=500)] | None, Forgiving] = None
    commute_preference: Annotated[CommutePreference | None, Forgiving] = None
    indoor_outdoor: Annotated[IndoorOutdoor | None, Forgiving] = None


def personal_preferences(deps: Deps, caller: Caller) -> Preferences | None:
    """What the person told and what their recent activity says of their taste; None where they do not want it used."""
    if not _wanted(caller.account.settings):
        return None
    preferences = preferences_from_wire(caller.account.preferences)
    signs = [sign for item in caller.activity if (sign := _sign(deps, item)) is not None]
    return replace(preferences, affinity=affinities(signs, deps.clock())) if signs else preferences


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
        diets=read.dietary_restrictions,
        max_walk_minutes=read.max_walk_minutes_default or read.distance_limit_minutes,
        interests=read.interests or None,
        commute_preference=read.commute_preference,
        indoor_outdoor=read.indoor_outdoor,
    )


def _sign(deps: Deps, item: ActivityItem) -> Sign | None:
    """The activity as a sign of taste: by the guide's place, else by its vibe; None where neither tells."""
    place = deps.guide.places_by_id.get(item.place_id or "")
    category = category_of(place.kinds) if place is not None else None
    if category is None:
        category = next(iter(VIBE_WEIGHTS.get(item.vibe or "", {})), None)
    return Sign(category, item.type, item.created_at) if category is not None else None


def _wanted(settings: Mapping[str, Any]) -> bool:
    return bool(complete(settings, SETTING_DEFAULTS)["use_preferences_for_personalization"])
