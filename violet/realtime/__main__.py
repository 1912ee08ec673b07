"""`python -m violet.realtime`: serves the sockets until it is told to stop."""

from __future__ import annotations

import sys

import uvicorn

from violet.observability.logging import configure_logging
from violet.observability.telemetry import check_telemetry, start_telemetry
from violet.production import UnsafeConfiguration, load_settings, require_safe
from violet.realtime.server import build
from violet.settings import Settings
from violet.wiring import build_container

# A message from an app is a name and an id.
MAX_MESSAGE_BYTES = 10_000
NO_REDIS = "The realtime process needs REDIS_URL. Without Redis apps ask for news instead."


def config(settings: Settings) -> uvicorn.Config:
    """How sockets are served. Raises UnsafeConfiguration where they cannot be."""
    require_safe(settings)
    if settings.redis_url is None:
        raise UnsafeConfiguration([NO_REDIS])
    return uvicorn.Config(
        build(build_container(settings)),
        host="0.0.0.0" if settings.production else "127.0.0.1",  # noqa: S104 -- behind a proxy
        port=port_of(settings),
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,  # costs 300 KB a socket
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def port_of(settings: Settings) -> int:
    """REALTIME_PORT; where that is not set, the PORT that a platform gives each of its processes."""
    given = settings.model_fields_set
    return settings.port if "port" in given and "realtime_port" not in given else settings.realtime_port


def main() -> None:
    """Ends with a list of what is wrong where the settings are."""
    try:
        settings = load_settings()
        check_telemetry(settings)
        served = config(settings)
    except (UnsafeConfiguration, RuntimeError) as error:
        sys.exit(str(error))
    configure_logging(settings)
    start_telemetry(settings)
    uvicorn.Server(served).run()


if __name__ == "__main__":
    main()
