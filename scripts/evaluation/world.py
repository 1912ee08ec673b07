"""The world a case is run in: the real product on the embedded guide, with the case's clock and weather."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson
from flask_migrate import upgrade

from scripts.evaluation.cases import DEFAULT_WHEN, when_of
from violet.app import create_app
from violet.campus.loader import default_campus
from violet.container import Container
from violet.domain.geo import LatLng
from violet.domain.weather import Weather
from violet.extensions import db
from violet.ports import Prompt, Reply
from violet.providers.event_sources.guide_events import NAME as GUIDE_EVENTS
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings
from violet.store.memory_store import MemoryStore
from violet.wiring import build_container

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
    moment: datetime = field(default_factory=lambda: when_of(DEFAULT_WHEN))

    def __call__(self) -> datetime:
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

    deps: Container
    clock: CaseClock
    weather: CaseWeather


@contextmanager
def open_world(*, embeddings: bool = True, campus: str | None = None) -> Iterator[World]:
    """A server of its own in a temporary folder, with the guide's events in its database; closed at the end. Of one
    campus: the first where none is named."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            environment="testing",
            embeddings="on" if embeddings else "off",
            database_url=f"sqlite:///{folder}/violet.db",
            log_level="ERROR",
            campuses=(campus or default_campus().id,),
        )
        clock, weather = CaseClock(), CaseWeather()
        deps = replace(build_container(settings), store=MemoryStore(), clock=clock, weather=weather, writer=None)
        with create_app(settings, container=deps).app_context():
            upgrade()
            refresh(deps.intake, only=(GUIDE_EVENTS,))
            yield World(deps, clock, weather)
            db.engine.dispose()


def lying(world: World) -> World:
    """The same world with a model that lies, and a memory of its own."""
    deps = replace(world.deps, store=MemoryStore(), writer=LyingWriter())
    return World(deps, world.clock, world.weather)
