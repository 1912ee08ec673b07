"""The weather where somebody is."""

from __future__ import annotations

from typing import Any

from violet.domain.geo import LatLng
from violet.domain.weather import Weather
from violet.errors import Unavailable
from violet.ports import ProviderError, WeatherProvider

__all__ = ["Weather", "current_weather", "forecast"]

NO_WEATHER = "The weather is not available right now. Please try again in a few minutes."


def current_weather(weather: WeatherProvider, at: LatLng) -> Weather:
    """The weather at a position. Raises Unavailable."""
    try:
        return weather.current(at)
    except ProviderError as error:
        raise Unavailable(NO_WEATHER) from error


def forecast(weather: WeatherProvider, at: LatLng) -> list[dict[str, Any]]:
    """OpenWeather's 3-hour items for five days. Raises Unavailable."""
    try:
        return weather.forecast(at)
    except ProviderError as error:
        raise Unavailable(NO_WEATHER) from error
