"""Celery on Redis: how the worker is made, and how it reaches its broker."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

from celery import Celery

from violet.jobs.beat import AT_ONCE, Tick
from violet.production import UnsafeConfiguration
from violet.settings import Settings

NO_REDIS = "The worker needs REDIS_URL. Without Redis the server does the worker's part by itself."
# A job that does not end by itself is ended with its process, some time after its attempt was given up.
KILLED_AFTER_S = 60


def make_celery(settings: Settings, tick: Callable[[Celery], Tick]) -> Celery:
    """The worker for `settings`; `tick` makes what its clock does. Raises UnsafeConfiguration without REDIS_URL."""
    if settings.redis_url is None:
        raise UnsafeConfiguration([NO_REDIS])
    celery = Celery("violet", broker=settings.redis_url)
    celery.conf.update(
        broker_use_ssl=_tls(settings.redis_url),
        task_ignore_result=True,
        # The row is the truth: an id that gets lost is sent again, and one that comes twice is run once.
        task_acks_late=False,
        task_time_limit=settings.events_refresh_limit_s + KILLED_AFTER_S,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options=AT_ONCE,
        beat_scheduler="violet.jobs.beat:RowScheduler",
        violet_tick=tick,
        timezone="UTC",
    )
    return celery


def _tls(url: str) -> dict[str, Any] | bool:
    """kombu takes any certificate where nobody says otherwise; what the address itself says of TLS goes before this."""
    return {"ssl_cert_reqs": ssl.CERT_REQUIRED} if url.startswith("rediss://") else False
