"""What the ranking may know of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from violet.api.support.guards import current_user_id
from violet.api.support.request_context import current_deps
from violet.services.accounts.personalization import personal_preferences, preferences_from_wire
from violet.services.ranking.preferences import NO_PREFERENCES, Preferences


def preferences_of_caller(
    wire: Mapping[str, Any] | None = None, *, commute_preference: str | None = None
) -> Preferences:
    """The account's stored preferences and learned taste (none where the person switched personalisation off); for an
    anonymous caller those the request carries."""
    user_id = current_user_id()
    if user_id is not None:
        return personal_preferences(current_deps(), user_id) or NO_PREFERENCES
    preferences = preferences_from_wire(wire or {})
    if commute_preference in ("walking", "transit", "both"):
        return replace(preferences, commute_preference=commute_preference)  # type: ignore[arg-type]
    return preferences
