"""Preferences and settings: what a whole one looks like, and merging a part into it atomically."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import orjson
from sqlalchemy import ColumnElement, cast, func, update
from sqlalchemy.dialects.postgresql import JSONB

from violet.errors import Unauthorized
from violet.models import User
from violet.services.accounts.changes import changing
from violet.services.working.people import KnownPeople

PREFERENCE_DEFAULTS: Mapping[str, Any] = {
    "preferred_vibes": [],
    "budget": {"min": None, "max": None},
    "dietary_restrictions": [],
    "max_walk_minutes_default": None,
    "interests": None,
    "commute_preference": None,
    "vibes": {},
    "distance_limit_minutes": None,
    "indoor_outdoor": None,
}
# What both apps' survey asks. iOS sends it whole, and leaves out what the person cleared.
SURVEY_KEYS = ("preferred_vibes", "budget", "dietary_restrictions", "max_walk_minutes_default", "interests")
SETTING_DEFAULTS: Mapping[str, Any] = {
    "google_calendar_enabled": False,
    "calendar_integration_enabled": False,
    "notifications_enabled": False,
    "use_preferences_for_personalization": True,
}
# There only where somebody set them: the apps in the field know the others.
OPTIONAL_SETTINGS = ("campus",)


def complete(stored: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Every key: what was set, or else the default. A stored null is the same as never set."""
    whole, known = dict(defaults), {*defaults, *(OPTIONAL_SETTINGS if defaults is SETTING_DEFAULTS else ())}
    whole.update((key, value) for key, value in stored.items() if value is not None and key in known)
    if "budget" in whole:
        whole["budget"] = _in_whole_dollars(whole["budget"])
    return whole


def _in_whole_dollars(budget: Mapping[str, Any]) -> dict[str, Any]:
    """Budgets that were stored before dollars were whole may have cents."""
    return {end: round(dollars) if isinstance(dollars, float) else dollars for end, dollars in budget.items()}


def merge_preferences(people: KnownPeople, user_id: int, patch: Mapping[str, Any]) -> dict[str, Any]:
    """Sets the keys given (null clears one) and answers the whole. Keys must be those of PREFERENCE_DEFAULTS.

    Raises Unauthorized where the account is gone.
    """
    return complete(_merge(people, user_id, "preferences", patch), PREFERENCE_DEFAULTS)


def replace_survey(people: KnownPeople, user_id: int, survey: Mapping[str, Any]) -> dict[str, Any]:
    """As `merge_preferences`, but that a key of SURVEY_KEYS left out is cleared."""
    return merge_preferences(people, user_id, {**dict.fromkeys(SURVEY_KEYS), **survey})


def merge_settings(people: KnownPeople, user_id: int, patch: Mapping[str, Any]) -> dict[str, Any]:
    """The same for settings and SETTING_DEFAULTS."""
    return complete(_merge(people, user_id, "settings", patch), SETTING_DEFAULTS)


def _merge(
    people: KnownPeople, user_id: int, name: Literal["preferences", "settings"], patch: Mapping[str, Any]
) -> Mapping[str, Any]:
    """One UPDATE, so that two phones writing different keys at once both win."""
    column: ColumnElement[Any] = getattr(User, name)
    with changing(people, user_id) as connection:
        merged = _merged(column, patch, connection.dialect.name)
        statement = update(User).where(User.id == user_id).values({name: merged}).returning(column)
        document: Mapping[str, Any] | None = connection.execute(statement).scalar_one_or_none()
    if document is None:
        raise Unauthorized
    return document


def _merged(column: ColumnElement[Any], patch: Mapping[str, Any], dialect: str) -> ColumnElement[Any]:
    if not patch:
        return column
    if dialect == "postgresql":
        return column.op("||")(cast(dict(patch), JSONB))
    # json_patch() would merge nested objects too; json_set() replaces each key as PostgreSQL's || does.
    pairs = [part for key, value in patch.items() for part in (f"$.{key}", func.json(orjson.dumps(value).decode()))]
    return func.json_set(column, *pairs)
