"""OpenWeather 2.5: current weather and the five-day forecast; One Call 3.0 without a subscription (401)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from tests.simulator.http import RefusalError, Request, Response, Route, json_response

KELVIN = {"standard": lambda c: c + 273.15, "metric": lambda c: c, "imperial": lambda c: c * 9 / 5 + 32}
METERS_PER_SECOND = {"standard": 1.0, "metric": 1.0, "imperial": 2.23694}
SKY: dict[str, dict[str, Any]] = {
    "clear": {"id": 800, "main": "Clear", "description": "clear sky", "icon": "01d"},
    "clouds": {"id": 803, "main": "Clouds", "description": "broken clouds", "icon": "04d"},
    "rain": {"id": 500, "main": "Rain", "description": "light rain", "icon": "10d"},
    "snow": {"id": 601, "main": "Snow", "description": "snow", "icon": "13d"},
}
NO_SUBSCRIPTION = (
    "Please note that using One Call 3.0 requires a separate subscription to the One Call by Call plan. "
    "Learn more here https://openweathermap.org/price."
)
INVALID_KEY = "Invalid API key. Please see http://openweathermap.org/faq#error401 for more info."
BLOCKED = (
    "Your account is temporary blocked due to exceeding of requests limitation of your subscription type. "
    "Please choose the proper subscription http://openweathermap.org/price"
)
MESSAGES = {401: INVALID_KEY, 403: INVALID_KEY, 404: "city not found", 429: BLOCKED}
NEW_YORK_CITY = {"id": 5128581, "name": "New York", "country": "US", "population": 8175133, "timezone": -18000}


class OpenWeather:
    """Modes: `sky` (clear, clouds, rain, snow), `celsius`, and `quota`: how many calls before 429."""

    name = "openweather"
    latency_s = 0.07

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._sky = "clear"
        self._celsius = 12.0
        self._quota: int | None = None

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"sky", "celsius", "quota"}:
            raise ValueError(f"openweather has no mode {', '.join(sorted(unknown))}")
        if options.get("sky", "clear") not in SKY:
            raise ValueError(f"sky is one of {', '.join(SKY)}")
        self._sky = options.get("sky", self._sky)
        self._celsius = float(options.get("celsius", self._celsius))
        self._quota = options.get("quota", self._quota)

    def routes(self) -> Sequence[Route]:
        return (
            Route("GET", "/data/2.5/weather", self._current),
            Route("GET", "/data/2.5/forecast", self._forecast),
            Route("GET", "/data/3.0/onecall", self._one_call),
        )

    def error(self, status: int) -> Response:
        # `cod` is a string for 400 and 404 and a number otherwise, as the vendor sends it.
        cod: int | str = str(status) if status in (400, 404) else status
        return json_response({"cod": cod, "message": MESSAGES.get(status, "Internal error")}, status=status)

    def _current(self, request: Request, _match: object) -> Response:
        lat, lon = self._check(request)
        now = int(time.time())
        body = {
            "coord": {"lon": lon, "lat": lat}, "base": "stations", "visibility": 10000, "dt": now,
            **self._conditions(request.query.get("units", "standard"), "1h"),
            "sys": {"type": 2, "id": 2008101, "country": "US", "sunrise": now - 20000, "sunset": now + 20000},
            "timezone": -18000, "id": NEW_YORK_CITY["id"], "name": NEW_YORK_CITY["name"], "cod": 200,
        }  # fmt: skip
        return json_response(body, sku="openweather.call")

    def _forecast(self, request: Request, _match: object) -> Response:
        lat, lon = self._check(request)
        count = min(40, int(request.query.get("cnt", 40)))
        step = 3 * 3600
        first = (int(time.time()) // step + 1) * step
        items = [self._item(request, first + index * step) for index in range(count)]
        city = NEW_YORK_CITY | {"coord": {"lat": lat, "lon": lon}}
        body = {"cod": "200", "message": 0, "cnt": count, "list": items, "city": city}
        return json_response(body, sku="openweather.call")

    def _item(self, request: Request, at: int) -> dict[str, Any]:
        text = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at))
        conditions = self._conditions(request.query.get("units", "standard"), "3h")
        return {"dt": at, **conditions, "visibility": 10000, "pop": 0.35, "sys": {"pod": "d"}, "dt_txt": text}

    def _one_call(self, request: Request, _match: object) -> Response:
        self._check(request)
        return json_response({"cod": 401, "message": NO_SUBSCRIPTION}, status=401)

    def _conditions(self, units: str, window: str) -> dict[str, Any]:
        degrees = round(KELVIN[units](self._celsius), 2)
        main = {"temp": degrees, "feels_like": degrees, "temp_min": degrees, "temp_max": degrees,
                "pressure": 1013, "humidity": 64}  # fmt: skip
        body = {
            "weather": [SKY[self._sky]], "main": main, "clouds": {"all": 20},
            "wind": {"speed": round(3.6 * METERS_PER_SECOND[units], 2), "deg": 220},
        }  # fmt: skip
        if self._sky in ("rain", "snow"):
            body[self._sky] = {window: 0.4}
        return body

    def _check(self, request: Request) -> tuple[float, float]:
        if not request.query.get("appid"):
            raise RefusalError(self.error(401))
        if self._quota is not None:
            self._quota -= 1
            if self._quota < 0:
                raise RefusalError(self.error(429))
        if request.query.get("units", "standard") not in KELVIN:
            raise RefusalError(json_response({"cod": "400", "message": "wrong units"}, status=400))
        lat, lon = self._degrees(request, "lat", 90, "latitude"), self._degrees(request, "lon", 180, "longitude")
        return lat, lon

    @staticmethod
    def _degrees(request: Request, name: str, limit: float, word: str) -> float:
        try:
            value = float(request.query[name])
        except (KeyError, ValueError):
            value = limit + 1
        if not -limit <= value <= limit:
            raise RefusalError(json_response({"cod": "400", "message": f"wrong {word}"}, status=400))
        return value
