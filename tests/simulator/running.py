"""A simulator in a thread of this process, for tests."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.ports import free_port
from tests.simulator.server import serve
from tests.simulator.state import State
from tests.simulator.upstreams import all_upstreams

START_DEADLINE_S = 10
BASE_URL_SETTINGS = (
    "google_places_base_url", "google_routes_base_url", "google_maps_base_url", "gemini_base_url",
    "openweather_base_url", "google_calendar_base_url", "google_oauth_base_url", "expo_push_base_url",
    "fcm_base_url", "twilio_base_url", "open_data_melbourne_base_url", "open_data_nyc_base_url",
    "google_translate_base_url", "mapbox_base_url",
)  # fmt: skip
EVENT_SOURCES = ("nyu_engage", "nyu_calendar", "nyc_open_data", "nyc_parks", "downtown_brooklyn")
# Made-up keys that must never come out anywhere; `tests.canaries` looks for them in everything that does.
CANARY_KEYS = {
    "google_api_key": "canary-key-google-maps-7f3a",
    "gemini_api_key": "canary-key-gemini-91bc",
    "openweather_key": "canary-key-openweather-d20e",
}


def as_variable(value: Any) -> str:
    """A setting as an environment variable has it."""
    return json.dumps(value) if isinstance(value, dict) else str(value)


def base_url_environment(url: str) -> dict[str, str]:
    """The environment variables that point a server's process at a simulator."""
    sources = json.dumps(dict.fromkeys(EVENT_SOURCES, url))
    return {**{name.upper(): url for name in BASE_URL_SETTINGS}, "EVENT_SOURCE_BASE_URLS": sources}


@dataclass(frozen=True, slots=True)
class RunningSimulator:
    """`state` is what tests set and read; `settings` are the overrides that point a server at this simulator."""

    url: str
    state: State

    @property
    def base_urls(self) -> dict[str, Any]:
        return {
            **dict.fromkeys(BASE_URL_SETTINGS, self.url),
            "event_source_base_urls": dict.fromkeys(EVENT_SOURCES, self.url),
        }

    @property
    def settings(self) -> dict[str, Any]:
        """Base URLs and canary keys: every real client is switched on."""
        return self.base_urls | CANARY_KEYS


@contextmanager
def running_simulator(*, usual_latency: bool = False) -> Iterator[RunningSimulator]:
    state = State(all_upstreams(), usual_latency=usual_latency)
    port, started, loop = free_port(), threading.Event(), asyncio.new_event_loop()
    task = loop.create_task(serve(state, host="127.0.0.1", port=port, started=started))

    def run() -> None:
        loop.run_until_complete(task)
        loop.close()

    thread = threading.Thread(target=run, name="simulator", daemon=True)
    thread.start()
    if not started.wait(START_DEADLINE_S):
        raise TimeoutError("the simulator did not start")
    try:
        yield RunningSimulator(f"http://127.0.0.1:{port}", state)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(START_DEADLINE_S)
