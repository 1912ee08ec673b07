"""What bringing the events up to date takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from violet.ports import Embedder, EventSource
from violet.services.events.venues import Venues
from violet.services.working.here import Here
from violet.store.base import Store


@dataclass(frozen=True, slots=True)
class IntakePorts:
    """`store` holds the lock that lets one refresh run at a time."""

    here: Here
    store: Store
    sources: Sequence[EventSource]
    venues: Venues
    embedder: Embedder

    def key(self, source: EventSource) -> str:
        """What a source is called in the rows."""
        return self.here.campus.source_key(source.name)
