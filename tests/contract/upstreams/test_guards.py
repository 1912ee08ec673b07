"""What stands around every call: breaker, bounded concurrency, the books, and no key anywhere."""

from __future__ import annotations

import logging
import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, MakeClients
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.breaker import Breaker
from violet.domain.geo import LatLng
from violet.domain.places import PlaceQuery
from violet.ports import Failure, ProviderError
from violet.providers.http import Call, Upstream
from violet.providers.http.guard import Guard
from violet.providers.http.usage import Charge, Ledger, PriceTable, recording

CAFES = PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",))


def _failure(work: Any, *args: Any) -> Failure | None:
    try:
        work(*args)
    except ProviderError as error:
        return error.failure
    return None


def test_after_some_failures_nobody_asks_until_one_call_tries_and_succeeds(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients(breaker_failures=3, breaker_reset_s=0.3)
    simulator.state.set_fault("openweather", Fault("status", status=403))
    failures = [_failure(clients.weather.current, LatLng(40 + step, -73)) for step in range(5)]
    assert failures == [Failure.DENIED] * 3 + [Failure.CIRCUIT_OPEN] * 2
    assert len(simulator.state.requests()) == 3
    simulator.state.set_fault("openweather", None)
    threading.Event().wait(0.35)
    assert clients.weather.current(WASHINGTON_SQUARE)
    assert clients.weather.current(LatLng(10, 10))


def test_a_trial_that_fails_keeps_the_circuit_open(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients(breaker_failures=2, breaker_reset_s=0.3)
    simulator.state.set_fault("openweather", Fault("html"))
    for step in range(3):
        _failure(clients.weather.current, LatLng(step, 0))
    threading.Event().wait(0.35)
    simulator.state.set_latency("openweather", 0.1)
    with ThreadPoolExecutor(5) as pool:
        failures = list(pool.map(lambda step: _failure(clients.weather.current, LatLng(step, 9)), range(5)))
    assert sorted(map(str, failures)) == ["bad_response"] + ["circuit_open"] * 4
    assert _failure(clients.weather.current, LatLng(0, 8)) is Failure.CIRCUIT_OPEN


def test_cached_answers_serve_while_the_circuit_is_open(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients(breaker_failures=1, breaker_reset_s=60)
    clients.places.search(CAFES)
    simulator.state.set_fault("google_places", Fault("status", status=403))
    assert _failure(clients.places.search, PlaceQuery(WASHINGTON_SQUARE, kinds=("bar",))) is Failure.DENIED
    assert _failure(clients.places.search, PlaceQuery(WASHINGTON_SQUARE, kinds=("pub",))) is Failure.CIRCUIT_OPEN
    assert clients.places.search(CAFES)


def test_questions_without_an_answer_do_not_open_the_circuit(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients(breaker_failures=2)
    assert [_failure(clients.places.details, f"ChIJ{step}") for step in range(5)] == [Failure.NOT_FOUND] * 5


def test_only_so_many_calls_at_a_time(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients(upstream_max_concurrent=2, upstream_busy_wait_s=0.05)
    simulator.state.set_latency("openweather", 0.3)
    with ThreadPoolExecutor(6) as pool:
        failures = list(pool.map(lambda step: _failure(clients.weather.current, LatLng(step, 0)), range(6)))
    assert failures.count(None) == 2
    assert failures.count(Failure.BUSY) == 4
    assert len(simulator.state.requests()) == 2


def test_nobody_listening_is_a_connection_failure(make_clients: MakeClients) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        clients = make_clients(openweather_base_url=f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert _failure(clients.weather.current, WASHINGTON_SQUARE) is Failure.CONNECTION


def test_an_upstream_that_drips_is_cut_off(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    """The socket's own timeout begins anew with every byte."""
    clients = make_clients()
    drip = Upstream("drip", simulator.url, budget_s=0.5, read_timeout_s=0.4, attempts=1)
    simulator.state.set_mode("gemini", {"text": "word " * 400, "chunk_pause_s": 0.05})
    call = Call(
        "POST",
        "/v1/models/gemini-3.8-flash:streamGenerateContent",
        parse=str,
        body={"contents": [{"role": "user", "parts": [{"text": "hi"}]}]},
        headers={"X-Goog-Api-Key": "k"},
        cached=False,
    )
    with pytest.raises(ProviderError) as raised:
        clients.transport.fetch(drip, call)
    assert raised.value.failure is Failure.TIMEOUT


@pytest.mark.parametrize(("left_s", "at_least_s", "at_most_s"), [(9, 8, 9), (60, 20, 20), (-5, 0.05, 0.05)])
def test_an_attempt_may_take_what_is_left_and_no_longer_than_one_may(
    left_s: float, at_least_s: float, at_most_s: float
) -> None:
    upstream = Upstream("slow", "http://127.0.0.1:1", budget_s=60, read_timeout_s=20, attempts=1)
    guard = Guard(upstream, max_concurrent=1, busy_wait_s=0, breaker=Breaker("slow"))
    with guard.attempt((), time.monotonic() + left_s) as attempt:
        assert at_least_s <= attempt.timeout_s <= at_most_s


def test_the_ledger_counts_every_attempt_also_in_other_threads(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients()
    simulator.state.set_fault("google_places", Fault("status", status=503, times=1))
    with recording() as ledger, ThreadPoolExecutor(2) as pool:
        jobs: list[Future[Any]] = [
            pool.submit(copy_context().run, clients.places.search, CAFES),
            pool.submit(copy_context().run, clients.weather.current, WASHINGTON_SQUARE),
        ]
        assert all(job.result() for job in jobs)
    clients.weather.current(LatLng(1, 1))
    usage = ledger.usage()
    assert usage.calls == {"google_places": 2, "openweather": 1}
    assert usage.outcomes[("google_places", "server_error")] == 1
    assert usage.skus == {"places.search_enterprise": 1, "openweather.call": 1}


def test_a_call_that_does_not_fit_under_the_ceiling_is_not_made(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients()
    prices = PriceTable(clients.settings.price_table)
    with recording(Ledger(prices=prices, ceiling=50_000)) as ledger:
        assert clients.places.search(CAFES)
        assert _failure(clients.places.search, PlaceQuery(WASHINGTON_SQUARE, kinds=("bar",))) is Failure.OVER_BUDGET
        assert clients.places.search(CAFES)
        assert clients.weather.current(WASHINGTON_SQUARE)
    assert len(simulator.state.requests("google_places")) == 1
    assert prices.microdollars(ledger.usage().skus) == 35_000


def test_calls_racing_for_one_allowance_never_exceed_it(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients()
    simulator.state.set_latency("google_routes", 0.02)
    prices = PriceTable(clients.settings.price_table)
    origins = [LatLng(40.7 + step / 500, -73.99) for step in range(40)]
    with recording(Ledger(prices=prices, ceiling=33_000)) as ledger, ThreadPoolExecutor(20) as pool:
        jobs = [
            pool.submit(copy_context().run, _failure, clients.routes.matrix, origin, [WASHINGTON_SQUARE], "walking")
            for origin in origins
        ]
        failures = [job.result() for job in jobs]
    assert failures.count(None) == 6
    assert prices.microdollars(ledger.usage().skus) == 30_000


def test_prices_round_up_and_an_unknown_model_is_never_free() -> None:
    prices = PriceTable({"a.input": 0.00075, "a.output": 0.00375, "b.input": 0.002, "search": 35.0})
    assert prices.microdollars({"search": 1}) == 35_000
    assert prices.microdollars({"a.input": 1}) == 1
    assert prices.microdollars({"a.input": 2000, "a.output": 400}) == 3000
    assert prices.microdollars({"new.input": 1000}) == prices.microdollars({"b.input": 1000})
    assert Charge("search").units == 1


def test_no_key_is_in_what_we_log(
    simulator: RunningSimulator, make_clients: MakeClients, caplog: pytest.LogCaptureFixture
) -> None:
    """The libraries' own lines are kept quiet and redacted where logging is set up."""
    for ours in ("violet", "requests_cache"):
        caplog.set_level(logging.DEBUG, logger=ours)
    clients = make_clients(breaker_failures=1)
    clients.places.search(CAFES)
    clients.weather.current(WASHINGTON_SQUARE)
    simulator.state.set_fault("*", Fault("cut"))
    _failure(clients.geocoder.geocode, "70 Washington Square South", WASHINGTON_SQUARE)
    assert [one for one in simulator.state.requests() if "canary" in str(one.headers) + str(one.query)]
    assert caplog.records
    assert "canary" not in caplog.text


def test_an_upstream_says_nothing_of_keys_when_it_is_shown() -> None:
    keys = {"X-Goog-Api-Key": "canary"}
    shown = repr(Upstream("keyed", "https://a.example", 1, 1, secret_headers=keys, secret_params=keys))
    assert "a.example" in shown
    assert "canary" not in shown
