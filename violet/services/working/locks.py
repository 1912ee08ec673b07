"""One at a time, over all workers that share the store."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from violet.store.base import Store


@contextmanager
def lock(store: Store, name: str, *, ttl_s: float) -> Iterator[bool]:
    """Yields whether the lock is ours for the length of the block. It frees itself after `ttl_s`, should its holder
    die; who holds it longer than that loses it, and then does not free the next holder's."""
    key, token = f"lock:{name}", uuid.uuid4().bytes
    mine = store.set_if_absent(key, token, ttl_s=ttl_s)
    try:
        yield mine
    finally:
        if mine and store.get(key) == token:
            store.delete(key)
