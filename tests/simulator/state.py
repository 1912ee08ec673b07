"""What can be set in the simulator and what it recorded. Safe to use from other threads than the server's."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from tests.simulator.faults import Fault
from tests.simulator.http import Request, Response, Router, Upstream

MAX_RECORDED = 50_000
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request that reached an upstream, and how it was answered (before any fault). `arrived` is Unix seconds."""

    upstream: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    status: int
    sku: str | None
    units: int
    arrived: float

    def json(self) -> Any:
        return orjson.loads(self.body)


class State:
    """Latencies (seconds), faults and records, by upstream name."""

    def __init__(self, upstreams: Sequence[Upstream], *, usual_latency: bool = True) -> None:
        self.upstreams = {upstream.name: upstream for upstream in upstreams}
        self.router = Router(upstreams)
        self._usual_latency = usual_latency
        self._lock = threading.Lock()
        self._latency: dict[str, float] = {}
        self._faults: dict[str, list[Fault]] = {}
        self._recorded: deque[Recorded] = deque(maxlen=MAX_RECORDED)
        self.reset()

    def reset(self) -> None:
        """Usual latencies, no faults, no records, usual modes."""
        with self._lock:
            self._latency = {n: u.latency_s if self._usual_latency else 0.0 for n, u in self.upstreams.items()}
            self._faults = {}
            self._recorded.clear()
            for upstream in self.upstreams.values():
                upstream.reset()

    def forget_requests(self) -> None:
        with self._lock:
            self._recorded.clear()

    def set_latency(self, upstream: str, seconds: float) -> None:
        with self._lock:
            for name in self._names(upstream):
                self._latency[name] = seconds

    def latency(self, upstream: str) -> float:
        return self._latency[upstream]

    def set_fault(self, upstream: str, fault: Fault | None) -> None:
        """Replaces the upstream's fault (`*`: of all); None clears it."""
        with self._lock:
            for name in self._names(upstream):
                self._faults[name] = [] if fault is None else [Fault(**_fields(fault))]

    def set_mode(self, upstream: str, options: Mapping[str, Any]) -> None:
        """Raises ValueError for an unknown upstream or mode."""
        for name in self._names(upstream):
            self.upstreams[name].set_mode(options)

    def take_fault(self, upstream: str) -> Fault | None:
        """The fault that spoils this answer, if any; uses up one of its times."""
        with self._lock:
            faults = self._faults.get(upstream)
            if not faults:
                return None
            fault = faults[0]
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    faults.pop(0)
            return fault

    def record(self, upstream: str, request: Request, response: Response) -> None:
        self._recorded.append(
            Recorded(
                upstream, request.method, request.path, request.query, request.headers, request.body,
                response.status, response.sku, response.units, time.time(),
            )
        )  # fmt: skip

    def requests(self, upstream: str | None = None) -> list[Recorded]:
        """Everything recorded since the last reset, oldest first."""
        with self._lock:
            return [one for one in self._recorded if upstream in (None, one.upstream)]

    def counts(self) -> dict[str, int]:
        """Requests by upstream."""
        return dict(Counter(one.upstream for one in self.requests()))

    def skus(self) -> dict[str, int]:
        """Billed units by SKU."""
        units: Counter[str] = Counter()
        for one in self.requests():
            if one.sku is not None:
                units[one.sku] += one.units
        return dict(units)

    def _names(self, upstream: str) -> list[str]:
        if upstream == EVERY:
            return list(self.upstreams)
        if upstream not in self.upstreams:
            raise ValueError(f"no such upstream: {upstream}; there are {', '.join(self.upstreams)}")
        return [upstream]


def _fields(fault: Fault) -> dict[str, Any]:
    return {name: getattr(fault, name) for name in Fault.__slots__}
