"""A simulator in a thread of this process, for tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.ports import free_port
from tests.simulator.server import serve
from tests.simulator.state import State
from tests.simulator.upstreams import all_upstreams

START_DEADLINE_S = 10
BASE_URL_SETTINGS = (
    "google_places_base_url", "google_routes_base_url", "google_maps_base_url", "gemini_base_url",
    "openweather_base_url", "nyu_engage_base_url", "nyu_events_base_url", "nyc_open_data_base_url",
    "downtown_brooklyn_base_url", "google_calendar_base_url", "google_oauth_base_url", "expo_push_base_url",
)  # fmt: skip
# Made-up keys that must never come out anywhere; `tests.canaries` looks for them in everything that does.
CANARY_KEYS = {
    "google_api_key": "canary-key-google-maps-7f3a",
    "gemini_api_key": "canary-key-gemini-91bc",
    "openweather_key": "canary-key-openweather-d20e",
}


@dataclass(frozen=True, slots=True)
class RunningSimulator:
    """`state` is what tests set and read; `settings` are the overrides that point a server at this simulator."""

    url: str
    state: State

    @property
    def base_urls(self) -> dict[str, str]:
        return dict.fromkeys(BASE_URL_SETTINGS, self.url)

    @property
    def settings(self) -> dict[str, str]:
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
