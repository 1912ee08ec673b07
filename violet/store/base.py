"""What the services expect of the store. Keys are text, values are bytes; every write carries a time to live.

All operations are atomic, also across workers where the store is shared. An implementation may lose data that has
not expired (memory is bounded), but never answers with an expired, truncated or mixed value. None raises because a
backing service is away: where that can happen, another store stands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})


class Store(Protocol):
    """`ttl_s` is in seconds and counts from the call; writing again renews it."""

    @property
    def shared(self) -> bool:
        """True where other workers see the same data at this moment."""
        ...

    def get(self, key: str) -> bytes | None: ...

    def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """As `get` of each, in the order given, in one round trip."""
        ...

    def set(self, key: str, value: bytes, *, ttl_s: float) -> None: ...

    def set_many(self, entries: Mapping[str, bytes], *, ttl_s: float) -> None:
        """As `set` of each, in one round trip."""
        ...

    def set_if_absent(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        """True where this call wrote the value: the building block of locks and single-use tokens."""
        ...

    def delete(self, *keys: str) -> None: ...

    def append(
        self, key: str, item: bytes, *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        """Adds `item` at the end of the list and keeps the newest `max_items`. `beside` are values by
        their keys that belong to the item: they are set in the same step and live as long."""
        ...

    def items(self, key: str) -> Sequence[bytes]:
        """The list at `key` in order of arrival, oldest first; empty where there is none."""
        ...

    def move_list(self, source: str, target: str, *, max_items: int, ttl_s: float) -> None:
        """Moves the items of `source` into `target`, still in order of arrival, and forgets `source`."""
        ...

    def add_within(self, ceilings: Mapping[str, int], amount: int, *, ttl_s: float) -> bool:
        """Adds `amount` to every counter named in `ceilings` if each stays at or under its own; False (and no change to
        any) otherwise. A negative amount gives back, down to 0. `ttl_s` counts from the first write and is not
        renewed."""
        ...

    def counter(self, key: str) -> int:
        """The counter's value; 0 where there is none."""
        ...

    def ping(self) -> bool:
        """Whether the backing service answers. Memory always does."""
        ...


class MergingStore(Store, Protocol):
    """A store whose lists can be merged with another copy of themselves: their items are stamped (`store.stamps`),
    so that merging twice changes nothing."""

    def members(self, key: str) -> list[bytes]:
        """The stamped items of the list at `key`, oldest first."""
        ...

    def merge(
        self, key: str, members: Sequence[bytes], *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        """Adds the stamped items that are not there yet, each in its place, and keeps the newest `max_items`.
        `beside` as in `append`."""
        ...
