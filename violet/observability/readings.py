"""Reading the metrics: all workers' numbers together, as a scrape wants them and as a person does. A leaf."""

from __future__ import annotations

import struct
import time
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import ValueClass

from violet.observability import numbers

READINGS = 4
BETWEEN_READINGS_S = 0.02


def summary() -> dict[str, Any]:
    """The numbers a person looks at (`observability.numbers`), of all workers together."""
    return numbers.summary(_registry().collect())


def exposition() -> tuple[bytes, str]:
    """What a scrape gets: the text and its content type.

    A worker that is just making its file of numbers leaves it empty for a moment, which the library cannot read.
    """
    for _ in range(READINGS - 1):
        try:
            return generate_latest(_registry()), CONTENT_TYPE_LATEST
        except (struct.error, RuntimeError):
            time.sleep(BETWEEN_READINGS_S)
    return generate_latest(_registry()), CONTENT_TYPE_LATEST


def _registry() -> CollectorRegistry:
    if not ValueClass._multiprocess:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
