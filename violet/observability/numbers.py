"""The metrics as a person reads them: sums and quantiles in place of series. A leaf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prometheus_client import Metric

REQUESTS, SECONDS = "violet_http_requests", "violet_http_request_duration_seconds"
TURNS, COSTS = "violet_chat_turns", "violet_estimated_cost_dollars"


def summary(metrics: Iterable[Metric]) -> dict[str, Any]:
    """`requests` by class of status, `latencies` in seconds by route, `turns` by intent, `costs` in US dollars by
    provider; all since the processes started."""
    by_name = {metric.name: metric for metric in metrics}
    return {
        "requests": _summed(by_name.get(REQUESTS), lambda labels: f"{labels['status'][:1]}xx"),
        "latencies": _latencies(by_name.get(SECONDS)),
        "turns": _summed(by_name.get(TURNS), lambda labels: labels["kind"]),
        "costs": {
            provider: round(dollars, 6)
            for provider, dollars in _totals(by_name.get(COSTS), lambda labels: labels["provider"]).items()
        },
    }


def _summed(metric: Metric | None, key: Any) -> dict[str, int]:
    return {name: int(value) for name, value in _totals(metric, key).items()}


def _totals(metric: Metric | None, key: Any) -> dict[str, float]:
    totals: defaultdict[str, float] = defaultdict(float)
    for sample in metric.samples if metric is not None else ():
        if sample.name.endswith("_total"):
            totals[key(sample.labels)] += sample.value
    return dict(totals)


def _latencies(metric: Metric | None) -> dict[str, dict[str, float]]:
    buckets: defaultdict[str, defaultdict[float, float]] = defaultdict(lambda: defaultdict(float))
    for sample in metric.samples if metric is not None else ():
        if sample.name.endswith("_bucket"):
            buckets[sample.labels["route"]][float(sample.labels["le"])] += sample.value
    return {route: _quantiles(counts) for route, counts in sorted(buckets.items()) if max(counts.values())}


def _quantiles(counts: Mapping[float, float]) -> dict[str, float]:
    bounds = sorted(counts)
    total = counts[bounds[-1]]
    return {"count": total, **{f"p{share}": _quantile(counts, bounds, total * share / 100) for share in (50, 95, 99)}}


def _quantile(counts: Mapping[float, float], bounds: Sequence[float], rank: float) -> float:
    """As PromQL's histogram_quantile: evenly spread within a bucket, and the highest bound for the last."""
    before, below = 0.0, 0.0
    for bound in bounds:
        if counts[bound] >= rank and bound != float("inf"):
            inside = counts[bound] - below
            return round(before + (bound - before) * ((rank - below) / inside if inside else 1.0), 4)
        if bound != float("inf"):
            before, below = bound, counts[bound]
    return before
