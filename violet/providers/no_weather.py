"""The weather provider of a server that has no OpenWeather key: there is no weather to tell."""

from __future__ import annotations

from typing import Any

from violet.domain.geo import LatLng
from violet.domain.weather import Weather
from violet.ports import Failure, ProviderError


class NoWeather:
    def current(self, at: LatLng) -> Weather:
        raise ProviderError("openweather", Failure.NOT_CONFIGURED)

    def forecast(self, at: LatLng) -> list[dict[str, Any]]:
        raise ProviderError("openweather", Failure.NOT_CONFIGURED)
