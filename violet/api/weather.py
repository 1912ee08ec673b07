"""Current weather and forecast."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.surroundings import ForecastAnswer, WeatherAnswer, WeatherQuery, weather_wire
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.domain.geo import LatLng
from violet.services.places.positions import both_or_neither
from violet.services.weather import current_weather, forecast

weather_api = APIBlueprint(
    "weather",
    __name__,
    operation_id_callback=operation_id,
    url_prefix="/weather",
    abp_tags=[Tag(name="weather")],
    abp_responses=errors(400, 429, 503),
)


@weather_api.get("", responses={200: WeatherAnswer})
@public
@limits.weather
def get_weather(query: WeatherQuery) -> dict[str, Any]:
    """The weather now."""
    return weather_wire(current_weather(container().weather, _where(query)))


@weather_api.get("/forecast", responses={200: ForecastAnswer})
@public
@limits.weather
def get_forecast(query: WeatherQuery) -> dict[str, Any]:
    """The next five days in steps of three hours."""
    return {"forecast": forecast(container().weather, _where(query))}


def _where(query: WeatherQuery) -> LatLng:
    """The position asked for, the home campus where there is none."""
    return both_or_neither(query.lat, query.lon, names=("lat", "lon")) or container().here.home
