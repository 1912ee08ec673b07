"""The embedder: the model when it is needed, and what it said of a text remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from violet.ports import Failure, ProviderError
from violet.providers.embeddings.minilm import MiniLM, Vector
from violet.providers.embeddings.vector_file import read_vectors, text_key

REMEMBERED_TEXTS = 20_000


class Model(Protocol):
    """What turns texts into vectors of length 1, (texts, 384), from several threads at once."""

    def encode(self, texts: Sequence[str]) -> Vector: ...


class LexicalEmbedder:
    """The stand-in where the model is switched off: it never answers, and says so."""

    available = False

    def encode(self, texts: Sequence[str]) -> Vector:
        raise ProviderError("embeddings", Failure.NOT_CONFIGURED)


class MiniLMEmbedder:
    """See `Embedder`. The model is loaded at the first call (or by `load`, before a fork, so that workers share it)."""

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

    def encode(self, texts: Sequence[str]) -> Vector:
        if self._failed:
            raise ProviderError("embeddings", Failure.NOT_FOUND)
        known = self._recall(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= self._encoded(missing)
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

    def _encoded(self, texts: Sequence[str]) -> dict[str, Vector]:
        model = self._loaded()
        try:
            vectors = dict(zip(texts, model.encode(texts), strict=True))
        except (RuntimeError, ValueError, MemoryError) as error:
            raise ProviderError("embeddings", Failure.BAD_RESPONSE, type(error).__name__) from error
        with self._memory_lock:
            self._remembered.update(vectors)
            while len(self._remembered) > self._remembered_max:
                self._remembered.popitem(last=False)
        return vectors
