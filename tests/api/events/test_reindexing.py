"""Re-indexing: what is derived of the events is made anew, as a job, while searches go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from flask_openapi3 import OpenAPI
from sqlalchemy import func, select, update

from tests.api.events.conftest import Clock
from tests.api.people import sign_up
from tests.api.test_jobs import finished, promote
from violet.app import create_app
from violet.container import Container
from violet.models import EventRow, EventSourceRow
from violet.providers.embeddings.embedder import LexicalEmbedder
from violet.services.events.intake.refresh import refresh
from violet.services.events.intake.reindex import reindex
from violet.services.events.vectors import Vector, unpack
from violet.services.working.database import reading, writing
from violet.settings import Settings
from violet.wiring import build_container


@dataclass
class OtherModel(LexicalEmbedder):
    """A model with a mind of its own: everything means `value`."""

    value: float = 0.5
    available: bool = True

    def encode(self, texts: Sequence[str]) -> Vector:
        return np.full((len(texts), 384), self.value, dtype=np.float32)


@pytest.fixture
def deps(settings: Settings, clock: Clock) -> Container:
    return replace(build_container(settings), clock=clock)


@pytest.fixture(autouse=True)
def _events(app: OpenAPI, deps: Container) -> None:
    with app.app_context():
        refresh(deps.intake, only=("nyu_engage", "campus_guide"))


def test_every_event_that_is_shown_gets_a_vector_of_the_model_of_now(app: OpenAPI, deps: Container) -> None:
    shown = (EventRow.shown_as.is_(None), ~EventRow.cancelled)
    with app.app_context():
        with writing() as connection:
            connection.execute(update(EventRow).values(vector=b"\x00" * 768))
        model = OtherModel()
        heard: list[tuple[int, int]] = []
        made = reindex(replace(deps, embedder=model).intake, lambda done, total: heard.append((done, total)))
        with reading() as connection:
            vectors = connection.execute(select(EventRow.vector).where(*shown)).scalars().all()
    assert made.events == made.embedded == len(vectors) > 64
    assert {float(unpack(vector or b"").mean()) for vector in vectors} == {0.5}
    assert heard[-1] == (made.events, made.events)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_sources_are_read_as_if_for_the_first_time(app: OpenAPI, deps: Container) -> None:
    with app.app_context():
        with writing() as connection:
            connection.execute(update(EventRow).values(words="of the rules of yesterday", categories=["music"]))
        refresh(deps.intake, only=("nyu_engage",))
        old = select(func.count()).where(EventRow.words == "of the rules of yesterday")
        with reading() as connection:
            assert connection.execute(old).scalar_one() > 0, "nothing changed for the source"
        reindex(deps.intake, lambda done, total: None)
        with reading() as connection:
            read = connection.execute(select(EventSourceRow.validators)).scalars().all()
        assert set(read) == {None}
        refresh(deps.intake, only=("nyu_engage", "campus_guide"))
        with reading() as connection:
            assert connection.execute(old).scalar_one() == 0


def test_an_admin_orders_it_and_it_goes_without_a_model(settings: Settings) -> None:
    app = create_app(settings)  # log-ins are of today
    client = app.test_client()
    admin = promote(app, sign_up(client))
    asked = admin.post("/v1/admin/events/reindex")
    assert asked.status_code == 202
    job = finished(admin, asked.get_json()["job"]["id"]).get_json()["job"]
    (made,) = job["result"]["campuses"].values()
    assert made["events"] > 64
    assert made["embedded"] == 0
    assert sign_up(client).post("/v1/admin/events/reindex").status_code == 403


def test_the_command_line_does_it_at_once(app: OpenAPI) -> None:
    done = app.test_cli_runner().invoke(args=["events", "reindex"])
    assert done.exit_code == 0, done.output
    assert "0 embedded anew" in done.output
