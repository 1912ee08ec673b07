"""What the services may know of the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from violet.api.support.guards import caller_if_known
from violet.api.support.limits import spending_key
from violet.api.support.request_context import container
from violet.domain.calendar_questions import CalendarQuestion
from violet.domain.geo import LatLng
from violet.domain.intent import ShownCard
from violet.domain.person import Person
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.services.accounts.personalization import personal_preferences, preferences_from_wire
from violet.services.calendar.spoken import spoken_answer
from violet.services.places.positions import both_or_neither
from violet.services.together import ballots


def preferences_of_caller(
    wire: Mapping[str, Any] | None = None, *, commute_preference: str | None = None
) -> Preferences:
    """The account's stored preferences and learned taste (none where the person switched personalization off); for an
    anonymous caller those the request carries."""
    caller = caller_if_known()
    if caller is not None:
        return personal_preferences(container().here, caller) or NO_PREFERENCES
    preferences = preferences_from_wire(wire or {})
    if commute_preference in ("walking", "transit", "both"):
        return replace(preferences, commute_preference=commute_preference)  # type: ignore[arg-type]
    return preferences


def anybody(location: LatLng | None, preferences: Preferences) -> Person:
    """Whoever asks, with or without an account."""
    caller = caller_if_known()
    return Person(
        now=container().here.now(),
        location=location,
        preferences=preferences,
        account_id=caller.account.id if caller else None,
        settings=caller.account.settings if caller else {},
        spending_key=spending_key(),
    )


def diary_of(person: Person) -> Callable[[CalendarQuestion], str] | None:
    """What answers in chat of the person's own calendar; None where nobody is signed in."""
    return partial(spoken_answer, container().calendars, person) if person.account_id is not None else None


def ballot_of(person: Person) -> Callable[[Sequence[ShownCard]], str] | None:
    """What puts cards to the vote in the person's room; None where nobody is signed in."""
    return partial(ballots.ask, container().polls, person.account_id) if person.account_id is not None else None


def home_address_of_caller() -> str | None:
    """Where the caller lives, as their profile says."""
    caller = caller_if_known()
    return caller.account.home_address(container().identity.cipher) if caller is not None else None


def person_of_caller(latitude: float | None = None, longitude: float | None = None) -> Person:
    """In `signed_in` views: whose calendar it is, and for whom and from where something is suggested. Raises BadInput
    for half a position."""
    location = both_or_neither(latitude, longitude, names=("latitude", "longitude"))
    return anybody(location, preferences_of_caller())
