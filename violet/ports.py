"""What the services expect of the outside world: Protocols, what they are handed, and the kinds of failure.

A provider is safe to call from several threads, keeps its own time budget, and either answers with these types or
raises `ProviderError`. It never returns a half-parsed answer and never raises anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Protocol

from violet.domain.announcements import EventBatch, TimeWindow, Validators
from violet.domain.geo import GeocodedAddress, LatLng, Leg, Route, TravelMode
from violet.domain.places import Place, PlaceQuery
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


class ProviderError(Exception):
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


class RoutesProvider(Protocol):
    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        """One leg per destination in the order given; None where there is no way. Raises ProviderError."""
        ...

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        """The way with its polyline. Raises ProviderError (NOT_FOUND where there is no way)."""
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
    """What a writer gets: instructions it must follow, and data it must treat as data.

    `history` is earlier (role, text) pairs with role "user" or "model", oldest first.
    """

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


class Embedder(Protocol):
    """Sentence embeddings. `available` is False for the lexical stand-in."""

    @property
    def available(self) -> bool: ...

    def encode(self, texts: Sequence[str]) -> Any:
        """A float32 array of shape (len(texts), dimensions), rows of length 1. Raises ProviderError."""
        ...


@dataclass(frozen=True, slots=True)
class MailMessage:
    """A plain-text message to one person."""

    to: str
    subject: str
    text: str


class Mailer(Protocol):
    def send(self, message: MailMessage) -> None:
        """Hands the message over. Raises ProviderError."""
        ...


class EventSource(Protocol):
    """A feed of events. `name` is the card's `source`, `title` what a person calls it."""

    name: str
    title: str

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        """The events that overlap `window`. Raises ProviderError where the source as a whole cannot be read; a single
        bad item is rejected, never raised."""
        ...
