"""Making anew what is derived of the events kept: after another embedding model, other words or other rules of merging.

Searches go on meanwhile: a row keeps its old vector until it has its new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from violet.ports import ProviderError
from violet.services.events.intake import storage
from violet.services.events.intake.embedding import BATCH
from violet.services.events.intake.intake_ports import IntakePorts
from violet.services.events.intake.refresh import merge_anew
from violet.services.events.vectors import pack

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reindexed:
    """How many events there are, how many got a new vector, and how many merges changed."""

    events: int
    embedded: int
    merged: int


def reindex(ports: IntakePorts, progress: Callable[[int, int], None]) -> Reindexed:
    """Of one campus. What follows from a source's own words (kind, price, search words) is made when the source is read
    next: as if it had never been. `progress` hears how many of all are done. Raises DATABASE_DOWN."""
    storage.forget_fingerprints(ports.here.campus)
    merged = merge_anew(ports)
    rows = storage.to_embed(ports.here.campus)
    embedded = 0
    for batch in storage.chunks(rows, BATCH):
        if not ports.embedder.available:
            break
        try:
            vectors = ports.embedder.encode([text for _, text in batch])
        except ProviderError as error:
            log.warning("events_not_embedded", failure=str(error.failure))
            break
        storage.write_vectors({id_: pack(vector) for (id_, _), vector in zip(batch, vectors, strict=True)})
        embedded += len(batch)
        progress(embedded, len(rows))
    return Reindexed(len(rows), embedded, merged)
