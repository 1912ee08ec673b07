"""What the use cases about calendars take."""

from __future__ import annotations

from dataclasses import dataclass

from violet.providers.calendars.base import CalendarFeeds, GoogleCalendar
from violet.security.encryption import FieldCipher
from violet.services.events.venues import Venues
from violet.services.quick.lists import QuickPorts
from violet.services.working.here import Here
from violet.services.working.people import KnownPeople
from violet.store.base import Store


@dataclass(frozen=True, slots=True)
class Vault:
    """Where a person's links lie sealed, and what was read of them."""

    store: Store
    cipher: FieldCipher
    people: KnownPeople


@dataclass(frozen=True, slots=True)
class CalendarPorts:
    """`google` is None without an OAuth client."""

    here: Here
    vault: Vault
    feeds: CalendarFeeds
    venues: Venues
    google: GoogleCalendar | None = None


@dataclass(frozen=True, slots=True)
class FreeTimePorts:
    """Calendars, and finding what fits into a gap."""

    calendars: CalendarPorts
    quick: QuickPorts
