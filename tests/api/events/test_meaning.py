"""Search by meaning, with the real model: events are found that share no word with the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask_openapi3 import OpenAPI
from sqlalchemy import func, select

from tests.api.events.conftest import Clock
from violet.app import create_app
from violet.container import Container
from violet.domain.events import EventQuery
from violet.extensions import db
from violet.models import EventRow
from violet.services.events.intake.refresh import refresh
from violet.services.events.search import find_events
from violet.services.working.database import reading
from violet.settings import Settings
from violet.wiring import build_container

SOURCES = ("nyu_engage", "nyu_calendar")


@pytest.fixture
def deps(settings: Settings, clock: Clock) -> Container:
    return replace(build_container(settings.model_copy(update={"embeddings": "on"})), clock=clock)


@pytest.fixture
def app(settings: Settings, deps: Container) -> Iterator[OpenAPI]:
    app = create_app(settings, container=deps)
    with app.app_context():
        refresh(deps.intake, only=SOURCES)
        yield app
        db.engine.dispose()


def titles(deps: Container, text: str, limit: int = 3) -> list[str]:
    return [item.title for item in find_events(deps.events, EventQuery(text=text, limit=limit))]


def test_events_are_found_by_what_they_mean(app: OpenAPI, deps: Container) -> None:
    with reading() as connection:
        missing = select(func.count()).where(
            EventRow.vector.is_(None), EventRow.shown_as.is_(None), ~EventRow.cancelled
        )
        assert connection.execute(missing).scalar_one() == 0
    assert titles(deps, "funny people telling jokes")[0] == "Stand-Up Showcase"
    assert titles(deps, "sketching models")[0] == "Figure Drawing"
    assert "Sunrise Yoga" in titles(deps, "stretching and breathing exercise")
    assert titles(deps, "learn to solder electronics")[0] == "Robotics Build Night"
    assert "Career Office Hours" in titles(deps, "improve my cv")
    assert titles(deps, "quantum chromodynamics") == []


def test_a_budget_bounds_the_computing_and_the_rest_comes_next_time(settings: Settings, deps: Container) -> None:
    hurried = replace(deps, settings=deps.settings.model_copy(update={"events_embedding_limit_s": 0}))
    app = create_app(settings, container=hurried)
    with app.app_context():
        refresh(hurried.intake, only=SOURCES)
        with reading() as connection:
            known = select(func.count()).where(EventRow.vector.is_not(None))
            assert connection.execute(known).scalar_one() == 0
        assert titles(hurried, "jazz")
        refresh(deps.intake, only=SOURCES)
        with reading() as connection:
            assert connection.execute(known).scalar_one() > 40
        db.engine.dispose()
