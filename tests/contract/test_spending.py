"""The ceilings of money: reserved before, settled after, never exceeded, whatever the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import redis

from tests.conftest import make_settings
from tests.servers import RedisServer
from violet.container import Container
from violet.ports import Failure, ProviderError
from violet.providers.http.usage import Charge, current_ledger
from violet.services.spending.allowance import allowance, spent_today_usd, usage_report
from violet.wiring import build_container

SEARCH = (Charge("places.search_enterprise"),)
SEARCH_USD = 0.035
KEYS = {"google_api_key": "canary-maps", "gemini_api_key": "canary-gemini"}

MakeDeps = Callable[..., Container]


@pytest.fixture(params=["memory", "redis"])
def make_deps(request: pytest.FixtureRequest) -> MakeDeps:
    """Each call makes the dependencies of one more worker; with Redis, workers share their counters."""
    url: str | None = None
    if request.param == "redis":
        server: RedisServer = request.getfixturevalue("redis_process")
        with redis.Redis.from_url(server.url) as stored:
            stored.flushdb()
        url = server.url

    def make(**overrides: object) -> Container:
        return build_container(make_settings(redis_url=url, **(KEYS | overrides)))

    return make


def _search() -> bool:
    """A paid call, as the guard books it. Whether it was admitted."""
    ledger = current_ledger()
    assert ledger is not None
    try:
        ledger.admit("google_places", SEARCH)
    except ProviderError as error:
        return error.failure is not Failure.OVER_BUDGET
    ledger.settle("google_places", "ok", admitted=SEARCH, billed=SEARCH)
    return True


def test_a_turn_costs_what_it_used_and_the_rest_is_given_back(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.10)
    with allowance(deps.spending, "user:1") as ledger:
        assert _search()
        assert spent_today_usd(deps.spending) == pytest.approx(0.10)
    assert usage_report(deps.settings, ledger)["estimated_cost_usd"] == pytest.approx(SEARCH_USD)
    assert spent_today_usd(deps.spending) == pytest.approx(SEARCH_USD)
    assert spent_today_usd(deps.spending, "user:1") == pytest.approx(SEARCH_USD)
    assert spent_today_usd(deps.spending, "user:2") == 0


def test_nothing_is_reserved_before_something_costs(make_deps: MakeDeps) -> None:
    deps = make_deps()
    with allowance(deps.spending, "user:1") as ledger:
        ledger.hit("google_places")
        assert spent_today_usd(deps.spending) == 0
        assert _search()
        assert spent_today_usd(deps.spending) == pytest.approx(deps.settings.turn_ceiling_usd)
        assert _search()
        assert spent_today_usd(deps.spending) == pytest.approx(deps.settings.turn_ceiling_usd), "once is enough"


def test_work_of_several_turns_has_their_ceilings_and_its_parts_share_them(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.05)
    with allowance(deps.spending, "user:1", turns=3) as whole:
        for _ in range(4):
            with allowance(deps.spending, "user:1") as part:
                assert part is whole
                assert _search()
        assert not _search()
        assert spent_today_usd(deps.spending, "user:1") == pytest.approx(3 * 0.05)
    assert spent_today_usd(deps.spending, "user:1") == pytest.approx(4 * SEARCH_USD)


def test_who_comes_after_the_end_buys_nothing_and_the_next_turn_is_not_held_up(make_deps: MakeDeps) -> None:
    deps = make_deps()

    def stream() -> Generator[None, None, None]:
        with allowance(deps.spending, "user:1"):
            assert _search()
            yield

    def work() -> None:
        broken_off = stream()
        next(broken_off)
        closing = threading.Thread(target=broken_off.close)
        closing.start()
        closing.join()
        assert not _search(), "its ledger is still this thread's"
        with allowance(deps.spending, "user:2"):
            assert _search()

    copy_context().run(work)
    assert spent_today_usd(deps.spending) == pytest.approx(2 * SEARCH_USD)


def test_no_turn_goes_beyond_its_ceiling(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.10)
    with allowance(deps.spending, None):
        assert [_search() for _ in range(4)] == [True, True, False, False]
    assert spent_today_usd(deps.spending) == pytest.approx(2 * SEARCH_USD)


def test_a_caller_who_has_used_up_the_day_gets_nothing_and_others_do(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.05, user_day_ceiling_usd=0.10)
    made = []
    for _ in range(4):
        with allowance(deps.spending, "user:1"):
            made.append(_search())
    assert made == [True, True, False, False]
    with allowance(deps.spending, "user:2"):
        assert _search()
    assert spent_today_usd(deps.spending) == pytest.approx(3 * SEARCH_USD)


def test_the_day_ends_at_midnight_in_new_york(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.05, deployment_day_ceiling_usd=0.05)
    late = replace(deps, clock=lambda: datetime(2026, 11, 22, 4, 59, tzinfo=UTC))
    early = replace(deps, clock=lambda: datetime(2026, 11, 22, 5, 1, tzinfo=UTC))
    for at, expected in ((late, True), (late, False), (early, True)):
        with allowance(at.spending, None):
            assert _search() is expected


def test_a_ceiling_of_nothing_allows_nothing_that_costs(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0)
    with allowance(deps.spending, None):
        assert not _search()
    assert spent_today_usd(deps.spending) == 0


def test_a_failed_turn_gives_back_too(make_deps: MakeDeps) -> None:
    deps = make_deps()
    with pytest.raises(RuntimeError), allowance(deps.spending, "user:1"):
        raise RuntimeError
    assert spent_today_usd(deps.spending) == 0


def test_a_call_that_the_turn_did_not_wait_for_stays_paid(make_deps: MakeDeps) -> None:
    deps = make_deps()
    with allowance(deps.spending, None) as ledger:
        ledger.admit("google_places", SEARCH)
    assert spent_today_usd(deps.spending) == pytest.approx(SEARCH_USD)
    ledger.settle("google_places", "ok", admitted=SEARCH, billed=SEARCH)
    assert ledger.usage().skus == {"places.search_enterprise": 1}


def test_two_hundred_turns_on_two_workers_racing_for_the_last_cents_never_overshoot(make_deps: MakeDeps) -> None:
    ceiling_usd = 0.49
    limits = {"turn_ceiling_usd": 0.07, "deployment_day_ceiling_usd": ceiling_usd}
    first = make_deps(**limits)
    # Memory is one worker's own: there the race is among its threads.
    second = make_deps(**limits) if first.settings.redis_url else first

    def turn(number: int) -> int:
        with allowance((first, second)[number % 2].spending, f"user:{number}"):
            return sum(_search() for _ in range(2))

    with ThreadPoolExecutor(40) as pool:
        searches = sum(pool.map(turn, range(200)))
    spent = spent_today_usd(first.spending)
    assert spent == pytest.approx(searches * SEARCH_USD)
    assert 0.07 <= spent <= ceiling_usd


def test_without_paid_keys_nothing_is_reserved() -> None:
    deps = build_container(make_settings())
    with allowance(deps.spending, "user:1") as ledger:
        assert _search()
    assert spent_today_usd(deps.spending) == 0
    assert usage_report(deps.settings, ledger) == {
        "upstream_calls": {"google_places": 1},
        "cache_hits": {},
        "tokens": {"input": 0, "output": 0},
        "estimated_cost_usd": SEARCH_USD,
    }


def test_sessions_that_are_thrown_away_share_what_their_address_may_spend(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.05, user_day_ceiling_usd=0.10, address_day_ceiling_usd=0.16)

    def turn(who: str) -> bool:
        with allowance(deps.spending, who):
            return _search()

    assert [turn(f"address:203.0.113.7/session:{number}") for number in range(6)] == [True] * 4 + [False] * 2
    assert not turn("address:203.0.113.7/nobody")
    assert turn("address:198.51.100.9/session:1")
    assert turn("user:7"), "who is signed in has a budget of their own, wherever they are"
    assert spent_today_usd(deps.spending, "address:203.0.113.7") == pytest.approx(4 * SEARCH_USD)


def test_the_writers_share_of_a_turn_is_kept_aside(make_deps: MakeDeps) -> None:
    deps = make_deps(turn_ceiling_usd=0.10)
    with allowance(deps.spending, None) as ledger:
        assert [_search() for _ in range(3)] == [True, True, False]
        ledger.admit("gemini", (Charge("gemini-3.8-flash.output", 4000),))
    with allowance(
        make_deps(turn_ceiling_usd=0.10, gemini_api_key=None, price_table={"places.search_enterprise": 33}).spending,
        None,
    ):
        assert [_search() for _ in range(4)] == [True, True, True, False], "nobody writes, so nothing is kept"
