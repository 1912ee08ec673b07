"""What upstream calls may cost: a ceiling for each turn, each caller and day, and the whole deployment and day.

Before the first paid call of a turn, the most the turn may cost is reserved on the day's counters, atomically in the
store that all workers share; the turn's ledger refuses any call that would go beyond what was reserved; after the turn,
what was not spent is given back. So the sum is never above a ceiling, however many turns race for the last cent. Where
nothing can be reserved, the turn runs with an allowance of nothing: paid calls fail with OVER_BUDGET, and everything
that stands in for them (the guide, estimates, the template, cached answers) still serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from violet.observability import metrics
from violet.providers.http.usage import MICRODOLLARS, Ledger, PriceTable, Usage, current_ledger, recording
from violet.services.deps import Deps
from violet.settings import Settings

# A day's counter outlives its day, for turns that end after midnight and for whoever looks the next morning.
COUNTER_TTL_S = 2 * 24 * 3600
PROVIDER_OF_SKU = {
    "places": "google_places",
    "routes": "google_routes",
    "geocoding": "google_geocoding",
    "openweather": "openweather",
}


@contextmanager
def allowance(deps: Deps, who: str | None, *, turns: int = 1) -> Iterator[Ledger]:
    """Around one turn of `who` (an opaque name of the caller; None for nobody in particular), or around work that may
    cost as much as several `turns`. Upstream calls inside are entered in the ledger and cannot cost more than was
    reserved. Inside another allowance it is that one."""
    outer = current_ledger()
    if outer is not None and outer.open:  # a stream that was broken off may have left its own behind in this thread
        yield outer
        return
    reservation = _Reservation(deps, who, turns)
    ledger = Ledger(prices=_prices_of(deps.settings), ceiling=reservation.take) if _paid(deps.settings) else Ledger()
    try:
        with recording(ledger):
            yield ledger
    finally:
        ledger.close()
        reservation.settle(ledger)


def cost_microdollars(settings: Settings, usage: Usage) -> int:
    """The list price of what was used, in millionths of a US dollar, rounded up."""
    return _prices_of(settings).microdollars(usage.skus)


def usage_report(settings: Settings, ledger: Ledger) -> dict[str, Any]:
    """The `usage` of an answer: upstream calls and shared answers by provider, model tokens, and US dollars."""
    usage = ledger.usage()
    return {
        "upstream_calls": dict(usage.calls),
        "cache_hits": dict(usage.cache_hits),
        "tokens": {"input": usage.tokens.input_tokens, "output": usage.tokens.output_tokens},
        "estimated_cost_usd": cost_microdollars(settings, usage) / MICRODOLLARS,
    }


def spent_today_usd(deps: Deps, who: str | None = None) -> float:
    """What the deployment (or one caller) has spent and reserved since midnight in New York, in US dollars."""
    return deps.store.counter(_counter(deps, who)) / MICRODOLLARS


class _Reservation:
    """What one allowance holds of the day's counters."""

    def __init__(self, deps: Deps, who: str | None, turns: int) -> None:
        self._deps = deps
        self._who = who
        self._turns = turns
        self._counters: tuple[str, ...] = ()
        self._microdollars = 0

    def take(self) -> int:
        """Reserves the most this may cost and answers it, in micro-dollars: 0 where a ceiling leaves no room."""
        settings = self._deps.settings
        amount = self._turns * _microdollars(settings.turn_ceiling_usd)
        ceilings = {_counter(self._deps, None): settings.deployment_day_ceiling_usd}
        if self._who is not None:
            ceilings[_counter(self._deps, self._who)] = settings.user_day_ceiling_usd
        bounds = {counter: _microdollars(ceiling_usd) for counter, ceiling_usd in ceilings.items()}
        if amount > 0 and self._deps.store.add_within(bounds, amount, ttl_s=COUNTER_TTL_S):
            self._counters, self._microdollars = tuple(bounds), amount
        return self._microdollars

    def settle(self, ledger: Ledger) -> None:
        """Gives back what `ledger` did not spend. Calls that are still under way (nobody waited for them) count with
        their highest price."""
        settings = self._deps.settings
        usage = ledger.usage()
        unspent = self._microdollars - cost_microdollars(settings, usage)
        if unspent > 0:
            self._deps.store.add_within(dict.fromkeys(self._counters, 0), -unspent, ttl_s=COUNTER_TTL_S)
        for sku, units in usage.skus.items():
            dollars = _prices_of(settings).microdollars({sku: units}) / MICRODOLLARS
            metrics.estimated_cost(PROVIDER_OF_SKU.get(sku.partition(".")[0], "gemini"), dollars)


def _counter(deps: Deps, who: str | None) -> str:
    day = deps.now().date().isoformat()
    return f"spent:{day}" if who is None else f"spent:{day}:{who}"


def _paid(settings: Settings) -> bool:
    return settings.google_api_key is not None or settings.gemini_api_key is not None


def _microdollars(dollars: float) -> int:
    return round(dollars * MICRODOLLARS)


def _prices_of(settings: Settings) -> PriceTable:
    return _price_table(tuple(sorted(settings.price_table.items())))


@lru_cache(maxsize=8)
def _price_table(prices: tuple[tuple[str, float], ...]) -> PriceTable:
    return PriceTable(dict(prices))
