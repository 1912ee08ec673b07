"""What the use cases about events take."""

from __future__ import annotations

from dataclasses import dataclass

from violet.domain.events import EventItem
from violet.ports import Embedder
from violet.services.working.here import Here
from violet.services.working.recent import Recent
from violet.understanding.reading.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class EventPorts:
    """`recent` keeps the lists that many ask for at once. `drafts` are events that are in no list yet, and are found
    before all others by whoever looks at a draft."""

    here: Here
    embedder: Embedder
    gazetteer: Gazetteer
    recent: Recent
    drafts: tuple[EventItem, ...] = ()
