"""Every client against everything that can go wrong: a ProviderError of the right kind, in time, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients, MakeClients
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.domain.geo import LatLng
from violet.domain.places import PlaceQuery
from violet.ports import Failure, Prompt, ProviderError
from violet.providers.http.usage import recording

HURRY = {
    "places_budget_s": 0.4, "geocoding_budget_s": 0.4, "weather_budget_s": 0.4, "photos_budget_s": 0.4,
    "routes_deadline_s": 0.4, "reply_deadline_s": 0.4,
}  # fmt: skip
LONGEST_S = 3.0
UNION_SQUARE = LatLng(40.7359, -73.9906)
PROMPT = Prompt("Recommend.", '[{"name": "Bobst Library", "walk_time": "4 min"}]')
PHOTO = "places/ChIJx/photos/abc"

CALLS: dict[str, tuple[str, Callable[[Clients], Any]]] = {
    "search": ("google_places", lambda c: c.places.search(PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",)))),
    "text search": ("google_places", lambda c: c.places.search(PlaceQuery(WASHINGTON_SQUARE, text="ramen"))),
    "details": ("google_places", lambda c: c.places.details("ChIJx")),
    "photo": ("google_places", lambda c: c.photos.address(PHOTO, width_px=400)),
    "matrix": ("google_routes", lambda c: c.routes.matrix(WASHINGTON_SQUARE, [UNION_SQUARE], "walking")),
    "route": ("google_routes", lambda c: c.routes.route(WASHINGTON_SQUARE, UNION_SQUARE, "walking")),
    "mapbox": ("mapbox", lambda c: c.mapbox.route(WASHINGTON_SQUARE, UNION_SQUARE, "walking")),
    "geocode": ("google_geocoding", lambda c: c.geocoder.geocode("70 Washington Square South", WASHINGTON_SQUARE)),
    "weather": ("openweather", lambda c: c.weather.current(WASHINGTON_SQUARE)),
    "forecast": ("openweather", lambda c: c.weather.forecast(WASHINGTON_SQUARE)),
    "write": ("gemini", lambda c: c.writer.write(PROMPT)),
    "stream": ("gemini", lambda c: list(c.writer.stream(PROMPT))),
}
FAULTS: dict[str, tuple[Fault, Failure]] = {
    "timeout": (Fault("timeout"), Failure.TIMEOUT),
    "cut": (Fault("cut"), Failure.CONNECTION),
    "cut in the body": (Fault("cut_body"), Failure.CONNECTION),
    "429": (Fault("status", status=429, retry_after="30"), Failure.RATE_LIMITED),
    "403": (Fault("status", status=403), Failure.DENIED),
    "404": (Fault("status", status=404), Failure.NOT_FOUND),
    "500": (Fault("status", status=500), Failure.SERVER_ERROR),
    "503": (Fault("status", status=503), Failure.SERVER_ERROR),
    "502 with HTML": (Fault("html_error", status=502), Failure.SERVER_ERROR),
    "200 with HTML": (Fault("html"), Failure.BAD_RESPONSE),
    "truncated JSON": (Fault("truncated"), Failure.BAD_RESPONSE),
    "empty body": (Fault("empty"), Failure.BAD_RESPONSE),
    "wrong types": (Fault("wrong_types"), Failure.BAD_RESPONSE),
}
# Requests that come to nothing without a fault, and faults that mean an answer: told apart from the table above.
UNKNOWN_PLACE = {"details", "photo"}
EXPECTED = {
    ("geocode", "404"): None,  # ZERO_RESULTS
    ("details", "truncated JSON"): Failure.NOT_FOUND,
    ("details", "wrong types"): Failure.NOT_FOUND,
    ("photo", "truncated JSON"): Failure.NOT_FOUND,
    ("photo", "wrong types"): Failure.NOT_FOUND,
    ("details", "cut in the body"): Failure.CONNECTION,
}
WORTH_ANOTHER_TRY = {Failure.CONNECTION, Failure.SERVER_ERROR}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_a_fault_is_a_provider_error_in_time(
    simulator: RunningSimulator, make_clients: MakeClients, call: str, fault: str
) -> None:
    upstream, make_call = CALLS[call]
    sent, usual = FAULTS[fault]
    expected = EXPECTED.get((call, fault), usual)
    clients = make_clients(**(HURRY if fault == "timeout" else {}))
    clients.writer.load()
    simulator.state.set_fault(upstream, sent)
    began = time.monotonic()
    with recording() as ledger:
        if expected is None:
            assert make_call(clients) is None
            return
        with pytest.raises(ProviderError) as raised:
            make_call(clients)
    assert raised.value.failure is expected
    assert time.monotonic() - began < LONGEST_S
    assert "canary" not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.__context__!r}"
    attempts = len(simulator.state.requests(upstream))
    assert sum(ledger.usage().calls.values()) == attempts
    if expected not in WORTH_ANOTHER_TRY | {Failure.TIMEOUT, Failure.NOT_FOUND, Failure.RATE_LIMITED}:
        assert attempts == 1


@pytest.mark.parametrize("call", CALLS)
def test_what_is_worth_another_try_gets_one(simulator: RunningSimulator, make_clients: MakeClients, call: str) -> None:
    upstream, make_call = CALLS[call]
    clients = make_clients()
    for fault in (Fault("cut", times=1), Fault("status", status=503, times=1)):
        simulator.state.reset()
        simulator.state.set_fault(upstream, fault)
        if call in UNKNOWN_PLACE:
            with pytest.raises(ProviderError, match="not_found"):
                make_call(clients)
        else:
            assert make_call(clients)
        assert len(simulator.state.requests(upstream)) == 2
        clients = make_clients()


@pytest.mark.parametrize("call", ["search", "matrix", "mapbox", "weather", "geocode"])
def test_an_answer_that_makes_no_sense_is_not_kept(
    simulator: RunningSimulator, make_clients: MakeClients, call: str
) -> None:
    upstream, make_call = CALLS[call]
    clients = make_clients()
    simulator.state.set_fault(upstream, Fault("wrong_types", times=1))
    with pytest.raises(ProviderError):
        make_call(clients)
    assert make_call(clients)


def test_an_empty_object_is_no_places_and_no_way_but_no_weather(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients()
    simulator.state.set_fault("*", Fault("empty_object"))
    assert CALLS["search"][1](clients) == []
    with pytest.raises(ProviderError, match="not_found"):
        CALLS["route"][1](clients)
    for call in ("weather", "forecast", "geocode", "matrix", "mapbox", "write", "stream"):
        with pytest.raises(ProviderError, match="bad_response"):
            CALLS[call][1](clients)


@pytest.mark.parametrize("call", ["search", "matrix", "weather", "write", "stream"])
def test_ten_times_slower_is_still_an_answer(simulator: RunningSimulator, make_clients: MakeClients, call: str) -> None:
    upstream, make_call = CALLS[call]
    clients = make_clients()
    simulator.state.set_fault(upstream, Fault("slow"))
    assert make_call(clients)


@pytest.mark.parametrize("call", ["search", "matrix", "weather", "write"])
def test_compressed_answers_are_understood(simulator: RunningSimulator, make_clients: MakeClients, call: str) -> None:
    upstream, make_call = CALLS[call]
    simulator.state.set_fault(upstream, Fault("gzip"))
    assert make_call(make_clients())
    assert "gzip" in simulator.state.requests(upstream)[0].headers["accept-encoding"]
    simulator.state.set_fault(upstream, Fault("bad_gzip"))
    with pytest.raises(ProviderError):
        make_call(make_clients())


def test_retry_after_is_waited_for_in_full(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients()
    simulator.state.set_fault("openweather", Fault("status", status=429, retry_after="1", times=1))
    began = time.monotonic()
    assert clients.weather.current(WASHINGTON_SQUARE)
    assert time.monotonic() - began >= 1.0


def test_a_retry_after_that_does_not_fit_the_budget_ends_the_call_at_once(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients()
    simulator.state.set_fault("openweather", Fault("status", status=429, retry_after="60"))
    began = time.monotonic()
    with pytest.raises(ProviderError, match="rate_limited"):
        clients.weather.current(WASHINGTON_SQUARE)
    assert time.monotonic() - began < 1.0
    assert len(simulator.state.requests()) == 1
