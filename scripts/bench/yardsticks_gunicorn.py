"""gunicorn for the yardsticks: the server's own workers, threads and timeouts, without its hooks."""

import runpy

_SAME = (
    "bind", "worker_class", "workers", "threads", "worker_connections", "timeout", "graceful_timeout", "keepalive",
    "preload_app", "worker_tmp_dir", "control_socket_disable",
)  # fmt: skip
_server = runpy.run_path("gunicorn.conf.py")
globals().update({name: _server[name] for name in _SAME})
