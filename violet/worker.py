"""Celery's entry (`celery --app violet.worker worker --beat`): what runs beside the requests, on Redis.

The app is made once in every worker process, when it starts; importing this module connects to nothing.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from flask_openapi3 import OpenAPI

from violet.app import create_app
from violet.database import DATABASE_DOWN
from violet.observability.logging import configure_logging
from violet.production import UnsafeConfiguration, load_settings
from violet.services.deps import Deps
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings

REFRESH = "events.refresh"
NO_REDIS = "The worker needs REDIS_URL. Without Redis the server refreshes the events by itself."
# A task that the database keeps from its work is tried again after 5, 10, 20 ... seconds.
RETRIES, FIRST_PAUSE_S, LONGEST_PAUSE_S = 6, 5, 300


def make_celery(settings: Settings) -> Celery:
    """The worker for `settings`. Raises UnsafeConfiguration without REDIS_URL."""
    if settings.redis_url is None:
        raise UnsafeConfiguration([NO_REDIS])
    celery = Celery("violet", broker=settings.redis_url)
    celery.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        task_time_limit=settings.events_refresh_limit_s,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        timezone="America/New_York",
        beat_schedule={
            REFRESH: {
                "task": REFRESH,
                "schedule": settings.events_check_s,
                # A worker that was away does not work off what piled up.
                "options": {"expires": settings.events_check_s},
            }
        },
    )
    return celery


@lru_cache(maxsize=1)
def worker_app() -> OpenAPI:
    """This process's app."""
    return create_app(load_settings())


@setup_logging.connect  # type: ignore[untyped-decorator]
def _log_as_the_server_does(**kwargs: Any) -> None:
    configure_logging(load_settings())


try:
    celery = make_celery(load_settings())
except UnsafeConfiguration as error:  # for the operator: what is missing, and no stack trace around it
    sys.exit(str(error))


@celery.task(  # type: ignore[untyped-decorator]
    name=REFRESH,
    autoretry_for=DATABASE_DOWN,
    max_retries=RETRIES,
    retry_backoff=FIRST_PAUSE_S,
    retry_backoff_max=LONGEST_PAUSE_S,
    retry_jitter=True,
)
def refresh_events() -> dict[str, str]:
    """Asks the sources whose time has come. Answers what became of each, for the log."""
    app = worker_app()
    deps: Deps = app.extensions["violet"]
    with app.app_context():
        report = refresh(deps, due_only=True)
    return {one.source: one.failure or "ok" for one in report.sources}
