"""What the services may know of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from violet.api.support.guards import caller_if_known, current_caller
from violet.api.support.limits import caller_key
from violet.api.support.request_context import current_deps
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.services.accounts.personalization import personal_preferences, preferences_from_wire
from violet.services.calendar.answers import Person
from violet.services.calendar.suggestions import Asked
from violet.services.places.positions import both_or_neither


def preferences_of_caller(
    wire: Mapping[str, Any] | None = None, *, commute_preference: str | None = None
) -> Preferences:
    """The account's stored preferences and learned taste (none where the person switched personalisation off); for an
    anonymous caller those the request carries."""
    caller = caller_if_known()
    if caller is not None:
        return personal_preferences(current_deps(), caller) or NO_PREFERENCES
    preferences = preferences_from_wire(wire or {})
    if commute_preference in ("walking", "transit", "both"):
        return replace(preferences, commute_preference=commute_preference)  # type: ignore[arg-type]
    return preferences


def person_of_caller(latitude: float | None = None, longitude: float | None = None) -> Person:
    """In `signed_in` views: whose calendar it is, and for whom and from where something is suggested. Raises BadInput
    for half a position."""
    account = current_caller().account
    location = both_or_neither(latitude, longitude, names=("latitude", "longitude"))
    return Person(account.id, account.settings, Asked(location, preferences_of_caller(), caller_key()))
