"""What events mean, as vectors kept beside them: computed after a refresh, read by searches."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import structlog

from violet.ports import ProviderError
from violet.services.deps import Deps
from violet.services.events.intake import storage

log = structlog.get_logger(__name__)

BATCH = 64
Vector = np.ndarray[Any, np.dtype[np.float32]]


def embed_new(deps: Deps, progress: Callable[[int], None]) -> int:
    """Computes what is missing, the next events first, for as long as the settings allow; the rest comes with the next
    refresh. Answers how many, and tells `progress` as it goes. Without a model there is nothing to do."""
    deadline = time.monotonic() + deps.settings.events_embedding_limit_s
    done = 0
    while deps.embedder.available and time.monotonic() < deadline:
        missing = storage.without_vector(BATCH)
        if not missing:
            break
        try:
            vectors = deps.embedder.encode([text for _, text in missing])
        except ProviderError as error:
            log.warning("events_not_embedded", failure=str(error.failure))
            break
        storage.write_vectors({id_: pack(vector) for (id_, _), vector in zip(missing, vectors, strict=True)})
        done += len(missing)
        progress(len(missing))
    return done


def pack(vector: Vector) -> bytes:
    """Half precision is plenty for likeness and half the size."""
    return vector.astype(np.float16).tobytes()


def unpack(packed: bytes) -> Vector:
    return np.frombuffer(packed, dtype=np.float16).astype(np.float32)
