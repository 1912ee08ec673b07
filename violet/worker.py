"""Celery's entry (`celery --app violet.worker worker --beat`): what runs beside the requests, on Redis.

The app is made once in every process of the worker, when it is first needed; importing this module connects to nothing.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

import structlog
from celery import Celery
from celery.signals import setup_logging, worker_process_init
from flask_openapi3 import OpenAPI

from violet.app import create_app
from violet.container import Container
from violet.database import DATABASE_DOWN, limit_waiting
from violet.jobs.background import chores_of, runner_of
from violet.jobs.beat import RUN_JOB, Tick, send_by
from violet.jobs.broker import make_celery
from violet.observability.logging import configure_logging
from violet.observability.telemetry import check_telemetry, start_telemetry
from violet.production import UnsafeConfiguration, load_settings

# What a tick waits for the database, which has the next tick to answer in.
PATIENCE_S = 10.0

log = structlog.get_logger(__name__)


@lru_cache(maxsize=1)
def worker_app() -> OpenAPI:
    """This process's app."""
    return create_app(load_settings())


def make_tick(celery: Celery) -> Tick:
    """What the clock does, in the clock's own process."""
    limit_waiting(PATIENCE_S)
    start_telemetry(load_settings())
    container: Container = worker_app().extensions["violet"]
    return chores_of(container, send_by(celery)).tick


@setup_logging.connect  # type: ignore[untyped-decorator]
def _log_as_the_server_does(**kwargs: Any) -> None:
    configure_logging(load_settings())


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _report_errors_and_spans(**kwargs: Any) -> None:
    """In each process that runs jobs; the clock has one of its own."""
    start_telemetry(load_settings())


try:
    check_telemetry(load_settings())
    celery = make_celery(load_settings(), make_tick)
except (UnsafeConfiguration, RuntimeError) as error:  # for the operator: what is missing, and no stack trace around it
    sys.exit(str(error))


@celery.task(name=RUN_JOB)  # type: ignore[untyped-decorator]
def run_job(job_id: str) -> None:
    """Runs one job, where it is still ours to run."""
    container: Container = worker_app().extensions["violet"]
    try:
        runner_of(container).run(job_id)
    except DATABASE_DOWN:
        log.warning("job_put_off", job_id=job_id, reason="database_down")
