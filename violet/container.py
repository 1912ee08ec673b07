"""Everything a server is made of, chosen for its settings: what the entries hand their use cases, in narrow bundles.

Only the entries (api, cli, jobs) and `wiring` know it. A use case names the bundle it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from violet.campus.campus import Campus
from violet.campus.datasets import Dataset
from violet.domain.geo import LatLng
from violet.domain.languages import Translator
from violet.domain.open_rows import RowSource
from violet.ports import (
    Embedder,
    EventSource,
    Geocoder,
    Live,
    PhotosProvider,
    Pictures,
    PlacesProvider,
    Reader,
    RoutesProvider,
    Walks,
    WeatherProvider,
    Writer,
)
from violet.providers.calendars.base import CalendarFeeds, GoogleCalendar
from violet.routing.streets import Streets
from violet.routing.transit import Network
from violet.services.accounts.account_ports import AccountPorts, Identity
from violet.services.calendar.calendar_ports import CalendarPorts, FreeTimePorts, Vault
from violet.services.chat.live import LiveTurns
from violet.services.chat.parts.chat_ports import ChatPorts, Voices
from violet.services.directions import DirectionsPorts
from violet.services.events.event_ports import EventPorts
from violet.services.events.intake.intake_ports import IntakePorts
from violet.services.events.venues import Venues
from violet.services.exports import ExportPorts
from violet.services.health import HealthCheck
from violet.services.jobs.carrier import Carrier
from violet.services.jobs.queue import JobQueue
from violet.services.notify.courier import Courier, Couriers
from violet.services.notify.devices import DevicePorts
from violet.services.open_data.open_data_ports import OpenDataPorts
from violet.services.places.around import FindingPorts, PlaceSources, Surroundings, as_it_is
from violet.services.places.guide_facts import GuideFacts
from violet.services.places.photos import PhotoPorts
from violet.services.quick.lists import QuickPorts
from violet.services.spending.allowance import SpendingPorts
from violet.services.together.meet import MeetPorts
from violet.services.together.names.generate import generate
from violet.services.together.polls import PollPorts
from violet.services.together.together_ports import TogetherPorts
from violet.services.together.walks import SafeWalkPorts
from violet.services.walks.named_loops import LoopPorts
from violet.services.walks.sealed import SealedWays
from violet.services.walks.walk_ports import WalkPorts, Ways
from violet.services.working.database import database_now
from violet.services.working.here import Here
from violet.services.working.recent import Recent
from violet.settings import Settings
from violet.store.base import Store
from violet.store.live import NoLive
from violet.understanding.acts.meaning import Meaning
from violet.understanding.reading.gazetteer import Gazetteer

RECENT_S = 30.0
ANSWERS_S = 10.0


def nothing_to_close() -> None:
    return None


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CampusParts:
    """What a container has of one campus, under the container's own names."""

    campus: Campus
    places: PlacesProvider
    guide_places: PlacesProvider
    routes: RoutesProvider
    walks: Walks
    streets: Streets
    transit: Network | None
    geocoder: Geocoder
    guide_facts: GuideFacts
    gazetteer: Gazetteer
    venues: Venues
    calendar_feeds: CalendarFeeds
    google_calendar: GoogleCalendar | None
    event_sources: tuple[EventSource, ...]
    datasets: Mapping[str, Dataset]
    row_sources: Mapping[str, RowSource]


@dataclass(frozen=True, slots=True)
class Container:
    """`places` is the provider asked first; `guide_places` answers when it cannot. `writer` is None without a model,
    `reader` too where it is off, `photos` without a provider that has any, `google_calendar` without an OAuth client.
    `recent` keeps what services made, `answers` whole answers as they were sent.

    The fields are those of the default campus; `elsewhere` has the parts of the others by id, and `at` the container
    that serves one of them.
    """

    settings: Settings
    engine: Engine
    store: Store
    campus: Campus
    places: PlacesProvider
    guide_places: PlacesProvider
    routes: RoutesProvider
    walks: Walks
    geocoder: Geocoder
    weather: WeatherProvider
    embedder: Embedder
    identity: Identity
    couriers: Couriers
    guide_facts: GuideFacts
    meaning: Meaning
    gazetteer: Gazetteer
    venues: Venues
    live_turns: LiveTurns
    pictures: Pictures
    calendar_feeds: CalendarFeeds
    streets: Streets
    transit: Network | None = None
    google_calendar: GoogleCalendar | None = None
    writer: Writer | None = None
    reader: Reader | None = None
    translator: Translator | None = None
    event_sources: tuple[EventSource, ...] = ()
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    row_sources: Mapping[str, RowSource] = field(default_factory=dict)
    photos: PhotosProvider | None = None
    shared_origin: Callable[[LatLng], LatLng] = as_it_is
    close_upstreams: Callable[[], None] = nothing_to_close
    clock: Callable[[], datetime] = utc_now
    recent: Recent = field(default_factory=partial(Recent, RECENT_S))
    answers: Recent = field(default_factory=partial(Recent, ANSWERS_S))
    health: HealthCheck = field(default_factory=HealthCheck)
    carrier: Carrier = field(default_factory=Carrier)
    webpush_key: str | None = None
    live: Live = field(default_factory=NoLive)
    elsewhere: Mapping[str, CampusParts] = field(default_factory=dict)
    _made: dict[str, Container] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def campuses(self) -> Mapping[str, Campus]:
        """The campuses served, the default first."""
        return {self.campus.id: self.campus} | {name: parts.campus for name, parts in self.elsewhere.items()}

    def at(self, campus_id: str) -> Container:
        """This container with the parts of one of its campuses. Raises KeyError for any other id."""
        if campus_id == self.campus.id:
            return self
        parts, made = self.elsewhere[campus_id], self._made.get(campus_id)
        if made is None or made.campus is not parts.campus:
            made = self._made[campus_id] = self.with_parts(parts)
        return made

    def close(self) -> None:
        """Closes this process's connections, of the database and of the upstreams. It may be used again."""
        self.close_upstreams()
        self.engine.dispose()

    def with_parts(self, parts: CampusParts) -> Container:
        """This container, of one campus, with other parts of it and nothing that it kept of the ones before."""
        own = {part.name: getattr(parts, part.name) for part in fields(parts)}
        return replace(self, recent=Recent(RECENT_S), answers=Recent(ANSWERS_S), elsewhere={}, **own)

    def everywhere(self) -> Iterator[Container]:
        """The container of each campus, the default's first."""
        return map(self.at, self.campuses)

    @property
    def zones(self) -> dict[str, ZoneInfo]:
        """Campus id -> zone; "" is the one whose sources go by their own names."""
        zones = {campus_id: campus.zone for campus_id, campus in self.campuses.items()}
        return zones | {"": self.announcing(None).here.zone}

    def announcing(self, campus_id: str | None) -> Container:
        """That of the campus whose source announced an event, as `campus_of_source` says; this one for none."""
        plain = next((name for name, campus in self.campuses.items() if campus.plain_sources), self.campus.id)
        return self.at(campus_id if campus_id is not None and campus_id in self.campuses else plain)

    @property
    def here(self) -> Here:
        return Here(self.settings, self.clock, self.campus)

    @property
    def jobs(self) -> JobQueue:
        return JobQueue(self.clock, self.carrier)

    @property
    def devices(self) -> DevicePorts:
        return DevicePorts(self.clock, self.identity.cipher)

    @property
    def courier(self) -> Courier:
        return Courier(self.couriers, self.identity.cipher, self.clock, self.zones | {"": self.here.zone})

    @property
    def exports(self) -> ExportPorts:
        return ExportPorts(self.clock, self.identity.cipher, self.identity.tokens)

    @property
    def spending(self) -> SpendingPorts:
        return SpendingPorts(self.here, self.store)

    @property
    def finding(self) -> FindingPorts:
        sources = PlaceSources(self.places, self.guide_places, self.guide_facts)
        surroundings = Surroundings(self.routes, self.walks, self.geocoder, self.weather, self.shared_origin)
        return FindingPorts(self.here, sources, surroundings, self.embedder)

    @property
    def events(self) -> EventPorts:
        return EventPorts(self.here, self.embedder, self.gazetteer, self.recent)

    @property
    def intake(self) -> IntakePorts:
        return IntakePorts(self.here, self.store, self.event_sources, self.venues, self.embedder)

    @property
    def open_data(self) -> OpenDataPorts:
        return OpenDataPorts(self.here, self.store, self.datasets, self.row_sources)

    @property
    def quick(self) -> QuickPorts:
        return QuickPorts(self.finding, self.events, self.spending, self.recent)

    @property
    def chat(self) -> ChatPorts:
        voices = Voices(self.writer, self.translator, self.reader)
        return ChatPorts(self.finding, self.events, self.meaning, self.spending, voices)

    @property
    def accounts(self) -> AccountPorts:
        return AccountPorts(self.here, self.store, self.identity)

    @property
    def calendars(self) -> CalendarPorts:
        vault = Vault(self.store, self.identity.cipher, self.identity.people)
        return CalendarPorts(self.here, vault, self.calendar_feeds, self.venues, self.google_calendar)

    @property
    def free_time(self) -> FreeTimePorts:
        return FreeTimePorts(self.calendars, self.quick)

    @property
    def directions(self) -> DirectionsPorts:
        return DirectionsPorts(self.routes, self.walks, self.spending)

    @property
    def walking(self) -> WalkPorts:
        remote = self.routes is not self.walks
        ways = Ways(self.streets, self.routes, self.routes.name, remote, self.transit)
        return WalkPorts(self.here, ways, self.finding.sources, self.spending)

    @property
    def loops(self) -> LoopPorts:
        sealed, campus = SealedWays(self.store, self.identity.cipher), self.campus
        return LoopPorts(self.walking, sealed, lambda seed, near: generate(campus, seed, near=near))

    @property
    def together(self) -> TogetherPorts:
        """Times of walks are the database's, unless a test has a clock of its own."""
        clock = self.clock
        now = database_now if clock is utc_now else lambda _: clock()
        return TogetherPorts(self.here, self.store, self.identity.cipher, self.live, now)

    @property
    def safe_walks(self) -> SafeWalkPorts:
        return SafeWalkPorts(self.together, self.identity.passwords, self.walking, self.walks, self.geocoder)

    @property
    def meeting(self) -> MeetPorts:
        return MeetPorts(self.together, self.finding, self.meaning, self.gazetteer, self.spending)

    @property
    def polls(self) -> PollPorts:
        return PollPorts(self.together, self.finding)

    @property
    def photo_links(self) -> PhotoPorts:
        return PhotoPorts(self.photos, self.pictures, self.spending)
