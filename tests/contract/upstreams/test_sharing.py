"""Answers are shared: from the cache, among neighbors, and by those who ask the same at the same moment."""

from __future__ import annotations

import itertools
import math
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
import redis
import time_machine

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients, MakeClients
from tests.servers import RedisServer, redis_server
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.domain.geo import LatLng, meters_between
from violet.domain.places import PlaceQuery
from violet.ports import ProviderError
from violet.providers.http.anchors import Anchors
from violet.providers.http.usage import Ledger, PriceTable, recording

CAFES = PlaceQuery(WASHINGTON_SQUARE, kinds=("cafe",))
METERS_PER_DEGREE = 111_320.0
REDIS_ENTRIES = "violet:upstream:*"


def moved(point: LatLng, meters: float, bearing: float) -> LatLng:
    """The point so many meters away; 0 is north, pi/2 east."""
    north, east = meters * math.cos(bearing), meters * math.sin(bearing)
    scale = math.cos(math.radians(point.lat))
    return LatLng(point.lat + north / METERS_PER_DEGREE, point.lng + east / METERS_PER_DEGREE / scale)


@pytest.fixture
def stored(redis_process: RedisServer) -> Iterator[redis.Redis]:
    """What is in Redis: nothing yet."""
    with redis.Redis.from_url(redis_process.url) as client:
        client.flushdb()
        yield client


@pytest.fixture(params=["memory", "redis"])
def shared_clients(request: pytest.FixtureRequest, make_clients: MakeClients) -> Iterator[Clients]:
    if request.param == "memory":
        yield make_clients()
        return
    server: RedisServer = request.getfixturevalue("redis_process")
    request.getfixturevalue("stored")
    yield make_clients(redis_url=server.url)


def test_a_repeat_costs_nothing(simulator: RunningSimulator, shared_clients: Clients) -> None:
    first = shared_clients.places.search(CAFES)
    with recording() as ledger:
        again = shared_clients.places.search(CAFES)
    assert again == first
    assert len(simulator.state.requests()) == 1
    assert ledger.usage().calls == {}
    assert ledger.usage().cache_hits == {"google_places": 1}


@pytest.mark.parametrize("meters", [20, 50, 74])
def test_a_repeat_from_anywhere_within_75_m_costs_nothing(
    simulator: RunningSimulator, shared_clients: Clients, meters: float
) -> None:
    starts = [moved(WASHINGTON_SQUARE, step * 211, step) for step in range(4)]
    for start in starts:
        shared_clients.places.search(PlaceQuery(start, kinds=("cafe",)))
    asked = len(simulator.state.requests())
    for start, step in itertools.product(starts, range(6)):
        near = moved(start, meters, step * math.pi / 3)
        shared_clients.places.search(PlaceQuery(near, kinds=("cafe",)))
        shared_clients.routes.matrix(near, [LatLng(40.7359, -73.9906)], "walking")
    assert len(simulator.state.requests("google_places")) == asked
    assert len(simulator.state.requests("google_routes")) == len(starts)


def test_who_is_further_away_gets_an_answer_of_their_own(simulator: RunningSimulator, shared_clients: Clients) -> None:
    shared_clients.places.search(CAFES)
    shared_clients.places.search(PlaceQuery(moved(WASHINGTON_SQUARE, 90, 1.0), kinds=("cafe",)))
    assert len(simulator.state.requests()) == 2


def test_an_anchor_is_never_further_away_than_75_m() -> None:
    anchors = Anchors(None)
    for step in range(400):
        point = moved(WASHINGTON_SQUARE, step * 7 % 900, step * 2.399)
        assert meters_between(point, anchors.near(point)) <= 76


def test_answers_are_kept_for_five_minutes(simulator: RunningSimulator, clients: Clients) -> None:
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        clients.places.search(CAFES)
        clock.shift(299)
        clients.places.search(CAFES)
        assert len(simulator.state.requests()) == 1
        clock.shift(2)
        clients.places.search(CAFES)
        assert len(simulator.state.requests()) == 2


@pytest.mark.usefixtures("stored")
def test_workers_share_what_is_in_redis(
    simulator: RunningSimulator, make_clients: MakeClients, redis_process: RedisServer
) -> None:
    one, other = (make_clients(redis_url=redis_process.url) for _ in range(2))
    assert one.places.search(CAFES) == other.places.search(
        PlaceQuery(moved(WASHINGTON_SQUARE, 60, 2.0), kinds=("cafe",))
    )
    assert len(simulator.state.requests()) == 1


def test_nothing_in_redis_holds_a_key_or_the_request(
    simulator: RunningSimulator, make_clients: MakeClients, redis_process: RedisServer, stored: redis.Redis
) -> None:
    clients = make_clients(redis_url=redis_process.url)
    clients.places.search(CAFES)
    clients.geocoder.geocode("70 Washington Square South", WASHINGTON_SQUARE)
    clients.weather.current(WASHINGTON_SQUARE)
    clients.routes.matrix(WASHINGTON_SQUARE, [LatLng(40.7359, -73.9906)], "walking")
    entries = list(stored.scan_iter(REDIS_ENTRIES))
    assert len(entries) == 4
    for key in stored.scan_iter("*"):
        value = stored.get(key) or b""
        assert b"canary" not in key + value
        assert b"locationRestriction" not in value
        assert stored.ttl(key) > 0
    assert all(one.headers.get("x-goog-api-key") or one.query for one in simulator.state.requests())


def test_a_dead_redis_is_a_miss_and_memory_serves(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    with redis_server() as server:
        one, other = (make_clients(redis_url=server.url) for _ in range(2))
        one.places.search(CAFES)
        server.kill()
        for clients in (one, other, other):
            assert clients.places.search(CAFES)
        assert len(simulator.state.requests()) == 2


def test_redis_is_used_again_when_it_is_back(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    with redis_server() as server:
        one, other = (make_clients(redis_url=server.url) for _ in range(2))
        server.kill()
        one.places.search(CAFES)
        server.start()
        texts = (f"bar {number}" for number in itertools.count())

        def share() -> bool:
            query, before = PlaceQuery(WASHINGTON_SQUARE, text=next(texts)), len(simulator.state.requests())
            one.places.search(query)
            other.places.search(query)
            return len(simulator.state.requests()) == before + 1

        wait_until(share)


def test_what_is_not_ours_in_redis_is_a_miss(
    simulator: RunningSimulator, make_clients: MakeClients, redis_process: RedisServer, stored: redis.Redis
) -> None:
    first = make_clients(redis_url=redis_process.url).places.search(CAFES)
    for key, other in zip(stored.scan_iter(REDIS_ENTRIES), itertools.cycle([b"\x80\x04pickle?", b"[1]\n{}", b""])):
        stored.set(key, other)
    assert make_clients(redis_url=redis_process.url).places.search(CAFES) == first
    assert len(simulator.state.requests()) == 2


def test_the_same_question_at_the_same_moment_is_asked_once(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_latency("google_places", 0.2)
    with ThreadPoolExecutor(30) as pool, recording() as ledger:
        jobs = [pool.submit(copy_context().run, clients.places.search, CAFES) for _ in range(30)]
        answers = [job.result() for job in jobs]
    assert all(answer == answers[0] for answer in answers)
    assert len(simulator.state.requests()) == 1
    assert ledger.usage().calls == {"google_places": 1}
    assert ledger.usage().cache_hits == {"google_places": 29}


def test_a_shared_failure_is_everybodys_and_the_next_question_is_asked_again(
    simulator: RunningSimulator, clients: Clients
) -> None:
    simulator.state.set_latency("google_places", 0.8)
    simulator.state.set_fault("google_places", Fault("status", status=403, times=1))
    all_ask = threading.Barrier(10)

    def search(_: int) -> bool:
        all_ask.wait()
        try:
            return bool(clients.places.search(CAFES))
        except ProviderError:
            return False

    with ThreadPoolExecutor(10) as pool:
        assert not any(pool.map(search, range(10)))
    assert len(simulator.state.requests()) == 1
    assert clients.places.search(CAFES)


def test_somebody_elses_empty_purse_is_not_shared(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    """Somebody without money asks first and waits for a free line; somebody with money asks the same meanwhile."""
    clients = make_clients(upstream_max_concurrent=1, upstream_busy_wait_s=5)
    prices = PriceTable(clients.settings.price_table)

    def search(text: str, ceiling: int) -> str:
        with recording(Ledger(prices=prices, ceiling=ceiling)):
            try:
                clients.places.search(PlaceQuery(WASHINGTON_SQUARE, text=text))
            except ProviderError as error:
                return error.failure.value
        return "found"

    def under_way(count: int) -> bool:
        return clients.transport.under_way == count

    assert search("water", 10**6) == "found"
    simulator.state.set_latency("google_places", 0.4)
    with ThreadPoolExecutor(3) as pool:
        line_taken = pool.submit(search, "tea", 10**6)
        wait_until(lambda: under_way(1))
        poor = pool.submit(search, "coffee", 0)
        wait_until(lambda: under_way(2))
        rich = pool.submit(search, "coffee", 10**6)
        assert [line_taken.result(), poor.result(), rich.result()] == ["found", "over_budget", "found"]


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def _search_in_child(clients: Clients, answers: multiprocessing.Queue[int]) -> None:
    answers.put(len(clients.places.search(CAFES)))


def test_a_forked_worker_starts_with_connections_of_its_own(simulator: RunningSimulator, clients: Clients) -> None:
    assert clients.places.search(CAFES)
    fork = multiprocessing.get_context("fork")
    answers = fork.Queue()
    children = [fork.Process(target=_search_in_child, args=(clients, answers)) for _ in range(2)]
    for child in children:
        child.start()
    assert [answers.get(timeout=10) for _ in children] == [20, 20]
    for child in children:
        child.join(10)
    assert len(simulator.state.requests()) == 3
