"""What upstream calls were made for one piece of work, what they cost at list prices, and how much may still be spent.

A `Ledger` is held in a context variable: `with recording() as ledger:` collects the calls made inside, also by threads
that run in a copy of the context (`contextvars.copy_context`).
Money is whole micro-dollars (a millionth of a US dollar).
"""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from violet.ports import Failure, ProviderError, TokenUsage

MICRODOLLARS = 1_000_000
OK = "ok"
CANCELLED = "cancelled"
# What is billed although no usable answer came: the upstream served the request.
BILLED_OUTCOMES = frozenset({OK, CANCELLED, Failure.BAD_RESPONSE, Failure.BLOCKED})
# Billed only where the answer had begun: an upstream that was never reached, or said nothing, served nothing.
BILLED_ONCE_ANSWERED = frozenset({Failure.TIMEOUT, Failure.CONNECTION})
# Who writes the reply: the other providers leave it its share of a turn.
WRITER = "gemini"


@dataclass(frozen=True, slots=True)
class Charge:
    """`units` of one line of a price list: one search, three matrix elements, 812 tokens."""

    sku: str
    units: int = 1


class PriceTable:
    """US dollars per 1,000 units by SKU. A SKU that is not listed costs as much as the dearest of its kind (the part
    after the last dot, "gemini-x.input"), so that an unknown model is never taken for free."""

    def __init__(self, dollars_per_thousand: Mapping[str, float]) -> None:
        self._prices = dict(dollars_per_thousand)

    def microdollars(self, charges: Mapping[str, int]) -> int:
        """The list price of so many units by SKU, rounded up."""
        # One dollar per thousand units is a thousand micro-dollars a unit.
        return math.ceil(sum(self._price(sku) * units * 1000 for sku, units in charges.items()) - 1e-6)

    def _price(self, sku: str) -> float:
        known = self._prices.get(sku)
        if known is not None:
            return known
        kind = sku.rpartition(".")[2]
        alike = [price for name, price in self._prices.items() if name.rpartition(".")[2] == kind]
        return max(alike or self._prices.values(), default=0.0)


@dataclass(frozen=True, slots=True)
class Usage:
    """A ledger at one moment. `calls` counts attempts by provider, `outcomes` by (provider, outcome)."""

    calls: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    cache_hits: Mapping[str, int] = field(default_factory=dict)
    skus: Mapping[str, int] = field(default_factory=dict)
    tokens: TokenUsage = field(default_factory=TokenUsage)


class Ledger:
    """Counts calls as they happen; safe to use from several threads.

    With `prices` and a `ceiling` (micro-dollars) it also refuses a call whose highest price does not fit under the
    ceiling any more, so the sum is never above it. A call under way counts with its highest price. A ceiling that is a
    function is asked for when the first call comes that costs anything. `kept_for_writer` (micro-dollars) of it are the
    writer's: places that were found and cannot be spoken of are of little use.
    """

    def __init__(
        self,
        *,
        prices: PriceTable | None = None,
        ceiling: int | Callable[[], int] | None = None,
        kept_for_writer: int = 0,
    ) -> None:
        self._kept_for_writer = kept_for_writer
        self._lock = threading.Lock()
        self._prices = prices
        self._ceiling = ceiling
        self.open = True
        self._outcomes: Counter[tuple[str, str]] = Counter()
        self._hits: Counter[str] = Counter()
        self._spent: Counter[str] = Counter()
        self._pending: Counter[str] = Counter()
        self._input_tokens = 0
        self._output_tokens = 0

    def admit(self, provider: str, charges: Sequence[Charge]) -> None:
        """A call begins that costs at most `charges`. Raises ProviderError (OVER_BUDGET) where that is too much."""
        with self._lock:
            if charges and self._ceiling is not None and self._prices is not None:
                if not isinstance(self._ceiling, int):
                    self._ceiling = self._ceiling()
                after = self._spent + self._pending + _counted(charges)
                room = self._ceiling - (0 if provider == WRITER else self._kept_for_writer)
                if self._prices.microdollars(after) > room:
                    raise ProviderError(provider, Failure.OVER_BUDGET)
            self._pending += _counted(charges)

    def settle(self, provider: str, outcome: str, *, admitted: Sequence[Charge], billed: Sequence[Charge]) -> None:
        """The call that was admitted with `admitted` has ended and is billed as `billed`."""
        with self._lock:
            self._outcomes[provider, outcome] += 1
            self._pending -= _counted(admitted)
            self._spent += _counted(billed)

    def close(self) -> None:
        """The work is over: from now on no call is admitted that costs anything, where there was a ceiling."""
        with self._lock:
            self.open = False
            if self._ceiling is not None:
                self._ceiling = 0

    def hit(self, provider: str) -> None:
        """An answer that cost no call: from the cache, or shared with somebody who asked the same at that moment."""
        with self._lock:
            self._hits[provider] += 1

    def add_tokens(self, usage: TokenUsage) -> None:
        with self._lock:
            self._input_tokens += usage.input_tokens
            self._output_tokens += usage.output_tokens

    def usage(self) -> Usage:
        """What happened so far. Calls under way appear in `skus` at their highest price."""
        with self._lock:
            calls: Counter[str] = Counter()
            for (provider, _), count in self._outcomes.items():
                calls[provider] += count
            return Usage(
                calls=calls,
                outcomes=dict(self._outcomes),
                cache_hits=dict(self._hits),
                skus=dict(self._spent + self._pending),
                tokens=TokenUsage(self._input_tokens, self._output_tokens),
            )


_current: ContextVar[Ledger | None] = ContextVar("violet_ledger", default=None)


def current_ledger() -> Ledger | None:
    """The ledger of the work at hand; None where nobody records."""
    return _current.get()


@contextmanager
def recording(ledger: Ledger | None = None) -> Iterator[Ledger]:
    """Calls made inside, and by threads that run in this context, are entered in the ledger (a new one where None)."""
    ledger = ledger or Ledger()
    before = _current.get()
    _current.set(ledger)
    try:
        yield ledger
    finally:
        # Not `reset`: a generator that is closed from elsewhere ends in another context, where a token means nothing.
        _current.set(before)


def _counted(charges: Sequence[Charge]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for charge in charges:
        counted[charge.sku] += charge.units
    return counted
