"""What the use cases are handed: the settings, a clock, the store and the providers chosen for these settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from violet.domain.geo import LatLng
from violet.domain.wall_clock import NEW_YORK
from violet.ports import (
    Embedder,
    EventSource,
    Geocoder,
    Mailer,
    PhotosProvider,
    PlacesProvider,
    RoutesProvider,
    WeatherProvider,
    Writer,
)
from violet.providers.calendars.base import CalendarFeeds, GoogleCalendar
from violet.providers.estimated_routes import EstimatedRoutes
from violet.providers.guide.schema import Guide
from violet.providers.no_weather import NoWeather
from violet.security.encryption import FieldCipher
from violet.security.passwords import PasswordHasher
from violet.security.tokens import TokenSigner
from violet.services.events.venues import Venues
from violet.services.health import HealthCheck
from violet.services.places.guide_facts import GuideFacts
from violet.services.understanding.gazetteer import Gazetteer
from violet.services.understanding.meaning import Meaning
from violet.services.working.people import KnownPeople
from violet.services.working.recent import Recent
from violet.settings import Settings
from violet.store.base import Store

RECENT_S = 30.0
ANSWERS_S = 10.0


def utc_now() -> datetime:
    return datetime.now(UTC)


def as_it_is(position: LatLng) -> LatLng:
    return position


@dataclass(frozen=True, slots=True)
class Deps:
    """`places` is the provider asked first; `guide_places` answers when it cannot. `writer` is None without a model,
    `photos` without a provider that has any, `google_calendar` without an OAuth client.

    `shared_origin` answers the position within 75 m of a given one that upstreams are asked from, so that neighbours
    share their answers; ranking from it too makes them ask for the same. `clock` answers an aware datetime; it is the
    only source of "now" in the services. `recent` keeps what services made, `answers` whole answers as they were sent.
    """

    settings: Settings
    store: Store
    guide: Guide
    places: PlacesProvider
    guide_places: PlacesProvider
    routes: RoutesProvider
    geocoder: Geocoder
    weather: WeatherProvider
    embedder: Embedder
    tokens: TokenSigner
    passwords: PasswordHasher
    cipher: FieldCipher
    mailer: Mailer
    guide_facts: GuideFacts
    meaning: Meaning
    gazetteer: Gazetteer
    venues: Venues
    calendar_feeds: CalendarFeeds
    google_calendar: GoogleCalendar | None = None
    writer: Writer | None = None
    event_sources: tuple[EventSource, ...] = ()
    photos: PhotosProvider | None = None
    shared_origin: Callable[[LatLng], LatLng] = as_it_is
    clock: Callable[[], datetime] = utc_now
    recent: Recent = field(default_factory=partial(Recent, RECENT_S))
    answers: Recent = field(default_factory=partial(Recent, ANSWERS_S))
    people: KnownPeople = field(default_factory=KnownPeople)
    health: HealthCheck = field(default_factory=HealthCheck)

    def now(self) -> datetime:
        """This moment in New York, aware."""
        return self.clock().astimezone(NEW_YORK)

    def at(self, moment: datetime) -> Deps:
        """The same, at another (aware) moment: for questions about later."""
        return replace(self, clock=lambda: moment)

    @property
    def home(self) -> LatLng:
        """Where somebody is taken to be who does not say: the first campus."""
        return self.guide.campuses[0].location

    @property
    def has_upstreams(self) -> bool:
        """Whether places come over a network, so that gathering is worth threads."""
        return self.places is not self.guide_places

    @property
    def has_weather(self) -> bool:
        return not isinstance(self.weather, NoWeather)

    @property
    def has_routes(self) -> bool:
        return not isinstance(self.routes, EstimatedRoutes)
