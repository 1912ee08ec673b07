"""What the weather is, or will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from violet.domain.time_window import TimeWindow
from violet.domain.weather import Weather
from violet.ports import ProviderError
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Answer, Outlook, Turn

COLD_F, HOT_F = 38.0, 88.0
WET = frozenset({"Rain", "Snow", "Drizzle", "Thunderstorm"})


def answer_weather(turn: Turn) -> Answer:
    where = turn.person.location or turn.ports.here.home
    try:
        current = turn.ports.finding.surroundings.weather.current(where)
        forecast = turn.ports.finding.surroundings.weather.forecast(where) if _asks_ahead(turn) else []
    except ProviderError:
        return Answer(
            template="I can't see the weather right now, so check a forecast first. I can still find you places."
        )
    ahead = _ahead(forecast, turn.intent.window)
    outlook = ahead or Outlook(current.temp_f, current.temp_f, current.main)
    words = _forecast_words(outlook, turn.intent.window) if ahead is not None else _current_words(current)
    return Answer(template=words, weather=current, outlook=outlook, grounds=Grounds(facts=(words,)))


def _asks_ahead(turn: Turn) -> bool:
    window = turn.intent.window
    return window is not None and window.words not in ("right now", "this week", "today")


def _current_words(weather: Weather) -> str:
    return f"It's {round(weather.temp_f)}°F with {weather.desc}. {_advice(weather.temp_f, weather.main)}"


def _advice(temp_f: float, sky: str) -> str:
    """What to do about it."""
    if sky in WET:
        return "Take an umbrella, or ask me for somewhere inside."
    if temp_f < COLD_F:
        return "Dress warm: I'd look for something inside, say a cafe or a museum."
    if temp_f > HOT_F:
        return "Take water and stay in the shade: a cool museum or library is a good idea."
    return "Good for being outside: want a park or seats outdoors?"


def _ahead(items: Sequence[dict[str, Any]], window: TimeWindow | None) -> Outlook | None:
    """The range of temperatures in the window and what falls, or what the sky mostly is; None where the forecast does
    not reach it."""
    if window is None:
        return None
    inside = [item for item in items if window.start <= datetime.fromtimestamp(item["dt"], UTC) < window.end]
    if not inside:
        return None
    temperatures = [round(item["main"]["temp"]) for item in inside]
    kinds = [item["weather"][0]["main"] for item in inside if item.get("weather")]
    wet = next((kind for kind in kinds if kind in WET), None)
    most = max(set(kinds), key=kinds.count) if kinds else "Mixed skies"
    return Outlook(min(temperatures), max(temperatures), wet or most, mostly=most)


def _forecast_words(outlook: Outlook, window: TimeWindow | None) -> str:
    words = window.words if window is not None else ""
    low, high, wet = outlook.low_f, outlook.high_f, outlook.sky in WET
    span = f"{low}°F" if low == high else f"{low} to {high}°F"
    falls = f" Expect {outlook.sky.lower()}." if wet else " No rain in sight."
    falls += f" {_advice(low if low < COLD_F else high, outlook.sky if wet else outlook.mostly.title())}"
    return f"{words[:1].upper()}{words[1:]} looks like {span} with {outlook.mostly.lower()}.{falls}"
