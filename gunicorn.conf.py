"""gunicorn: threads for waiting on upstreams, one copy of the embedding model shared by all workers.

Connections, threads and pools are opened after the fork, never before.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

_memory_folder = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# A directory for each boot: numbers of workers long gone are nobody's. Has to be known before metrics are imported.
_metrics_folder = tempfile.mkdtemp(prefix="violet-metrics-", dir=_memory_folder)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _metrics_folder

from prometheus_client import multiprocess  # noqa: E402

from violet.database import limit_waiting  # noqa: E402
from violet.fair_worker import FairWorker, forget  # noqa: E402
from violet.jobs.background import start_background  # noqa: E402
from violet.observability.logging import configure_logging  # noqa: E402
from violet.observability.telemetry import check_telemetry, start_telemetry  # noqa: E402
from violet.production import (  # noqa: E402
    UnsafeConfiguration,
    load_settings,
    require_own_secrets,
)
from violet.server.patient_worker import Patience, PatientWorker  # noqa: E402
from violet.wiring import warm_up  # noqa: E402

try:
    _settings = load_settings()
except UnsafeConfiguration as error:  # for the operator: what is wrong, without a stack trace around it
    sys.exit(str(error))
check_telemetry(_settings)

# Outside production the secrets may be those that everybody knows: that is for this machine only.
_everywhere = "0.0.0.0"  # noqa: S104
bind = f"{_everywhere if _settings.production else '127.0.0.1'}:{_settings.port}"
worker_class = "violet.fair_worker.FairWorker"
# Workers share conversations through Redis alone: without it a follow-up could land on a worker that never heard the
# first question, so there is one, unless somebody asks for more.
_shared = _settings.redis_url is not None or "web_concurrency" in _settings.model_fields_set
workers = _settings.web_concurrency if _shared else 1
PatientWorker.patience = Patience(
    header_s=_settings.client_header_timeout_s,
    body_s=_settings.client_body_timeout_s,
    write_s=_settings.client_write_timeout_s,
    max_body_bytes=_settings.max_body_bytes,
)
threads = _settings.web_threads
worker_connections = 1000
timeout = 120
graceful_timeout = _settings.graceful_timeout_s
keepalive = 75
sendfile = False  # answers leave through the worker's loop, which waits for slow readers
preload_app = True
worker_tmp_dir = _memory_folder
control_socket_disable = True


class StructuredLogger(Logger):  # type: ignore[misc]
    """gunicorn's lines in our form; requests are logged by the app, once and without personal data."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        configure_logging(_settings)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def access(self, *args: Any) -> None:
        pass


logger_class = StructuredLogger


def on_starting(server: Arbiter) -> None:
    """In the master, before it listens: beyond this machine, secrets have to be one's own."""
    try:
        require_own_secrets(_settings, [address[0] for address in server.cfg.address if isinstance(address, tuple)])
    except UnsafeConfiguration as error:
        sys.exit(str(error))


def when_ready(server: Arbiter) -> None:
    """In the master, before any worker: what is loaded here is shared by all of them."""
    warm_up(server.app.wsgi().extensions["violet"])
    gc.collect()
    gc.freeze()


def post_fork(server: Arbiter, worker: Worker) -> None:
    limit_waiting(_settings.db_timeout_s)
    start_telemetry(_settings)
    app = server.app.wsgi()
    app.extensions["violet"].engine.dispose(close=False)
    start_background(app)


def child_exit(server: Arbiter, worker: FairWorker) -> None:
    multiprocess.mark_process_dead(worker.pid, _metrics_folder)
    forget(worker)


def _remove_metrics(master: int) -> None:
    if os.getpid() == master:
        shutil.rmtree(_metrics_folder, ignore_errors=True)


# Also where gunicorn only checks its configuration; workers inherit this and are not meant.
atexit.register(_remove_metrics, os.getpid())
