"""How long a turn takes on a guide of many places, beside one of few: the same server, the same questions."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_openapi3 import OpenAPI

from violet.app import create_app
from violet.campus.campus import Campus
from violet.campus.loader import default_campus
from violet.campus.schema import GuidePlace
from violet.settings import Settings
from violet.wiring import build_container, with_campus

FEW, MANY = 700, 50_000
ROUNDS = 5
# Places lie as far from a site as the linter lets them, in degrees.
SPREAD = 0.02
QUESTIONS = (
    "quiet cafe with wifi", "cheap vegan lunch", "karaoke", "nearest library", "dinner near union square",
    "starbucks", "somewhere fun tonight", "where can i print", "a park with a view", "bubble tea",
)  # fmt: skip


def turn_ms(counts: Sequence[int] = (FEW, MANY)) -> dict[int, float]:
    """Milliseconds of processor time for one turn, by how many places the guide has: the median over the questions of
    the least of several rounds, the guides in turns. Without keys, and without a model: it costs the same for both."""
    with TemporaryDirectory() as folder:
        apps = {count: _app(count, Path(folder) / f"{count}.db") for count in counts}
        least: dict[tuple[int, str], float] = {}
        for _round, message, count in itertools.product(range(ROUNDS), QUESTIONS, counts):
            took, key = _ask(apps[count], message), (count, message)
            least[key] = min(took, least.get(key, took))
    return {count: statistics.median(least[count, message] for message in QUESTIONS) for count in counts}


def _ask(app: OpenAPI, message: str) -> float:
    client, body = app.test_client(), {"message": message, "latitude": 40.7298, "longitude": -73.9973}
    begun = time.process_time()
    status = client.post("/api/v1/chat", json=body).status_code
    took = (time.process_time() - begun) * 1000
    if status != 200:
        raise RuntimeError(f"{message!r} answered {status}")
    return took


def _app(count: int, database: Path) -> OpenAPI:
    settings = Settings(
        _env_file=None, environment="testing", embeddings="off", database_url=f"sqlite:///{database}",
        ratelimit_enabled=False, log_level="ERROR",
    )  # fmt: skip
    return create_app(settings, container=with_campus(build_container(settings), guide_of(count)))


def guide_of(count: int) -> Campus:
    """The campus with that many places: its own again and again, each time elsewhere and under another name."""
    campus = default_campus()
    fields = {
        name: getattr(campus, name) for name in Campus.model_fields
    }  # a copy would keep what was made of the other
    return Campus.model_construct(**fields | {"places": tuple(itertools.islice(_copies(campus), count))})


def _copies(campus: Campus) -> Iterator[GuidePlace]:
    dice = random.Random(7)  # noqa: S311 - no secret: where places lie
    sites = {site.id: site for site in campus.sites}
    for number in itertools.count():
        for place in sorted(campus.places, key=lambda place: place.source is not None):  # what people ask for first
            if number == 0:
                yield place
                continue
            site = sites[place.campus]
            spot = {"lat": site.lat + dice.uniform(-SPREAD, SPREAD), "lng": site.lng + dice.uniform(-SPREAD, SPREAD)}
            name = {"id": f"{place.id}-{number}", "name": f"{place.name} {number}", "aliases": ()}
            yield place.model_copy(update=name | spot)
