"""The books of one piece of work, to the last micro-dollar: prices, ceilings, and what is under way."""

from __future__ import annotations

import pytest

from violet.ports import Failure, ProviderError, TokenUsage
from violet.providers.http.usage import Charge, Ledger, PriceTable, recording

# Dollars per thousand: a search is 32,000 micro-dollars, an input token 0.3.
PRICES = PriceTable({"places.search": 32.0, "routes.route": 5.0, "gemini-a.input": 0.0003, "gemini-b.input": 0.001})
SEARCH, ROUTE = (Charge("places.search"),), (Charge("routes.route"),)


def refused(ledger: Ledger, provider: str, charges: tuple[Charge, ...]) -> bool:
    try:
        ledger.admit(provider, charges)
    except ProviderError as error:
        return (error.provider, error.failure) == (provider, Failure.OVER_BUDGET)
    return False


@pytest.mark.parametrize(
    ("charges", "price"),
    [
        ({}, 0),
        ({"places.search": 1}, 32_000),
        ({"places.search": 2, "routes.route": 3}, 79_000),
        ({"gemini-a.input": 10}, 3),
        ({"gemini-a.input": 11}, 4),
        ({"gemini-new.input": 10}, 10),
        ({"nobody knows": 1}, 32_000),
    ],
)
def test_a_price_is_rounded_up_and_what_is_not_listed_costs_as_much_as_the_dearest(
    charges: dict[str, int], price: int
) -> None:
    assert PRICES.microdollars(charges) == price


def test_without_prices_nothing_costs() -> None:
    assert PriceTable({}).microdollars({"places.search": 5}) == 0


def test_a_ceiling_holds_to_the_last_micro_dollar() -> None:
    assert not refused(Ledger(prices=PRICES, ceiling=64_000), "google_places", SEARCH * 2)
    assert refused(Ledger(prices=PRICES, ceiling=63_999), "google_places", SEARCH * 2)


def test_the_writers_share_is_kept_for_the_writer() -> None:
    ledger = Ledger(prices=PRICES, ceiling=32_003, kept_for_writer=3)
    assert not refused(ledger, "google_places", SEARCH)
    assert refused(ledger, "google_routes", (Charge("gemini-a.input", 1),))
    assert not refused(ledger, "gemini", (Charge("gemini-a.input", 10),))
    assert refused(ledger, "gemini", (Charge("gemini-a.input", 1),))
    assert refused(Ledger(prices=PRICES, ceiling=32_002, kept_for_writer=3), "google_places", SEARCH)


def test_what_is_under_way_counts_and_what_was_not_billed_is_given_back() -> None:
    ledger = Ledger(prices=PRICES, ceiling=70_000)
    ledger.admit("google_places", SEARCH)
    ledger.admit("google_places", SEARCH)
    assert refused(ledger, "google_places", SEARCH)
    assert ledger.usage().skus == {"places.search": 2}
    ledger.settle("google_places", "timeout", admitted=SEARCH, billed=())
    assert ledger.usage().skus == {"places.search": 1}
    ledger.admit("google_places", SEARCH)
    ledger.settle("google_places", "ok", admitted=SEARCH, billed=SEARCH)
    ledger.settle("google_places", "ok", admitted=SEARCH, billed=SEARCH)
    assert refused(ledger, "google_places", SEARCH)
    assert not refused(ledger, "google_routes", ROUTE)
    usage = ledger.usage()
    assert usage.calls == {"google_places": 3}
    assert usage.outcomes == {("google_places", "timeout"): 1, ("google_places", "ok"): 2}
    assert usage.skus == {"places.search": 2, "routes.route": 1}


def test_a_ceiling_that_is_asked_for_is_asked_for_once_and_late() -> None:
    asked = list[int]()

    def ceiling() -> int:
        asked.append(1)
        return 32_000

    ledger = Ledger(prices=PRICES, ceiling=ceiling)
    ledger.admit("guide", ())
    assert asked == []
    ledger.admit("google_places", SEARCH)
    assert refused(ledger, "google_routes", ROUTE)
    assert asked == [1]


def test_after_the_end_nothing_that_costs_is_admitted() -> None:
    ledger = Ledger(prices=PRICES, ceiling=10**9)
    ledger.close()
    assert not ledger.open
    assert refused(ledger, "google_places", SEARCH)
    unbounded = Ledger()
    unbounded.close()
    assert not refused(unbounded, "google_places", SEARCH)


def test_tokens_and_shared_answers_are_counted_from_nothing() -> None:
    ledger = Ledger()
    assert ledger.usage().tokens == TokenUsage(0, 0)
    ledger.add_tokens(TokenUsage(10, 3))
    ledger.add_tokens(TokenUsage(5, 4))
    ledger.hit("google_places")
    ledger.hit("google_places")
    assert ledger.usage().tokens == TokenUsage(15, 7)
    assert ledger.usage().cache_hits == {"google_places": 2}
    with recording(ledger) as outer, recording() as inner:
        assert (outer is ledger, inner is ledger) == (True, False)
