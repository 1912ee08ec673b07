"""The use cases run without a Flask app: a container for the settings and its engine are enough."""

from __future__ import annotations

from violet import database
from violet.domain.events import EventQuery
from violet.services.events.search import find_events
from violet.services.health import state_of_tables
from violet.settings import Settings
from violet.wiring import build_container


def test_services_reach_the_database_without_an_app(settings: Settings) -> None:
    container = build_container(settings)
    database.use(container.engine)
    try:
        assert state_of_tables() == "at_head"
        assert find_events(container.events, EventQuery()) == []
    finally:
        database.use(None)
        container.engine.dispose()
