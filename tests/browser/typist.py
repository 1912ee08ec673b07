"""A model that writes a sentence whenever it is told to go on, so that a test sees words arrive."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from violet.ports import Prompt, Reply

SENTENCES = 12
WAIT_S = 20


class Typist:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._may_write = threading.Semaphore(0)

    def go_on(self, sentences: int = SENTENCES) -> None:
        for _ in range(sentences):
            self._may_write.release()

    def write(self, prompt: Prompt) -> Reply:
        return Reply("Enjoy your afternoon there.")

    def stream(self, prompt: Prompt) -> Iterator[str | Reply]:
        said, may_write = [], self._may_write
        for _ in range(SENTENCES):
            assert may_write.acquire(timeout=WAIT_S)
            said.append("Enjoy your afternoon there. ")
            yield said[-1]
        yield Reply("".join(said))
