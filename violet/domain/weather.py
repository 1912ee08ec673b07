"""The weather at one moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weather:
    """Weather at a moment. temp_f in Fahrenheit, humidity in per cent, wind_speed in miles an hour; `main` and
    `icon` are OpenWeather's group ("Rain") and icon code ("10d")."""

    temp_f: float
    main: str
    desc: str
    icon: str
    humidity: int | None = None
    wind_speed: float | None = None
