"""The fair place to meet: the one whose longest walk is shortest, and among those the one with the least walking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fairness:
    """Minutes on foot: the longest of all, and the sum. Less is fairer, in that order."""

    worst: int
    total: int

    @classmethod
    def of(cls, minutes: Sequence[int]) -> Fairness:
        return cls(max(minutes), sum(minutes))


def fairest(minutes: Mapping[str, Sequence[int]], limit: int) -> list[str]:
    """The keys of the fairest places, the fairest first. `minutes` are each member's, of every place that will do: all
    of them are compared, so nothing fairer is missed. Ties go by key, so the order of members changes nothing."""

    def order(key: str) -> tuple[int, int, str]:
        fairness = Fairness.of(minutes[key])
        return fairness.worst, fairness.total, key

    return sorted(minutes, key=order)[:limit]
