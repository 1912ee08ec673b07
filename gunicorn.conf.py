"""gunicorn: threads for waiting on upstreams, one copy of the embedding model shared by all workers."""

import os
import pathlib

bind = f"0.0.0.0:{os.environ.get('PORT', '5001')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "64"))
timeout = 120
graceful_timeout = 30
keepalive = 75
preload_app = True
worker_tmp_dir = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
