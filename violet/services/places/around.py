"""Where places come from, and what is known of the way to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from violet.domain.geo import LatLng
from violet.ports import Embedder, Geocoder, PlacesProvider, RoutesProvider, Walks, WeatherProvider
from violet.providers.no_weather import NoWeather
from violet.services.places.guide_facts import GuideFacts
from violet.services.working.here import Here


def as_it_is(position: LatLng) -> LatLng:
    return position


@dataclass(frozen=True, slots=True)
class PlaceSources:
    """`provider` is asked first; `guide` answers when it cannot, and `facts` adds what the guide knows."""

    provider: PlacesProvider
    guide: PlacesProvider
    facts: GuideFacts

    def named(self, name: str) -> PlacesProvider:
        """The one that an earlier card came from."""
        return self.provider if name == self.provider.name else self.guide

    @property
    def has_upstreams(self) -> bool:
        """Whether places come over a network, so that gathering is worth threads."""
        return self.provider is not self.guide


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`walks` are the campus's own streets, for long lists and for whenever `routes` cannot answer.

    `shared_origin` returns the position within 75 m of a given one that upstreams are asked from, so that neighbors
    share their answers; ranking from it too makes them ask for the same."""

    routes: RoutesProvider
    walks: Walks
    geocoder: Geocoder
    weather: WeatherProvider
    shared_origin: Callable[[LatLng], LatLng] = as_it_is

    @property
    def has_weather(self) -> bool:
        return not isinstance(self.weather, NoWeather)

    @property
    def has_routes(self) -> bool:
        """Whether routes come over a network, and so for the few places alone that are shown."""
        return self.routes is not self.walks


@dataclass(frozen=True, slots=True)
class FindingPorts:
    """What finding places takes."""

    here: Here
    sources: PlaceSources
    surroundings: Surroundings
    embedder: Embedder

    def at(self, moment: datetime) -> FindingPorts:
        """The same at another (aware) moment."""
        return replace(self, here=self.here.at(moment))

    def with_own_walks(self) -> FindingPorts:
        """The same without a routes provider: a route matrix for each of many lists would cost more than it tells."""
        return replace(self, surroundings=replace(self.surroundings, routes=self.surroundings.walks))
