"""Answers that are the same for everybody who asks the same a moment later, kept in this process's memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

from violet.services.working.kept import Kept

T = TypeVar("T")

MOST_ANSWERS = 2000


class Recent:
    """Kept for `kept_s` seconds, bounded, safe to use from several threads. What many ask for at the same moment is
    made once."""

    def __init__(self, kept_s: float) -> None:
        self._answers: Kept[Hashable, Any] = Kept(MOST_ANSWERS, kept_s)
        self._under_way: dict[Hashable, Future[Any]] = {}
        self._lock = threading.Lock()

    def answer(self, key: Hashable, make: Callable[[], tuple[T, bool]]) -> T:
        """The answer kept under `key`, else what `make` answers; its second value says whether to keep it. An error is
        nobody's but the caller's whose `make` raised it."""
        kept = self._answers.get(key)
        if kept is not None:
            return kept  # type: ignore[no-any-return]
        with self._lock:
            others = self._under_way.get(key)
            own: Future[Any] = Future()
            self._under_way.setdefault(key, own)
        if others is not None:
            return make()[0] if others.exception() else others.result()
        return self._lead(key, make, own)

    def _lead(self, key: Hashable, make: Callable[[], tuple[T, bool]], own: Future[Any]) -> T:
        try:
            made, keep = make()
        except BaseException as error:
            own.set_exception(error)
            raise
        else:
            if keep:
                self._answers.put(key, made)
            own.set_result(made)
            return made
        finally:
            with self._lock:
                del self._under_way[key]
