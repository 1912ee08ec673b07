"""The world a case is run in: the real product on the embedded guide, with the case's clock and weather."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson

from violet.providers.base import LatLng, Prompt, Reply, Weather, Writer
from violet.services.deps import Deps
from violet.settings import Settings
from violet.store.memory_store import MemoryStore
from violet.wiring import build_deps

MILD = Weather(temp_f=64.0, main="Clouds", desc="cloudy", icon="03d")


@dataclass
class CaseWeather:
    """The weather of the case at hand, everywhere and always."""

    weather: Weather = MILD

    def current(self, at: LatLng) -> Weather:
        return self.weather

    def forecast(self, at: LatLng) -> list[dict[str, Any]]:
        return []


@dataclass
class CaseClock:
    moment: datetime | None = None

    def __call__(self) -> datetime:
        assert self.moment is not None, "a case sets its time before it is run"
        return self.moment


LIES = (
    "Luigi's Secret Trattoria on Bleecker Street is even better.",
    "It stays open until 4:44 AM.",
    "Plates are $4 there.",
    "It is only a 97 minute walk away.",
    "It is rated 4.97 stars by 8,912 people.",
    "Book it at www.totally-real-tables.example.",
)


class LyingWriter:
    """A model that says one true sentence and then what no card supports: what the grounding check is there to stop."""

    def write(self, prompt: Prompt) -> Reply:
        data = orjson.loads(prompt.data.removeprefix("<data>").removesuffix("</data>"))
        names = [card["name"] for card in data["cards"]]
        truth = f"{names[0]} fits what you asked for." if names else "Here is what I found."
        return Reply(text=" ".join((truth, *LIES)))

    def stream(self, prompt: Prompt) -> Iterator[str | Reply]:
        reply = self.write(prompt)
        yield reply.text
        yield reply


@dataclass
class World:
    """`deps` is what a server without keys is given, but for the clock, the weather and, where wanted, the writer."""

    deps: Deps
    clock: CaseClock
    weather: CaseWeather = field(default_factory=CaseWeather)


def build_world(*, embeddings: bool = True, writer: Writer | None = None, like: World | None = None) -> World:
    """A world of its own. `like` lends its loaded model, so that a second world costs nothing."""
    settings = Settings(
        _env_file=None,
        environment="testing",
        embeddings="on" if embeddings else "off",
        log_level="ERROR",
    )
    clock, weather = CaseClock(), CaseWeather()
    deps = like.deps if like is not None else build_deps(settings)
    return World(
        replace(deps, store=MemoryStore(), clock=clock, weather=weather, writer=writer),
        clock,
        weather,
    )
