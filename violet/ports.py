"""What the services expect of the outside world: Protocols, what they are handed, and the kinds of failure.

A provider is safe to call from several threads, keeps its own time budget, and either answers with these types or
raises `ProviderError`. It never returns a half-parsed answer and never raises anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

from violet.domain.announcements import EventBatch, Validators
from violet.domain.geo import GeocodedAddress, LatLng, Leg, OnRecord, Route, StationNearby, TransitRide, TravelMode
from violet.domain.messages import Delivery, MailMessage, PushMessage, SmsMessage
from violet.domain.outside import OutsideError
from violet.domain.places import Place, PlaceQuery
from violet.domain.readings import Reading
from violet.domain.time_window import TimeWindow
from violet.domain.weather import Weather


class Failure(StrEnum):
    """Why a provider could not answer. Which of these are worth a retry is decided in `providers.http` alone."""

    TIMEOUT = "timeout"
    CONNECTION = "connection"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    DENIED = "denied"
    NOT_FOUND = "not_found"
    BAD_REQUEST = "bad_request"
    BAD_RESPONSE = "bad_response"
    BLOCKED = "blocked"
    CIRCUIT_OPEN = "circuit_open"
    BUSY = "busy"
    OVER_BUDGET = "over_budget"
    NOT_CONFIGURED = "not_configured"


class ProviderError(OutsideError):
    """A provider could not answer. The message names provider and failure, never a URL, a key or a person."""

    def __init__(self, provider: str, failure: Failure, detail: str = "") -> None:
        self.provider = provider
        self.failure = failure
        super().__init__(f"{provider}: {failure}" + (f" ({detail})" if detail else ""))


class PlacesProvider(Protocol):
    """Finds places. `name` is the card's `source`."""

    name: str

    def search(self, query: PlaceQuery) -> list[Place]:
        """At most `query.limit` places, in the provider's own order. Raises ProviderError."""
        ...

    def details(self, place_id: str) -> Place:
        """All the provider knows of one place. Raises ProviderError (NOT_FOUND where the id means nothing)."""
        ...


class PhotosProvider(Protocol):
    """Finds the pictures that `Place.photo` refers to."""

    name: str

    def address(self, photo: str, *, width_px: int) -> str:
        """A public https address of the picture, good for a short while and free of keys. Raises ProviderError
        (NOT_FOUND where the reference means nothing any more)."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, and its media type as they show it."""

    content: bytes
    type: str


class Pictures(Protocol):
    def fetch(self, url: str) -> Picture:
        """The picture at a public https address, for a page that asks no third party. Raises ProviderError."""
        ...


class RoutesProvider(Protocol):
    """Finds ways. `name` is a route's `provider`; `modes` are those that it routes itself."""

    name: str
    modes: frozenset[TravelMode]

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        """One leg per destination in the order given; None where there is no way. Raises ProviderError."""
        ...

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        """The way with its polyline. Raises ProviderError (NOT_FOUND where there is no way)."""
        ...

    def routes(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> list[Route]:
        """The way and others worth a look, at least one, the provider's best first. Raises as `route` does."""
        ...


class Walks(RoutesProvider, Protocol):
    """Walks that cost nothing and need no network: for long lists, and where nobody else can route. Never raises."""

    def reaches(self, origin: LatLng, destination: LatLng) -> bool:
        """Whether there is a walk worth a figure: on known streets, or on the same side of the water and not far."""

    def walks(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[Leg]:
        """One leg per destination in the order given, on known streets where there are any. Minutes are estimated."""
        ...

    def preferred(self, origin: LatLng, destination: LatLng, prefer: Collection[str]) -> tuple[Route, OnRecord] | None:
        """The walk on streets that fits best ("lit", "step_free", "scenic", "shade"), with what is on record along it;
        None where no street is near."""
        ...

    def stations(self, at: LatLng) -> list[StationNearby]:
        """Stations of the campus's transit network one can walk to, nearest first; empty where none is on record."""
        ...

    def ride(self, origin: LatLng, destination: LatLng) -> TransitRide | None:
        """The ride that arrives first if no train keeps one waiting; None where there is none or walking is quicker."""
        ...

    def rides(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[TransitRide | None]:
        """`ride` to each destination in the order given, for little more than one."""
        ...


class Geocoder(Protocol):
    def geocode(self, text: str, near: LatLng) -> GeocodedAddress | None:
        """The place an address or a name means, near `near`; None where nothing fits. Raises ProviderError."""
        ...


class WeatherProvider(Protocol):
    def current(self, at: LatLng) -> Weather:
        """Raises ProviderError."""
        ...

    def forecast(self, at: LatLng) -> list[dict[str, Any]]:
        """OpenWeather 3-hour items: dt (Unix seconds), main.temp (F), main.humidity, weather[].main and
        .description, wind.speed (mph). Raises ProviderError."""
        ...


@dataclass(frozen=True, slots=True)
class TokenUsage:
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a writer gets: instructions it must follow, and data it must treat as data. `history` is earlier pairs
    of a role ("user" or "model") and a text, oldest first."""

    instruction: str
    data: str
    history: tuple[tuple[Literal["user", "model"], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    usage: TokenUsage = TokenUsage()
    model: str = ""


class Writer(Protocol):
    """Writes the words of a reply from a prompt. Words are a draft: the validator decides what leaves the server."""

    def write(self, prompt: Prompt) -> Reply:
        """Raises ProviderError (BLOCKED for a safety block or an empty answer)."""
        ...

    def stream(self, prompt: Prompt) -> Iterator[str | Reply]:
        """Pieces of text as they come, then one `Reply` with the whole text and the usage. Raises ProviderError at
        any point. Closing the iterator stops the call upstream."""
        ...


class Reader(Protocol):
    def read(self, message: str, categories: Sequence[str]) -> Reading:
        """What a model takes the message for, one call and unchecked. Raises ProviderError."""
        ...


class Embedder(Protocol):
    @property
    def available(self) -> bool:
        """False for the lexical stand-in."""

    def encode(self, texts: Sequence[str]) -> Any:
        """A float32 array of shape (len(texts), dimensions), rows of length 1: a text's own to the last bit, whatever
        it is asked with. Raises ProviderError."""
        ...


class Mailer(Protocol):
    def send(self, message: MailMessage) -> None:
        """Hands the message over. Raises ProviderError."""
        ...


class PushProvider(Protocol):
    """`batch` is how many messages it takes at once."""

    name: str
    batch: int

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        """One delivery for each message, in their order. Never raises: what cannot be reached is RETRY."""
        ...

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        """What became of messages that were sent, by id; those it cannot say (yet) are left out. Empty where the
        provider has no such thing. Raises ProviderError."""
        ...


class SmsProvider(Protocol):
    name: str

    def send(self, message: SmsMessage) -> Delivery:
        """Never raises: what cannot be reached is RETRY."""
        ...

    def find(self, message: SmsMessage, *, since: datetime) -> str | None:
        """The provider's id of this very message, where it has it already. Raises ProviderError."""
        ...


LOG_INS_CLOSED = "log_ins_closed"  # told to the processes of sockets alone, which look whose they still are


class Live(Protocol):
    """Tells whoever listens at this moment. What is told is also to be had by asking: a listener may miss any of it."""

    def tell(self, channel: str, event: str, data: Mapping[str, Any]) -> None:
        """`channel` is "room:ID", "share:ID" or "user:ID"; `data` is JSON-ready. Never raises, never waits long."""
        ...


class EventSource(Protocol):
    """A feed of events. `name` is the card's `source`, `title` what a person calls it."""

    name: str
    title: str

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        """The events that overlap `window`. Raises ProviderError where the source as a whole cannot be read; a single
        bad item is rejected, never raised."""
        ...
