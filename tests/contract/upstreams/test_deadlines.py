"""Whoever drips, at whatever point, is given up when the time on the clock is over: the gaps say nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients, MakeClients
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.domain.places import PlaceQuery
from violet.ports import Failure, Prompt, ProviderError
from violet.providers.http import clock
from violet.providers.http.clock import Lookups, on_the_clock
from violet.providers.http.documents import Documents, Wanted
from violet.providers.http.upstream import Upstream

BUDGET_S = 0.6
SLACK_S = 1.5
HURRY = {
    "places_budget_s": BUDGET_S,
    "weather_budget_s": BUDGET_S,
    "reply_deadline_s": BUDGET_S,
    "breaker_failures": 100,
}
PROMPT = Prompt(instruction="Say something.", data="Anything?")


def search(clients: Clients) -> Any:
    return clients.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",)))


def feed(clients: Clients) -> Any:
    documents = Documents(clients.transport, clients.settings)
    base_url = clients.settings.event_source_base_urls["nyu_calendar"]
    return documents.fetch(Upstream("nyu_calendar", base_url, BUDGET_S, BUDGET_S), Wanted("/live/ical/events"))


def strangers_feed(clients: Clients) -> Any:
    documents = Documents(clients.transport, clients.settings)
    url = f"{clients.settings.event_source_base_urls['nyu_calendar']}/ical/secret/basic.ics"
    return documents.fetch_public("calendar_feed", url, budget_s=BUDGET_S, allow_private=True)


CALLS: dict[str, tuple[str, Callable[[Clients], Any]]] = {
    "places": ("google_places", search),
    "weather": ("openweather", lambda clients: clients.weather.current(WASHINGTON_SQUARE)),
    "gemini": ("gemini", lambda clients: clients.writer.write(PROMPT)),
    "gemini's stream": ("gemini", lambda clients: list(clients.writer.stream(PROMPT))),
    "a feed of events": ("nyu_calendar", feed),
    "a stranger's feed": ("private_ical", strangers_feed),
}


@pytest.mark.parametrize("kind", ["drip", "drip_body"])
@pytest.mark.parametrize("call", CALLS)
def test_drips_end_with_the_budget(
    simulator: RunningSimulator, make_clients: MakeClients, call: str, kind: Any
) -> None:
    """Dripped heads were read for minutes, and so were bodies as long as no piece of 64 KiB was full."""
    upstream, make_call = CALLS[call]
    clients = make_clients(**HURRY)
    clients.writer.load()
    simulator.state.set_fault(upstream, Fault(kind))
    began = time.monotonic()
    with pytest.raises(ProviderError) as raised:
        make_call(clients)
    assert raised.value.failure is Failure.TIMEOUT
    assert time.monotonic() - began < BUDGET_S + SLACK_S


@contextmanager
def stuck_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A name server that answers only when the test is over."""
    over = threading.Event()

    def never(*_: Any, **__: Any) -> Any:
        over.wait(20)
        raise socket.gaierror("too late")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    try:
        yield over
    finally:
        over.set()


def test_a_name_that_does_not_resolve_ends_with_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    lookups = Lookups(most=1)
    with stuck_resolver(monkeypatch):
        for _ in range(2):  # the second finds the only thread taken
            began = time.monotonic()
            with pytest.raises(TimeoutError), on_the_clock(began + 0.2):
                lookups.addresses("calendar.example", 443)
            assert time.monotonic() - began < 1


def test_an_inner_deadline_never_outlasts_the_outer_one() -> None:
    now = time.monotonic()
    with on_the_clock(now + 5), on_the_clock(now + 500):
        assert (clock.time_left() or 0) <= 5
    assert clock.time_left() is None
