"""OpenWeather 2.5: current weather and the five-day forecast, in imperial units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from violet.domain.geo import LatLng
from violet.domain.weather import Weather
from violet.providers.fields import a_list, an_object, number, optional, text, usable, whole
from violet.providers.http import Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

T = TypeVar("T")

NAME = "openweather"
CHARGES = (Charge("openweather.call"),)
# Two decimals of a degree are about a kilometer: weather is the same there, and the cache is shared.
DECIMALS = 2


class OpenWeather:
    """The weather provider of a server that has an OpenWeather key."""

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._upstream = Upstream(
            name=NAME,
            base_url=settings.openweather_base_url,
            budget_s=settings.weather_budget_s,
            read_timeout_s=settings.weather_budget_s * 0.7,
            cache_ttl_s=settings.weather_cache_ttl_s,
            secret_params={"appid": settings.openweather_key or ""},
        )

    def current(self, at: LatLng) -> Weather:
        return self._fetch("/data/2.5/weather", at, _weather)

    def forecast(self, at: LatLng) -> list[dict[str, Any]]:
        return self._fetch("/data/2.5/forecast", at, _forecast)

    def _fetch(self, path: str, at: LatLng, parse: Callable[[Any], T]) -> T:
        params = {"lat": f"{at.lat:.{DECIMALS}f}", "lon": f"{at.lng:.{DECIMALS}f}", "units": "imperial", "lang": "en"}
        return self._transport.fetch(self._upstream, Call("GET", path, parse=parse, params=params, charges=CHARGES))


def _weather(body: Any) -> Weather:
    fields = an_object(body)
    # The first condition is the primary one.
    condition = an_object(a_list(fields["weather"])[0])
    main = an_object(fields["main"])
    wind = an_object(fields.get("wind", {}))
    return Weather(
        temp_f=number(main["temp"]),
        main=text(condition["main"]),
        desc=text(condition["description"]),
        icon=text(condition["icon"]),
        humidity=optional(_rounded, main.get("humidity")),
        wind_speed=optional(number, wind.get("speed")),
    )


def _forecast(body: Any) -> list[dict[str, Any]]:
    return usable(_item, a_list(an_object(body)["list"]))


def _item(value: Any) -> dict[str, Any]:
    """A 3-hour item with the fields the apps read, each present."""
    item = an_object(value)
    main = an_object(item["main"])
    conditions = [_condition(one) for one in a_list(item["weather"])]
    return {
        "dt": whole(item["dt"]),
        "main": {"temp": number(main["temp"]), "humidity": optional(_rounded, main.get("humidity"))},
        "weather": conditions,
        "wind": {"speed": optional(number, an_object(item.get("wind", {})).get("speed"))},
        "pop": optional(number, item.get("pop")),
    }


def _condition(value: Any) -> dict[str, str]:
    condition = an_object(value)
    return {
        "main": text(condition["main"]),
        "description": text(condition["description"]),
        "icon": text(condition["icon"]),
    }


def _rounded(value: Any) -> int:
    return round(number(value))
