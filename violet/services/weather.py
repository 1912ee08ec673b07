"""The weather where somebody is."""

from __future__ import annotations

from typing import Any

from violet.domain.geo import LatLng
from violet.domain.weather import Weather
from violet.errors import Unavailable
from violet.ports import ProviderError
from violet.services.deps import Deps

__all__ = ["Weather", "current_weather", "forecast"]

NO_WEATHER = "The weather is not available right now. Please try again in a few minutes."


def current_weather(deps: Deps, at: LatLng | None) -> Weather:
    """The weather at a position, at the home campus where None. Raises Unavailable."""
    try:
        return deps.weather.current(at or deps.home)
    except ProviderError as error:
        raise Unavailable(NO_WEATHER) from error


def forecast(deps: Deps, at: LatLng | None) -> list[dict[str, Any]]:
    """OpenWeather's 3-hour items for five days. Raises Unavailable."""
    try:
        return deps.weather.forecast(at or deps.home)
    except ProviderError as error:
        raise Unavailable(NO_WEATHER) from error
