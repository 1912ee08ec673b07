"""Where and when a use case runs: the settings, the clock and the campus, which nearly every one needs together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from violet.campus.campus import Campus
from violet.domain.geo import LatLng
from violet.settings import Settings


@dataclass(frozen=True, slots=True)
class Here:
    """`clock` returns an aware datetime; it is the only source of "now" in the services."""

    settings: Settings
    clock: Callable[[], datetime]
    campus: Campus

    def now(self) -> datetime:
        """This moment in the campus's zone, aware."""
        return self.clock().astimezone(self.campus.zone)

    def at(self, moment: datetime) -> Here:
        """The same at another (aware) moment: for questions about later."""
        return replace(self, clock=lambda: moment)

    @property
    def home(self) -> LatLng:
        """Where somebody is taken to be who does not say."""
        return self.campus.home

    @property
    def zone(self) -> ZoneInfo:
        """The campus's, which people's times are told in."""
        return self.campus.zone
