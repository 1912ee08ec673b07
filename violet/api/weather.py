"""Current weather and forecast."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.surroundings import ForecastAnswer, WeatherAnswer, WeatherQuery, weather_wire
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.request_context import current_deps
from violet.services.places.positions import both_or_neither
from violet.services.weather import current_weather, forecast

weather_api = APIBlueprint(
    "weather", __name__, url_prefix="/weather", abp_tags=[Tag(name="weather")], abp_responses=errors(400, 429, 503)
)


@weather_api.get("", responses={200: WeatherAnswer})
@public
@limits.weather
def get_weather(query: WeatherQuery) -> dict[str, Any]:
    """The weather now."""
    return weather_wire(current_weather(current_deps(), both_or_neither(query.lat, query.lon, names=("lat", "lon"))))


@weather_api.get("/forecast", responses={200: ForecastAnswer})
@public
@limits.weather
def get_forecast(query: WeatherQuery) -> dict[str, Any]:
    """The next five days in steps of three hours."""
    items = forecast(current_deps(), both_or_neither(query.lat, query.lon, names=("lat", "lon")))
    return {"forecast": items}
