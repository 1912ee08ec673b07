"""What the weather is, or will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from violet.domain.intent import TimeWindow
from violet.domain.weather import Weather
from violet.ports import ProviderError
from violet.services.chat.answers.base import Answer, Turn
from violet.services.chat.replies.grounds import Grounds

WET = frozenset({"Rain", "Snow", "Drizzle", "Thunderstorm"})


def answer_weather(turn: Turn) -> Answer:
    where = turn.asker.location or turn.deps.home
    try:
        current = turn.deps.weather.current(where)
        forecast = turn.deps.weather.forecast(where) if _asks_ahead(turn) else []
    except ProviderError:
        return Answer(
            template="I can't see the weather right now, so best look out of the window. I can still find you places."
        )
    words = _forecast_words(forecast, turn.intent.window) or _current_words(current)
    return Answer(template=words, weather=current, grounds=Grounds(facts=(words,)))


def _asks_ahead(turn: Turn) -> bool:
    window = turn.intent.window
    return window is not None and window.words not in ("right now", "this week", "today")


def _current_words(weather: Weather) -> str:
    advice = " Take an umbrella." if weather.main in WET else ""
    return f"It's {round(weather.temp_f)}°F with {weather.desc}.{advice}"


def _forecast_words(items: Sequence[dict[str, Any]], window: TimeWindow | None) -> str | None:
    """The range of temperatures in the window and whether anything falls; None where the forecast does not reach it."""
    if window is None:
        return None
    inside = [item for item in items if window.start <= datetime.fromtimestamp(item["dt"], UTC) < window.end]
    if not inside:
        return None
    temperatures = [round(item["main"]["temp"]) for item in inside]
    kinds = [item["weather"][0]["main"] for item in inside if item.get("weather")]
    wet = next((kind for kind in kinds if kind in WET), None)
    most = max(set(kinds), key=kinds.count).lower() if kinds else "mixed skies"
    low, high = min(temperatures), max(temperatures)
    span = f"{low}°F" if low == high else f"{low} to {high}°F"
    falls = f" Expect {wet.lower()}, so take an umbrella." if wet else " No rain in sight."
    return f"{window.words[:1].upper()}{window.words[1:]} looks like {span} with {most}.{falls}"
