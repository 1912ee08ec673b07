"""Answers that are the same for everybody who asks the same a moment later, kept in this process's memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from violet.services.working.kept import Kept
from violet.single_flight import SingleFlight

T = TypeVar("T")

MOST_ANSWERS = 2000
# Longer than any answer takes; who has waited so long makes one.
PATIENCE_S = 10.0


class Recent:
    """Kept for `kept_s` seconds, bounded, safe to use from several threads. What many ask for at the same moment is
    made once."""

    def __init__(self, kept_s: float) -> None:
        self._answers: Kept[Hashable, Any] = Kept(MOST_ANSWERS, kept_s)
        self._flights = SingleFlight()

    def answer(self, key: Hashable, make: Callable[[], tuple[T, bool]]) -> T:
        """The answer kept under `key`, else what `make` answers; its second value says whether to keep it. What is not
        to be kept, and an error, are nobody's but the caller's whose `make` it was."""
        kept = self._answers.get(key)
        if kept is not None:
            return kept  # type: ignore[no-any-return]
        try:
            (made, keep), shared = self._flights.do(
                key, lambda: self._made(key, make), patience_s=PATIENCE_S, own=lambda _: True
            )
        except TimeoutError:
            return make()[0]
        return make()[0] if shared and not keep else made

    def _made(self, key: Hashable, make: Callable[[], tuple[T, bool]]) -> tuple[T, bool]:
        made, keep = make()
        if keep:
            self._answers.put(key, made)
        return made, keep
