"""What events mean, as vectors kept beside them: computed after a refresh."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from violet.ports import Embedder, ProviderError
from violet.services.events.intake import storage
from violet.services.events.vectors import pack

log = structlog.get_logger(__name__)

BATCH = 64


def embed_new(embedder: Embedder, progress: Callable[[int], None], *, limit_s: float) -> int:
    """Computes what is missing, the next events first, for `limit_s` seconds; the rest comes with the next
    refresh. Answers how many, and tells `progress` as it goes. Without a model there is nothing to do."""
    deadline = time.monotonic() + limit_s
    done = 0
    while embedder.available and time.monotonic() < deadline:
        missing = storage.without_vector(BATCH)
        if not missing:
            break
        try:
            vectors = embedder.encode([text for _, text in missing])
        except ProviderError as error:
            log.warning("events_not_embedded", failure=str(error.failure))
            break
        storage.write_vectors({id_: pack(vector) for (id_, _), vector in zip(missing, vectors, strict=True)})
        done += len(missing)
        progress(len(missing))
    return done
