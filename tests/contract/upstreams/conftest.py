"""Real clients against the simulator, over real sockets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.domain.geo import LatLng
from violet.providers.gemini import GeminiWriter
from violet.providers.google.geocoding import GoogleGeocoder
from violet.providers.google.photos import GooglePhotos
from violet.providers.google.places import GooglePlaces
from violet.providers.google.routes import GoogleRoutes
from violet.providers.http import Transport
from violet.providers.mapbox import MapboxRoutes
from violet.providers.openweather import OpenWeather
from violet.providers.street_routes import EstimatedWalks
from violet.settings import Settings

WASHINGTON_SQUARE = LatLng(40.7308, -73.9973)


@dataclass(frozen=True, slots=True)
class Clients:
    settings: Settings
    transport: Transport
    places: GooglePlaces
    photos: GooglePhotos
    routes: GoogleRoutes
    mapbox: MapboxRoutes
    geocoder: GoogleGeocoder
    weather: OpenWeather
    writer: GeminiWriter


MakeClients = Callable[..., Clients]


@pytest.fixture
def make_clients(simulator: RunningSimulator) -> Iterator[MakeClients]:
    """A process's clients; each call makes those of one more process, with settings of its own."""
    with ExitStack() as closing:

        def make(**overrides: object) -> Clients:
            settings = make_settings(**(simulator.settings | {"mapbox_token": "canary-key-mapbox-3c8e"} | overrides))
            transport = Transport(settings)
            closing.callback(transport.close)
            return Clients(
                settings,
                transport,
                GooglePlaces(transport, settings, "US"),
                GooglePhotos(transport, settings),
                GoogleRoutes(transport, settings),
                MapboxRoutes(transport, settings, EstimatedWalks()),
                GoogleGeocoder(transport, settings),
                OpenWeather(transport, settings),
                GeminiWriter(transport, settings),
            )

        yield make


@pytest.fixture
def clients(make_clients: MakeClients) -> Clients:
    return make_clients()
