"""Who asks, from where and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from violet.domain.geo import LatLng
from violet.domain.preferences import NO_PREFERENCES, Preferences


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody for the length of one request.

    `now` is aware and in the campus's zone; `location` is None where nobody knows. `preferences` are already those that
    may be used. `account_id` is None for somebody anonymous; `settings` are the switches that the account set.
    `spending_key` is the opaque name that costs are counted under, None for nobody in particular.
    `home_address` is the profile's, for who asks the way home.
    """

    now: datetime
    location: LatLng | None = None
    preferences: Preferences = NO_PREFERENCES
    account_id: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    spending_key: str | None = None
    home_address: str | None = field(default=None, repr=False)
