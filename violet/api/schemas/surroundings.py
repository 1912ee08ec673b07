"""What the weather, directions and photo endpoints take and answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from violet.api.schemas.common import ApiModel, Latitude, Longitude, Point
from violet.domain.geo import TravelMode
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


class ForecastMain(ApiModel):
    """Degrees Fahrenheit and per cent."""

    temp: float
    humidity: int


class ForecastCondition(ApiModel):
    model_config = ConfigDict(extra="allow")

    main: str
    description: str


class ForecastWind(ApiModel):
    """Miles an hour."""

    speed: float


class ForecastItem(ApiModel):
    """Three hours from `dt`, seconds since 1970. OpenWeather's own item, which says more."""

    model_config = ConfigDict(extra="allow")

    dt: int
    main: ForecastMain
    weather: list[ForecastCondition]
    wind: ForecastWind


class ForecastAnswer(ApiModel):
    """The next five days."""

    forecast: list[ForecastItem]


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
    polyline: list[Point]
    mode: TravelMode
    estimated: bool
    warnings: list[str]
    steps: list[str]


class PhotoPath(ApiModel):
    """The signed token of a card's `photo_url`."""

    token: str = Field(max_length=4000)
