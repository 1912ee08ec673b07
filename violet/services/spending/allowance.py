"""What upstream calls may cost: a ceiling for each turn, each caller and day, all anonymous callers at one
address and day, and the whole deployment and day.

Before the first paid call of a turn, the most the turn may cost is reserved on the day's counters, atomically in the
store that all workers share; the turn's ledger refuses any call that would go beyond what was reserved; after the turn,
what was not spent is given back. So the sum is never above a ceiling, however many turns race for the last cent. Where
nothing can be reserved, the turn runs with an allowance of nothing: paid calls fail with OVER_BUDGET, and everything
that stands in for them (the guide, estimates, the template, cached answers) still serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from violet.observability import metrics
from violet.providers.http.usage import MICRODOLLARS, Ledger, PriceTable, Usage, current_ledger, recording
from violet.services.working.here import Here
from violet.settings import Settings
from violet.store.base import Store

# A day's counter outlives its day, for turns that end after midnight and for whoever looks the next morning.
COUNTER_TTL_S = 2 * 24 * 3600
# Of a turn's ceiling: twice what the longest reply costs at the default ceiling and prices.
WRITERS_SHARE = 0.2
PROVIDER_OF_SKU = {
    "places": "google_places",
    "routes": "google_routes",
    "geocoding": "google_geocoding",
    "mapbox": "mapbox",
    "openweather": "openweather",
}


@dataclass(frozen=True, slots=True)
class SpendingPorts:
    """What counting costs takes: ceilings and prices, the day, and the counters that all workers share."""

    here: Here
    store: Store


@contextmanager
def allowance(ports: SpendingPorts, who: str | None, *, turns: int = 1) -> Iterator[Ledger]:
    """Around one turn of `who` (an opaque name of the caller; None for nobody in particular), or around work that may
    cost as much as several `turns`. What is before a slash in `who` is an address that many callers share, with a
    ceiling of its own: a new name is no new budget. Upstream calls inside are entered in the ledger and cannot cost
    more than was reserved. Inside another allowance it is that one."""
    outer = current_ledger()
    if outer is not None and outer.open:  # a stream that was broken off may have left its own behind in this thread
        yield outer
        return
    reservation = _Reservation(ports, who, turns)
    ledger = _ledger(ports.here.settings, reservation) if _paid(ports.here.settings) else Ledger()
    try:
        with recording(ledger):
            yield ledger
    finally:
        ledger.close()
        reservation.settle(ledger)


def _ledger(settings: Settings, reservation: _Reservation) -> Ledger:
    share = WRITERS_SHARE * settings.turn_ceiling_usd if settings.gemini_api_key is not None else 0.0
    return Ledger(prices=_prices_of(settings), ceiling=reservation.take, kept_for_writer=_microdollars(share))


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


def spent_today_usd(ports: SpendingPorts, who: str | None = None) -> float:
    """What the deployment (or one caller) has spent and reserved since midnight on campus, in US dollars."""
    return ports.store.counter(_counter(ports, who)) / MICRODOLLARS


class _Reservation:
    """What one allowance holds of the day's counters."""

    def __init__(self, ports: SpendingPorts, who: str | None, turns: int) -> None:
        self._ports = ports
        self._who = who
        self._turns = turns
        self._counters: tuple[str, ...] = ()
        self._microdollars = 0

    def take(self) -> int:
        """Reserves the most this may cost and answers it, in micro-dollars: 0 where a ceiling leaves no room."""
        settings = self._ports.here.settings
        amount = self._turns * _microdollars(settings.turn_ceiling_usd)
        ceilings = {_counter(self._ports, None): settings.deployment_day_ceiling_usd}
        if self._who is not None:
            shared, slash, _ = self._who.partition("/")
            if slash:
                ceilings[_counter(self._ports, shared)] = settings.address_day_ceiling_usd
            ceilings[_counter(self._ports, self._who)] = settings.user_day_ceiling_usd
        bounds = {counter: _microdollars(ceiling_usd) for counter, ceiling_usd in ceilings.items()}
        if amount > 0 and self._ports.store.add_within(bounds, amount, ttl_s=COUNTER_TTL_S):
            self._counters, self._microdollars = tuple(bounds), amount
        return self._microdollars

    def settle(self, ledger: Ledger) -> None:
        """Gives back what `ledger` did not spend. Calls that are still under way (nobody waited for them) count with
        their highest price."""
        settings = self._ports.here.settings
        usage = ledger.usage()
        unspent = self._microdollars - cost_microdollars(settings, usage)
        if unspent > 0:
            self._ports.store.add_within(dict.fromkeys(self._counters, 0), -unspent, ttl_s=COUNTER_TTL_S)
        for sku, units in usage.skus.items():
            dollars = _prices_of(settings).microdollars({sku: units}) / MICRODOLLARS
            metrics.estimated_cost(PROVIDER_OF_SKU.get(sku.partition(".")[0], "gemini"), dollars)


def _counter(ports: SpendingPorts, who: str | None) -> str:
    day = ports.here.now().date().isoformat()
    return f"spent:{day}" if who is None else f"spent:{day}:{who}"


def _paid(settings: Settings) -> bool:
    keys = (settings.google_api_key, settings.gemini_api_key, settings.mapbox_token)
    return any(key is not None for key in keys)


def _microdollars(dollars: float) -> int:
    return round(dollars * MICRODOLLARS)


def _prices_of(settings: Settings) -> PriceTable:
    return _price_table(tuple(sorted(settings.price_table.items())))


@lru_cache(maxsize=8)
def _price_table(prices: tuple[tuple[str, float], ...]) -> PriceTable:
    return PriceTable(dict(prices))
