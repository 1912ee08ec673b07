"""The embedder: one thread runs the model for all that ask, and what it said is remembered."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

import numpy as np

from violet.ports import Failure, ProviderError
from violet.providers.embeddings.minilm import MiniLM, Vector
from violet.providers.embeddings.vector_file import read_vectors, text_key

REMEMBERED_TEXTS = 20_000
LARGEST_BATCH = 64
# Texts of about the same length go through the model together: a short one is padded to the longest beside it.
PADDED_TOGETHER = 8


class Model(Protocol):
    """What turns texts into vectors of length 1, (texts, 384)."""

    def encode(self, texts: Sequence[str]) -> Vector: ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    text: str
    alone: bool = False
    vector: Future[Vector] = field(default_factory=Future)


class LexicalEmbedder:
    """The stand-in where the model is switched off: it never answers, and says so."""

    available = False

    def encode(self, texts: Sequence[str], *, alone: bool = False) -> Vector:
        raise ProviderError("embeddings", Failure.NOT_CONFIGURED)


class MiniLMEmbedder:
    """See `Embedder`. The model is loaded at the first call (or by `load`, before a fork, so that workers share it).

    Threads that ask at the same moment share one batch.
    """

    def __init__(
        self,
        *,
        remembered: int = REMEMBERED_TEXTS,
        vectors: Sequence[Path] = (),
        make_model: Callable[[], Model] = MiniLM,
    ) -> None:
        """`vectors` are files of ready vectors (`write_vectors`); a text that is in none is encoded when it comes."""
        self._make_model = make_model
        self._model: Model | None = None
        self._failed = False
        self._load_lock = threading.Lock()
        self._encoder_pid = 0
        self._queue: SimpleQueue[_Waiting] = SimpleQueue()
        self._remembered: OrderedDict[str, Vector] = OrderedDict()
        self._remembered_max = remembered
        self._shipped = {key: vector for file in vectors for key, vector in read_vectors(file).items()}
        self._memory_lock = threading.Lock()

    @property
    def available(self) -> bool:
        return not self._failed

    def load(self) -> None:
        """Loads the model now. Raises ProviderError where it is missing or not the one we know."""
        self._loaded()

    def _loaded(self) -> Model:
        with self._load_lock:
            if self._model is None:
                try:
                    self._model = self._make_model()
                except ProviderError:
                    self._failed = True
                    raise
            return self._model

    def encode(self, texts: Sequence[str], *, alone: bool = False) -> Vector:
        if self._failed:
            raise ProviderError("embeddings", Failure.NOT_FOUND)
        if alone:
            self.load()
            return np.stack(self._encode_together(texts, alone=True))
        known = self._recall(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            self.load()
            known.update(zip(missing, self._encode_together(missing), strict=True))
        return np.stack([known[text] for text in texts])

    def _recall(self, texts: Sequence[str]) -> dict[str, Vector]:
        """The vectors already known: of texts encoded before, and of those that came with the vector file."""
        known: dict[str, Vector] = {}
        with self._memory_lock:
            for text in texts:
                vector = self._remembered.get(text)
                if vector is None:
                    vector = self._shipped.get(text_key(text))
                    if vector is None:
                        continue
                    self._remembered[text] = vector
                else:
                    self._remembered.move_to_end(text)
                known[text] = vector
        return known

    def _encode_together(self, texts: Sequence[str], *, alone: bool = False) -> list[Vector]:
        self._start_encoder()
        waiting = [_Waiting(text, alone) for text in texts]
        for each in waiting:
            self._queue.put(each)
        return [each.vector.result() for each in waiting]

    def _start_encoder(self) -> None:
        """One thread of this process runs the model (a forked worker starts its own): each thread that ever did keeps
        some five megabytes of scratch space for good, and while it works the next batch gathers."""
        if self._encoder_pid == os.getpid():
            return
        with self._load_lock:
            if self._encoder_pid != os.getpid():
                threading.Thread(target=self._serve_queue, name="embeddings", daemon=True).start()
                self._encoder_pid = os.getpid()

    def _serve_queue(self) -> None:
        while True:
            batch = [self._queue.get()]
            with suppress(Empty):
                while len(batch) < LARGEST_BATCH:
                    batch.append(self._queue.get_nowait())
            self._serve(batch)

    def _serve(self, batch: Sequence[_Waiting]) -> None:
        texts = list(dict.fromkeys(each.text for each in batch if not each.alone))
        try:
            vectors = dict(zip(texts, self._run_model(texts), strict=True))
            model = self._model or self._loaded()
            vectors |= {each.text: model.encode([each.text])[0] for each in batch if each.alone}
        except (RuntimeError, ValueError, MemoryError) as error:  # what torch raises; those who wait must hear of it
            for each in batch:
                each.vector.set_exception(ProviderError("embeddings", Failure.BAD_RESPONSE, type(error).__name__))
            return
        with self._memory_lock:
            self._remembered.update(vectors)
            while len(self._remembered) > self._remembered_max:
                self._remembered.popitem(last=False)
        for each in batch:
            each.vector.set_result(vectors[each.text])

    def _run_model(self, texts: list[str]) -> list[Vector]:
        """Short texts with short ones: each is padded to the longest of its batch."""
        model = self._model or self._loaded()
        in_order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        vectors: dict[int, Vector] = {}
        for first in range(0, len(texts), PADDED_TOGETHER):
            numbers = in_order[first : first + PADDED_TOGETHER]
            vectors.update(zip(numbers, model.encode([texts[number] for number in numbers]), strict=True))
        return [vectors[number] for number in range(len(texts))]
