"""What the weather, directions and photo endpoints take and answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from violet.api.schemas.common import ApiModel, Latitude, Longitude
from violet.services.weather import Weather


class WeatherQuery(ApiModel):
    """Where; the home campus if left out. Both or neither."""

    lat: Latitude | None = None
    lon: Longitude | None = None


class WeatherAnswer(ApiModel):
    """Degrees Fahrenheit (`temp` is the older name of `temp_f`), per cent, and miles an hour."""

    temp: float
    temp_f: float
    desc: str
    icon: str
    main: str
    humidity: int | None
    wind_speed: float | None


def weather_wire(weather: Weather) -> dict[str, Any]:
    return {
        "temp": weather.temp_f,
        "temp_f": weather.temp_f,
        "desc": weather.desc,
        "icon": weather.icon,
        "main": weather.main,
        "humidity": weather.humidity,
        "wind_speed": weather.wind_speed,
    }


class ForecastAnswer(ApiModel):
    """OpenWeather's 3-hour items."""

    forecast: list[dict[str, Any]]


class DirectionsQuery(ApiModel):
    """To where, and from where (2 MetroTech Center if left out)."""

    lat: Latitude
    lng: Longitude
    origin_lat: Latitude | None = None
    origin_lng: Longitude | None = None
    mode: Literal["walking", "transit"] = "walking"


class DirectionsAnswer(ApiModel):
    """`polyline` is [lat, lng] pairs from origin to destination. `estimated` is true where nothing was routed and the
    line is straight. `warnings` must be shown to the person."""

    distance_text: str
    duration_text: str
    maps_link: str
    polyline: list[tuple[float, float]]
    mode: str
    estimated: bool
    warnings: list[str]
    steps: list[str]


class PhotoPath(ApiModel):
    """The signed token of a card's `photo_url`."""

    token: str = Field(max_length=4000)
